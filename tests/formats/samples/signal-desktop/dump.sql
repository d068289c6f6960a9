BEGIN TRANSACTION;
CREATE TABLE conversations (id STRING PRIMARY KEY ASC, json TEXT, active_at INTEGER, type STRING, members TEXT, name TEXT,
  profileName TEXT);
INSERT INTO "conversations" VALUES(447700900123,NULL,NULL,'private',NULL,'Ines Halfmoon',NULL);
INSERT INTO "conversations" VALUES(447700900456,NULL,NULL,'private',NULL,NULL,'Lio');
INSERT INTO "conversations" VALUES('R',NULL,NULL,'group','+447700900123 +447700900456 +447700900999','Lantern Street',NULL);
CREATE TABLE items (id STRING PRIMARY KEY ASC, json TEXT);
INSERT INTO "items" VALUES('number_id','{"id": "number_id", "value": "+447700900999.1"}');
CREATE TABLE messages (id STRING PRIMARY KEY ASC, json TEXT, sent_at INTEGER, conversationId STRING, type STRING, body TEXT,
  source STRING);
INSERT INTO "messages" VALUES('x-1','{"id": "x-1", "sent_at": 1564557601000, "conversationId": "R\u0001\u0002", "type": "incoming", "body": "hello all", "source": "+447700900123", "attachments": [{"contentType": "image/png", "fileName": null}]}',1564557601000,'R','incoming','hello all',447700900123);
INSERT INTO "messages" VALUES('x-2','{"id": "x-2", "sent_at": 1564557602000, "conversationId": "R\u0001\u0002", "type": "outgoing", "body": "hello", "source": null, "quote": {"id": "1564557601000", "author": "+447700900123"}}',1564557602000,'R','outgoing','hello',NULL);
INSERT INTO "messages" VALUES('x-3','{"id": "x-3", "sent_at": 1564557603000, "conversationId": "447700900456", "type": "incoming", "body": "just us", "source": "+447700900456"}',1564557603000,447700900456,'incoming','just us',447700900456);
INSERT INTO "messages" VALUES('x-4','{"id": "x-4", "sent_at": 1564557604000, "conversationId": "R\u0001\u0002", "type": "incoming", "body": null, "source": "+447700900456", "group_update": {"left": "+447700900456"}}',1564557604000,'R','incoming',NULL,447700900456);
INSERT INTO "messages" VALUES('x-5','{"id": "x-5", "sent_at": 1564557605000, "conversationId": "447700900456", "type": "call-history", "body": null, "source": null, "callHistoryDetails": {"callMode": "Direct", "wasIncoming": true, "acceptedTime": 1714557600000, "endedTime": 1714557660000}}',1564557605000,447700900456,'call-history',NULL,NULL);
INSERT INTO "messages" VALUES('x-6','{"callHistoryDetails": {"callMode": "Direct", "wasIncoming": true, "wasDeclined": true}}',1564557606000,447700900456,'call-history',NULL,NULL);
COMMIT;