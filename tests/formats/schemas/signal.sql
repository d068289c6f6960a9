-- Signal Desktop of 2025: values in columns, files in a table of their own, columns made from JSON
CREATE TABLE conversations (id STRING PRIMARY KEY ASC, json TEXT, active_at INTEGER, type STRING, members TEXT, name TEXT,
  profileName TEXT, profileFamilyName TEXT, profileFullName TEXT, e164 TEXT, serviceId TEXT, groupId TEXT);
CREATE TABLE messages (rowid INTEGER PRIMARY KEY ASC, id STRING UNIQUE, json TEXT, sent_at INTEGER, conversationId STRING,
  type STRING, body TEXT, isErased INTEGER, sourceServiceId TEXT, source TEXT, timestamp INTEGER,
  isStory INTEGER GENERATED ALWAYS AS (type IS 'story'),
  callId TEXT GENERATED ALWAYS AS (json_extract(json, '$.callId')));
CREATE TABLE callsHistory (callId TEXT PRIMARY KEY, peerId TEXT NOT NULL, ringerId TEXT, mode TEXT NOT NULL,
  type TEXT NOT NULL, direction TEXT NOT NULL, status TEXT NOT NULL, timestamp INTEGER NOT NULL, startedById TEXT,
  endedTimestamp INTEGER);
CREATE TABLE message_attachments (messageId TEXT NOT NULL, editHistoryIndex INTEGER NOT NULL, attachmentType TEXT NOT NULL,
  orderInMessage INTEGER NOT NULL, contentType TEXT NOT NULL, fileName TEXT, flags INTEGER,
  PRIMARY KEY (messageId, editHistoryIndex, attachmentType, orderInMessage)) STRICT;
CREATE TABLE items (id STRING PRIMARY KEY ASC, json TEXT);
