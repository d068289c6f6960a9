"""Keeps the translations in step with the code, without gettext: ``scripts/translations.py extract|compile|check``.

extract   collects every sentence of the templates and the code, and updates ``locale/*/LC_MESSAGES/django.po``
compile   writes the .mo files that Django reads
check     says what is not translated, doubtful, or out of step with the code; exit status 1 where there is any

Sentences are collected from ``gettext`` and its sisters, from ``say`` and ``say_n`` of the vocabulary, from what a
format says of a line that it could not read, and from the templates.
"""

import ast
import io
import os
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "kithbook"
LOCALE = SOURCE / "locale"
LANGUAGES = ("zh_Hans", "ar")
HEADER = "# Translations of Kithbook. Made by scripts/translations.py; edit msgstr only."

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "say": None,
    "say_n": (1, 2),
}
# Records of the formats whose reasons are plain English sentences, and the helper that makes one of them.
GROUNDED = {"Problem", "_problem", "Choice", "Encoding", "Told", "_unsure"}
# The usual order of the six Arabic forms: none, one, two, 3 to 10, 11 to 99, hundreds.
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}


def found() -> Catalog:
    """Every sentence of the code and the templates, with where it stands."""
    catalog = Catalog(domain="django", header_comment=HEADER)
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]):
        place = path.relative_to(SOURCE).as_posix()
        for line, message, comments, context in sentences(path):
            catalog.add(message, locations=[(place, line)], auto_comments=comments, context=context)
    return catalog


def sentences(path: Path) -> Iterator[tuple[int, str | tuple[str, str], list[str], str | None]]:
    """(line, sentence or its two forms, comments, context) of one file."""
    if path.suffix == ".html":
        yield from _extract(_templatized(path), KEYWORDS)
        return
    text = path.read_text()
    yield from _extract(text, KEYWORDS)
    if "formats" in path.parts:
        yield from ((line, sentence, [], None) for line, sentence in _grounds(text))


def _grounds(text: str) -> Iterator[tuple[int, str]]:
    """Titles of formats, and why one did not read a line or chose as it did: constants and literal arguments."""
    nodes = list(ast.walk(ast.parse(text)))
    grounds = {"because", *_grounds_by_name(nodes)}
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            value = node.value.value
            name = _assigned(node)
            if isinstance(value, str) and (
                name in grounds
                or (name.isupper() and value.endswith(".") and " " in value)
                or (name == "TITLE" and " " in value)
            ):
                yield node.lineno, value
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in GROUNDED:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str) and " " in given.value:
                    yield node.lineno, given.value


def _grounds_by_name(nodes: list[ast.AST]) -> Iterator[str]:
    """The constants taken for a ground somewhere: ``because = BY_HEADER``, ``replace(choice, because=AMERICAN)``."""
    for node in nodes:
        is_ground = _assigned(node) == "because" if isinstance(node, ast.Assign) else False
        is_ground |= isinstance(node, ast.keyword) and node.arg == "because"
        if is_ground and isinstance(node, ast.Assign | ast.keyword) and isinstance(node.value, ast.Name):
            yield node.value.id


def _assigned(node: ast.Assign | ast.AnnAssign) -> str:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return target.id if isinstance(target, ast.Name) else ""


def _extract(
    text: str, keywords: dict[str, object]
) -> Iterator[tuple[int, str | tuple[str, str], list[str], str | None]]:
    for line, message, comments, context in extract_messages("python", io.BytesIO(text.encode()), keywords):  # type: ignore[arg-type]
        yield line, message if isinstance(message, str) else (message[0], message[1]), comments, context


