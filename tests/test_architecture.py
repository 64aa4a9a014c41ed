"""docs/architecture.md is true: its picture is the code, and its import rules are kept."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from botoxlog.cli import COMMANDS

PACKAGE = Path(__file__).parent.parent / "botoxlog"
MODULES = sorted(PACKAGE.rglob("*.py"))
ALLOWED = {
    "typer": {
        "cli.py",
        "commands/shared/run.py",
        "commands/shared/terminal.py",  # one key at a time on Windows
        *(f"commands/{path.name}" for path in PACKAGE.glob("commands/*.py")),
    },
    "rich": {
        "commands/shared/screen.py",
        "render/terminal/visit_sheet.py",
        "render/terminal/area_table.py",
        "render/terminal/bars.py",
        "render/terminal/catalog.py",
        "render/terminal/home.py",
        "render/terminal/year_bars.py",
        "render/terminal/lists.py",
        "render/terminal/due.py",
        "render/terminal/statistics.py",
        "render/terminal/status.py",
        "render/terminal/plan.py",
        "render/terminal/timeline.py",
    },
    "fasteners": {"journal/file_lock.py"},
    "icalendar": {"render/ics.py"},
    "jinja2": {"render/html.py"},
    "markupsafe": {"render/html.py"},
    "resvg_py": {"render/png.py"},
    "platformdirs": {"core/private_files.py"},
    "pyrage": {"journal/encryption.py"},
    "tomli_w": {"journal/encoder.py"},
    "python_calamine": {"input/spreadsheet/table.py"},
}
STRUCTURE = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "requests"}


def imports(module: Path) -> set[str]:
    """Return the top-level names that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def rooms_imported(module: Path) -> set[str]:
    """Return the rooms that a module imports, anywhere in it, under `TYPE_CHECKING` too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    parts = [name.split(".") for name in names]
    known = {*ROOMS, "cli", "store"}
    return {part[1] for part in parts if part[0] == "botoxlog" and part[1] in known}


def test_the_picture_of_the_rooms_is_the_code() -> None:
    """Every arrow of the picture is an import, and every import between rooms is an arrow."""
    lines = re.findall(r"^(\w+) +-> +(.+)$", STRUCTURE, re.MULTILINE)
    drawn = {(room, other) for room, others in lines for other in others.split()}
    used = {
        (room, other)
        for module in MODULES
        if (room := module.relative_to(PACKAGE).parts[0].removesuffix(".py")) != "__main__"
        for other in rooms_imported(module) - {room}
    }
    assert drawn == used


def test_the_table_of_rooms_names_each_room() -> None:
    """The rooms of the document are those of the package, with the two modules beside them."""
    table = STRUCTURE.partition("## The rooms\n")[2].partition("\n## ")[0]
    assert sorted(re.findall(r"^\| `([\w.]+)`", table, re.MULTILINE)) == sorted(
        [*ROOMS, "cli.py", "store.py"]
    )


def test_the_files_that_the_structure_names_are_there() -> None:
    """Each path in the table of changes, and each module in the two examples, exists."""
    table = STRUCTURE.partition("## Where do I look?\n")[2].partition("\n## ")[0]
    paths = re.findall(r"`([\w/]+(?:/|\.py|\.toml))`", table)
    blocks = STRUCTURE.partition("## One `add`")[2].partition("## Where do I look?")[0]
    modules = re.findall(r"^ *([a-z_]+(?:/[a-z_]+)+)", blocks, re.MULTILINE)
    assert (len(paths) > 12, len(modules) > 12) == (True, True)
    assert [path for path in paths if not (PACKAGE / path).exists()] == []
    assert [name for name in modules if not (PACKAGE / f"{name}.py").exists()] == []


def test_every_file_of_the_typed_line_is_explained() -> None:
    """The table of the typed line names each module of the grammar once, its steps real modules."""
    section = STRUCTURE.partition("## The typed line\n")[2].partition("\n## ")[0]
    table = section.partition("| file | what it holds |\n")[2].partition("\n\n")[0]
    cells = [row.split("|")[1] for row in table.splitlines()]
    named = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
    grammar = PACKAGE / "input" / "language"
    assert sorted(named) == sorted(path.stem for path in grammar.glob("[a-z]*.py"))
    steps = re.findall(r"input/language/\w+", section.partition("```text\n")[2].partition("```")[0])
    assert len(steps) > 8
    assert [step for step in steps if not (PACKAGE / f"{step}.py").exists()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for_and_what_it_does_not_know(room: str) -> None:
    """A room's docstring is a sentence of purpose, then what the room must not know."""
    module = (PACKAGE / room / "__init__.py").read_text(encoding="utf-8")
    purpose, blank, rest = (ast.get_docstring(ast.parse(module)) or "").partition("\n\n")
    assert re.fullmatch(r"[A-Z][^\n.]+\.", purpose)
    assert blank
    assert re.search(r"\bIt does not know\s\w", rest)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_each_library_is_imported_in_its_room_only(module: Path) -> None:
    """Each library is imported only in the modules listed for it, and network code nowhere."""
    name = module.relative_to(PACKAGE).as_posix()
    used = imports(module)
    strays = [library for library, rooms in ALLOWED.items() if name not in rooms]
    assert [library for library in strays if library in used] == []
    assert used & NETWORK == set()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_only_the_command_line_asks_the_clock(module: Path) -> None:
    """Only cli.py calls `date.today` or a similar function, and what runs before it."""
    text = module.read_text(encoding="utf-8")
    asking = ("date.today(", ".now(", "time.time(", "time.time_ns(", "time.strftime(", "localtime(")
    expected = {"cli.py": ["date.today("], "silence.py": ["time.strftime("]}
    assert [clock for clock in asking if clock in text] == expected.get(module.name, [])


