"""Writes the reference of the commands from their own help: docs/commands.md and man/*.1.

python -m tools.manual          write them
python -m tools.manual --check  say whether they are as they would be written; 1 where not
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import typer

from botoxlog import __version__
from botoxlog.cli import COMMANDS, EXAMPLES, app

ROOT = Path(__file__).parent.parent

EXITS = {
    "0": "Fine.",
    "1": "It could not be done: not found, locked, no permission, disk full.",
    "2": "Wrong usage, or a value that makes no sense.",
    "3": "The journal cannot be read; it is left as it is.",
    "10": "Only with remind --exit-code: something is due.",
}
ENVIRONMENT = {
    "BOTOXLOG_JOURNAL": "The journal file, unless --journal names one.",
    "BOTOXLOG_KEY": "The age key file of an encrypted journal, unless --key names one.",
    "BOTOXLOG_PASSPHRASE_COMMAND": (
        "A command whose first line of output is the passphrase of an encrypted journal."
    ),
    "BOTOXLOG_TODAY": "Answer as if it were this day, unless --today names one.",
    "BOTOXLOG_DEBUG": "Show an unexpected error whole. It may hold what is in the journal.",
    "VISUAL, EDITOR": "The editor of botoxlog edit.",
    "BOTOXLOG_PLAIN": "Anything: labelled lines instead of pictures and columns, as --plain.",
    "NO_COLOR": "No colours.",
}
AS_TYPED = (".nh", ".ad l")
"""No hyphens within words, no wide gaps: a path in the text can be copied as it stands."""
FILES = {
    "journal.toml": (
        "The journal, in the user data folder (on Linux ~/.local/share/botoxlog), for its owner "
        "alone."
    ),
    ".journal.toml.lock": "Empty; beside the journal, so that two writers wait for each other.",
    "undo/": "What undo takes back, in the user state folder (on Linux ~/.local/state/botoxlog).",
    "botoxlog-edit-*/": (
        "There too: the copy in the editor. It stays where an edit could not be saved; that of an "
        "encrypted journal is in memory instead."
    ),
    "told-*.toml": "There too: what has been reminded of, in keys that name nothing.",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to say of the program or of one command.

    Attributes:
        name: As it is typed.
        synopsis: What may follow the name.
        sentence: What it does, in one.
        paragraphs: What else there is to know.
        examples: Lines as they are typed.
        arguments: Each as it is written, and what it means.
        options: The same.
    """

    name: str
    synopsis: str
    sentence: str
    paragraphs: Sequence[str]
    examples: Sequence[str]
    arguments: Mapping[str, str]
    options: Mapping[str, str]


def pages() -> Iterator[Page]:
    """Yield the program's own page, then one for each command."""
    group: Any = typer.main.get_command(app)
    root = group.make_context("botoxlog", [], resilient_parsing=True)
    yield _page(group, root, "botoxlog")
    for name in COMMANDS:
        command = group.get_command(root, name)
        context = command.make_context(name, [], parent=root, resilient_parsing=True)
        yield _page(command, context, f"botoxlog {name}")


def _page(command: Any, context: Any, name: str) -> Page:
    prose, _, examples = (command.help or "").partition(EXAMPLES)
    sentence, *paragraphs = (" ".join(part.split()) for part in prose.strip().split("\n\n"))
    items = [(item, item.get_help_record(context)) for item in command.get_params(context)]
    told = [(item.param_type_name, *record) for item, record in items if record is not None]
    return Page(
        name,
        " ".join(piece for piece in command.collect_usage_pieces(context) if piece),
        sentence,
        paragraphs,
        [line for line in dedent(examples).splitlines() if line],
        {_plain(names): text for kind, names, text in told if kind == "argument"},
        {_plain(names): text for kind, names, text in told if kind == "option"},
    )


def _plain(names: str) -> str:
    """Return an option as it is written, without Typer's type of any text."""
    return names.replace("<str>", "TEXT").replace("<int>", "NUMBER")


# --- Markdown --------------------------------------------------------------------------------


