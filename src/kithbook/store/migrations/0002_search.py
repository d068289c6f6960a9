"""The full-text index: our own tokens of each message, and FTS5 over them.

The content is external (the tokens table), so that removing a message removes its words exactly; contentless tables
cannot delete in the SQLite that Python may come with. Our tokens hold letters, digits and symbols with single spaces
between them, so FTS5's cheapest tokenizer, which parts at ASCII spaces and keeps everything else, takes them as they are.
"""

from django.db import migrations

MAKE = (
    "CREATE TABLE store_token (id INTEGER PRIMARY KEY, tokens TEXT NOT NULL)",
    """CREATE VIRTUAL TABLE store_search USING fts5(
        tokens, content='store_token', content_rowid='id', tokenize='ascii')""",
)
REMOVE = ("DROP TABLE store_search", "DROP TABLE store_token")


class Migration(migrations.Migration):
    """Make the two tables."""

    dependencies = [("store", "0001_first")]
    operations = [migrations.RunSQL(MAKE, REMOVE)]
