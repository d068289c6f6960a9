"""The words of the page for what an answer holds as a code: ties, circles, verdicts, platforms, rhythms."""

from typing import Any, Final

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from kithbook.web.saying import number

TIES: Final = {
    ("close", False): gettext_lazy("Close, steady"),
    ("warm", False): gettext_lazy("Warm, steady"),
    ("familiar", False): gettext_lazy("Familiar, steady"),
    ("faint", False): gettext_lazy("Faint, steady"),
    ("close", True): gettext_lazy("Close, drifting"),
    ("warm", True): gettext_lazy("Warm, drifting"),
    ("familiar", True): gettext_lazy("Familiar, drifting"),
    ("faint", True): gettext_lazy("Faint, drifting"),
}
WORDS: Final = {
    "close": gettext_lazy("Close"),
    "warm": gettext_lazy("Warm"),
    "familiar": gettext_lazy("Familiar"),
    "faint": gettext_lazy("Faint"),
}
CIRCLES: Final = {
    "core": gettext_lazy("Core"),
    "curated": gettext_lazy("Curated"),
    "loose": gettext_lazy("Loose"),
    "": gettext_lazy("Not placed yet"),
}
# How close somebody feels, as the owner says it.
FELT: Final = {
    1: pgettext_lazy("how close it feels", "hardly"),
    2: pgettext_lazy("how close it feels", "a little"),
    3: pgettext_lazy("how close it feels", "fairly close"),
    4: pgettext_lazy("how close it feels", "close"),
    5: pgettext_lazy("how close it feels", "very close"),
}
# The layers that people tend to have, each with those within it.
LAYERS: Final = {
    5: gettext_lazy("About 5 are usual: those to whom one turns first."),
    15: gettext_lazy("About 15 are usual: those whom one would soon miss."),
    50: gettext_lazy("About 50 are usual: those whom one would ask to a feast."),
    150: gettext_lazy("About 150 are usual: those with whom one keeps in touch at all."),
}
# The simple rules that forecasts are compared with.
RIVALS: Final = {
    "longest silent": gettext_lazy("the longest silent first"),
    "fewest days": gettext_lazy("those with the fewest days of contact first"),
}
VERDICTS: Final = {
    "revive": gettext_lazy("Revive it"),
    "keep": gettext_lazy("Keep it as it is"),
    "broadcast": gettext_lazy("Only broadcast"),
    "archive": gettext_lazy("Archive it"),
    "leave": gettext_lazy("Leave it"),
    "too little data": gettext_lazy("Too little to say"),
}
QUESTIONS: Final = {
    "revive": gettext_lazy("revive it?"),
    "keep": gettext_lazy("keep it as it is?"),
    "broadcast": gettext_lazy("only broadcast?"),
    "archive": gettext_lazy("archive it?"),
    "leave": gettext_lazy("leave it?"),
    "too little data": gettext_lazy("too little to say"),
}
PURPOSES: Final = {
    "friends": pgettext_lazy("what a group is for", "Friends"),
    "work": pgettext_lazy("what a group is for", "Work"),
    "hobby": pgettext_lazy("what a group is for", "Hobby"),
    "news": pgettext_lazy("what a group is for", "News"),
    "family": pgettext_lazy("what a group is for", "Family"),
}
FEELINGS: Final = {
    "worth it": pgettext_lazy("how a group feels", "Worth it"),
    "neutral": pgettext_lazy("how a group feels", "Neither"),
    "a burden": pgettext_lazy("how a group feels", "A burden"),
}
ATTEMPTS: Final = {
    "told": gettext_lazy("What you tried"),
    "red envelope": gettext_lazy("A red envelope"),
    "greeting": gettext_lazy("A greeting to all"),
    "burst": gettext_lazy("A talk after a long silence"),
}
# Names of products stay; only WeChat has a name of its own in the reader's language.
PLATFORMS: Final = {
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "wechat": gettext_lazy("WeChat"),
    "slack": "Slack",
    "discord": "Discord",
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "signal": "Signal",
    "imessage": "iMessage",
    "line": "LINE",
    "kakaotalk": "KakaoTalk",
    "matrix": "Matrix",
    "mail": gettext_lazy("mail"),
    "phone": pgettext_lazy("channel", "telephone"),
    "video": pgettext_lazy("channel", "video"),
    "contacts": gettext_lazy("an address book"),
    "list": gettext_lazy("a list"),
    "github": "GitHub",
    "spotify": "Spotify",
    "feed": gettext_lazy("a feed"),
    "typed": gettext_lazy("typed by you"),
}
DEEDS: Final = {
    "met": gettext_lazy("met in person"),
    "called": gettext_lazy("a call"),
    "wrote": gettext_lazy("a message"),
    "gave": gettext_lazy("something given"),
    "asked": gettext_lazy("something asked"),
    "note": gettext_lazy("a note"),
}
DEED_ICONS: Final = {
    "message": "message",
    "wrote": "message",
    "met": "coffee",
    "called": "phone",
    "gave": "gift",
    "asked": "gift",
    "note": "pencil",
}
WAYS: Final = {
    "message": gettext_lazy("a message"),
    "voice": gettext_lazy("a voice message"),
    "call": gettext_lazy("a call"),
    "meet": gettext_lazy("a meeting"),
    "first": gettext_lazy("a first message"),
}
WAY_ICONS: Final = {"message": "message", "voice": "mic", "call": "phone", "meet": "coffee"}
WANTS: Final = {
    "friends": pgettext_lazy("what one wants", "Friends for life"),
    "peers": pgettext_lazy("what one wants", "Peers to learn from"),
    "work": pgettext_lazy("what one wants", "Work"),
    "family": pgettext_lazy("what one wants", "Family"),
}
REASONS: Final = {
    "wished": gettext_lazy("a day that you named"),
    "reminder": gettext_lazy("a reminder"),
    "birthday": gettext_lazy("a birthday"),
    "promise": gettext_lazy("a promise"),
    "waiting": gettext_lazy("a question that waits"),
    "news": gettext_lazy("news of theirs"),
    "question": gettext_lazy("a question in a group"),
    "season": gettext_lazy("the time of the year"),
    "late": gettext_lazy("later than you wanted"),
    "piece": gettext_lazy("something new of yours"),
    "drift": gettext_lazy("drifting"),
    "none": gettext_lazy("no particular reason"),
}
FAVOURS: Final = {
    "help": pgettext_lazy("favour", "help"),
    "time": pgettext_lazy("favour", "time"),
    "introduction": pgettext_lazy("favour", "an introduction"),
    "money": pgettext_lazy("favour", "money"),
    "gift": pgettext_lazy("favour", "a gift"),
}
FAVOUR_DEEDS: Final = {
    ("asked", True): gettext_lazy("you asked for {what}"),
    ("asked", False): gettext_lazy("they asked for {what}"),
    ("given", True): gettext_lazy("you gave {what}"),
    ("given", False): gettext_lazy("they gave {what}"),
    ("promised", True): gettext_lazy("you promised {what}"),
    ("promised", False): gettext_lazy("they promised {what}"),
}
PIECES: Final = {
    "post": pgettext_lazy("piece", "a post"),
    "article": pgettext_lazy("piece", "an article"),
    "book": pgettext_lazy("piece", "a book"),
    "talk": pgettext_lazy("piece", "a talk"),
    "repository": pgettext_lazy("piece", "a repository"),
    "link": pgettext_lazy("piece", "a link"),
    "playlist": pgettext_lazy("piece", "a playlist"),
    "photograph": pgettext_lazy("piece", "a photograph"),
    "experiment": pgettext_lazy("piece", "something you tried"),
    "trip": pgettext_lazy("piece", "a journey"),
}
LANGUAGES_AS_SPOKEN: Final = {
    "en": gettext_lazy("Draft, in English as the two of you write"),
    "zh-hans": gettext_lazy("Draft, in Chinese as the two of you write"),
    "ar": gettext_lazy("Draft, in Arabic as the two of you write"),
}
FORMATS: Final = {
    "whatsapp": gettext_lazy("A WhatsApp chat"),
    "telegram": gettext_lazy("A Telegram chat"),
    "wechat": gettext_lazy("A WeChat history"),
    "slack": gettext_lazy("A Slack export"),
    "discord": gettext_lazy("A Discord export"),
    "linkedin": gettext_lazy("A LinkedIn archive"),
    "facebook": gettext_lazy("A Facebook download"),
    "instagram": gettext_lazy("An Instagram download"),
    "signal": gettext_lazy("A Signal history"),
    "imessage": gettext_lazy("An iMessage history"),
    "line": gettext_lazy("A LINE chat"),
    "kakaotalk": gettext_lazy("A KakaoTalk chat"),
    "matrix": gettext_lazy("A Matrix room"),
    "mail": gettext_lazy("Mail"),
    "vcard": gettext_lazy("An address book"),
    "google": gettext_lazy("Google contacts"),
    "outlook": gettext_lazy("Outlook contacts"),
    "monica": gettext_lazy("A Monica export"),
    "table": gettext_lazy("A table of people"),
    "ics": gettext_lazy("A calendar"),
    "github": gettext_lazy("Lists of GitHub"),
    "feed": gettext_lazy("A feed of posts"),
    "posts": gettext_lazy("A folder of posts"),
    "spotify": gettext_lazy("A Spotify history"),
    "typed": gettext_lazy("Typed or pasted"),
}
# What is known of a person beside messages.
KNOWN: Final = {
    "phone": gettext_lazy("Telephone"),
    "mail": gettext_lazy("Mail address"),
    "link": gettext_lazy("Page"),
    "nickname": gettext_lazy("Nickname"),
    "other_name": gettext_lazy("Other name"),
    "organisation": gettext_lazy("Works or studies at"),
    "role": gettext_lazy("As"),
    "place": gettext_lazy("Lives in"),
    "birthday": gettext_lazy("Birthday"),
    "anniversary": gettext_lazy("Anniversary"),
    "label": gettext_lazy("Label"),
    "connected": gettext_lazy("Connected since"),
    "met": gettext_lazy("Where you met"),
    "relation": gettext_lazy("Related to you as"),
    "last_contact": gettext_lazy("Last in touch, as a list says"),
    "rhythm": gettext_lazy("How often you meant to write"),
    "reminder": gettext_lazy("Reminder"),
    "favour": gettext_lazy("Favour"),
    "dated_note": gettext_lazy("Note of a day"),
    "event": gettext_lazy("Came to"),
    "follows": gettext_lazy("Follows"),
    "note": gettext_lazy("Note"),
}
# What is compared of two who may be one person.
COMPARED: Final = KNOWN | {"chats": gettext_lazy("In chats")}
SORTS: Final = {
    "chats": gettext_lazy("Chats and mail"),
    "people": gettext_lazy("People"),
    "meetings": gettext_lazy("Meetings"),
    "pieces": gettext_lazy("Posts and tastes"),
}
# What is asked where an export leaves something open, by the name of the choice without a chat's number.
ASKED: Final = {
    "date_order": gettext_lazy("Day first or month first?"),
    "encoding": gettext_lazy("In which encoding is the text written?"),
    "sheet": gettext_lazy("Which sheet is it?"),
    "owner": gettext_lazy("Which of these addresses is yours?"),
    "platform": gettext_lazy("Which of the two is it from?"),
    "chat": gettext_lazy("Is this a chat that the book knows?"),
}
CHOICES: Final = {
    "dmy": gettext_lazy("Day first"),
    "mdy": gettext_lazy("Month first"),
    "ymd": gettext_lazy("Year first"),
    "ydm": gettext_lazy("Year first, then the day"),
}
CHOSEN: Final = {
    "date_order": gettext_lazy("Order of the date:"),
    "encoding": gettext_lazy("Encoding of the text:"),
    "chat": gettext_lazy("Chat:"),
    "names": gettext_lazy("Other names of the same people:"),
    "clock": gettext_lazy("Its clock differs by:"),
    "columns": gettext_lazy("Columns:"),
    "sheet": gettext_lazy("Sheet:"),
    "owner": gettext_lazy("Your address:"),
    "platform": gettext_lazy("From:"),
    "me": gettext_lazy("You are:"),
}
STATES: Final = {
    "waiting": pgettext_lazy("import", "waiting"),
    "reading": pgettext_lazy("import", "being read"),
    "complete": pgettext_lazy("import", "complete"),
    "undone": pgettext_lazy("import", "undone"),
    "failed": pgettext_lazy("import", "stopped"),
}


