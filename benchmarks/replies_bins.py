"""What each feature of replies means, and its bins in order: written into the model's file for whoever reads it."""

from collections.abc import Mapping
from typing import Final

from kithbook.ties.replies import again, features

_AGE = "messages ago: up to 2, 6, 15, 40, 96, more"
_LEANING = "mean log ratio up to -.25, -.12, -.03, .03, .1, .2, .35, more"
_PARTNER = "no partner yet; the last, up to 8 messages ago, up to 40, longer; the one before; another"
_AHEAD = "none soon; another within 40 messages; that one within 8, within 40, later"


def _up_to(what: str, edges: tuple[float, ...]) -> str:
    return f"{what}: up to {', '.join(f'{edge:g}' for edge in edges)}, more"


# "_i" is of the later message of a pair (or of the message that may begin), "_j" of the earlier one.
TELLS: Final[Mapping[str, str]] = {
    "relation": "sum of 1: same sender, 2: the later names the earlier's sender, 4: the earlier names the later's, "
    "8: both name the same third, 16: the later names somebody, 32: the earlier does",
    "distance": _up_to("messages between, counting the later", features.DISTANCE),
    "turns": _up_to("changes of speaker between", features.TURNS),
    "gap": _up_to("minutes between", features.GAP),
    "last": "the earlier's sender has since written: nothing, one message, more",
    "own": "the later's sender has written in between: 0, 1, 2, 3 messages or more",
    "partner": "is the earlier's sender whom the later's last talked with, by name? " + _PARTNER,
    "partner_j": "is the later's sender whom the earlier's had last talked with, by name? " + _PARTNER,
    "ahead": "is the earlier's sender whom the later's talks with next, by name? " + _AHEAD,
    "turned": "who last named the later's sender did so: never, after the earlier message, in it, before it",
    "answered": "the earlier's sender was since named by: nobody, another, the later's sender; in the later message",
    "shared": _up_to("rarity of the words in common", features.SHARED),
    "topic": _up_to("rarity of words in common with what else the earlier's sender wrote", features.SHARED),
    "my_topic": _up_to("rarity of words the earlier has in common with what else the later's wrote", features.SHARED),
    "returns": "the earlier's sender writes next after the later message: within 1, 2, 4, 8, 20, 60 messages, later",
    "asks": "neither asks, the earlier, the later, both",
    "sign": "3 if the earlier begins with a sign, as commands do, plus how often the later's sender writes after such",
    "run": "2 if the earlier ends its turn, plus 1 if the later goes on in its own",
    "open": "words with which people enter here: " + _LEANING,
    "goes": "words with which people go on here: " + _LEANING,
    "reply": "words that follow another's question here: " + _LEANING,
    "length": _up_to("words", features.LENGTH),
    "rarity": _up_to("mean rarity of the words", features.RARITY),
    "form": "sum of 1: a slash in it, 2: a digit, 4: ends without letter or digit",
    "entered": "minutes since the sender's message before: 0, 1, 3, 10, more, or none in the last thousand messages",
    "first": "messages of the sender among the last thousand: none, 2, 10, more",
    "crowd": "people among the last 20 messages: 1, 2, 4, 7, 11, more",
    "named": "names nobody, somebody, somebody at its head",
    "addressee": "names nobody; somebody whose last message is so many " + _AGE,
    "turned_i": "the sender was last named " + _AGE,
    "ahead_i": "the sender next talks with somebody by name, " + _AGE.replace("ago", "on"),
    "silence": _up_to("minutes since anybody's message", features.GAP),
    "alone": "sum of 1: the message before is the sender's, 2: the next one is",
    "speed": "share of the sender's messages that follow a command: up to .03, .08, .2, .4, more",
    "manner": "share of the last 250 messages that name somebody: up to .01, .1, .3, more",
    "guess": _up_to("the chance guessed before", again.CHANCE),
    "rank": "the chance guessed before over the largest: up to .02, .1, .3, .6, .999, more",
    "partner_2": "as partner, with guessed answers beside names. " + _PARTNER,
    "partner_2j": "as partner_j, with guessed answers. " + _PARTNER,
    "ahead_2": "as ahead, with guessed answers. " + _AHEAD,
    "ahead_2j": "is the later's sender whom the earlier's talks with next? " + _AHEAD,
    "to_j": "same sender: to nobody, to somebody; else the earlier is to nobody, to another, to the later's sender",
    "mass": _up_to("guessed answers to the earlier by others than its sender", again.MASS),
    "own_mass": _up_to("guessed that its sender goes on from it", again.MASS[:3]),
    "met_before": "same sender; else " + _up_to("guessed answers between the two in 60 messages before", again.MET),
    "met_after": "same sender; else " + _up_to("guessed answers between the two in 60 messages after", again.MET),
    "met_share": "same sender; else both over the most of any candidate: up to .05, .2, .5, .8, more",
    "latest": "messages since in the earlier's conversation: 0, 1, more",
    "member": "3 by the later sender's message before (none, elsewhere, in it) plus the same of the next",
    "within": "3 by how many of the two messages before those are in it, plus the same as member of the one after",
    "back": "the later is answered by nobody, by others, by the earlier's sender",
    "taken": "the earlier is else answered by: nobody, the later's sender, another before, another after",
    "begins": _up_to("the chance guessed before that it begins", again.CHANCE),
    "best": "the largest chance of an answer guessed before: up to .1, .2, .3, .45, .6, .8, .93, more",
    "mass_i": _up_to("guessed answers to it", again.MASS),
    "partner_2i": "the sender last talked with somebody, " + _AGE,
    "ahead_2i": "the sender next talks with somebody, " + _AGE.replace("ago", "on"),
    "asks_i": "asks nothing, something",
    "sign_i": "begins with a letter, with a sign",
}


def tells(name: str) -> str:
    """What a feature means and its bins."""
    return TELLS[name] if name in TELLS else TELLS[name.removesuffix("_i").removesuffix("_j")]
