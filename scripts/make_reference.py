"""Writes docs/reference from the code: the commands, the answers of `--json`, the formats. `make reference` runs it."""

import inspect
import json
import sys
from pathlib import Path
from typing import Any

import msgspec
import typer
from reference_examples import EXAMPLES

from kithbook.cli import app
from kithbook.formats import FORMATS
from kithbook.vocabulary import answers, as_json

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
MADE = "<!-- Made from the code by scripts/make_reference.py (`make reference`). Change the code, not this page. -->"
# Which answer each command prints with --json.
ANSWERED = {
    "add": answers.ImportsAnswer,
    "calendar": answers.CalendarAnswer,
    "circles": answers.CirclesAnswer,
    "demo": answers.DemoAnswer,
    "doctor": answers.DoctorAnswer,
    "draft": answers.DraftAnswer,
    "favours": answers.FavoursAnswer,
    "formats": answers.FormatsAnswer,
    "group": answers.GroupAnswer,
    "groups": answers.GroupsAnswer,
    "import": answers.ImportsAnswer,
    "imports": answers.ImportsAnswer,
    "imports undo": answers.ImportsAnswer,
    "intend": answers.IntentionAnswer,
    "learnt": answers.LearntAnswer,
    "log": answers.TouchAnswer,
    "model": answers.ModelAnswer,
    "numbers": answers.NumbersAnswer,
    "people": answers.PeopleAnswer,
    "person": answers.PersonAnswer,
    "pieces": answers.PiecesAnswer,
    "propose": answers.ProposeAnswer,
    "review": answers.ReviewAnswer,
    "same": answers.DeedAnswer,
    "search": answers.SearchAnswer,
    "serve": answers.ServeAnswer,
    "set": answers.WrittenAnswer,
    "share": answers.ShareAnswer,
    "split": answers.DeedAnswer,
    "tag": answers.TagAnswer,
    "today": answers.TodayAnswer,
}
# Options with which a command prints another one.
BY_OPTION = {"review --accept-above": answers.AcceptAnswer, "review --undo": answers.DeedAnswer}
CONVENTIONS = (
    "Exit status: 0 done; 1 something in the input was refused, said in one sentence on standard error; 2 wrong usage. "
    "Progress goes to standard error, and only when that is a terminal. `--json` prints one JSON document on standard "
    "output and nothing else."
)
LANGUAGES = {"en": "English", "zh-hans": "简体中文", "ar": "العربية"}


def plain(text: str) -> str:
    """Rich's bold and double backticks become Markdown code; indentation goes."""
    return inspect.cleandoc(text or "").replace("[b]", "`").replace("[/b]", "`").replace("``", "`")


def commands_of(command: Any, name: str = "") -> dict[str, Any]:
    """Every command below a Typer command, by its full name ("imports undo")."""
    found = {} if not name else {name: command}
    for part, inner in sorted(getattr(command, "commands", {}).items()):
        found |= commands_of(inner, f"{name} {part}".strip())
    return found


def option_row(parameter: Any) -> str:
    """One line of the table of options."""
    if parameter.param_type_name == "argument":
        shown = parameter.metavar or parameter.name.upper()
        return f"| `{shown}` | {plain(parameter.help)} |"
    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    default = parameter.default
    said = f" ({default})" if isinstance(default, int | str) and not isinstance(default, bool) and default else ""
    return f"| {names} | {plain(parameter.help)}{said} |"


def commands_page() -> str:
    """docs/reference/commands.md."""
    parts = [MADE, "# The commands", CONVENTIONS]
    for name, command in commands_of(typer.main.get_command(app)).items():
        options = [option_row(p) for p in command.params if p.name != "help" and not getattr(p, "hidden", False)]
        parts.append(f"## kithbook {name}\n\n{plain(command.help)}")
        if options:
            parts.append("| | |\n|---|---|\n" + "\n".join(options))
        if name in ANSWERED:
            kind = ANSWERED[name].__name__
            parts.append(f"With `--json`: [{kind}](answers.md#{kind.lower()}).")
    return "\n\n".join(parts) + "\n"


