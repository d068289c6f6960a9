"""Where a name ends and its text begins, in the export of a computer: between them is but a space, as within names."""

from collections import Counter
from typing import Final

from kithbook.formats.line.wording import THINGS

MAX_FIRST: Final = 5_000  # first words that are remembered
SAMPLES: Final = 40  # lines that are kept for each of them
FEW: Final = 3  # lines from which a longer name can be told
SHARE: Final = 0.9  # of the lines that begin with one word must go on with the same one, if it is part of the name
MAX_WORDS: Final = 6
MAX_NAME: Final = 60


class Names:
    """The names that the lines of a chat begin with.

    >>> names = Names("")
    >>> for line in ("Ines Halfmoon warm?", "Ines Halfmoon Sticker", "Ines Halfmoon go on", "Lio ok", "Lio yes now"):
    ...     names.learn(line)
    >>> names.settle().split("Ines Halfmoon is here"), names.split("Lio will come")
    (('Ines Halfmoon', 'is here'), ('Lio', 'will come'))
    """

    def __init__(self, title: str) -> None:
        self._samples: dict[str, list[str]] = {}
        self._whole: Counter[str] = Counter()  # what stands before a word for a thing, which is a name most of the time
        self._title = title
        self._known: dict[str, list[str]] = {}
        self._often: set[str] = set()

    def learn(self, line: str) -> None:
        """Take notice of a line, without its time."""
        first = line.partition(" ")[0]
        some = self._samples.get(first)
        if some is None:
            if len(self._samples) >= MAX_FIRST:
                return
            some = self._samples[first] = []
        if len(some) < SAMPLES:
            some.append(line)
        name, _, last = line.rpartition(" ")
        if last.strip("[]").casefold() in THINGS and 0 < len(name) <= MAX_NAME and len(self._whole) < MAX_FIRST:
            self._whole[name] += 1

    def settle(self) -> "Names":
        """Decide on the names, once all lines were seen."""
        title = self._title
        for first, lines in self._samples.items():
            names = {name for name, count in self._whole.items() if count > 1 and name.split(" ")[0] == first}
            if title and title.split(" ")[0] == first and any(line.startswith(title + " ") for line in lines):
                names.add(title)
            if not names:
                names.add(_longest([line.split(" ")[: MAX_WORDS + 1] for line in lines]))
            self._known[first] = sorted(names, key=len, reverse=True)
            if len(lines) > 1:
                self._often.update(names)
        return self

    def split(self, line: str) -> tuple[str, str]:
        """Name and text; the first word is the name where no longer one is known. No text: the line has no name."""
        first, space, text = line.partition(" ")
        for name in self._known.get(first, ()):
            if line.startswith(name + " "):
                return name, line[len(name) + 1 :]
            if line == name:
                return name, ""
        return (first, text) if space else ("", line)

    def is_known(self, name: str) -> bool:
        """Whether more than one line begins with this name."""
        return name in self._often


def _longest(lines: list[list[str]]) -> str:
    """The words that nearly all of some lines begin with, each of them leaving a text behind it most of the time."""
    size = 1
    while size < MAX_WORDS and len(lines) >= FEW:
        following = Counter(words[size] for words in lines if len(words) > size)
        word, count = following.most_common(1)[0] if following else ("", 0)
        leaving = sum(len(words) > size + 1 for words in lines if len(words) > size and words[size] == word)
        if count < SHARE * len(lines) or leaving * 2 < count:
            break
        size += 1
    return " ".join(lines[0][:size]) if lines else ""
