"""The cast of the view tests: answers such as a book gives, made by hand. Everybody in them is invented."""

from kithbook.vocabulary import Reason, Refused, Verdict, say
from kithbook.vocabulary.answers import (
    Ahead,
    Asks,
    BetweenAnswer,
    Bin,
    Chance,
    CircleRhythm,
    CirclesAnswer,
    DraftAnswer,
    FavourRow,
    FavoursAnswer,
    Fit,
    Forecast,
    FormatRow,
    FormatsAnswer,
    Gap,
    GroupAnswer,
    GroupForecast,
    GroupHead,
    GroupRow,
    GroupsAnswer,
    GroupWords,
    HandleRow,
    Hit,
    ImportAnswer,
    ImportsAnswer,
    IntentionAnswer,
    Layer,
    Learnt,
    LearntAnswer,
    LeftOut,
    Letter,
    LineCount,
    Listed,
    Measure,
    Members,
    MessageCount,
    ModelAnswer,
    Moment,
    Month,
    Mover,
    Named,
    NameRow,
    NudgeAnswer,
    NumbersAnswer,
    Occasion,
    Offer,
    Offered,
    Origin,
    PeopleAnswer,
    PeopleCount,
    PersonAnswer,
    PersonRow,
    PieceRow,
    PiecesAnswer,
    Plan,
    Preview,
    PreviewsAnswer,
    Progress,
    RelationRow,
    Revival,
    SearchAnswer,
    Settings,
    ShareAnswer,
    Spot,
    Standing,
    Step,
    TalkCircle,
    TalkMap,
    TasteRow,
    Tested,
    Thread,
    TodayAnswer,
    TouchAnswer,
    Trouble,
    ValueRow,
)

HOSTILE = "<b>Bram</b> \u202eTeakettle"
SETTINGS = Settings(30, "Europe/Brussels", "", "auto", "Ottokar Plumb")


def row(person_id: int, name: str, word: str, strength: float | None, *, circle: str = "core", drifting: bool = False):
    """One line of the list of people."""
    drift = 0.71 if drifting else None if strength is None else 0.05
    days = None if strength is None else 49.0
    return PersonRow(
        person_id,
        name,
        "",
        circle,
        "book",
        strength,
        word,
        drifting,
        drift,
        "2025-11-02",
        days,
        ("wechat",),
        "2026-06-01",
        (),
        None if strength is None else strength - 0.07,
        None if strength is None else strength + 0.08,
    )


ROWS = (
    row(1, "云三朵", "warm", 0.64, drifting=True),
    row(2, HOSTILE, "close", 0.9),
    row(3, "نادية الورّاق", "familiar", 0.4, circle="curated"),
    row(4, "Pepita Vantongeren-Blum", "unknown", None, circle=""),
)
REASONS = (
    Reason("rhythm", 7.0, 0.5, say("Seven springs in a row")),
    Reason("recency", 32.0, -0.1, say("Nothing for {weeks} weeks", weeks=32)),
)
VERDICT = Verdict("archive", 0.8, "2026-06-01", REASONS, (say("Two months in which ten people talk"),))
GROUP = GroupHead(
    7, "Lantern Street Makers", Members(312, 42), 48210, "2016-03-01", "2026-06-01", "2026-06-01", "wechat"
)
IMPORT = ImportAnswer(
    5,
    "lantern.txt",
    "whatsapp",
    "Lantern Street",
    MessageCount(312, 290, 22),
    PeopleCount(6, 2),
    LineCount("line", 320, 312, 5, 3),
    (Trouble("lantern.txt, line 88", "A date without a year."),),
    {"date_order": "dmy"},
    "complete",
    "2026-06-15T09:30:00Z",
    (7,),
)


