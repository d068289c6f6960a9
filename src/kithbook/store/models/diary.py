"""The days of a chat on which the owner and others had to do with each other, kept so that no history is read twice."""

from django.db import models


class Diary(models.Model):
    """The days of one chat (ties.DAYS for each handle) as of the messages that ``mark`` tells of.

    ``linked`` tells up to which messages it is known what answers what (`Answering`).

    ``days`` are numbers, row by row, compressed (`store.diaries`). Kept beside the messages, never instead of them: it
    can be made again at any time.
    """

    chat = models.OneToOneField("store.Chat", models.CASCADE, primary_key=True, related_name="diary")
    mark = models.TextField(default="", blank=True)
    linked = models.TextField(default="", blank=True)
    days = models.BinaryField(default=b"")
