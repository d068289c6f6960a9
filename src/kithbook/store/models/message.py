"""A message: one thing that somebody wrote, sent or did in a chat."""

from django.db import models

from kithbook.store.models.managers import UsableMessages


class Message(models.Model):
    """One message. ``at`` is UTC seconds, a guess by the book's zone where ``zone_known`` is False.

    ``kind`` is the position in vocabulary.KINDS. ``sender`` is empty for a message of the platform itself.
    ``reply_to`` is the row that it answers, found by ``reply_key``, the platform's id of that; ``mention`` is the
    handle that it mentions first. There are millions of these: only two indexes, no column that is not read, and no
    database constraint on ``reply_to`` and ``mention`` (removing a row would search the whole table for them).
    """

    # SQLite's own row number, given by whoever writes; a BigAutoField would keep a sequence up to date with every row.
    id = models.IntegerField(primary_key=True)
    chat = models.ForeignKey("store.Chat", models.CASCADE, db_index=False, related_name="messages")
    sender = models.ForeignKey("store.Handle", models.CASCADE, null=True, db_index=False, related_name="messages")
    at = models.BigIntegerField()
    kind = models.SmallIntegerField(default=0)
    text = models.TextField(default="", blank=True)
    platform_id = models.TextField(null=True)
    reply_to = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, db_index=False, db_constraint=False, related_name="answers"
    )
    reply_key = models.TextField(null=True)
    zone_known = models.BooleanField(default=False, db_default=False)
    edited = models.BooleanField(default=False, db_default=False)
    forwarded = models.BooleanField(default=False, db_default=False)
    question = models.BooleanField(default=False, db_default=False)  # words.is_question(text)
    mention = models.ForeignKey(
        "store.Handle", models.DO_NOTHING, null=True, db_index=False, db_constraint=False, related_name="mentioned_in"
    )
    mentions = models.JSONField(null=True)  # handle keys, in order; null when there are none
    reactions = models.JSONField(null=True)  # pairs (what, how many); null when there are none
    source = models.ForeignKey("store.Import", models.CASCADE, db_index=False, related_name="messages")

    every = models.Manager()
    objects = UsableMessages()

    class Meta:
        default_manager_name = "every"
        base_manager_name = "every"
        indexes = [
            models.Index(fields=["chat", "at"], name="message_chat_at"),
            models.Index(fields=["sender", "at"], name="message_sender_at"),
        ]