def today(*, now: int, minutes: int | None = None) -> TodayAnswer:
    """Two suggestions, one person slipping, one group to decide on."""
    nudge = NudgeAnswer(
        Named(1, "云三朵"),
        (say("You two have talked every spring."),),
        "wechat",
        4,
        "三朵，好久没听你说话了。",
        say("The talk on glazes."),
        "zh-hans",
        "warm",
        True,
        "2025-11-02",
        (say("Seven springs in a row"),),
        offer=Offer("piece", say("The talk on glazes."), "k1", "Glazes", "https://x.example/zh", ("ash",), (4,)),
        occasion=Occasion("season", say("You two have talked every spring."), "2026-05-01", (1, 2, 3)),
        drift=0.71,
        asks=Asks(True, say("Within a year giving and asking are about even.")),
        situation="share a piece",
        way="voice",
        open=(("mail", "mailto:yun@kiln.example"),),
    )
    other = NudgeAnswer(
        Named(2, HOSTILE), (say("{name} wrote", name=HOSTILE),), "whatsapp", 5, "", None, "en", "close", False
    )
    left = LeftOut(2, (Named(3, "نادية الورّاق"), Named(4, "Pepita Vantongeren-Blum")))
    return TodayAnswer(
        30,
        (nudge, other),
        left,
        ("2026-06-15", "2026-06-21"),
        say("Two people."),
        ROWS[:1],
        (GroupRow(GROUP, VERDICT),),
    )


def empty_today(*, now: int, minutes: int | None = None) -> TodayAnswer:
    """A book into which nothing was brought."""
    return TodayAnswer(30, (), LeftOut(0, ()), empty_book=True)


BY_YOU = (Origin("you", "", "2026-06-02"),)
BY_FILE = (Origin("contacts", f"{HOSTILE}.vcf", "2026-06-01"),)
VALUES = (
    ValueRow("phone", "+49 170 1234567", BY_FILE),
    ValueRow("mail", "yun@kiln.example", (*BY_YOU, *BY_FILE), id=1),
    ValueRow("link", "data:text/html,x", BY_FILE),
    ValueRow("zone", "Asia/Shanghai", BY_YOU, id=2, says=say("{time} there now", time="18:40")),
    ValueRow("language", "zh-Hans", BY_YOU, id=3),
    ValueRow("met", HOSTILE, BY_YOU, id=5),
    ValueRow("label", HOSTILE, BY_FILE),
    ValueRow("relation", "aunt", BY_FILE),
    ValueRow("custom", HOSTILE, BY_YOU, HOSTILE, 6),
    ValueRow("note", HOSTILE, BY_FILE),
)


def people(
    query: str = "",
    *,
    circle: str = "",
    drifting: bool = False,
    tag: str = "",
    sort: str = "tie",
    page: int = 1,
    now: int,
) -> PeopleAnswer:
    """All, or those whose name fits."""
    fitting = tuple(one for one in ROWS if query in one.name and circle in ("", one.circle))
    return PeopleAnswer(fitting, len(fitting), page, 1, (("pots", 2), (HOSTILE, 1)))


def person(name: str | int, *, now: int, search: str = "", page: int = 1) -> PersonAnswer:
    """Somebody with a timeline, or a refusal."""
    if name == 404:
        raise Refused(say("There is no person {number}.", number=404), status=404)
    found = next(one for one in ROWS if one.id == name)
    moments = (
        Moment("m1", "2025-11-02T20:00:00Z", "message", "wechat", "Lantern Street Makers", 7, HOSTILE, False, 3),
        Moment("touch-1", "2024-05-18", "met", "", "", None, "Sat beside each other at the wheel.", True, 1, True),
    )
    return PersonAnswer(
        found,
        (HandleRow(1, "wechat", "yun", "云三朵", 640),),
        (Named(7, "Lantern Street Makers"),),
        REASONS,
        say("Not a word since {day}.", day="November"),
        "2026-06-01",
        ((2025, 44, 3, False),),
        () if search == "nothing" else moments,
        True,
        "Kiln moves in August",
        "",
        found.id == 4,
        names=(
            NameRow(found.name, "han", (Origin("wechat-txt", "yun.txt", "2026-06-01"),), shown=True),
            NameRow(HOSTILE, "latin", (Origin("you", "", "2026-06-02"),), id=4),
        ),
        values=VALUES,
        tags=("pots", HOSTILE),
        relations=(
            RelationRow(1, Named(2, HOSTILE), "parent"),
            RelationRow(2, Named(9, "Ottokar Plumb"), "custom", HOSTILE, other_is_me=True),
        ),
        sort="yun sanduo",
        familiarity=4 if found.id == 2 else None,
        ahead=AHEAD if found.id != 4 else None,
        quarters=QUARTERS if found.id != 4 else (("2026-Q1", None), ("2026-Q2", None)),
    )