def tie_words(word: str, drifting: bool) -> str:
    """A tie in two words, as it stands beside its mark."""
    return str(TIES.get((word, drifting)) or gettext("Too little to say"))


def sure_words(confidence: float) -> str:
    """How sure a verdict is, in words."""
    if confidence >= 0.85:
        return gettext("Very sure")
    if confidence >= 0.65:
        return gettext("Fairly sure")
    if confidence >= 0.4:
        return gettext("More likely than not")
    return gettext("Hardly more than a guess")


def same_words(weight: float) -> str:
    """How likely two are one person, in words; ``weight`` is the logarithm of the odds, in bits."""
    if weight >= 9:
        return gettext("Almost certainly one person")
    if weight >= 4:
        return gettext("Very likely one person")
    if weight >= 1:
        return gettext("Likely one person")
    if weight > -1:
        return gettext("Perhaps one person")
    return gettext("Rather not one person")


def rhythm_words(days: float | None) -> str:
    """A usual gap in days, in the words one would use: "weekly", "every 7 weeks", "twice a year"."""
    if days is None:
        return gettext("not yet")
    if days < 1.5:
        return gettext("daily")
    if days < 6:
        return _every(ngettext("every day", "every {count} days", round(days)), round(days))
    if days < 10.5:
        return gettext("weekly")
    if days < 25:
        weeks = round(days / 7)
        return (
            gettext("fortnightly")
            if weeks == 2
            else _every(ngettext("every week", "every {count} weeks", weeks), weeks)
        )
    if days < 45:
        return gettext("monthly")
    if days < 76:
        weeks = round(days / 7)
        return _every(ngettext("every week", "every {count} weeks", weeks), weeks)
    if days < 300:
        months = round(days / 30.4)
        return (
            gettext("twice a year")
            if months == 6
            else _every(ngettext("every month", "every {count} months", months), months)
        )
    years = max(1, round(days / 365))
    return gettext("yearly") if years == 1 else _every(ngettext("every year", "every {count} years", years), years)


def platform_of(format_name: str) -> str:
    """The platform of a format's name: "telegram-html" reads Telegram."""
    return format_name.partition("-")[0]


def word_for(table: dict[str, Any], code: str) -> str:
    """The word for a code; a code that has none is shown as it is."""
    return str(table.get(code, code))


def _every(template: str, count: int) -> str:
    return template.replace("{count}", number(count))