def _templatized(path: Path) -> str:
    """The template as Django shows it to gettext: calls of gettext amid filler, without indentation."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    from django.utils.translation.template import templatize

    text = templatize(path.read_text(), origin=str(path))
    calls = re.compile(
        r"\b(?:gettext|ngettext|pgettext|npgettext)\((?:[^()'\"]|u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")*\)"
    )
    lines = []
    for line in text.split("\n"):
        lines.append("; ".join(call[0] for call in calls.finditer(line)))
    return "\n".join(lines)


def po_path(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def kept(language: str) -> Catalog:
    """The translations as they stand; an empty catalogue where there are none yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="django", header_comment=HEADER)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def updated(language: str, template: Catalog) -> Catalog:
    """The translations with what the code says now; never guessed from a similar sentence."""
    catalog = kept(language)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False, keep_user_comments=True)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog) -> bytes:
    """The catalogue as a file: sorted, without dates or line numbers, so that it changes only when a sentence does."""
    out = io.BytesIO()
    write_po(out, catalog, sort_output=True, include_lineno=False, ignore_obsolete=True, omit_header=False, width=120)
    dates = re.compile(
        rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Report-Msgid)[^\n]*\n', re.M
    )
    text = dates.sub(b"", out.getvalue())
    if str(catalog.locale) in PLURALS:
        plural = f'"Plural-Forms: {PLURALS[str(catalog.locale)]}\\n"\n'.encode()
        text = re.sub(
            rb'^"Plural-Forms:(?:[^\n]*\n)(?:"(?![A-Z][A-Za-z-]+:)[^\n]*\n)*', lambda _: plural, text, flags=re.M
        )
    return text.replace(b'#, fuzzy\nmsgid ""\n', b'msgid ""\n', 1)


def extract() -> None:
    """Update the catalogue of each language."""
    template = found()
    for language in LANGUAGES:
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(updated(language, template)))
        print(f"{path.relative_to(ROOT)}: {len(template)} sentences")


def compile_all() -> None:
    """Write each .mo beside its .po, whole or not at all: another process may be reading it."""
    for language in LANGUAGES:
        target = po_path(language).with_suffix(".mo")
        half = target.with_suffix(f".{os.getpid()}")
        with half.open("wb") as out:
            write_mo(out, kept(language))
        half.replace(target)


def faults() -> list[str]:
    """What is wrong with the translations, one line each."""
    template = found()
    found_faults = []
    for language in LANGUAGES:
        path = po_path(language)
        name = path.relative_to(ROOT).as_posix()
        catalog = updated(language, template)
        if not path.exists() or written(catalog) != path.read_bytes():
            found_faults.append(f"{name} is out of step with the code: run python scripts/translations.py extract")
        for message in catalog:
            if message.id:
                found_faults.extend(
                    f"{name}: {fault}: {message.id!r}" for fault in faults_of(message, catalog.num_plurals)
                )
    return found_faults


def faults_of(message: Message, plurals: int) -> Iterator[str]:
    """What is wrong with one translation: missing, doubtful, or with other placeholders than the sentence has."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted = plurals if message.pluralizable else 1
    if message.fuzzy:
        yield "doubtful"
    if len(forms) != wanted or not all(forms):
        yield "not translated"
        return
    originals = message.id if isinstance(message.id, tuple | list) else (message.id,)
    allowed = set.union(*(placeholders(original) for original in originals))
    # A plural form may say its number in words: "one message", "two messages" in languages that have a dual.
    missing = 1 if message.pluralizable else 0
    for form in forms:
        has = placeholders(form)
        if not has <= allowed or len(_names(allowed) - _names(has)) > missing:
            yield f"other placeholders in {form!r}"


def _names(fields: set[str]) -> set[str]:
    return {field.partition(":")[0] for field in fields}


def placeholders(text: str) -> set[str]:
    """The names that are filled in: of {name:spec} with its spec, and of %(name)s."""
    python = set(re.findall(r"%\(\w+\)[a-z]", text))
    fields = {
        f"{name}:{spec}" if spec else name for _, name, spec, _ in string.Formatter().parse(text) if name is not None
    }
    return python | fields


def main() -> int:
    """Do what the command line asks for."""
    match sys.argv[1:]:
        case ["extract"]:
            extract()
        case ["compile"]:
            compile_all()
        case ["check"]:
            problems = faults()
            print("\n".join(problems) or "All sentences are translated.")
            return 1 if problems else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
