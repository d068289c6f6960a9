"""What is worked out over all rows at the end of an import: whom a message answers, what people are called."""

from pathlib import Path


def test_replies_are_found_in_their_own_chat_before_and_behind(opened: Path) -> None:
    """The first row of the named id in the same chat, wherever it stands; what is nowhere stays open."""
    from kithbook.store import rows
    from kithbook.store.models import Chat, Import, Message

    source = Import.objects.create(path="a", format="telegram-json", created=0, state="complete", hides=False)
    chats = [Chat.objects.create(platform="telegram", title=title) for title in ("Kiln", "Harbour", "Lanterns")]
    told = [
        (1, 0, "7", None),
        (2, 0, "8", "7"),
        (3, 1, "7", "8"),  # stands before what it answers
        (4, 1, "8", "7"),
        (5, 0, "9", "404"),
        (6, 0, "7", None),  # an id that comes twice
        (7, 0, "10", "7"),
        (8, 2, "1", None),
        (9, 2, "2", "1"),  # of a chat that is not asked for
    ]
    for pk, chat, key, reply in told:
        Message.every.create(pk=pk, chat=chats[chat], at=pk, platform_id=key, reply_key=reply, source=source)
    for _ in range(2):  # a second time changes nothing
        rows.resolve_replies([chats[0].pk, chats[1].pk])
        found = dict(Message.every.exclude(reply_to=None).values_list("pk", "reply_to_id"))
        assert found == {2: 1, 3: 4, 4: 3, 7: 1}


def test_the_newest_complete_import_says_what_people_are_called(opened: Path) -> None:
    """Its last word counts, an empty name does not; a person whom somebody named by hand keeps that name."""
    from kithbook.store import derive, hands
    from kithbook.store.models import Handle, Import, Membership, Person

    imports = [
        Import.objects.create(path=state, format="telegram-json", created=0, state=state)
        for state in ("complete", "complete", "reading")
    ]
    people = [Person.every.create(name="Ines") for _ in range(3)]
    handles = [
        Handle.every.create(platform="telegram", key=f"user{n}", name="Ines", person=person, home=person)
        for n, person in enumerate(people)
    ]
    hands.put(people[1].pk, "alias", "My aunt", now=0)
    words = ((0, 0, "Ines H."), (0, 1, ""), (0, 2, "Not yet"), (1, 0, "Ines A"), (1, 1, "Ines B"), (1, 1, "Ines C"))
    for handle, source, name in words:
        Membership.objects.create(handle=handles[handle], source=imports[source], name=name)
    derive.handles(handle.pk for handle in handles)
    told = [(handle.name, handle.person.shown) for handle in Handle.every.order_by("pk").select_related("person")]
    assert told == [("Ines H.", "Ines H."), ("Ines C", "My aunt"), ("Ines", "Ines")]
