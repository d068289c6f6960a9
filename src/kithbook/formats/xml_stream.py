"""XML of any size, record by record: memory stays flat, and a record that is broken costs only itself.

Nothing outside of the file is ever asked for, and a file that declares entities is refused: a few lines of those grow
to gigabytes, or name other files. An entity of HTML that nobody declared (&nbsp;) stands for what it does in HTML.
"""

import codecs
import html
import re
from collections.abc import Collection, Iterator, Mapping
from html.entities import html5
from typing import BinaryIO, Final
from xml.parsers import expat

from kithbook.formats.encoding import WIDE, Encoding, decide, is_utf8

BLOCK: Final = 1 << 18  # bytes read at once
CHUNK: Final = 1 << 16  # bytes that are parsed at once
MAX_TOKEN: Final = 1 << 19  # bytes of one tag or comment
MAX_DEPTH: Final = 200  # elements inside of each other
MAX_NODES: Final = 20_000  # elements of one record; further ones are left out
MAX_TEXT: Final = 1 << 20  # characters of one record; what comes after them is left out
MAX_ATTRIBUTES: Final = 100
MAX_NAME: Final = 200  # characters of the name of an element
MAX_NAMES: Final = 5_000  # different names of elements and attributes, which the parser keeps all
MAX_BROKEN: Final = 1_000  # faults after which the file is given up
OVERLAP: Final = 200  # bytes before a place where a search begins: the start of a record may lie across it
WRAPPER: Final = b"<r>"  # goes before a record at which reading begins anew
DECLARATION: Final = re.compile(r"[\ufeff\s]*(?:<\?xml\b([^<>]{0,500})\?>)?")
DECLARED: Final = re.compile(rb"<\?xml\b[^<>]{0,500}?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
LEGACY: Final = re.compile(
    r"us-?ascii|latin-?1|iso-?8859-?\d+|windows-?\d+|cp\d+|koi8-[ru]|gb-?2312|gbk|gb18030|big5(-hkscs)?|"
    r"(x-)?(shift_jis|shift-jis|sjis)|euc-(jp|kr)|tis-620|macintosh",
    re.IGNORECASE,
)
INVALID: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that XML 1.0 does not allow

BROKEN: Final = "A record is broken, nested too deep or too long, and was passed over."
TOO_BROKEN: Final = "Too much of this file is broken; what follows was not read."
ENTITIES: Final = "This file declares entities of its own, which Kithbook does not read. Save it without them."
CUT: Final = "The file ends or breaks off here. Save it again to get the rest."


class Node:
    """One element: its name, its attributes, and in order what is inside, texts and elements."""

    __slots__ = ("attributes", "inside", "name")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.inside: list[str | Node] = []

    def each(self, name: str) -> "Iterator[Node]":
        """The elements of this name directly inside."""
        return (part for part in self.inside if isinstance(part, Node) and part.name == name)

    def first(self, name: str) -> "Node | None":
        """The first element of this name directly inside."""
        return next(self.each(name), None)

    def text(self, name: str = "") -> str:
        """All text inside, or inside of the first element of this name; "" where there is none."""
        node = self.first(name) if name else self
        return "" if node is None else "".join(node._texts())

    def markup(self) -> str:
        """What is inside as HTML, without attributes."""
        parts = []
        for part in self.inside:
            if isinstance(part, str):
                parts.append(html.escape(part, quote=False))
            else:
                name = part.name.rpartition(":")[2]
                parts.append(f"<{name}>{part.markup()}</{name}>")
        return "".join(parts)

    def _texts(self) -> Iterator[str]:
        for part in self.inside:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()


class _Declared(Exception):
    """The file declares entities."""


class _Odd(Exception):
    """Elements lie too deep inside of each other, or have too many names."""


class XmlStream:
    """Walks over the records of one XML text: the elements with one of the names in ``records``.

    ``namespaces`` gives the prefix under which names of a namespace are told ("" for none), whatever prefix the file
    uses; those without a prefix stay as they are. ``head`` holds what was met outside of records so far.
    """

    def __init__(self, handle: BinaryIO, records: Collection[str], namespaces: Mapping[str, str]) -> None:
        self._handle, self._records, self._namespaces = handle, records, namespaces
        self.head = Node("", {})
        self._blocks = self._read()
        self._window, self._at = b"", 0  # bytes in UTF-8, and how many of them were parsed
        self._prefixes: dict[str, str] = {}
        self._start_of_record = re.compile(
            rb"<(?:[\w.-]{1,40}:)?(?:%s)[\s/>]" % b"|".join(re.escape(each.encode()) for each in records)
        )
        self._done: list[Node] = []
        self._nodes = self._size = 0  # of the record, or of the head
        self._silent = 0  # bytes that were parsed since anything was met
        self._has_begun_anew = self._is_closed = False
        self._begin(b"")

    def each(self) -> Iterator[Node | str]:
        """Each record, or the reason why there is none."""
        faults = 0
        while True:
            chunk = self._chunk()
            try:
                fault = self._parse(chunk)
            except _Declared:
                yield from self._done
                yield ENTITIES
                return
            yield from self._done
            self._done.clear()
            if fault is None and chunk:
                continue
            if fault is None:
                return
            faults += 1
            if self._costs_something(fault):
                yield BROKEN if chunk else CUT
            if faults > MAX_BROKEN:
                yield TOO_BROKEN
            if not chunk or faults > MAX_BROKEN or not self._begin_anew(fault + 1):
                return

    def _parse(self, chunk: bytes) -> int | None:
        """Parse the next bytes, or that there are no more; where in the window a fault is, None where there is none."""
        try:
            self._expat.Parse(chunk, not chunk)
        except expat.ExpatError:
            return max(0, self._origin + self._expat.ErrorByteIndex)
        except _Odd:
            return max(0, self._origin + self._odd)
        return max(0, self._at - OVERLAP) if self._silent > MAX_TOKEN else None

    def _costs_something(self, fault: int) -> bool:
        """Whether a fault costs a record. Behind the last one, or where reading began anew, an end without a beginning
        is to be expected.
        """
        if self._record is not None or not (self._has_begun_anew or self._is_closed) or self._silent > MAX_TOKEN:
            return True
        found = self._start_of_record.search(self._window, self._window.rfind(b">", 0, fault) + 1)
        return found is not None and found.start() <= fault  # in the tag itself

    # --------------------------------------------------------------------------------------------- the parser

    def _begin(self, wrapper: bytes) -> None:
        """A parser for what comes next in the window."""
        made = expat.ParserCreate("utf-8", None, None)  # no table of all names
        made.buffer_text = True
        made.buffer_size = CHUNK
        made.UseForeignDTD(True)  # so that an entity that nobody declared is no error
        made.StartElementHandler = self._start
        made.EndElementHandler = self._end
        made.CharacterDataHandler = self._characters
        made.SkippedEntityHandler = self._entity
        made.StartDoctypeDeclHandler = self._doctype
        made.EntityDeclHandler = self._declares
        self._expat = made
        self._origin = self._at - len(wrapper)  # where in the window the parser's first byte is
        self._stack: list[Node | None] = [self.head]
        self._record: Node | None = None
        self._names: set[str] = set()
        self._silent = 0
        self._odd = 0  # the parser's byte at which it was given up
        if wrapper:
            self._nodes = MAX_NODES  # nothing more is kept of what stands between records
            made.Parse(wrapper, False)

    def _begin_anew(self, place: int) -> bool:
        """Go on at the next record behind a place in the window; False where there is none."""
        while (found := self._start_of_record.search(self._window, place)) is None:
            place = max(0, len(self._window) - OVERLAP)
            block = next(self._blocks, b"")
            if not block:
                return False
            self._window, place = self._window[place:] + block, 0
        self._at = found.start()
        self._has_begun_anew = True
        self._begin(WRAPPER)
        return True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._silent = 0
        self._names.add(name)
        self._names.update(attributes)
        if len(self._stack) > MAX_DEPTH or len(self._names) > MAX_NAMES:
            self._odd = self._expat.CurrentByteIndex
            raise _Odd
        name = name[:MAX_NAME]
        for each, uri in attributes.items():
            if each.startswith("xmlns:") and len(uri) <= MAX_NAME:
                self._prefixes[each[6:]] = self._namespaces.get(uri.strip(), each[6:])
        self._size += sum(map(len, attributes.values()))
        if len(attributes) > MAX_ATTRIBUTES or self._size > MAX_TEXT:
            attributes = {}
        prefix, colon, local = name.rpartition(":")
        if colon:
            prefix = self._prefixes.get(prefix, prefix)
            name = f"{prefix}:{local}" if prefix else local
        above = self._stack[-1]
        if self._record is None and name in self._records:
            self._record = node = Node(name, attributes)
            self._nodes = self._size = 0
        elif above is None or self._nodes >= MAX_NODES:
            self._stack.append(None)
            return
        else:
            node = Node(name, attributes)
            above.inside.append(node)
        self._nodes += 1
        self._stack.append(node)

    def _end(self, _: str) -> None:
        self._silent = 0
        ended = self._stack.pop()
        if ended is not None and ended is self._record:
            self._done.append(ended)
            self._record = None
            self._nodes = MAX_NODES  # nothing is kept of what stands between records
        self._is_closed = len(self._stack) == 1

    def _characters(self, text: str) -> None:
        self._silent = 0
        node = self._stack[-1]
        if node is not None and self._size < MAX_TEXT and (self._record is not None or self._nodes < MAX_NODES):
            self._size += len(text)
            node.inside.append(text)

    def _entity(self, name: str, is_parameter: bool) -> None:
        self._characters("" if is_parameter else html5.get(f"{name};", ""))

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        if has_subset:
            raise _Declared

    def _declares(self, *_: object) -> None:
        raise _Declared

    # ---------------------------------------------------------------------------------------------- the bytes

    def _chunk(self) -> bytes:
        """The next bytes to parse, none at the end. As many as a token may have stay in the window behind them."""
        if self._at >= len(self._window):
            gone = max(0, len(self._window) - MAX_TOKEN - CHUNK)
            self._window = self._window[gone:] + next(self._blocks, b"")
            self._at -= gone
            self._origin -= gone
        chunk = self._window[self._at : self._at + CHUNK]
        self._at += len(chunk)
        self._silent += len(chunk)
        return chunk

    def _read(self) -> Iterator[bytes]:
        """The text in UTF-8, without its declaration and without characters that XML does not allow."""
        block = self._handle.read(BLOCK)
        decoder = codecs.getincrementaldecoder(_encoding(block))("replace")
        text = DECLARATION.sub("", decoder.decode(block), count=1)
        while block:
            if INVALID.search(text):
                text = INVALID.sub("", text)
            if text:
                yield text.encode("utf-8", "replace")
            block = self._handle.read(BLOCK)
            text = decoder.decode(block, final=not block)
        if text:
            yield text.encode("utf-8", "replace")


def _encoding(head: bytes) -> str:
    """The codec of a file: by its mark or what it holds where that is plain, else by its declaration."""
    found = decide(head)
    declared = DECLARED.match(head.lstrip())
    name = declared[1].decode() if declared else ""
    is_plain = found.name in WIDE or (is_utf8(head) and not head.isascii())
    if is_plain or not LEGACY.fullmatch(name):
        return found.codec
    name = {"us-ascii": "cp1252", "iso-8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(name.lower(), name)
    try:
        return codecs.lookup(Encoding(name.lower().replace("x-", "").replace("-jis", "_jis"), "").codec).name
    except LookupError:
        return found.codec