AHEAD = Ahead(
    (
        Forecast(30, 0.52, 0.41, 0.63),
        Forecast(90, 0.34, 0.25, 0.45),
        Forecast(180, 0.21, 0.14, 0.31),
        Forecast(365, 0.08, 0.03, 0.15),
    ),
    (
        Reason("gap", 225.0, 0.4, say("A silence of {days} days, where {usual} are usual", days=225, usual=49)),
        Reason("years", 7.0, -0.2, say("You have come back to each other before")),
    ),
    "2026-06-01",
    "2026-07-12",
    "2026-07-03",
    "2027-01-28",
    say("In the past, of those we gave {said:.0%}, {came:.0%} went silent.", said=0.7, came=0.68),
)
QUARTERS = (
    *((f"{2024 + i // 4}-Q{i % 4 + 1}", None if i in {0, 4} else 0.3 + i / 20) for i in range(9)),
    ("2026-Q2", 0.64),
)


def circles(*, now: int) -> CirclesAnswer:
    """A core of three, two curated, one placed by hand, and what moved."""
    told = (
        ("close", 0.91, "core", "book"),
        (HOSTILE, 0.88, "core", "you"),
        ("云三朵", 0.84, "core", "book"),
        ("نادية الورّاق", 0.61, "curated", "book"),
        ("Pepita Vantongeren-Blum", 0.57, "curated", "you"),
        ("Odalys Brightwater", 0.31, "loose", "book"),
    )
    people = tuple(
        Standing(Named(number, name), value, value - 0.06, min(1.0, value + 0.05), circle, by)
        for number, (name, value, circle, by) in enumerate(told, 1)
    )
    return CirclesAnswer(
        "2026-06-01",
        people,
        (Gap(3, 0.84, 0.61, "core"), Gap(5, 0.57, 0.31, "curated"), Gap(40, 0.2, 0.1)),
        (Layer(5, 0.31), Layer(15, 0.52), Layer(50, 0.8), Layer(150, 0.97)),
        (say("Your core is {count} people.", count=3),),
        "2025-Q2",
        (Mover(Named(2, HOSTILE), 0.42, 0.88), Mover(Named(1, "云三朵"), None, 0.84)),
        (),
    )


BINS = (
    Bin(0.0, 0.2, 240, 0.08, 0.07),
    Bin(0.2, 0.5, 96, 0.33, 0.38),
    Bin(0.6, 0.8, 84, 0.70, 0.68),
)


def numbers(*, now: int) -> NumbersAnswer:
    """Two horizons, the longer one without anything to tell apart."""
    return NumbersAnswer(
        "2026-06-01",
        41,
        1203,
        (
            Tested(90, 6, 420, 0.31, 0.84, 0.151, 0.023, BINS, (("longest silent", 0.78), ("fewest days", None))),
            Tested(365, 1, 12, 0.0, None, 0.01, 0.01, BINS[:1]),
        ),
        0.81,
        312,
        tuple(say("Sentence {number}.", number=number) for number in (1, 2, 3)),
    )


def no_numbers(*, now: int) -> NumbersAnswer:
    """A book that is too young."""
    return NumbersAnswer("2026-06-01", 0, 1, (), None, 0, (say("Too little past to test."),))


def groups(*, now: int) -> GroupsAnswer:
    """One group."""
    return GroupsAnswer((GroupRow(GROUP, VERDICT),))


