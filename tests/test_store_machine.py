"""Whole sessions of commands against a simple model: what it says is there is there."""

import contextlib
import io
import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import tomli
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from botoxlog.cli import run

TODAY = "2026-11-23"
STATES = ("none", "kicking-in", "full", "fading", "gone", "no-effect")

areas = st.sampled_from(["glabella", "chin", "masseter-left", "palms", "my own place"])
units = st.one_of(st.none(), st.integers(1, 100), st.sampled_from([2.5, 0.1]))
doses = st.dictionaries(areas, units, min_size=1, max_size=3)
days = st.dates(date(2020, 1, 1), date(2026, 11, 23))
written = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
notes = written.map(lambda text: f"n{text}n")
endings = st.sampled_from(["\n", "\r\n"])


class Diary(RuleBasedStateMachine):
    """A person, an editor and the program at one journal."""

    def __init__(self) -> None:
        """Begin with no journal."""
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "folder" / "journal.toml"
        self.sessions: list[dict[str, Any]] = []
        self.looks: list[dict[str, Any]] = []
        self.person: dict[str, Any] = {}
        self.by_hand: list[bytes] = []
        self.end = "\n"

    def teardown(self) -> None:
        """Clear it away."""
        shutil.rmtree(self.folder)

    def call(self, *arguments: str) -> str:
        """Run a command; it has to work."""
        out, said = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
            code = run(["--journal", str(self.path), "--today", TODAY, *arguments])
        assert code == 0, said.getvalue()
        return out.getvalue()

    def tables(self) -> dict[str, Any]:
        """Return what another program reads in the file."""
        return tomli.loads(self.path.read_text(encoding="utf-8").removeprefix("\ufeff"))

    @initialize(
        text=st.sampled_from(
            [
                None,
                "",
                "# mine\nformat = 1",
                "\ufeff# mine\nformat = 1\n",
                "format = 1\nsession = [\n  # here\n]\nkeep = [\n 1, # one\n]\n",
                "checkin = []\n[other]\n\tkey = 'kept'\t# so\n",
            ]
        ),
        end=endings,
    )
    def begin(self, text: str | None, end: str) -> None:
        """Find a journal of some kind, or none."""
        self.end = end
        if text is None:
            return
        self.path.parent.mkdir()
        self.path.write_bytes(text.replace("\n", end).encode())
        lines = text.removeprefix("\ufeff").splitlines()
        self.by_hand = [
            line.encode() for line in lines if line.lstrip().startswith(("#", "keep", "\t"))
        ]

    @rule(doses=doses, day=days, note=st.one_of(st.none(), notes))
    def add(self, doses: dict[str, float | None], day: date, note: str | None) -> None:
        """Log a session."""
        typed = [area if amount is None else f"{area}={amount}" for area, amount in doses.items()]
        self.call("add", *typed, "--on", str(day), *(["--note", note] if note else []))
        record = {"date": day, "areas": [a for a, amount in doses.items() if amount is None]}
        record["units"] = {area: amount for area, amount in doses.items() if amount is not None}
        self.sessions.append(record | ({"note": note} if note else {}))

    @rule(state=st.dictionaries(areas, st.sampled_from(STATES), min_size=1, max_size=2), day=days)
    def look(self, state: dict[str, str], day: date) -> None:
        """Note how it looks."""
        self.call("checkin", *(f"{a}={word}" for a, word in state.items()), "--on", str(day))
        self.looks.append({"date": day, "state": state})

    @rule(goals=notes, year=st.integers(1920, 2000))
    def set_both(self, goals: str, year: int) -> None:
        """Say something about oneself."""
        self.call("me", "--goals", goals, "--birth-year", str(year))
        self.person |= {"goals": goals, "birth_year": year}

    @precondition(lambda self: "goals" in self.person)
    @rule()
    def take_out(self) -> None:
        """Take a setting out again."""
        self.call("me", "--goals", "")
        del self.person["goals"]

    @precondition(lambda self: self.path.exists())
    @rule(text=written, at_end=st.booleans())
    def write_by_hand(self, text: str, at_end: bool) -> None:
        """Write a comment with an editor, at the top or at the end."""
        line = f"# by hand {len(self.by_hand)}: {text}".encode()
        raw, end = self.path.read_bytes(), self.end.encode()
        mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
        if at_end:
            new = raw + (b"" if not raw or raw.endswith(b"\n") else end) + line + end
            self.by_hand.append(line)
        else:
            new = mark + line + end + raw.removeprefix(mark)
            self.by_hand.insert(0, line)
        self.path.write_bytes(new)

    @precondition(lambda self: self.sessions)
    @rule(number=st.integers(0, 9))
    def write_a_table(self, number: int) -> None:
        """Put a table of one's own at the end, which the program does not know."""
        raw, end = self.path.read_bytes(), self.end.encode()
        table = f"[mine-{len(self.by_hand)}]".encode()
        line = f"key = {number}\t# mine".encode()
        new = raw + (b"" if raw.endswith(b"\n") else end) + table + end + line + end
        self.path.write_bytes(new)
        self.by_hand += [table, line]

    @rule()
    def look_only(self) -> None:
        """Look at everything; nothing is written by that."""
        before = self.path.read_bytes() if self.path.exists() else None
        shown = json.loads(self.call("log", "--json"))
        assert len(shown["records"]) == len(self.sessions) + len(self.looks)
        assert shown["problems"] == []
        self.call("timeline")
        self.call("remind", "--quiet")
        assert (self.path.read_bytes() if self.path.exists() else None) == before

    @invariant()
    def all_is_there(self) -> None:
        """Every record, setting and line by hand is there, in its order, and nothing else."""
        if not self.path.exists():
            assert [*self.sessions, *self.looks, *self.person] == []
            return
        tables = self.tables()
        assert [_record(table) for table in tables.get("session", [])] == [
            _record(table) for table in self.sessions
        ]
        assert [_record(table) for table in tables.get("checkin", [])] == self.looks
        assert tables.get("person", {}) == self.person
        names = [table["id"] for kind in ("session", "checkin") for table in tables.get(kind, [])]
        assert len(set(names)) == len(self.sessions) + len(self.looks)
        lines = iter(self.path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines())
        assert [line for line in self.by_hand if line not in lines] == []

    @invariant()
    def nothing_is_left(self) -> None:
        """Beside the journal there is its lock, and nothing else."""
        if self.path.parent.exists():
            left = {item.name for item in self.path.parent.iterdir()}
            assert left <= {"journal.toml", ".journal.toml.lock"}


def _record(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key != "id" and value not in ([], {})}


Diary.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestDiary = Diary.TestCase
