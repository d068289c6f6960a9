"""One small example of each answer, as the reference shows it. The people are those of the look pages, all invented."""

import msgspec

from kithbook.vocabulary import Reason, Verdict, answers, say, say_n

INES = answers.Named(3, "Ines Halfmoon")
GROUP = answers.Named(1, "Lantern Street Makers")
ANSWERED = Reason("answers", 94.0, 0.31, say_n("answered you {count} time", "answered you {count} times", 94))
ROW = answers.PersonRow(
    id=3,
    name="Ines Halfmoon",
    alias="",
    circle="core",
    circle_by="you",
    strength=0.81,
    word="close",
    drifting=False,
    drift=0.03,
    last="2026-06-14T18:20:00Z",
    rhythm_days=7.0,
    platforms=("whatsapp",),
    seen_until="2026-06-15T09:00:00Z",
    low=0.74,
    high=0.87,
)
AHEAD = answers.Ahead(
    forecasts=(answers.Forecast(30, 0.09, 0.05, 0.14), answers.Forecast(90, 0.03, 0.01, 0.06)),
    reasons=(Reason("gap", 1.0, -0.4, say("A silence of {days} days is nothing unusual here", days=1)),),
    as_of="2026-06-15",
    expected="2026-06-20",
    earliest="2026-06-16",
    latest="2026-06-27",
    tested=say_n(
        "In the past, of {count} tie that was given {said:.0%}, {came:.0%} went silent.",
        "In the past, of {count} ties that were given about {said:.0%}, {came:.0%} went silent.",
        120,
        said=0.03,
        came=0.04,
    ),
)
HEAD = answers.GroupHead(
    1, GROUP.name, answers.Members(312, 59), 48210, "2016-03-04", "2026-06-12", "2026-06-15", "whatsapp"
)
VERDICT = Verdict(
    "archive",
    0.8,
    "2026-06-15",
    (
        Reason(
            "owner alone",
            0.56,
            0.4,
            say("{share:.0%} of what was said in the last year came from you", share=0.56),
        ),
    ),
    (say("Two months in a row in which ten people besides you talk with each other."),),
)
LISTED = answers.Listed(INES, 0.81, (ANSWERED,), "close", core=True)
IMPORT = answers.ImportAnswer(
    id=1,
    path="WhatsApp Chat with Lantern Street Makers.txt",
    format="whatsapp",
    chat=GROUP.name,
    messages=answers.MessageCount(read=4274, new=4274, known=0),
    people=answers.PeopleCount(read=59, new=58),
    lines=answers.LineCount(unit="line", total=4347, read=4340, blank=6, not_read=1),
    problems=(answers.Trouble("WhatsApp Chat with Lantern Street Makers.txt, line 88", "A date without a year."),),
    choices={"date_order": "dmy"},
    state="complete",
    when="2026-06-15T09:00:00Z",
    chat_ids=(1,),
)
NUDGE = answers.NudgeAnswer(
    person=INES,
    why=(say("You two usually talk every {days} days; it has been {since}.", days=7, since=19),),
    channel="whatsapp",
    minutes=4,
    draft="Ines, I came by the kiln today and thought of you. No need to answer.",
    give=None,
    language="en",
    word="close",
    drifting=True,
    offer=answers.Offer(
        "piece",
        say("They wrote about {terms}.", terms="ash glazes"),
        key="https://me.example/ash",
        title="Why an ash glaze runs",
        link="https://me.example/ash",
        because=("ash glazes",),
        messages=(1204, 981),
    ),
    occasion=answers.Occasion("birthday", say("Birthday on {day}.", day="18 June 2026"), on="2026-06-18"),
    drift=0.71,
    asks=answers.Asks(balance=say("Within a year giving and asking are about even.")),
    situation="birthday",
    open=(("whatsapp", "https://wa.me/49170123456?text=Ines..."),),
)
WEEK = answers.TodayAnswer(
    30,
    (NUDGE,),
    answers.LeftOut(1, (answers.Named(7, "Tobias Quillfeather"),), minutes=6),
    ("2026-06-15", "2026-06-21"),
    kept_value=0.78,
    if_nothing=0.61,
)
PIECE = answers.PieceRow(
    "https://me.example/ash", "post", "Why an ash glaze runs", "https://me.example/ash", "2026-06-01", ("en", "zh-hans")
)
STORY = answers.GroupAnswer(
    group=HEAD,
    verdict=VERDICT,
    shortlist=(LISTED,),
    activity=(answers.Month("2026-05", 31, 9, 19),),
    says={"title": say("Archive it, and keep {count} of its people.", count=22)},
    owner_known=True,
    health=(answers.Measure("silence", 61.0, say("The last conversation was 61 days ago.")),),
    forecast=answers.GroupForecast(
        alive=answers.Chance(0.24, 0.11, 0.45),
        halves=None,
        says=(say("Chance that it is alive in half a year if nothing is done: {chance:.0%}.", chance=0.24),),
    ),
    revivals=(
        answers.Revival(
            on="2026-02-16",
            kind="red envelope",
            took=42,
            of=300,
            effect="cannot tell",
            says=say("After 6 days it was as before. We cannot tell it from chance."),
            uplift=3.0,
            low=-9.0,
            high=21.0,
            p=0.31,
            placebos=120,
            days_up=6,
        ),
    ),
    circles=answers.TalkMap(
        circles=(answers.TalkCircle(1, (INES,), 120, 9, say("12 people: 120 answers within, 9 with the rest.")),),
        spots=(answers.Spot(INES, 0.1, -0.2, 1, 31, 28),),
        threads=(),
        quiet=241,
        unseen=None,
        apart=0.41,
        chance=0.02,
        says=(say("One circle"),),
    ),
    plan=answers.Plan(
        say("At your pace of 30 minutes a week this takes until 1 August."),
        (answers.Step("core", say("Write to those of the core, one to one"), say("8 letters."), 64, "2026-07-04"),),
        (answers.Letter(INES, "Ines, a line just to you for once.", "en", "whatsapp", 8, True, "2026-06-22"),),
    ),
)
PROPOSED = answers.ProposeAnswer(
    as_of="2026-06-15",
    people=(
        answers.Seat(INES, answers.Chance(0.62, 0.5, 0.73), 4, (say("knows {n} of the other {all}", n=4, all=7),)),
    ),
    shared=(
        answers.Shared(
            INES, answers.Named(7, "Tobias Quillfeather"), 0.42, (say("answered each other {n} times", n=5),)
        ),
    ),
    holds=None,
    rests_on=3,
    road="too little data",
    says=(say("Too little to say whether they would hold"),),
    helps=(say("It would need you as host."),),
    circles=((INES,),),
)
SAME = answers.DeedAnswer(4, "same", ("Ines Halfmoon", "Ines H."), "2026-06-15T09:00:00Z")
INES_OF_THE_CHAT = answers.HandleRow(5, "whatsapp", "Ines Halfmoon", "Ines Halfmoon", 294)
INES_OF_THE_BOOK = answers.HandleRow(31, "contacts", "ines@halfmoon.example", "I. Halfmoon", 0)
PAIR = answers.PairAnswer(
    id=2,
    weight=1.0,
    reasons=(
        Reason("names", 17.0, 11.0, say("names agree by an initial: {a}, {b}", a="Ines Halfmoon", b="I. Halfmoon")),
        Reason("prior", 59.0, -10.0, say("two handles at random are hardly ever one person")),
    ),
    a=answers.Side(INES, 5, (INES_OF_THE_CHAT,), (), (GROUP,), 294, "2016-03-04T19:00:00Z", "2026-06-14T18:20:00Z"),
    b=answers.Side(
        answers.Named(40, "I. Halfmoon"), 31, (INES_OF_THE_BOOK,), (("mail", "ines@halfmoon.example"),), (), 0
    ),
)

