"""What Monica keeps with a person and a day: reminders, tasks, debts, gifts, notes, conversations, life events.

Fields as in Monica 4's app/ExportResources/Contact. A task has no day on which it is due, a note only that on which it
was written. Of a debt, `in_debt` says that the owner is the one who owes; `amount` is in whole units of the currency.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from kithbook.formats.monica_values import day, plain, properties
from kithbook.formats.people_card import Card
from kithbook.vocabulary import DatedNote, Favour, Reminder

AGAIN: Final = {"week": ("weekly", "weeks"), "month": ("monthly", "months"), "year": ("yearly", "years")}
Keep = Callable[[Card, Mapping[str, Any]], None]


def note(card: Card, record: Mapping[str, Any]) -> None:
    """A note, on the day when it was written."""
    _dated(card, day(record.get("created_at")), plain(properties(record).get("body")))


def reminder(card: Card, record: Mapping[str, Any]) -> None:
    """A reminder; one that is switched off or has no day is kept as a note.

    What Monica itself made of a birthday is left to the birthday: nobody can delete it there.
    """
    said = properties(record)
    on, what = day(said.get("initial_date")), _line(said, "title", "description")
    if (
        said.get("delible") is False
        and on
        and any(name == "birthday" and value[-5:] == on[-5:] for name, value in card.facts)
    ):
        return
    if on and said.get("inactive") is not True:
        card.add_fact("reminder", str(Reminder(on, _again(said), what)))
    elif what or on:
        card.add_note("Reminder: " + ", ".join(filter(None, (what, on))))


def _again(said: Mapping[str, Any]) -> str:
    words = AGAIN.get(plain(said.get("frequency_type")))
    number = plain(said.get("frequency_number")) or "1"
    if words is None or not number.isdecimal() or len(number) > 4 or not int(number):
        return ""
    return words[0] if int(number) == 1 else f"every {int(number)} {words[1]}"


def task(card: Card, record: Mapping[str, Any]) -> None:
    """Something to do, as a note; once it is done, on the day when it was."""
    said = properties(record)
    what, done = _line(said, "title", "description"), day(said.get("completed_at"))
    if what and said.get("completed") is True:
        _dated(card, done, f"Done: {what}")
    elif what:
        card.add_note(f"Task: {what}")


def debt(card: Card, record: Mapping[str, Any]) -> None:
    """Money that one has lent to the other, on the day when it was written down."""
    said = properties(record)
    money = said.get("currency")
    currency = plain(money.get("iso")) if isinstance(money, dict) else plain(money)
    amount = " ".join(filter(None, (plain(said.get("amount")), currency)))
    owed = said.get("in_debt")
    state = {"inprogress": "not paid back yet", "complete": "paid back"}.get(plain(said.get("status")), "")
    text = ", ".join(filter(None, (amount, state)))
    if amount and isinstance(owed, bool):
        side = "them" if owed else "me"
        card.add_fact("favour", str(Favour(day(record.get("created_at")), "given", side, "money", text)))
    elif amount:
        card.add_note(f"Debt: {text}")


def gift(card: Card, record: Mapping[str, Any]) -> None:
    """A gift that was given or received; an idea of one is a note."""
    said = properties(record)
    text = _line(said, "name", "comment", "url")
    side = {"offered": "me", "received": "them"}.get(plain(said.get("status")), "")
    if text and side:
        card.add_fact("favour", str(Favour(day(said.get("date")), "given", side, "gift", text)))
    elif text:
        card.add_note("Gift: " + ", ".join(filter(None, (text, plain(said.get("status")), day(said.get("date"))))))


def conversation(card: Card, record: Mapping[str, Any]) -> None:
    """What was said in a conversation that was copied into Monica, each on its day."""
    messages = properties(record).get("messages")
    for message in messages if isinstance(messages, list) else ():
        said = properties(message)
        who, text = ("I" if said.get("written_by_me") is True else "They"), plain(said.get("content"))
        _dated(card, day(said.get("written_at")), f"{who}: {text}" if text else "")


def life_event(card: Card, record: Mapping[str, Any]) -> None:
    """Something that changed in a life, on its day."""
    said = properties(record)
    text = _line(said, "name", "note")
    _dated(card, day(said.get("happened_at")), f"Life event: {text}" if text else "")


KEPT: Final[dict[str, Keep]] = {  # by the type of the list in the export, without its underscores
    "note": note,
    "reminder": reminder,
    "task": task,
    "debt": debt,
    "gift": gift,
    "conversation": conversation,
    "lifeevent": life_event,
}


def _line(said: Mapping[str, Any], *names: str) -> str:
    return ", ".join(filter(None, (" ".join(plain(said.get(name)).split()) for name in names)))


def _dated(card: Card, on: str, text: str) -> None:
    """A note with its day, or without one."""
    if text and on:
        card.add_fact("dated_note", str(DatedNote(on, text)))
    else:
        card.add_note(text)
