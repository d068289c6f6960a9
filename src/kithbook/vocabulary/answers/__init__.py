"""What a book answers: frozen objects that the page, ``--json`` and every later face render alike.

Field names are the JSON contract. Times are ISO 8601 strings in UTC ("2026-06-15T09:30:00Z"), days are ISO dates.
`as_json` turns any of them into a JSON document, `schema` into its JSON Schema.
"""

from kithbook.vocabulary.answers.book import (
    Check,
    DemoAnswer,
    DoctorAnswer,
    FormatRow,
    FormatsAnswer,
    Hit,
    SearchAnswer,
    ServeAnswer,
    Settings,
    TouchAnswer,
)
from kithbook.vocabulary.answers.groups import GroupAnswer, GroupHead, GroupRow, GroupsAnswer, Listed, Members, Month
from kithbook.vocabulary.answers.imports import (
    NONE,
    ImportAnswer,
    ImportsAnswer,
    LineCount,
    MessageCount,
    Offered,
    PeopleCount,
    Preview,
    PreviewsAnswer,
    Progress,
    Trouble,
)
from kithbook.vocabulary.answers.named import Named
from kithbook.vocabulary.answers.people import (
    HandleRow,
    Moment,
    NameRow,
    Origin,
    PeopleAnswer,
    PersonAnswer,
    PersonRow,
    RelationRow,
    TagAnswer,
    ValueRow,
    WrittenAnswer,
)
from kithbook.vocabulary.answers.tools import as_json, schema
from kithbook.vocabulary.answers.week import LeftOut, NudgeAnswer, TodayAnswer
from kithbook.vocabulary.answers.who import AcceptAnswer, DeedAnswer, Joined, PairAnswer, ReviewAnswer, Side

__all__ = [
    "NONE",
    "AcceptAnswer",
    "Check",
    "DeedAnswer",
    "DemoAnswer",
    "DoctorAnswer",
    "FormatRow",
    "FormatsAnswer",
    "GroupAnswer",
    "GroupHead",
    "GroupRow",
    "GroupsAnswer",
    "HandleRow",
    "Hit",
    "ImportAnswer",
    "ImportsAnswer",
    "Joined",
    "LeftOut",
    "LineCount",
    "Listed",
    "Members",
    "MessageCount",
    "Moment",
    "Month",
    "NameRow",
    "Named",
    "NudgeAnswer",
    "Offered",
    "Origin",
    "PairAnswer",
    "PeopleAnswer",
    "PeopleCount",
    "PersonAnswer",
    "PersonRow",
    "Preview",
    "PreviewsAnswer",
    "Progress",
    "RelationRow",
    "ReviewAnswer",
    "SearchAnswer",
    "ServeAnswer",
    "Settings",
    "Side",
    "TagAnswer",
    "TodayAnswer",
    "TouchAnswer",
    "Trouble",
    "ValueRow",
    "WrittenAnswer",
    "as_json",
    "schema",
]
