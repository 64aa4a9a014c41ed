"""Whole sessions of commands against a simple model: what it says is there is there."""

import contextlib
import io
import json
import os
import shlex
import shutil
import sys
import tempfile
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import tomli
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from botoxlog.cli import run
from botoxlog.journal import encoder
from tests.laws import examples

TODAY = "2026-11-23"
STATES = ("none", "kicking-in", "full", "fading", "gone", "no-effect")

OWN = "my own place"
known_areas = ["glabella", "chin", "masseter-left", "palms"]
areas = st.sampled_from([*known_areas, OWN])
units = st.one_of(st.none(), st.integers(1, 100), st.sampled_from([2.5, 0.1]))
doses = st.dictionaries(areas, units, min_size=1, max_size=3)
days = st.dates(date(2020, 1, 1), date(2026, 11, 23))
written = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
notes = written.map(lambda text: f"n{text}n")
endings = st.sampled_from(["\n", "\r\n"])

NEW = encoder.NEW_JOURNAL.encode()
Model = tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any], list[bytes]]
"""The sessions, the looks, the settings and the lines by hand."""


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
        self.steps: list[tuple[Model, bytes]] = []
        self.steps_back: list[tuple[Model, bytes]] = []

    def teardown(self) -> None:
        """Clear it away."""
        shutil.rmtree(self.folder)

    def model(self) -> "Model":
        """Return what the file should hold."""
        return deepcopy((self.sessions, self.looks, self.person, self.by_hand))

    def write(self, *arguments: str) -> None:
        """Run a command that changes the journal, so that it can be taken back."""
        before = self.model(), self.path.read_bytes() if self.path.exists() else NEW
        self.call(*arguments)
        if self.path.read_bytes() != before[1]:
            self.steps.append(before)
            self.steps_back.clear()

    def other_hand(self, raw: bytes) -> None:
        """Save the journal as another program does, after which no step leads back."""
        self.path.write_bytes(raw)
        self.steps.clear()
        self.steps_back.clear()

    def call(self, *arguments: str, code: int = 0) -> str:
        """Run a command; it has to end with this code."""
        out, said = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
            ended = run(["--journal", str(self.path), "--today", TODAY, *arguments])
        assert ended == code, said.getvalue()
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
        self.arrays = {kind for kind in ("session", "checkin") if f"{kind} = [" in (text or "")}
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
        ordered = dict(sorted(doses.items(), key=lambda dose: dose[0] == OWN))
        typed = [area if amount is None else f"{area}={amount}" for area, amount in ordered.items()]
        if OWN in doses:
            typed[-1] = f"--other-area={typed[-1]}"
        self.write("add", *typed, "--on", str(day), *(["--note", note] if note else []))
        record = {"date": day, "areas": [a for a, amount in ordered.items() if amount is None]}
        record["units"] = {area: amount for area, amount in ordered.items() if amount is not None}
        self.sessions.append(record | ({"note": note} if note else {}))

    @rule(
        state=st.dictionaries(
            st.sampled_from(known_areas), st.sampled_from(STATES), min_size=1, max_size=2
        ),
        day=days,
    )
    def look(self, state: dict[str, str], day: date) -> None:
        """Note how it looks; an area that no session treated up to then is refused."""
        words = ["checkin", *(f"{a}={word}" for a, word in state.items()), "--on", str(day)]
        treated = {
            area
            for session in self.sessions
            if session["date"] <= day
            for area in (*session["areas"], *session.get("units", {}))
        }
        if treated and not state.keys() <= treated:
            self.call(*words, code=2)
            return
        self.write(*words)
        self.looks.append({"date": day, "state": state})

    @rule(goals=notes, year=st.integers(1920, 2000))
    def set_both(self, goals: str, year: int) -> None:
        """Say something about oneself."""
        self.write("me", "--goals", goals, "--birth-year", str(year))
        self.person |= {"goals": goals, "birth_year": year}

    @precondition(lambda self: "goals" in self.person)
    @rule()
    def take_out(self) -> None:
        """Take a setting out again."""
        self.write("me", "--goals", "")
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
        self.other_hand(new)

    @precondition(lambda self: self.sessions)
    @rule(number=st.integers(0, 9))
    def write_a_table(self, number: int) -> None:
        """Put a table of one's own at the end, which the program does not know."""
        raw, end = self.path.read_bytes(), self.end.encode()
        table = f"[mine-{len(self.by_hand)}]".encode()
        line = f"key = {number}\t# mine".encode()
        new = raw + (b"" if raw.endswith(b"\n") else end) + table + end + line + end
        self.other_hand(new)
        self.by_hand += [table, line]

    @precondition(lambda self: self.sessions or self.looks)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """Take a record out."""
        tables = self.tables()
        found = [
            (kind, number, table["id"])
            for kind in ("session", "checkin")
            for number, table in enumerate(tables.get(kind, []))
        ]
        kind, number, identity = data.draw(st.sampled_from(found))
        if kind in self.arrays:
            return
        self.write("remove", identity, "--yes")
        (self.sessions if kind == "session" else self.looks).pop(number)

    @precondition(lambda self: "goals" in self.person)
    @rule(goals=st.text("abc", min_size=1, max_size=5))
    def edit(self, goals: str) -> None:
        """Change a line in an editor; all around it stays."""
        line = f"goals = {json.dumps(self.person['goals'], ensure_ascii=False)}".encode()
        raw = self.path.read_bytes()
        if raw.count(line) != 1:
            return
        typed, script = self.folder / "typed.toml", self.folder / "editor.py"
        typed.write_bytes(raw.replace(line, f'goals = "{goals}"'.encode()))
        script.write_text("import sys, shutil\nshutil.copyfile(*sys.argv[1:])\n")
        words = [sys.executable, "-I", "-S", str(script), str(typed)]
        environ = {"VISUAL": shlex.join(words)}
        with mock.patch.dict(os.environ, environ):
            self.write("edit")
        self.person["goals"] = goals

    @precondition(lambda self: self.steps)
    @rule()
    def undo(self) -> None:
        """Take the last change back, to the byte."""
        now = self.model(), self.path.read_bytes()
        self.call("undo")
        model, raw = self.steps.pop()
        self.steps_back.append(now)
        self.become(model, raw)

    @precondition(lambda self: self.steps_back)
    @rule()
    def redo(self) -> None:
        """Put it back, to the byte."""
        now = self.model(), self.path.read_bytes()
        self.call("undo", "--redo")
        model, raw = self.steps_back.pop()
        self.steps.append(now)
        self.become(model, raw)

    def become(self, model: "Model", raw: bytes) -> None:
        """See that the file is what it was, and so is what it holds."""
        assert self.path.read_bytes() == raw
        self.sessions, self.looks, self.person, self.by_hand = model

    @precondition(lambda self: self.path.exists())
    @rule(how=st.sampled_from([("merge",), ("import", "--yes")]))
    def take_in_oneself(self, how: tuple[str, ...]) -> None:
        """Merge an own copy or import an own export: it is all there, and stays to the byte."""
        before = self.path.read_bytes()
        copy = self.folder / "copy.toml"
        self.call("export", "--save", str(copy), "--force")
        assert copy.read_bytes() == before
        self.call(*how, str(copy))
        assert self.path.read_bytes() == before

    @precondition(lambda self: self.path.exists() and "session" not in self.arrays)
    @rule(how=st.sampled_from([("merge",), ("import", "--yes")]), day=days)
    def take_in_a_copy_that_grew(self, how: tuple[str, ...], day: date) -> None:
        """What only the copy has comes in; one array with comments is refused by merge."""
        identity = f"copy{len(self.sessions):04}".replace("0", "z").replace("1", "y")
        if any(table["id"] == identity for table in self.tables().get("session", [])):
            return
        copy = self.folder / "copy.toml"
        copy.write_text(
            f'format = 1\n[[session]]\nid = "{identity}"\ndate = {day}\nareas = ["{identity}"]\n'
        )
        self.write(*how, str(copy))
        self.sessions.append({"date": day, "areas": [identity]})

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


Diary.TestCase.settings = examples(20, steps=15, suppress=(HealthCheck.too_slow,))
TestDiary = Diary.TestCase
