"""Arrows run one way: the import rules of docs/architecture.md, held."""

import ast
import os
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
        *(f"commands/{path.name}" for path in PACKAGE.glob("commands/*.py")),
    },
    "rich": {
        "commands/shared/screen.py",
        "render/terminal/visit_sheet.py",
        "render/terminal/catalog.py",
        "render/terminal/lists.py",
        "render/terminal/due.py",
        "render/terminal/statistics.py",
        "render/terminal/status.py",
        "render/terminal/timeline.py",
    },
    "fasteners": {"journal/file_lock.py"},
    "dateparser": {"input/language/dates.py"},
    "icalendar": {"render/ics.py"},
    "jinja2": {"render/html.py"},
    "markupsafe": {"render/html.py"},
    "resvg_py": {"render/png.py"},
    "platformdirs": {
        "reminders/daily_job_setup.py",
        "journal/undo_log.py",
        "store.py",
        "reminders/sent_log.py",
    },
    "pyrage": {"journal/encryption.py"},
    "tomli_w": {"journal/encoder.py"},
    "python_calamine": {"input/spreadsheet/table.py"},
}
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


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_each_library_is_known_in_its_room_only(module: Path) -> None:
    """Typer, Rich and the rest are imported where they belong; network code nowhere."""
    name = module.relative_to(PACKAGE).as_posix()
    used = imports(module)
    strays = [library for library, rooms in ALLOWED.items() if name not in rooms]
    assert [library for library in strays if library in used] == []
    assert used & NETWORK == set()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_only_the_command_line_asks_the_clock(module: Path) -> None:
    """`date.today` and its like are asked in cli.py alone."""
    text = module.read_text(encoding="utf-8")
    clocks = [clock for clock in ("date.today(", ".now(", "time.time(") if clock in text]
    assert clocks == (["date.today("] if module.name == "cli.py" else [])


def test_the_layers_hold() -> None:
    """The layers written down in pyproject.toml are kept by every import."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_each_command_stands_in_the_module_of_its_name() -> None:
    """A module of the commands is a command, under the name that is typed."""
    modules = {path.stem.removesuffix("_") for path in PACKAGE.glob("commands/[a-z]*.py")}
    assert modules == set(COMMANDS)


def test_every_module_stands_in_a_room() -> None:
    """Beside the rooms there are the front door and the store, and nothing else."""
    assert {path.name for path in PACKAGE.glob("*.py")} == {
        "__init__.py",
        "__main__.py",
        "cli.py",
        "store.py",
    }


STARTING = set(
    """
    catalog catalog.catalog catalog.durations catalog.entries catalog.figures catalog.loader
    catalog.lookup catalog.toml_table cli commands commands.remind commands.shared
    commands.shared.run commands.shared.screen core core.errors core.model core.partial_dates
    core.private_files core.text forecast forecast.area_forecast forecast.due_items
    forecast.forecast forecast.personal_model forecast.snapshot forecast.survival
    forecast.treatment_history forecast.trend input input.language input.language.dates journal
    journal.atomic_replace journal.decoder journal.encoder journal.fast_decoder journal.file_lock
    reports reports.due_text reports.sentences store
    """.split()  # noqa: SIM905 - a list in rows is read more easily
)
"""What `remind --quiet` loads of our own."""

SAVING = (STARTING - {"commands.remind", "forecast.due_items", "reports.due_text"}) | set(
    """
    commands.add commands.shared.record_saving commands.shared.terminal core.lazy_pattern
    input.entry_checks input.language.interpreter input.language.numbers input.language.phrases
    journal.undo_log
    """.split()  # noqa: SIM905 - as above
)
"""What `add` loads of our own."""

READING = {"tomli"}
WRITING = {"fasteners", "hashlib", "platformdirs", "tomli_w", "ctypes"}
HEAVY = {"rich", "dateparser", "icalendar", "jinja2", "csv", "json", "shlex", "dataclasses"}
MOST_TO_START, MOST_TO_SAVE, MOST_TO_ANSWER = 151, 176, 143
"""How many modules of others a run may load, those of Typer and the standard library included."""


def loaded_by(folder: Path, *arguments: str) -> set[str]:
    """Return the names of all modules that one run has loaded."""
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
    """Return the modules of ours among those that were loaded, without the package's name."""
    return {name.partition(".")[2] for name in loaded if name.startswith("botoxlog.")}


def others(loaded: set[str]) -> int:
    """Return how many modules are not ours."""
    return sum(name.partition(".")[0] != "botoxlog" for name in loaded)


def test_a_version_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    """`--version` loads Typer and the front door."""
    loaded = loaded_by(tmp_path, "--version")
    assert own(loaded) == {
        "cli",
        "commands",
        "commands.shared",
        "commands.shared.run",
        "commands.shared.screen",
        "core",
        "core.errors",
    }
    assert others(loaded) <= MOST_TO_ANSWER


def test_starting_imports_little(tmp_path: Path) -> None:
    """`remind --quiet` runs at every shell start: it loads what reads and reckons, and no more."""
    loaded = loaded_by(tmp_path, "remind", "--quiet")
    assert own(loaded) == STARTING
    assert (HEAVY | WRITING) & loaded == set()
    assert loaded >= READING
    assert others(loaded) <= MOST_TO_START


def test_saving_imports_little(tmp_path: Path) -> None:
    """`add` must feel instant: it loads what writes safely, and nothing that draws."""
    loaded = loaded_by(tmp_path, "add", "glabella=20", "-p", "botox")
    assert own(loaded) == SAVING
    assert (HEAVY | {"tomli_w"}) & loaded == set()
    assert others(loaded) <= MOST_TO_SAVE