def group(name: str | int, *, now: int) -> GroupAnswer:
    """Its story, with everything that a story can hold."""
    says = {part: say("A sentence.") for part in ("title", "lead", "activity", "participation", "shortlist")}
    listed = Listed(Named(1, "云三朵"), 0.64, REASONS, "warm", True)
    months = (Month("2026-05", 40, 9, 20, 1, 0, 18), Month("2026-06", 22, 6, 12, 0, 1, 9))
    bram = Named(4, HOSTILE)
    spots = (
        Spot(Named(2, "Ottokar Plumb"), 0.5, 0.5, 0, 9, 9, me=True),
        Spot(Named(1, "云三朵"), 0.3, 0.4, 1, 12, 8),
        Spot(bram, 0.7, 0.6, 2, 5, 7, bridge=True),
    )
    circle = TalkCircle(1, (Named(1, "云三朵"), bram), 30, 4, say("Two people."))
    tried = Revival(
        *("2024-05-18", "told", 12, 60, "more than chance", say("12 of 60 people came.")),
        **{"uplift": 63.0, "low": 24.0, "high": 104.0, "band": (-40.0, 38.0), "p": 0.02, "what": HOSTILE, "id": 3},
    )
    threads = (Thread(1, 4, 12), Thread(1, 2, 5))
    letter = Letter(Named(1, "云三朵"), "三朵，好久不见", "zh-hans", "wechat", 8, True, "2026-06-22")
    steps = (
        Step("core", say("Write to one."), say("One letter."), 8, "2026-06-22", opens="letters"),
        Step("note", say("Pin a note."), say("The words are below."), 2, done="2026-06-01", opens="note"),
    )
    return GroupAnswer(
        *(GROUP, VERDICT, (listed,), months, says, True),
        health=(Measure("activity", 31.0, say("31 messages a month.")),),
        forecast=GroupForecast(Chance(0.18, 0.1, 0.29), Chance(0.4, 0.2, 0.6), (say("Alive: {c:.0%}.", c=0.18),)),
        revivals=(tried, Revival("2025-01-02", "red envelope", 4, 60, "too early", say("Too early to say."))),
        circles=TalkMap((circle,), spots, threads, 40, 250, 0.3, 0.01, (say("Two circles"),)),
        plan=Plan(say("Until August."), steps, (letter,), "This room was good to us."),
        words=GroupWords("hobby", "", "", ask_free=True),
    )


def preview(path, *, answers=None, now: int) -> PreviewsAnswer:
    """A doubtful WhatsApp file; a name that nobody reads is refused."""
    if str(path).endswith(".pages"):
        raise Refused(say("{path} is of no format that Kithbook reads.", path="recipes.pages"))
    doubt = Offered(
        "date_order",
        "dmy",
        "nothing settles it",
        ("dmy", "mdy"),
        ("03/04/2016, 21:07 → 3 April 2016", "03/04/2016, 21:07 → 4 March 2016"),
    )
    names = ("Ottokar Plumb", HOSTILE)
    lantern = ("Lantern Street", 1, "group", "2016-04-03", "2017-12-12")
    return PreviewsAnswer((Preview(str(path), "whatsapp", *lantern, names, 1, names[0], (doubt,), IMPORT),))


PIECE = PieceRow("k1", "post", "Why ash runs", "https://x.example/en", "2026-06-01", ("en", "zh-hans"), by_me=True)
WHO = say("1 person would likely value this.")
FAVOURS = FavoursAnswer(
    (
        FavourRow("f1", Named(1, "云三朵"), "promised", True, "gift", "2026-06-02", "the book", "yes", "2026-07-01"),
        FavourRow("f2", Named(1, "云三朵"), "given", False, "help", "2026-05-02", HOSTILE, "yes"),
    ),
    (FavourRow("p1-2-abc", Named(1, "云三朵"), "asked", True, "money", "2026-04-02", "lend me", "proposed"),),
    say("Within a year giving and asking are about even."),
    Named(1, "云三朵"),
    True,
)

