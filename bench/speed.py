"""How fast the program is beside its peers, as whole processes, in turn, in one run.

    python bench/speed.py [--sizes 0 100 1000 10000] [--runs 11] [--keep FOLDER] [--write]

Sets up journals of each size for botoxlog, jrnl, Watson, todoman and, where the system has it,
timewarrior, each program in an environment of its own made here, so that no shim and no other
package is timed with it; runs every command in turn, and prints medians, peak memory, the ratios
that we hold ourselves to with their spread, what each command loads, and how long a forecast takes,
as Markdown; with --write into docs/speed.md. Machines drift: only ratios of one run mean anything,
each of two runs of the same turn.
Needs Linux or macOS (it asks the system for a child's memory) and pip's index for the peers.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 23)
AREAS = ("glabella", "forehead", "crows-feet", "masseter", "underarms", "platysma")
PEERS = ("jrnl==4.6", "td-watson==2.1.0", "todoman==4.7.0")
FEW_RUNS_FROM = 10_000
FEW_RUNS = 5
MEGABYTE = 1024 * 1024
PAGE = ROOT / "docs" / "speed.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"

BARE_APP = """\
import typer

app = typer.Typer()


def show(wanted: bool) -> None:
    if wanted:
        print("1.0")
        raise typer.Exit


@app.callback()
def start(version: bool = typer.Option(False, "--version", callback=show, is_eager=True)) -> None:
    pass


@app.command()
def hello(name: str = typer.Argument("you"), times: int = typer.Option(1)) -> None:
    print(name * times)


@app.command()
def bye() -> None:
    print("bye")


app()
"""

SILENT, ONCE = "botoxlog remind --quiet, nothing due", "botoxlog remind --once, nothing due"
DUE = "botoxlog remind --quiet, something due"
THREE_WEEKS = 'botoxlog add --on "3 weeks ago"'
LIMITS = (
    (SILENT, "bare Python", 1_000, 2.0),
    (ONCE, "bare Python", 1_000, 2.0),
    ("botoxlog --version", "bare Typer app", 0, 1.10),
    (DUE, "bare Typer app", 1_000, 1.8),
    (DUE, "jrnl -n 10", 1_000, 0.6),
    ("botoxlog add", "watson add", 1_000, 0.9),
    (THREE_WEEKS, "botoxlog add", 1_000, 1.25),
    ("botoxlog add", "jrnl add", 10_000, 0.45),
    ("botoxlog timeline", "jrnl --short", 1_000, 0.75),
    ("botoxlog timeline", "jrnl --short", 10_000, 0.75),
)
"""Ours, theirs, how many records, and the largest ratio we accept."""

MEMORY_LIMITS = (
    (SILENT, "bare Python", 1_000, 1.1),
    ("botoxlog add", "jrnl add", 1_000, 1.1),
    ("botoxlog timeline", "jrnl --short", 1_000, 1.2),
    ("botoxlog timeline", "watson log", 10_000, 1.5),
)

FLAME_FROM = 2
"""Milliseconds from which a module is in the picture of what is loaded."""

IMPORT_RUNS = 5
FORECASTS = """\
import statistics, time
from datetime import date, timedelta
from botoxlog.catalog import load
from botoxlog.core.model import Dose, Journal, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.snapshot import build_snapshot

TODAY, catalog = date(2026, 11, 23), load()


