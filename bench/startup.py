"""Start-up as whole processes, as ratios against a bare Typer app of the same version.

Run by hand: `python bench/startup.py [RUNS]`, with the Python of an environment that has botoxlog.
Everything is timed in turn in one run, because machines drift; the medians' ratios are printed
beside what they may be at most. A bare Python is shown to say what the machine is.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import typer

TODAY = date(2026, 11, 23)
SESSIONS = 1_000
AREAS = ("glabella", "forehead", "crows-feet", "masseter", "underarms", "platysma")
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


def journal_text() -> str:
    """Return a journal of a thousand sessions, two areas each, one every eleven days."""
    parts = ["format = 1\n"]
    for number in range(SESSIONS):
        day = TODAY - timedelta(days=(SESSIONS - number) * 11)
        one, other = AREAS[number % 6], AREAS[(number + 1) % 6]
        parts.append(
            f'\n[[session]]\nid = "s{number:07d}"\ndate = {day}\nproduct = "botox-cosmetic"\n'
            f'injector = "Dr Lee"\nlot = "C{number}"\ncost = 420.0\ncurrency = "USD"\n'
            f'note = "a few words about the visit"\n\n'
            f"[session.units]\n{one} = 20\n{other} = 24\n"
        )
    return "".join(parts)


def seconds(command: list[str]) -> float:
    """Return how long one run of a command takes."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    """Time every command in turn and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE_APP)
        (folder / "journal.toml").write_text(journal_text())
        program = [sys.executable, "-m", "botoxlog", "--journal", str(folder / "journal.toml")]
        program += ["--today", TODAY.isoformat()]
        commands = {
            "bare Python": ([sys.executable, "-c", "pass"], None),
            "bare Typer app": ([sys.executable, str(folder / "bare.py"), "--version"], None),
            "botoxlog --version": ([sys.executable, "-m", "botoxlog", "--version"], 1.2),
            "botoxlog remind --quiet": ([*program, "remind", "--quiet"], 2.5),
        }
        times: dict[str, list[float]] = {label: [] for label in commands}
        for turn in range(runs + 1):
            for label, (command, _) in commands.items():
                taken = seconds(command)
                if turn:  # the first turn fills the caches
                    times[label].append(taken)
    medians = {label: statistics.median(values) for label, values in times.items()}
    bare = medians["bare Typer app"]
    print(f"typer {typer.__version__}, Python {sys.version.split()[0]}, median of {runs} runs\n")
    print("| command | ms | against the bare Typer app | at most |")
    print("|---|---|---|---|")
    for label, (_, most) in commands.items():
        limit = "" if most is None else f"{most:.1f}"
        print(f"| {label} | {medians[label] * 1000:.0f} | {medians[label] / bare:.2f} | {limit} |")


if __name__ == "__main__":
    main()
