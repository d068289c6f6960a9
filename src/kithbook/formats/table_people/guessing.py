"""The guess which column means what: from the headers first, then from what the columns hold."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kithbook.formats.people_rows import USERS
from kithbook.formats.table_people.meanings import Known, known, plain_header
from kithbook.formats.table_people.values import Looks, looks

BY_HEADER: Final = "the names of the columns say so"
BY_VALUES: Final = "guessed from what the columns hold"
CONTRADICTED: Final = "what some columns hold does not fit their names"
SEVERAL_READINGS: Final = "some names of columns have several meanings"
# beside a name, each of these shows that the rows are people; of those that only suggest it, things may have some too
PERSONAL: Final = frozenset(
    (
        "nickname",
        "other_name",
        "birthday",
        "phone",
        "relation",
        "met",
        "last_contact",
        "last_met",
        "rhythm",
        "username",
        "middle",
    )
)
SUGGESTING: Final = frozenset(("organisation", "role", "link"))
MEETING: Final = {"place": "meeting_place", "event": "meeting_title", "role": "meeting_title"}
DOUBTFUL: Final = frozenset(("apelido",))  # the family name in Portugal, a nickname in Brazil
COUNTS: Final = frozenset(("id", "number", "no", "nr", "order", "ticket", "code", "ref"))  # of what is numbered
GITHUB: Final = frozenset(("followers", "following", "public repos", "avatar url", "html url", "node id", "stars"))


class Guess(NamedTuple):
    """A meaning for each column; whether the headers leave no doubt, on what ground; whether the rows are people."""

    meanings: tuple[str, ...]
    sure: bool
    because: str
    people: bool


def weigh(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Guess:
    """The guess for the columns named ``header``, with some ``rows`` of what they hold."""
    told = [known(name) for name in header]
    shapes = [looks([row[at] for row in rows if at < len(row)]) for at in range(len(header))]
    contradicted = [each is not None and _contradicts(each, look) for each, look in zip(told, shapes, strict=True)]
    found = ["" if each is None or against else each.meaning for each, against in zip(told, contradicted, strict=True)]
    spoiled = "spoiler" in found
    found = ["" if meaning == "spoiler" else meaning for meaning in found]
    _settle_payers(found, told)
    _settle_names(found, told)
    _settle_user_names(found, header)
    guessed = _by_values(found, told, shapes, header)
    meeting = _settle_meeting(found)
    people = _are_people(found, told, shapes, spoiled=spoiled, meeting=meeting)
    doubtful = any(plain_header(name) in DOUBTFUL for name in header)
    plain = any(each and each.plainly >= 2 and each.meaning == what for each, what in zip(told, found, strict=True))
    because = BY_HEADER
    if any(contradicted):
        because = CONTRADICTED
    elif guessed or not plain:
        because = BY_VALUES
    elif doubtful:
        because = SEVERAL_READINGS
    meanings = tuple(meaning or "keep" for meaning in found)
    return Guess(meanings, people and because == BY_HEADER, because, people)


def _contradicts(each: Known, look: Looks) -> bool:
    """Whether what the column holds cannot be what its header says."""
    if not look.filled:
        return each.plainly < 2 and each.meaning in ("mail", "phone")
    match each.meaning:
        case "mail":
            return look.mail < 0.5
        case "phone":
            return look.number < 0.5
        case "link":
            return look.link < 0.5
        case "name" | "bare name" | "given" | "family" | "middle" | "attendees" | "linkedin" | "twitter" | "github":
            return look.amount > 0.5
        case "reminder" | "dated_note" | "last_met":
            return look.dated < 0.5
        case "nickname" | "organisation":
            return look.amount == 1
    return False


def _settle_payers(found: list[str], told: Sequence[Known | None]) -> None:
    """Whoever paid is kept in the notes where the people who come have columns of their own."""
    payers = [at for at, each in enumerate(told) if each and each.payer and found[at]]
    others = {meaning for at, meaning in enumerate(found) if at not in payers}
    for at in payers:
        if others & {"name", "given", "family", "mail"}:
            found[at] = ""


def _settle_names(found: list[str], told: Sequence[Known | None]) -> None:
    """Nom beside Prénom is the family name, Nombre beside Apellidos the first name; else it is the whole name."""
    bare = [at for at, meaning in enumerate(found) if meaning == "bare name"]
    if not bare:  # "Name" stands for the family name beside "Vorname", but for the whole one beside both parts
        has_given, has_family = "given" in found, "family" in found
        bare = [at for at, meaning in enumerate(found) if meaning == "name"] if has_given != has_family else []
        bare = [at for at in bare if (each := told[at]) and each.plainly == 3]
    for at in bare:
        if "given" in found and "family" not in found:
            found[at] = "family"
        elif "family" in found and "given" not in found:
            found[at] = "given"
        else:
            found[at] = "name"


def _settle_user_names(found: list[str], header: Sequence[str]) -> None:
    """A login among the columns of GitHub is a name on GitHub."""
    if "username" in found and len(GITHUB.intersection(map(plain_header, header))) >= 1:
        found[found.index("username")] = "github"


def _by_values(found: list[str], told: Sequence[Known | None], shapes: Sequence[Looks], header: Sequence[str]) -> bool:
    """Fill in what only the values show; True where anything was."""
    guessed = False
    for at, look in enumerate(shapes):
        each = told[at]
        if found[at] or not look.filled or (each and each.payer):
            continue
        if look.mail >= 0.8 and "mail" not in found:
            found[at] = "mail"
        elif look.social >= 0.8:
            found[at] = "link"
        elif look.phone >= 0.8 and each is None and "phone" not in found:
            numbered = "#" in header[at] or COUNTS.intersection(plain_header(header[at]).split())
            found[at] = "" if numbered else "phone"
        elif look.logged >= 0.8 and look.filled > 1 and each is None:
            found[at] = "dated_note"
        guessed = guessed or bool(found[at])
    if not {"name", "given", "family", "username", "attendees"}.intersection(found):
        free = [
            at
            for at, look in enumerate(shapes)
            if not found[at] and told[at] is None and look.person >= 0.6 and look.different >= 0.6
        ]
        if free:
            found[free[0]] = "name"
            guessed = True
    return guessed


def _settle_meeting(found: list[str]) -> bool:
    """Whether this is a list of meetings; otherwise a bare date is no meeting, and "who" is a name."""
    named = {"name", "given", "family"}.intersection(found)
    meeting = "meeting_date" in found and "attendees" in found and not named
    for at, meaning in enumerate(found):
        if meeting:
            found[at] = MEETING.get(meaning, meaning)
        elif meaning == "attendees":
            found[at] = "" if {"name", "given", "family"}.intersection(found) else "name"
        elif meaning == "meeting_place":
            found[at] = "place"
        elif meaning in ("meeting_date", "meeting_title"):
            found[at] = ""
    return meeting


def _are_people(
    found: Sequence[str], told: Sequence[Known | None], shapes: Sequence[Looks], *, spoiled: bool, meeting: bool
) -> bool:
    """Whether the rows name people: somebody's mail, both parts of a name, a page of theirs, or a name that is one."""
    if meeting:
        return not spoiled
    has = set(found)
    shown = {at for at, look in enumerate(shapes) if look.filled}
    if any(meaning == "mail" and (at in shown or len(has) > 1) for at, meaning in enumerate(found)):
        return True
    if {"given", "family"} <= has or any(found[at] in USERS or shapes[at].social >= 0.8 for at in shown if found[at]):
        return True
    if spoiled:
        return "phone" in has and bool(has & {"name", "given", "family"})
    if has & {"given", "family"}:
        return True
    if "name" in has:
        # of a column that is called otherwise, names alone show nothing: artists, directors, payees
        person = max(look.person * (told[at] is not None) for at, look in enumerate(shapes) if found[at] == "name")
        return bool(has & PERSONAL) or person >= (0.3 if has & SUGGESTING else 0.5)
    return "username" in has and bool(has & PERSONAL - {"username"})
