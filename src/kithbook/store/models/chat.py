"""A chat, what each import said about it, and who was seen in it."""

from django.db import models

from kithbook.store.models.managers import Usable


class Chat(models.Model):
    """A direct chat, a group or a channel.

    ``title``, ``kind``, ``stated_size`` and ``seen_until`` follow from the sightings (the newest import's word, and the
    latest moment); ``alias`` and a ``stated_size`` with ``stated_by`` "you" are set by hand, and so is what a group is
    for, how it feels, which end was chosen for it and whether nothing may be asked of it (vocabulary's GroupWords).
    ``confirmed`` is True once the person has said that the imports joined here are one chat.
    """

    platform = models.CharField(max_length=20)
    key = models.TextField(default="", blank=True)
    title = models.TextField(default="", blank=True)
    alias = models.TextField(default="", blank=True)
    kind = models.CharField(max_length=10, default="unknown")
    stated_size = models.IntegerField(null=True, blank=True)
    stated_by = models.CharField(max_length=10, default="", blank=True)
    seen_until = models.BigIntegerField(null=True, blank=True)
    confirmed = models.BooleanField(default=False)
    purpose = models.CharField(max_length=20, default="", blank=True)
    feeling = models.CharField(max_length=20, default="", blank=True)
    choice = models.CharField(max_length=20, default="", blank=True)
    ask_free = models.BooleanField(default=False)
    waits_for = models.ForeignKey("store.Import", models.CASCADE, null=True, blank=True, related_name="+")

    every = models.Manager()
    objects = Usable()

    class Meta:
        default_manager_name = "every"
        base_manager_name = "every"
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "key"], condition=~models.Q(key=""), name="one_chat_per_platform_key"
            )
        ]

    @property
    def shown(self) -> str:
        """The title to show: what you call it, else what the exports say."""
        return self.alias or self.title


class Sighting(models.Model):
    """What one import said about one chat; ``ref`` is how its stream names the chat, ``last`` its last message.

    ``relation`` is how its clock and names relate to the chat's (`identity.Relation`), null where they are the same.
    """

    source = models.ForeignKey("store.Import", models.CASCADE, related_name="sightings")
    chat = models.ForeignKey(Chat, models.CASCADE, related_name="sightings")
    ref = models.TextField(default="", blank=True)
    key = models.TextField(default="", blank=True)
    title = models.TextField(default="", blank=True)
    kind = models.CharField(max_length=10, default="unknown")
    stated_size = models.IntegerField(null=True, blank=True)
    seen_until = models.BigIntegerField(null=True, blank=True)
    last = models.BigIntegerField(null=True, blank=True)
    relation = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "ref"], name="one_sighting_per_ref")]


class Membership(models.Model):
    """That an import saw this handle, under this name, in this chat (or in none: an address book).

    A handle that two imports saw in one chat has two rows: count distinct handles.
    """

    source = models.ForeignKey("store.Import", models.CASCADE, related_name="memberships")
    chat = models.ForeignKey(Chat, models.CASCADE, null=True, related_name="memberships")
    handle = models.ForeignKey("store.Handle", models.CASCADE, related_name="memberships")
    name = models.TextField(default="", blank=True)
    details = models.JSONField(null=True)  # phones, mails, links, notes; null when there are none

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "chat", "handle"], name="one_membership_per_import")]