def answers_page() -> str:
    """docs/reference/answers.md: an example of each answer."""
    intro = (
        "What `--json` prints; the page renders the same objects. Schema: [answers.schema.json](answers.schema.json)."
    )
    parts = [MADE, "# The answers", f"{plain(answers.__doc__ or '')}\n\n{intro}"]
    printing = ANSWERED | BY_OPTION
    for example in EXAMPLES:
        kind = type(example)
        users = ", ".join(f"`kithbook {name}`" for name, made in printing.items() if made is kind)
        parts.append(f"## {kind.__name__}\n\n{plain(kind.__doc__ or '')}\n\nPrinted by {users}.")
        parts.append(f"```json\n{as_json(example)}\n```")
    parts.append(
        "## Records of kithbook read\n\nOne JSON object a line, for each message:\n\n```json\n"
        '{"chat": "Lantern Street Makers", "sender": "Ines Halfmoon", "at": "2026-06-14T18:20:00", "zone": "", '
        '"kind": "text", "text": "the kiln is warm", "reply_to": "", "line": 4101, "id": "", '
        '"sender_key": "Ines Halfmoon", "edited": false, "forwarded": false, '
        '"reactions": [{"what": "❤", "count": 2}], "mentions": []}\n```\n\n'
        "`at` has the offset that `zone` tells, and is the clock on the wall of whoever exported the chat where `zone` "
        "is empty. The other records: [Read an export without a book](../how-to/read-without-a-book.md)."
    )
    return "\n\n".join(parts) + "\n"


def schema_page() -> str:
    """Make docs/reference/answers.schema.json: the JSON Schema of all answers, each under its name in "$defs"."""
    kinds = [type(example) for example in EXAMPLES]
    _, definitions = msgspec.json.schema_components(kinds, schema_hook=lambda kind: {"type": "string"})
    for definition in definitions.values():
        definition["description"] = plain(definition["description"])
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def formats_page() -> str:
    """docs/reference/formats.md: what can be read, what is kept, what it was tried on, and how to get it out."""
    intro = (
        "What Kithbook reads. A file is known by its content; its name does not matter. “Files read” counts exports "
        "and samples of other people's making that were read here with it; where it is 0, the format is "
        "**unverified**: built from descriptions alone."
    )
    rows = ["| format | versions | files read | kept | not kept, and why |", "|---|---|---|---|---|"]
    rows += [coverage_row(module) for module in FORMATS]
    parts = [MADE, "# The formats", intro, "\n".join(rows)]
    for module in FORMATS:
        said = "\n".join(f"- {LANGUAGES[language]}: {text}" for language, text in module.HOW_TO_EXPORT.items())
        doubt = "" if module.COVERAGE.verified else " Unverified: no real file was read yet."
        parts.append(f"## {module.TITLE}\n\n`{module.NAME}`. {plain(module.__doc__ or '')}{doubt}\n\n{said}")
    return "\n\n".join(parts) + "\n"


def coverage_row(module: Any) -> str:
    """One line of the table of coverage."""
    told = module.COVERAGE
    seen = f"{told.seen:,}" if told.verified else "0, unverified"
    link = f"[{module.TITLE}](#{anchor(module.TITLE)})"
    return f"| {link} | {told.versions} | {seen} | {told.kept} | {told.left_out} |".replace("\n", " ")


def anchor(title: str) -> str:
    """The address of a heading within its page, as Git hosts make it."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def pages() -> dict[str, str]:
    """Every page of the reference, by file name."""
    return {
        "commands.md": commands_page(),
        "answers.md": answers_page(),
        "answers.schema.json": schema_page(),
        "formats.md": formats_page(),
    }


def main(folder: Path) -> None:
    """Write the pages into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REFERENCE)
