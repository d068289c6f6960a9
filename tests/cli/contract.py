"""The JSON of the commands as it was promised, written by hand: what the code generates is checked against it."""

import json
from typing import Any

import jsonschema


def answer(result: tuple[int, str, str], schema: dict[str, Any]) -> Any:
    """The one JSON document of a command that went well, checked against the contract."""
    status, out, err = result
    assert (status, err) == (0, "")
    document = json.loads(out)
    jsonschema.validate(document, schema)
    return document


def obj(**properties: Any) -> dict[str, Any]:
    """An object that has at least these properties."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def rows(item: dict[str, Any]) -> dict[str, Any]:
    """A list of such items."""
    return {"type": "array", "items": item}


TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
NUMBER = {"type": "number"}
MAYBE_WHOLE = {"type": ["integer", "null"]}
MAYBE_NUMBER = {"type": ["number", "null"]}
DAY = {"type": "string", "pattern": r"^(\d{4}-\d\d-\d\d)?$"}
NAMED = obj(id=WHOLE, name=TEXT)
REASONS = rows(obj(name=TEXT, value=MAYBE_NUMBER, weight=NUMBER, says=TEXT))

IMPORT = obj(
    imports=rows(
        obj(
            id=WHOLE,
            path=TEXT,
            format=TEXT,
            chat=TEXT,
            messages=obj(read=WHOLE, new=WHOLE, known=WHOLE),
            people=obj(read=WHOLE, new=WHOLE),
            lines=obj(
                unit={"enum": ["line", "record", "element"]}, total=WHOLE, read=WHOLE, blank=WHOLE, not_read=WHOLE
            ),
            problems=rows(obj(where=TEXT, why=TEXT)),
            choices={"type": "object"},
        )
    )
)
VERDICT = obj(
    answer={"enum": ["revive", "keep", "broadcast", "archive", "leave", "too little data"]},
    as_of=DAY,
    confidence={"type": "number", "minimum": 0, "maximum": 1},
    reasons=REASONS,
    would_change={"type": "array", "items": TEXT},
)
HEAD = obj(
    id=WHOLE,
    title=TEXT,
    members=obj(stated=MAYBE_WHOLE, seen=WHOLE),
    messages=WHOLE,
    first=DAY,
    last=DAY,
    seen_until=DAY,
)
CHANCE = {
    "anyOf": [
        {"type": "null"},
        obj(value=NUMBER, low=NUMBER, high=NUMBER, reasons=REASONS),
    ]
}
SAYS = {"type": "array", "items": TEXT}
PROPOSE = obj(
    as_of=DAY,
    people=rows(obj(person=NAMED, talks=CHANCE, knows=WHOLE, says=SAYS)),
    shared=rows(obj(one=NAMED, other=NAMED, weight=NUMBER, says=SAYS)),
    holds=CHANCE,
    rests_on=WHOLE,
    road={"enum": ["one group", "smaller circles", "one to one", "too little data"]},
    says=SAYS,
    helps=SAYS,
    circles=rows(rows(NAMED)),
)
GROUP = obj(
    group=HEAD,
    verdict=VERDICT,
    shortlist=rows(obj(person=NAMED, strength=MAYBE_NUMBER, reasons=REASONS)),
    activity=rows(obj(month={"type": "string", "pattern": r"^\d{4}-\d\d$"}, messages=WHOLE, active=WHOLE, owner=WHOLE)),
    health=rows(obj(name=TEXT, value=MAYBE_NUMBER, says=TEXT, low=MAYBE_NUMBER, high=MAYBE_NUMBER)),
    forecast=obj(alive=CHANCE, halves=CHANCE, says=SAYS),
    revivals=rows(
        obj(
            on=DAY,
            kind={"enum": ["told", "red envelope", "greeting", "burst"]},
            took=WHOLE,
            of=WHOLE,
            effect=TEXT,
            uplift=MAYBE_NUMBER,
            low=MAYBE_NUMBER,
            high=MAYBE_NUMBER,
            p=MAYBE_NUMBER,
            placebos=WHOLE,
            says=TEXT,
        )
    ),
    circles=obj(
        circles=rows(obj(number=WHOLE, people=rows(NAMED), within=WHOLE, beyond=WHOLE, says=TEXT)),
        spots=rows(obj(person=NAMED, circle=WHOLE, gave=WHOLE, got=WHOLE)),
        threads=rows(obj(one=WHOLE, other=WHOLE, answers=WHOLE)),
        chance=MAYBE_NUMBER,
        says=SAYS,
    ),
    plan=obj(
        says=TEXT,
        steps=rows(obj(key=TEXT, says=TEXT, detail=TEXT, minutes=WHOLE, when=DAY, done=DAY)),
        letters=rows(obj(person=NAMED, draft=TEXT, language=TEXT, channel=TEXT, minutes=WHOLE, when=DAY, done=DAY)),
        note=TEXT,
    ),
    words=obj(purpose=TEXT, feeling=TEXT, choice=TEXT, ask_free={"type": "boolean"}),
)
GROUPS = obj(groups=rows(obj(group=HEAD, verdict=VERDICT)))
ROWS_OF_MESSAGES = {"type": "array", "items": WHOLE}
ASKS = obj(
    free={"type": "boolean"},
    balance={"type": ["string", "null"]},
    flag={"type": ["string", "null"]},
    instead={"type": ["string", "null"]},
)
OFFER = obj(kind=TEXT, says=TEXT, key=TEXT, title=TEXT, link=TEXT, because=rows(TEXT), messages=ROWS_OF_MESSAGES)
OCCASION = obj(kind=TEXT, says=TEXT, on=TEXT, messages=ROWS_OF_MESSAGES)
MAYBE_SHARE = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
TODAY = obj(
    budget_minutes=WHOLE,
    nudges=rows(
        obj(
            person=NAMED,
            why={"type": "array", "items": TEXT, "minItems": 1},
            channel=TEXT,
            minutes=WHOLE,
            draft=TEXT,
            offer={"anyOf": [OFFER, {"type": "null"}]},
            occasion={"anyOf": [OCCASION, {"type": "null"}]},
            drift=MAYBE_SHARE,
            asks=ASKS,
        )
    ),
    left_out=obj(count=WHOLE, people=rows(NAMED)),
    kept_value=MAYBE_SHARE,
    if_nothing=MAYBE_SHARE,
)
INTENTION = obj(
    words=TEXT,
    wants=rows(TEXT),
    many={"type": ["integer", "null"]},
    places=rows(TEXT),
    circles=rows(obj(circle=TEXT, ideal={"type": ["integer", "null"]}, latest={"type": ["integer", "null"]})),
    quiet={"type": "array"},
)
DRAFT = obj(person=NAMED, situation=TEXT, tone=TEXT, turn=WHOLE, language=TEXT, text=TEXT, asks=ASKS)
FAVOUR = obj(
    id=TEXT, person=NAMED, deed=TEXT, by_me={"type": "boolean"}, kind=TEXT, on=TEXT, text=TEXT, state=TEXT, due=TEXT
)
FAVOURS = obj(favours=rows(FAVOUR), proposed=rows(FAVOUR), says={"type": ["string", "null"]})
PIECE = obj(key=TEXT, kind=TEXT, title=TEXT, link=TEXT, on=TEXT, languages=rows(TEXT), offered=rows(NAMED))
PIECES = obj(pieces=rows(PIECE), total=WHOLE)
FITS = obj(piece=PIECE, people=rows(obj(person=NAMED, score=MAYBE_SHARE, says=TEXT, because=rows(TEXT))), says=TEXT)
LEARNT = obj(
    learnt=rows(obj(of=TEXT, what=TEXT, value={"type": "number"}, count=WHOLE, says=TEXT)), since=TEXT, answers=WHOLE
)
CALENDAR = obj(
    made=TEXT,
    zone=TEXT,
    path=TEXT,
    events=rows(obj(uid=TEXT, kind=TEXT, on=TEXT, title=TEXT, person=NAMED, yearly={"type": "boolean"})),
    written=TEXT,
)
PERSON_ROW = obj(id=WHOLE, name=TEXT, circle=TEXT, strength=MAYBE_NUMBER, last=TEXT)
PEOPLE = obj(people=rows(PERSON_ROW), total=WHOLE)
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
AHEAD = obj(
    forecasts=rows(obj(days=WHOLE, chance=SHARE, low=SHARE, high=SHARE)),
    reasons=REASONS,
    as_of=DAY,
    expected=DAY,
    earliest=DAY,
    latest=DAY,
    tested={"type": ["string", "null"]},
)
PERSON = obj(
    person=PERSON_ROW,
    handles=rows(obj(platform=TEXT, key=TEXT)),
    reasons=REASONS,
    timeline=rows(obj(at=TEXT)),
    familiarity={"enum": [None, 1, 2, 3, 4, 5]},
    ahead={"anyOf": [AHEAD, {"type": "null"}]},
    quarters=rows({"type": "array", "prefixItems": [{"pattern": r"^\d{4}-Q[1-4]$"}, MAYBE_NUMBER]}),
)
CIRCLES = obj(
    as_of=DAY,
    people=rows(obj(person=NAMED, strength=SHARE, low=SHARE, high=SHARE, circle=TEXT, by={"enum": ["you", "book"]})),
    gaps=rows(obj(rank=WHOLE, before=SHARE, after=SHARE, ends={"enum": ["", "core", "curated"]})),
    layers=rows(obj(usual=WHOLE, share=SHARE)),
    says={"type": "array", "items": TEXT},
    since={"type": "string", "pattern": r"^(\d{4}-Q[1-4])?$"},
    closer=rows(obj(person=NAMED, before=MAYBE_NUMBER, now=SHARE)),
    apart=rows(obj(person=NAMED, before=MAYBE_NUMBER, now=SHARE)),
)
NUMBERS = obj(
    as_of=DAY,
    known=WHOLE,
    unknown=WHOLE,
    tests=rows(
        obj(
            days=WHOLE,
            cuts=WHOLE,
            count=WHOLE,
            base=SHARE,
            auc=MAYBE_NUMBER,
            brier=NUMBER,
            calibration_error=NUMBER,
            bins=rows(obj(low=SHARE, high=SHARE, count=WHOLE, said=SHARE, came=SHARE)),
            rivals=rows({"type": "array", "prefixItems": [TEXT, MAYBE_NUMBER]}),
        )
    ),
    coverage=MAYBE_NUMBER,
    covered=WHOLE,
    says={"type": "array", "items": TEXT},
)
SEARCH = obj(words=TEXT, hits=rows(obj(id=WHOLE, chat=NAMED, at=TEXT, text=TEXT)), total=WHOLE)
RECORD = obj(
    **dict.fromkeys(("chat", "sender", "at", "zone", "kind", "text", "reply_to", "id", "sender_key"), TEXT),
    **{name: {"type": "boolean"} for name in ("edited", "forwarded")},
    line=WHOLE,
    reactions=rows(obj(what=TEXT, count=WHOLE)),
    mentions=rows(TEXT),
)
DOCTOR = obj(well={"type": "boolean"}, checks=rows(obj(name=TEXT, well={"type": "boolean"}, says=TEXT)))
FORMATS = obj(formats=rows(obj(name=TEXT, title=TEXT, how_to_export=obj(en=TEXT, ar=TEXT, **{"zh-hans": TEXT}))))
TOUCH = obj(id=WHOLE, people=rows(NAMED), kind=TEXT, on=DAY, text=TEXT)
MODEL = obj(
    url=TEXT,
    name=TEXT,
    local={"type": "boolean"},
    masked={"type": "boolean"},
    key_set={"type": "boolean"},
    says=TEXT,
    timeout=WHOLE,
)