def markdown() -> str:
    """Return docs/commands.md."""
    program, *commands = pages()
    parts = [
        "# The commands",
        "<!-- Written by `python -m tools.manual` from the program's help: change it there. -->",
        "Every command says the same with `--help`. "
        + " · ".join(f"[{_short(page)}](#{_anchor(page)})" for page in commands),
        f"```text\n{program.name} {program.synopsis}\n```",
        program.sentence,
        _table("option", program.options),
        *(part for page in commands for part in _section(page)),
        "## Exit codes",
        _table("code", EXITS),
        "## Environment",
        _table("variable", ENVIRONMENT),
        "## Files",
        _table("file", FILES),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


_NOT_HERE = "<!-- not run: tests/commands/test_help.py runs the examples of every help -->"


def _section(page: Page) -> list[str]:
    examples = "\n".join(f"$ {line}" for line in page.examples)
    return [
        f"## {page.name}",
        page.sentence,
        *page.paragraphs,
        f"```text\n{page.name} {page.synopsis}\n```",
        f"{_NOT_HERE}\n```console\n{examples}\n```",
        _table("argument", page.arguments),
        _table("option", page.options),
    ]


def _short(page: Page) -> str:
    return page.name.removeprefix("botoxlog ")


def _anchor(page: Page) -> str:
    return page.name.replace(" ", "-")


def _table(head: str, rows: Mapping[str, str]) -> str:
    if not rows:
        return ""
    cells = (f"| `{name}` | {_cell(text)} |" for name, text in rows.items())
    return "\n".join([f"| {head} | |", "| --- | --- |", *cells]).replace("…", "...")


def _cell(text: str) -> str:
    return re.sub(r"([|*<_])", r"\\\1", " ".join(text.split()))


# --- man pages -------------------------------------------------------------------------------


def man_pages() -> dict[str, str]:
    """Return each manual page by its file name."""
    found = list(pages())
    return {f"{_anchor(page)}.1": _man(page, found) for page in found}


def _man(page: Page, found: Sequence[Page]) -> str:
    title = _anchor(page)
    lines = [
        '.\\" Written by "python -m tools.manual" from the program\'s own help: change it there.',
        f'.TH {title.upper()} 1 "" "botoxlog {__version__}" "botoxlog"',
        *AS_TYPED,
        ".SH NAME",
        f"{_roff(title)} \\- {_roff(page.sentence.rstrip('.'))}",
        ".SH SYNOPSIS",
        f".B {_roff(page.name)}",
        _roff(page.synopsis),
        ".SH DESCRIPTION",
        _roff(page.sentence),
        *(line for paragraph in page.paragraphs for line in (".PP", _roff(paragraph))),
    ]
    if page.examples:
        lines += [".SH EXAMPLES", ".nf", *(_roff(line) for line in page.examples), ".fi"]
    lines += _man_list("ARGUMENTS", page.arguments) + _man_list("OPTIONS", page.options)
    if title == "botoxlog":
        commands = {_anchor(other): other.sentence for other in found[1:]}
        lines += _man_list("COMMANDS", {f"{name}(1)": told for name, told in commands.items()})
        lines += _man_list("EXIT STATUS", EXITS) + _man_list("ENVIRONMENT", ENVIRONMENT)
        lines += _man_list("FILES", FILES)
    else:
        lines += [".SH SEE ALSO", ".BR botoxlog (1)"]
    return "\n".join(lines) + "\n"


def _man_list(head: str, rows: Mapping[str, str]) -> list[str]:
    if not rows:
        return []
    items = ((".TP", f".B {_roff(name)}", _roff(text)) for name, text in rows.items())
    return [f".SH {head}", *(line for item in items for line in item)]


def _roff(text: str) -> str:
    """Return `text` so that troff shows it as it stands: hyphens to copy, no requests."""
    plain = " ".join(text.split()) if not text.startswith(" ") else text
    plain = plain.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    plain = plain.replace("…", "...")
    return f"\\&{plain}" if plain.startswith((".", "\\(aq")) else plain


# --- files -----------------------------------------------------------------------------------


def documents() -> dict[Path, str]:
    """Return every generated file and what it has to hold."""
    men = {ROOT / "man" / name: text for name, text in man_pages().items()}
    return {ROOT / "docs" / "commands.md": markdown(), **men}


def stale() -> list[Path]:
    """Return the files that are not as they would be written, and man pages of no command."""
    wanted = documents()
    there = [*(ROOT / "man").glob("*.1"), ROOT / "docs" / "commands.md"]
    paths = sorted({*wanted, *there})
    return [path for path in paths if not path.exists() or _held(path) != wanted.get(path)]


def _held(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def write() -> None:
    """Write them all, and take man pages of no command away."""
    wanted = documents()
    for path in stale():
        if path in wanted:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        old = stale()
        print(*(path.relative_to(ROOT) for path in old), sep="\n")
        sys.exit(bool(old))
    write()