def test_the_layers_hold() -> None:
    """Every import keeps to the layers in pyproject.toml."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_each_command_is_in_the_module_of_its_name() -> None:
    """The modules of `commands` have the names of the commands; home is the one without a name."""
    modules = {path.stem.removesuffix("_") for path in PACKAGE.glob("commands/[a-z]*.py")}
    assert modules == {*COMMANDS, "home"}


def test_every_module_is_in_a_room() -> None:
    """Outside the rooms there are only cli.py and store.py."""
    assert {path.name for path in PACKAGE.glob("*.py")} == {
        "__init__.py",
        "__main__.py",
        "cli.py",
        "store.py",
    }


STARTING = set(
    """
    catalog catalog.catalog catalog.durations catalog.entries catalog.figures
    catalog.loader catalog.lookup cli commands commands.remind commands.shared commands.shared.run
    commands.shared.screen core core.errors core.model core.partial_dates core.private_files
    core.text forecast forecast.appointments forecast.area_forecast forecast.due_items
    forecast.duplicates forecast.forecast forecast.personal_model forecast.snapshot
    forecast.survival
    forecast.treatment_history
    forecast.trend input input.language input.language.dates journal journal.atomic_replace
    journal.decoder journal.encoder journal.fast_decoder journal.file_lock reminders
    reminders.silence reports reports.appointment_text reports.due_text reports.sentences store
    """.split()  # noqa: SIM905 - a list in rows is read more easily
)
"""What `remind --quiet` loads of our own."""

SAVING = STARTING - {
    "commands.remind",
    "forecast.due_items",
    "reminders",
    "reminders.silence",
    "reports.appointment_text",
    "reports.due_text",
} | set(
    """
    commands.add commands.shared.record_saving commands.shared.terminal input.entry_checks
    input.language.amounts input.language.date_words input.language.doses
    input.language.interpreter input.language.money
    input.language.numbers input.language.pieces input.language.scanner
    input.language.session_line input.language.session_scanner input.language.session_words
    input.language.tokens journal.undo_log
    """.split()  # noqa: SIM905 - as above
)
"""What `add` loads of our own."""

READING = {"tomli"}
WRITING = {"fasteners", "hashlib", "platformdirs", "tomli_w", "ctypes"}
HEAVY = {"rich", "icalendar", "jinja2", "csv", "json", "shlex", "dataclasses"}
MOST_TO_START, MOST_TO_SAVE, MOST_TO_ANSWER = 151, 176, 143
"""How many other modules a run may load, including those of Typer and the standard library."""


def loaded_by(folder: Path, *arguments: str) -> set[str]:
    """Return the names of all modules that a run of these arguments loads."""
    code = (
        "import sys; from botoxlog.cli import run; run(sys.argv[1:]); print('LOADED', *sys.modules)"
    )
    command = ["--journal", str(folder / "journal.toml"), "--today", "2026-11-23", *arguments]
    measured = {name for name in os.environ if name.startswith("COV")}  # coverage imports a lot
    environ = {name: value for name, value in os.environ.items() if name not in measured}
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.rpartition("LOADED")[2].split())


def own(loaded: set[str]) -> set[str]:
    """Return the names of our own modules among these, without the package's name."""
    return {name.partition(".")[2] for name in loaded if name.startswith("botoxlog.")}


def others(loaded: set[str]) -> int:
    """Return how many of these modules are not ours."""
    return sum(name.partition(".")[0] != "botoxlog" for name in loaded)


def test_the_version_is_shown_before_anything_is_loaded(tmp_path: Path) -> None:
    """`--version` loads only Typer and the start of a run."""
    loaded = loaded_by(tmp_path, "--version")
    assert own(loaded) == {
        "cli",
        "commands",
        "commands.shared",
        "commands.shared.run",
        "commands.shared.screen",
        "core",
        "core.errors",
        "core.text",
    }
    assert others(loaded) <= MOST_TO_ANSWER


def test_starting_imports_little(tmp_path: Path) -> None:
    """`remind --quiet` runs at every shell start, so it loads only what reads and forecasts."""
    loaded = loaded_by(tmp_path, "remind", "--quiet")
    assert own(loaded) == STARTING
    assert (HEAVY | WRITING) & loaded == set()
    assert loaded >= READING
    assert others(loaded) <= MOST_TO_START


def test_saving_imports_little(tmp_path: Path) -> None:
    """`add` must be instant: it loads what writes safely, and nothing that draws."""
    loaded = loaded_by(tmp_path, "add", "glabella=20", "-p", "botox")
    assert own(loaded) == SAVING
    assert (HEAVY | {"tomli_w"}) & loaded == set()
    assert others(loaded) <= MOST_TO_SAVE
