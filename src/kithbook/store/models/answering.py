"""What each message of a group answers, as the reply graph reads it."""

from django.db import models


class Answering(models.Model):
    """One message that was looked at: the row that it ``answers`` (empty where it begins something), and the chance.

    ``chance`` is in thousandths. There are millions of these, and they are only ever read as columns: whole numbers
    without constraints. A row goes with its message (`store.removal`).
    """

    message = models.IntegerField(primary_key=True)
    answers = models.IntegerField(null=True)
    chance = models.SmallIntegerField(default=0)