ANSWERS = {
    "settings": lambda: SETTINGS,
    "today": today,
    "people": people,
    "person": person,
    "circles": circles,
    "numbers": numbers,
    "groups": groups,
    "group": group,
    "imports": lambda *, page=None: ImportsAnswer((IMPORT,), total=1),
    "one_import": lambda import_id: IMPORT,
    "column_meanings": lambda: {"name": say("the whole name"), "mail": say("a mail address"), "keep": say("notes")},
    "unfinished": lambda: (),
    "progress": lambda import_id: Progress(import_id, "reading", 30, 100, 3.0),
    "preview": preview,
    "start_import": lambda path, *, me, answers, now: 5,
    "undo": lambda import_id, *, now: IMPORT,
    "add": lambda text, *, now, chat_title="", stated_size=None: ImportsAnswer((IMPORT,)),
    "formats": lambda: FormatsAnswer(
        (FormatRow("whatsapp", "WhatsApp", {"en": "Chat, More", "zh-hans": "聊天", "ar": "محادثة"}),)
    ),
    "search": lambda words, *, page=1: SearchAnswer(
        words,
        (
            Hit(
                1,
                Named(7, "Lantern Street"),
                Named(1, "云三朵"),
                "2025-11-02T20:00:00Z",
                "<i>ash",
                (("<i>", False), ("ash", True)),
            ),
        ),
        (Named(1, "云三朵"),),
        1,
    ),
    "log": lambda names, text, *, now, on=None, via="", next="": TouchAnswer(
        9, (Named(1, "云三朵"),), "met", "", "2026-06-14", text, "2026-09-14"
    ),
    "undo_touch": lambda touch_id: None,
    "answer_nudge": lambda person_id, answer, *, now, **more: None,
    "favours": lambda name=None, *, now: FAVOURS,
    "between": lambda name: BetweenAnswer(Named(1, "云三朵"), "30 / 90", "voice", True),
    "draft": lambda name, *, now, tone="", turn=0, key="": DraftAnswer(
        Named(1, "云三朵"),
        "share a piece",
        tone or "warm",
        turn,
        "zh-hans",
        "三朵，好久没听你说话了。",
        (("whatsapp", "https://wa.me/4917012345?text=x"), ("mail", "mailto:yun@kiln.example?subject=x")),
        Asks(True, None, say("This asks something."), say("Share a piece instead.")),
    ),
    "liked": lambda person: (TasteRow("草灰", 4, "2024-01-02", "2026-03-19", (4,)), TasteRow("ash", 1, "", "")),
    "calendar_secret": lambda: "s" * 32,
    "opens_calendar": lambda secret: secret == "s" * 32,
    "pieces": lambda *, now: PiecesAnswer((PIECE,), 1),
    "share": lambda what, *, now, about="": ShareAnswer(
        PIECE,
        (Fit(Named(1, "云三朵"), 0.7, say("They wrote about ash."), ("ash",), (4,), "https://x.example/zh"),),
        WHO,
    ),
    "intention": lambda: IntentionAnswer(
        "friends for life",
        ("friends",),
        30,
        ("Ghent",),
        (CircleRhythm("core", 30, 90), CircleRhythm("curated", 180, 270), CircleRhythm("loose", 365, None)),
        (("2026-12-20", "2027-01-04"),),
    ),
    "learnt": lambda *, now: LearntAnswer(
        (
            Learnt("minutes", "call", 22.0, 4, say("takes you about 22 minutes")),
            Learnt("channel", "wechat", 0.8, 5, say("is answered 80% of the time")),
            Learnt("reason", "birthday", 1.2, 3, say("you act on it more than on other reasons")),
        ),
        "2026-01-02",
        12,
        say("Learnt from 12 answers of yours."),
    ),
    "model_settings": lambda: ModelAnswer("", "", True, True, False, say("No language model is set up.")),
    "understood": lambda names, text, *, now: TouchAnswer(
        0, (Named(1, "云三朵"),), "met", "", "2026-06-14", text, "2026-09-14"
    ),
    "undo_answer": lambda person_id, *, now: None,
    "set_circle": lambda person_id, circle: None,
    "rest": lambda person_id, until: None,
    "set_stated_size": lambda chat_id, n: None,
    "change_settings": lambda **changes: SETTINGS,
    "charts_of_group": lambda answer, *, language, direction, width: {"activity": "<svg class='chart'></svg>"},
    "uplift_charts": lambda answer, *, direction: (("<svg class='chart'></svg>", "+63 (+24 … +104)"), ("", "")),
    "map_chart": lambda talk_map, *, links, language, direction: "<svg class='chart people-map'></svg>",
    "say_of_group": lambda name, *, purpose, feeling, choice, ask_free, now: None,
    "tick": lambda name, done, undone, *, now: None,
    "tell_attempt": lambda name, on, what, *, now: None,
    "untell_attempt": lambda name, number, *, now: None,
    "rhythm_chart": lambda answer, *, language, direction, width: "<svg class='chart'></svg>",
    "quarters_chart": lambda answer, *, language, direction: "<svg class='chart quarters'></svg>",
    "standing_chart": lambda answer, *, language, direction: "<svg class='chart standing'></svg>",
    "calibration_chart": lambda tested, *, language, direction: "<svg class='chart calibration'></svg>",
}