def journal(areas, sessions):
    made = []
    for number in range(sessions):
        day = PartialDate.of_day(TODAY - timedelta(days=40 + 110 * (number // len(areas))))
        made.append(Session(id=f"s{number}", date=day, product="botox-cosmetic",
                            doses=(Dose(areas[number % len(areas)], 20.0),)))
    return Journal(sessions=tuple(made))


def milliseconds(journal, runs):
    taken = []
    for _ in range(runs + 1):
        begun = time.process_time()
        for area in build_snapshot(journal, catalog, TODAY).areas:
            area.forecast
        taken.append(1000 * (time.process_time() - begun))
    return statistics.median(taken[1:])


areas = list(catalog.areas)[:27]
print(milliseconds(journal(areas[:1], 40), 101), milliseconds(journal(areas, 1000), 11))
"""
"""Prints how long the forecasts of one area with 40 sessions take, and of 27 with 1,000."""


@dataclass(frozen=True, slots=True)
class Program:
    """A command to time: its words, and what its environment adds."""

    words: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took: seconds, and bytes at its peak."""

    seconds: float
    memory: int


def run(program: Program) -> Taken:
    """Run a command to its end and measure it."""
    environ = {**os.environ, **program.environ}
    begun = time.perf_counter()
    with subprocess.Popen(
        program.words,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    taken = time.perf_counter() - begun
    if child.returncode:
        raise SystemExit(f"{' '.join(program.words)} failed:\n{said.decode()}")
    return Taken(taken, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


RATIOS = """\
Ratios that we hold ourselves to: the median of those of each turn, then the lowest, the quartiles
and the highest.
"""
LOADED = f"""
What a command loads at 1,000 records, and the milliseconds that each module takes with what it
loads first, from {FLAME_FROM} ms on (`python -X importtime`, which itself adds some; the middle one
of {IMPORT_RUNS} runs):
"""

Measured = dict[int, dict[str, list[Taken]]]
"""What each command took in each turn, by the number of records and its name."""


# --- environments ----------------------------------------------------------------------------


def environment(folder: Path, *packages: str) -> Path:
    """Make an environment with these packages, and return its folder of programs."""
    programs = folder / "bin"
    if not programs.exists():
        venv.create(folder, with_pip=bool(packages), symlinks=True)
        if packages:
            pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", *packages]
            subprocess.run(pip, check=True)
            for name in ("botoxlog", "typer", "jrnl", "watson", "todoman"):  # as a first run would
                subprocess.run(
                    [str(programs / "python"), "-c", f"import {name}"], check=False,
                    stderr=subprocess.DEVNULL,
                )  # fmt: skip
    return programs


def typer_of(programs: Path) -> str:
    """Return the version of Typer that our own environment has."""
    code = "from importlib.metadata import version; print(version('typer'))"
    words = [str(programs / "python"), "-c", code]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


# --- journals of one size --------------------------------------------------------------------


def days(size: int) -> Iterator[tuple[int, date]]:
    """Yield a number and a day for each record, the newest three weeks old."""
    for number in range(size):
        yield number, TODAY - timedelta(days=21 + min((size - number) * 11, 12_000))


def ours(folder: Path, size: int) -> None:
    """Write a journal of our own: sessions of two areas, with what people note."""
    parts = ["format = 1\n"]
    for number, day in days(size):
        one, other = AREAS[number % 6], AREAS[(number + 1) % 6]
        parts.append(
            f'\n[[session]]\nid = "s{number:07d}"\ndate = {day}\nproduct = "botox-cosmetic"\n'
            f'injector = "Dr Lee"\nlot = "C{number}"\ncost = 420.0\ncurrency = "USD"\n'
            f'note = "a few words about the visit"\n\n'
            f"[session.units]\n{one} = 20\n{other} = 24\n"
        )
    journal = folder / "journal.toml"
    journal.write_text("".join(parts))
    journal.chmod(0o600)  # as the program makes it


def quiet(folder: Path, _size: int) -> None:
    """Write the same journal with a last session in all areas and a look at it: nothing is due."""
    text = (folder / "journal.toml").read_text()
    units = "".join(f"{area} = 20\n" for area in AREAS)
    seen = "".join(f'{area} = "full"\n' for area in AREAS)
    session, checkin = TODAY - timedelta(days=27), TODAY - timedelta(days=5)
    journal = folder / "quiet.toml"
    journal.write_text(
        f'{text}\n[[session]]\nid = "s9999999"\ndate = {session}\nproduct = "botox-cosmetic"\n'
        f'lot = "C"\n\n[session.units]\n{units}'
        f'\n[[checkin]]\nid = "c9999999"\ndate = {checkin}\n\n[checkin.state]\n{seen}'
    )
    journal.chmod(0o600)


def jrnl(folder: Path, size: int) -> None:
    """Write a jrnl of as many entries, without tags, and its configuration."""
    lines = [
        f"[{day} 09:00:00 AM] Botox, 20 units and 24. A few words about visit {number}.\n\n"
        for number, day in days(size)
    ]
    (folder / "jrnl.txt").write_text("".join(lines))
    config = folder / "config" / "jrnl"
    config.mkdir(parents=True)
    (config / "jrnl.yaml").write_text(
        "colors:\n  body: none\n  date: none\n  tags: none\n  title: none\ndefault_hour: 9\n"
        "default_minute: 0\neditor: ''\nencrypt: false\nhighlight: true\nindent_character: '|'\n"
        f"journals:\n  default:\n    journal: {folder / 'jrnl.txt'}\nlinewrap: 79\n"
        "tagsymbols: '#@'\ntemplate: false\ntimeformat: '%F %r'\nversion: v4.6\n"
    )


def watson(folder: Path, size: int) -> None:
    """Write as many Watson frames."""
    frames = []
    for number, day in days(size):
        start = int(datetime(day.year, day.month, day.day, 9, tzinfo=UTC).timestamp())
        frames.append([start, start + 1800, "visit", f"{number:032x}", ["botox"], start + 1800])
    home = folder / "watson"
    home.mkdir()
    (home / "frames").write_text(json.dumps(frames))


def todoman(folder: Path, size: int) -> None:
    """Write as many to-dos, a file each, up to a thousand: it keeps a cache beside them."""
    home = folder / "todo" / "visits"
    home.mkdir(parents=True)
    for number, day in days(size):
        (home / f"{number}.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:bench\r\nBEGIN:VTODO\r\n"
            f"UID:{number}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:visit {number}\r\n"
            f"DUE;VALUE=DATE:{day:%Y%m%d}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
        )
    (folder / "todo.py").write_text(
        f'path = "{folder / "todo"}/*"\ncache_path = "{folder / "todo.sqlite3"}"\n'
        'default_list = "visits"\n'
    )


def timewarrior(folder: Path, size: int) -> None:
    """Write as many timewarrior intervals."""
    home = folder / "timew" / "data"
    home.mkdir(parents=True)
    (folder / "timew" / "timewarrior.cfg").write_text("")
    months: dict[str, list[str]] = {}
    for _, day in days(size):
        line = f"inc {day:%Y%m%d}T090000Z - {day:%Y%m%d}T093000Z # botox\n"
        months.setdefault(f"{day:%Y-%m}", []).append(line)
    for month, lines in months.items():
        (home / f"{month}.data").write_text("".join(dict.fromkeys(lines)))


FILLED: tuple[Callable[[Path, int], None], ...] = (ours, quiet, jrnl, watson, timewarrior)
TODOMAN_AT_MOST = 1_000


def commands(folder: Path, size: int, where: dict[str, Path]) -> dict[str, Program]:
    """Fill a folder with journals of one size, and return the commands to time on them."""
    folder.mkdir(parents=True)
    for fill in FILLED:
        fill(folder, size)
    program = (str(where["ours"] / "botoxlog"), "--today", TODAY.isoformat())
    botoxlog = (*program, "--journal", str(folder / "journal.toml"))
    silent = (*program, "--journal", str(folder / "quiet.toml"))
    state = {"XDG_STATE_HOME": str(folder / "state")}
    peers = where["peers"]
    for_jrnl = {"XDG_CONFIG_HOME": str(folder / "config")}
    for_watson = {"WATSON_DIR": str(folder / "watson")}
    found = {
        "bare Python": Program((str(where["bare"] / "python"), "-c", "pass")),
        "bare Typer app": Program(
            (str(where["typer"] / "python"), str(where["typer"].parent / "bare.py"), "--version")
        ),
        "botoxlog --version": Program((*botoxlog, "--version"), state),
        SILENT: Program((*silent, "remind", "--quiet"), state),
        ONCE: Program((*silent, "remind", "--once"), state),
        DUE: Program((*botoxlog, "remind", "--quiet"), state),
        "botoxlog add": Program((*botoxlog, "add", "glabella=20", "-p", "botox"), state),
        THREE_WEEKS: Program(
            (*botoxlog, "add", "glabella=20", "-p", "botox", "--on", "3 weeks ago"), state
        ),
        "botoxlog": Program(botoxlog, state),
        "botoxlog timeline": Program((*botoxlog, "timeline"), state),
        "botoxlog timeline --json": Program((*botoxlog, "timeline", "--json"), state),
        "botoxlog log": Program((*botoxlog, "log"), state),
        "jrnl add": Program((str(peers / "jrnl"), "Botox, 20 units."), for_jrnl),
        "watson add": Program(
            (
                str(peers / "watson"), "add", "-f", "2026-11-22 09:00:00", "-t",
                "2026-11-22 09:30:00", "visit", "+botox",
            ),
            for_watson,
        ),
    }  # fmt: skip
    if size:
        found |= {
            "jrnl -n 10": Program((str(peers / "jrnl"), "-n", "10"), for_jrnl),
            "jrnl --short": Program((str(peers / "jrnl"), "--short"), for_jrnl),
            "watson log": Program((str(peers / "watson"), "log", "--no-pager", "-a"), for_watson),
        }
    if size <= TODOMAN_AT_MOST:
        todoman(folder, size)
        todo = (str(peers / "todo"), "--config", str(folder / "todo.py"))
        found["todo new"] = Program((*todo, "new", "-l", "visits", "visit"))
        found["todo list"] = Program((*todo, "list"))
    if timew := shutil.which("timew"):
        for_timew = {"TIMEWARRIORDB": str(folder / "timew")}
        found["timew track"] = Program(
            (timew, "track", "20261122T090000Z", "-", "20261122T093000Z", "botox", ":yes",
             ":adjust"),
            for_timew,
        )  # fmt: skip
        found["timew summary"] = Program((timew, "summary", ":all"), for_timew)
    return found


# --- tables ----------------------------------------------------------------------------------


def measure(found: dict[str, Program], runs: int) -> dict[str, list[Taken]]:
    """Run every command in turn, so many times after a first that fills the caches."""
    taken: dict[str, list[Taken]] = {name: [] for name in found}
    for turn in range(runs + 1):
        for name, program in found.items():
            one = run(program)
            if turn:
                taken[name].append(one)
    return taken


def seconds(taken: list[Taken]) -> float:
    """Return the median of what a command took."""
    return statistics.median(one.seconds for one in taken)


def memory(taken: list[Taken]) -> int:
    """Return the most that a command took."""
    return max(one.memory for one in taken)


def ratios(mine: list[Taken], theirs: list[Taken]) -> list[float]:
    """Return the ratio of two commands in each turn, the smallest first."""
    pairs = zip(mine, theirs, strict=True)
    return sorted(one.seconds / other.seconds for one, other in pairs)


def table(measured: Measured, show: Callable[[list[Taken]], str]) -> list[str]:
    """Return a row for each command and a column for each size."""
    names = dict.fromkeys(name for each in measured.values() for name in each)
    lines = [
        "| | " + " | ".join(f"{size:,}" for size in measured) + " |",
        "|---|" + "---|" * len(measured),
    ]
    for name in names:
        cells = [show(each[name]) if name in each else "" for each in measured.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def main() -> None:
    """Set everything up, measure, and print the tables."""
    options = argparse.ArgumentParser(description="How fast the program is beside its peers.")
    options.add_argument("--sizes", type=int, nargs="+", default=[0, 100, 1_000, 10_000])
    options.add_argument("--runs", type=int, default=11)
    options.add_argument("--keep", type=Path, help="keep the environments here for another run")
    options.add_argument("--only", nargs="+", help='time these alone, such as "jrnl --short"')
    options.add_argument("--write", action="store_true", help="put the tables into docs/speed.md")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        kept = chosen.keep or work
        where = {
            "bare": environment(kept / "bare"),
            "ours": environment(work / "ours", str(ROOT)),
            "peers": environment(kept / "peers", *PEERS),
        }
        typer_version = typer_of(where["ours"])
        where["typer"] = environment(kept / "typer", f"typer=={typer_version}")
        (where["typer"].parent / "bare.py").write_text(BARE_APP)
        measured = {
            size: measure(
                {
                    name: program
                    for name, program in commands(work / str(size), size, where).items()
                    if not chosen.only or name in chosen.only
                },
                chosen.runs if size < FEW_RUNS_FROM else FEW_RUNS,
            )
            for size in chosen.sizes
        }
        loaded = flames(where, work)
        forecast = forecasts(where["ours"])
    found = report(measured, typer_version, chosen.runs) + loaded + forecast
    print(found)
    if chosen.write:
        head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(head + BEGIN + found + END + rest.partition(END)[2], encoding="utf-8")


def report(measured: Measured, typer_version: str, runs: int) -> str:
    """Return what was measured, as Markdown."""
    peers = ", ".join(PEERS)
    parts = [
        f"\nPython {sys.version.split()[0]}, typer {typer_version}, {peers}.\n",
        RATIOS,
        "| | records | ratio | spread | at most | |\n|---|---|---|---|---|---|",
    ]
    for mine, theirs, size, most in LIMITS:
        one, other = (measured.get(size, {}).get(name) for name in (mine, theirs))
        if one and other:
            found = ratios(one, other)
            what = f"`{mine}` / `{theirs}`"
            parts.append(row(what, size, statistics.median(found), most, spread(found)))
    for mine, theirs, size, most in MEMORY_LIMITS:
        one, other = (measured.get(size, {}).get(name) for name in (mine, theirs))
        if one and other:
            what = f"peak memory of `{mine}` / `{theirs}`"
            parts.append(row(what, size, memory(one) / memory(other), most, ""))
    parts += [
        f"\nMilliseconds, medians of {runs} runs ({FEW_RUNS} from {FEW_RUNS_FROM:,} records on):\n",
        *table(measured, lambda taken: f"{seconds(taken) * 1000:.0f}"),
        "\nPeak memory, megabytes:\n",
        *table(measured, lambda taken: f"{memory(taken) / MEGABYTE:.0f}"),
    ]
    return "\n".join(parts) + "\n"


def spread(found: list[float]) -> str:
    """Return the lowest, the quartiles and the highest of some ratios."""
    low, _, high = statistics.quantiles(found, n=4, method="inclusive")
    return f"{found[0]:.2f} [{low:.2f}, {high:.2f}] {found[-1]:.2f}"


def row(what: str, size: int, found: float, most: float, spread: str) -> str:
    """Return a row of the ratios, which says where one is not reached."""
    verdict = "" if found <= most else "not reached"
    return f"| {what} | {size:,} | {found:.2f} | {spread} | {most:.2f} | {verdict} |"


# --- inside one process ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Module:
    """A module as it was loaded: milliseconds with and without those that it loads first."""

    name: str
    whole: float
    own: float
    parts: "list[Module]"


def flames(where: dict[str, Path], work: Path) -> str:
    """Return what some commands load at 1,000 records, and how long that takes, as Markdown."""
    folder = work / "loaded"
    folder.mkdir()
    ours(folder, 1_000)
    botoxlog = (
        str(where["ours"] / "python"), "-X", "importtime", str(where["ours"] / "botoxlog"),
        "--today", TODAY.isoformat(), "--journal", str(folder / "journal.toml"),
    )  # fmt: skip
    state = {"XDG_STATE_HOME": str(folder / "state")}
    shown = {
        "botoxlog add glabella=20 -p botox": ("add", "glabella=20", "-p", "botox"),
        "botoxlog timeline": ("timeline",),
        "botoxlog": (),
    }
    parts = [
        LOADED,
        "```text",
    ]
    for name, words in shown.items():
        runs = [loaded_by(Program((*botoxlog, *words), state)) for _ in range(IMPORT_RUNS)]
        middle = sorted(runs, key=lambda modules: sum(one.whole for one in modules))
        parts += flame(name, middle[IMPORT_RUNS // 2])
    return "\n".join([*parts, "```", ""])


def loaded_by(program: Program) -> list[Module]:
    """Return the modules that a command loads, in their order, each with those it loads first."""
    done = subprocess.run(
        program.words, env={**os.environ, **program.environ}, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    waiting: list[tuple[int, Module]] = []
    for line in done.stderr.splitlines():
        own, bar, rest = line.removeprefix("import time:").partition("|")
        if not (bar and own.strip().isdigit()):
            continue
        whole, _, name = rest.partition("|")
        depth = len(name) - len(name.lstrip())
        parts: list[Module] = []
        while waiting and waiting[-1][0] > depth:
            parts.insert(0, waiting.pop()[1])
        made = Module(name.strip(), int(whole) / 1000, int(own) / 1000, parts)
        waiting.append((depth, made))
    return [module for _, module in waiting]


def flame(name: str, modules: list[Module]) -> list[str]:
    """Return the picture of what a command loads, and who the loaded modules are from."""
    total = sum(one.whole for one in modules)
    shares: dict[str, float] = {}
    for one in every(modules):
        top = one.name.partition(".")[0]
        owner = top if top in {"botoxlog", "typer", "rich"} else "Python and other libraries"
        shares[owner] = shares.get(owner, 0) + one.own
    of_whom = ", ".join(f"{owner} {taken:.0f}" for owner, taken in sorted(shares.items()))
    lines = [f"{name}: {total:.0f} ms ({of_whom})"]

    def draw(some: list[Module], depth: int) -> None:
        for one in some:
            if one.whole >= FLAME_FROM:
                label = "  " * depth + one.name
                lines.append(f"{label:<56}{one.whole:5.1f} " + "#" * round(one.whole / 2))
                draw(one.parts, depth + 1)

    draw(modules, 1)
    return [*lines, ""]


def every(modules: list[Module]) -> Iterator[Module]:
    """Yield each module, and each of those that it loads."""
    for one in modules:
        yield one
        yield from every(one.parts)


def forecasts(programs: Path) -> str:
    """Return how long forecasts take, as a sentence."""
    words = [str(programs / "python"), "-c", FORECASTS]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    one, many = (float(taken) for taken in done.stdout.split())
    return (
        f"Forecasts, in one process, in milliseconds of processor time: {one:.2f} for an area with "
        f"40 sessions\n(at most 2), {many:.0f} for 27 areas with 1,000 sessions.\n"
    )


if __name__ == "__main__":
    main()
