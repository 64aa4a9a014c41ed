"""A bounded share of the proof harness: `python -m bench.torture` runs the whole of it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the harness forks and kills"),
    pytest.mark.unmeasured,  # coverage writes files too, and would meet the limits that are set
]


def run_harness(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run Python from the root of the project."""
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def tortured(*arguments: str) -> tuple[int, str]:
    """Return how often something was done, and the tables, where nothing was lost."""
    done = run_harness("-m", "bench.torture", *arguments)
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^\| .* \| ([\d,]+) \w+ \| (\d+) \|", done.stdout, re.MULTILINE)
    assert rows
    assert {lost for _, lost in rows} == {"0"}
    return sum(int(times.replace(",", "")) for times, _ in rows), done.stdout


def test_twenty_at_once_lose_nothing() -> None:
    """Every record of 20 processes adding at once is there once, and every read is whole."""
    times, shown = tortured("--only", "crowd", "--rounds", "2")
    assert times == 40
    assert "8 reads in between" in shown


def test_a_mixed_crowd_loses_nothing() -> None:
    """Every kind of write at once, some killed, some encrypted: as the finished runs say."""
    times, shown = tortured("--only", "mixed", "--mixed", "3")
    assert times >= 60
    fates = re.findall(r"`\w[\w -]*` (\d+)/(\d+)/(\d+)", shown)
    done, _, killed = (sum(int(row[column]) for row in fates) for column in range(3))
    assert (done > 20, killed > 5) == (True, True)


def test_killed_at_any_instant_the_journal_is_whole() -> None:
    """The old or the new, whatever was going on; the next run works and sweeps, undo leads back."""
    names = ["add", "checkin", "me", "edit", "undo", "merge", "add, encrypted"]
    times, shown = tortured("--only", "kills", "--kills", "105", "--commands", *names)
    assert times == 105
    rows = re.findall(r"(\d+) left the old, (\d+) the new", shown)
    assert len(rows) == len(names)
    assert all(sum(int(row[column]) for row in rows) > 10 for column in (0, 1))


@pytest.mark.parametrize("kind", ["fails", "dies", "rival", "rival, dies", "vanishes"])
def test_any_call_may_go_wrong(kind: str) -> None:
    """At each call that touches the journal or its state: failure, death, an editor, no folder."""
    times, _ = tortured("--only", "faults", "--faults", kind, "--commands", "me")
    assert times > {"fails": 240, "vanishes": 60}.get(kind, 120)


@pytest.mark.parametrize("kind", ["fails", "dies", "rival", "vanishes"])
def test_any_call_of_any_command_may_go_wrong(kind: str) -> None:
    """At each ninth call of the commands that mend and move; the whole harness tries each call."""
    names = ["edit", "remove", "undo", "undo --redo", "import", "merge", "undo, encrypted"]
    wanted = ["--only", "faults", "--faults", kind, "--step", "9", "--commands", *names]
    times, _ = tortured(*wanted)
    assert times > {"fails": 200, "dies": 100, "rival": 100, "vanishes": 50}[kind]


def test_disks_rights_links_and_files_as_they_are() -> None:
    """Full, forbidden, linked or mangled: told, with nothing changed and nothing left."""
    times, _ = tortured("--only", "odd")
    assert times > 200


def test_what_is_lost_is_seen() -> None:
    """A program that loses something does not pass: the harness itself can fail."""
    code = (
        "import sys; from pathlib import Path\n"
        "from botoxlog.journal import atomic_replace\n"
        "placed = lambda new, at, *raws: bool(at.write_bytes(new.read_bytes()) + 1)\n"
        "atomic_replace._placed = placed\n"
        "atomic_replace._exchange = lambda one, other: False\n"
        "sys.argv[1:] = '--only faults --faults dies rival --commands me --step 2'.split()\n"
        "from bench.torture.__main__ import main; sys.exit(main())"
    )
    done = run_harness("-c", code)
    assert done.returncode == 1
    assert "torn after" in done.stderr
    assert "the editor's line is lost" in done.stderr


def test_what_a_mixed_crowd_loses_is_seen() -> None:
    """A program that says it has saved, and has not, does not pass."""
    code = (
        "import sys\n"
        "from botoxlog.journal import atomic_replace\n"
        "atomic_replace.replace = lambda *_: True\n"
        "sys.argv[1:] = '--only mixed --mixed 1'.split()\n"
        "from bench.torture.__main__ import main; sys.exit(main())"
    )
    done = run_harness("-c", code)
    assert done.returncode == 1
    assert "marks lost or doubled" in done.stderr
