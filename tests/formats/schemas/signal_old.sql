-- Signal Desktop of 2019: everything in JSON, people known by their numbers
CREATE TABLE conversations (id STRING PRIMARY KEY ASC, json TEXT, active_at INTEGER, type STRING, members TEXT, name TEXT,
  profileName TEXT);
CREATE TABLE messages (id STRING PRIMARY KEY ASC, json TEXT, sent_at INTEGER, conversationId STRING, type STRING, body TEXT,
  source STRING);
CREATE TABLE items (id STRING PRIMARY KEY ASC, json TEXT);