EXAMPLES: tuple[msgspec.Struct, ...] = (
    PROPOSED,
    answers.ImportsAnswer((IMPORT,), (answers.Trouble("notes.pages", "Not a chat export that Kithbook knows."),)),
    answers.PeopleAnswer((ROW,), total=59, page=1, pages=2),
    answers.PersonAnswer(
        person=ROW,
        handles=(answers.HandleRow(5, "whatsapp", "Ines Halfmoon", "Ines Halfmoon", 294),),
        chats=(GROUP,),
        reasons=(ANSWERED,),
        says=say("Close: {reason}.", reason="long talks at night"),
        as_of="2026-06-15",
        weeks=((2026, 24, 12, True),),
        timeline=(
            answers.Moment(
                "m-4101", "2026-06-14T18:20:00Z", "message", "whatsapp", GROUP.name, 1, "It leans", False, 6
            ),
        ),
        more=False,
        notes="",
        rest_until="",
        familiarity=4,
        ahead=AHEAD,
        quarters=(("2026-Q1", None), ("2026-Q2", 0.81)),
    ),
    answers.CirclesAnswer(
        as_of="2026-06-15",
        people=(answers.Standing(INES, 0.81, 0.74, 0.87, "core", "you"),),
        gaps=(answers.Gap(1, 0.81, 0.55, "core"),),
        layers=(answers.Layer(5, 0.42), answers.Layer(15, 0.71)),
        says=(say("{core} people stand closest.", core=1),),
        since="2025-Q2",
        closer=(answers.Mover(INES, 0.62, 0.81),),
        apart=(),
    ),
    answers.NumbersAnswer(
        as_of="2026-06-15",
        known=41,
        unknown=18,
        tests=(
            answers.Tested(
                days=90,
                cuts=6,
                count=420,
                base=0.31,
                auc=0.84,
                brier=0.151,
                calibration_error=0.023,
                bins=(answers.Bin(0.6, 0.8, 84, 0.7, 0.68),),
                rivals=(("longest silent", 0.78),),
            ),
        ),
        coverage=0.81,
        covered=312,
        says=(
            say(
                "Of {count} ties that were given a chance of about {said:.0%} to stay silent for {days} days,"
                " {came:.0%} did.",
                count=84,
                said=0.7,
                days=90,
                came=0.68,
            ),
        ),
    ),
    answers.GroupsAnswer((answers.GroupRow(HEAD, VERDICT),)),
    STORY,
    WEEK,
    answers.TouchAnswer(9, (INES,), "met", "met", "2026-06-14", "coffee, she is moving to Ghent", "2026-12-14"),
    answers.SearchAnswer(
        "kiln",
        (
            answers.Hit(
                4101,
                GROUP,
                INES,
                "2026-06-14T18:20:00Z",
                "the kiln is warm",
                (("the ", False), ("kiln", True), (" is warm", False)),
            ),
        ),
        (),
        total=1,
    ),
    answers.FormatsAnswer(
        (answers.FormatRow("whatsapp", "WhatsApp", {"en": "In the chat: More, Export chat, Without media."}),)
    ),
    answers.DoctorAnswer(True, (answers.Check("integrity", True, "The file of the book is whole."),)),
    answers.DemoAnswer("demo.book", (IMPORT,), STORY, WEEK),
    answers.WrittenAnswer(14, INES, "birthday", "--06-17"),
    answers.TagAnswer("kiln", (INES,)),
    answers.ReviewAnswer((PAIR,), 1, 0, 1, 1, (), 0, (SAME,), ((1.0, 1),)),
    answers.AcceptAnswer(1.0, (PAIR,), 0, True, (4,)),
    SAME,
    answers.ModelAnswer(
        url="http://127.0.0.1:11434/v1",
        name="gemma3",
        local=True,
        masked=True,
        key_set=False,
        says=say("{name} on this machine may polish a draft, when you press for it.", name="gemma3"),
    ),
    answers.IntentionAnswer(
        "friends for life",
        ("friends",),
        30,
        ("Ghent",),
        (answers.CircleRhythm("core", 30, 90), answers.CircleRhythm("loose", None, None)),
        (("2026-12-20", "2027-01-04"),),
    ),
    answers.DraftAnswer(INES, "birthday", "light", 0, "en", "Ines, a birthday wave from here."),
    answers.FavoursAnswer(
        (answers.FavourRow("f3", INES, "promised", True, "gift", "2026-06-02", "the book", "yes", "2026-07-01"),),
        (
            answers.FavourRow(
                "p1-1718-5a", INES, "asked", True, "money", "2026-04-02", "lend me", "proposed", "", (77,)
            ),
        ),
        say("A promise of yours is still open."),
        INES,
    ),
    answers.PiecesAnswer((PIECE,), 1),
    answers.ShareAnswer(
        PIECE,
        (answers.Fit(INES, 0.62, say("They wrote about {terms}.", terms="ash glazes"), ("ash glazes",), (1204,)),),
        say("1 person would likely value this."),
    ),
    answers.LearntAnswer(
        (answers.Learnt("minutes", "call", 22.0, 4, say("takes you about {minutes} minutes", minutes=22)),),
        "",
        12,
        say("Learnt from 12 answers of yours."),
    ),
    answers.CalendarAnswer(
        "2026-06-15T09:00:00Z",
        "Europe/Brussels",
        "calendar/....ics",
        (
            answers.CalendarEvent(
                "birthday-1@4042899c2317.kithbook",
                "birthday",
                "2026-06-18",
                say("Birthday: {name}", name=INES.name),
                (),
                INES,
                yearly=True,
                alarm=540,
            ),
        ),
    ),
    answers.ServeAnswer("http://127.0.0.1:8765/?token=..."),
)
