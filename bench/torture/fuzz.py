"""A fuzzer guided by coverage (atheris) on the loader: no crash, no hang, no write.

`examined` is what is asked of every input; tests/store/test_store_fuzz.py asks it with Hypothesis
too.
"""

import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from bench.torture.ground import BEFORE, INLINE
from bench.torture.table import Row

if TYPE_CHECKING:
    from botoxlog.core.model import Problem

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 23)
SLOWEST = 10
"""Seconds after which an input counts as a hang."""

TOKENS = (
    *("[[session]]", "[[checkin]]", "[[discussed]]", "[session.units]", "[checkin.state]"),
    *("[person]", "session", "checkin", "person", "format", "id", "date", "units", "state"),
    *("areas", "effects", "note", "cost", "product", "topic", "outcome", "birth_year", "chin"),
    *("2026-08-01", "2026-08", "2026-08-01T10:00:00Z", "10:00:00", "20", "2.5", "nan", "-inf"),
    *("1e400", "0xff", "9223372036854775808", "true", "fading", "asked", '""', "''", '"""', "'''"),
    *("=", ".", ",", "[", "]", "{", "}", "#", "\n", "\r\n", "\r", "\t", " ", '"', "'", "\\"),
    *("\\u0000", "\\ud800", "\ufeff", "\u2028", "\0", "\u202e", "\\n", " = ", "[[", "]]"),
)
"""What journals are made of, and what breaks them."""


def examined(path: Path, raw: bytes) -> None:
    """Load a journal and add to it; whatever it holds, nothing of it may be lost.

    Raises:
        AssertionError: Something was written by reading, or lost by writing.
        Exception: Anything but the errors that a journal may cause.
    """
    from botoxlog import store
    from botoxlog.core.model import Dose, Session
    from botoxlog.core.partial_dates import PartialDate

    session = Session(None, PartialDate.of_day(TODAY), (Dose("chin"),))
    path.write_bytes(raw)
    if _worked(lambda: _look(store.load(path, TODAY).journal.problems, raw)):
        if _worked(lambda: store.append(path, [session])):
            raw = _grown(path, raw, {"session"})
        assert path.read_bytes() == raw
        if _worked(lambda: store.change_person(path, {"clinic": "x"})):
            raw = _grown(path, raw, {"person"})
    assert path.read_bytes() == raw


def _look(problems: "Sequence[Problem]", raw: bytes) -> None:
    lines = raw.count(b"\n") + 1
    assert all(1 <= problem.line <= lines and problem.message for problem in problems)


def _worked(attempt: Callable[[], object]) -> bool:
    from botoxlog.core.errors import BotoxlogError

    try:
        attempt()
    except BotoxlogError:
        return False
    return True


def _grown(path: Path, old: bytes, names: set[str]) -> bytes:
    """Return what is there now, having seen that every other table is as before."""
    from botoxlog.journal import decoder

    new = path.read_bytes()
    before, after = (decoder.parse(raw.decode()) for raw in (old, new))
    assert {**before, **{name: after[name] for name in names}} == after
    if "session" in names:
        assert old.count(b"#") <= new.count(b"#")
        assert after["session"][:-1] == before.get("session", [])
        assert after["session"][-1]["areas"] == ["chin"]
    return new


def seeds() -> list[bytes]:
    """Return journals to begin with."""
    texts = [
        BEFORE,
        INLINE,
        (ROOT / "botoxlog/commands/shared/example.toml").read_text(encoding="utf-8"),
    ]
    return [text.encode() for text in [*texts, BEFORE.replace("\n", "\r\n")]]


def fuzzed(seconds: int) -> Row:
    """Let atheris, in an environment of its own, look for an input that breaks the loader."""
    what = "inputs to the loader and to `add`, found by atheris guided by coverage"
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        folder = Path(name)
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "atheris>=3,<4",
            "-e",
            f"{ROOT}[encrypt]",
        ]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            return Row(f"{what} (not tried: it does not install here)", 0, "inputs")
        corpus, words = folder / "corpus", folder / "words"
        corpus.mkdir()
        for number, seed in enumerate(seeds()):
            (corpus / str(number)).write_bytes(seed)
        words.write_text("".join(f'"{_escaped(token)}"\n' for token in TOKENS))
        options = [f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-dict={words}"]
        options += ["-print_final_stats=1", "-max_len=4096", f"-artifact_prefix={folder}/"]
        done = subprocess.run(
            [python, "-m", "bench.torture.fuzz", *options, corpus],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        found = re.search(r"number_of_executed_units: (\d+)", done.stderr)
        wrong = [done.stdout[-3_000:] + done.stderr[-3_000:]] if done.returncode else []
        cover = re.findall(r"cov: (\d+)", done.stderr)
        reached = cover[-1] if cover else "no"
        note = f"{len(list(corpus.iterdir()))} that reach something new, {reached} branches"
    return Row(what, int(found[1]) if found else 0, "inputs", wrong, note)


def _escaped(token: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in token.encode())


def main() -> None:
    """Run atheris here; it ends the process."""
    import atheris

    with atheris.instrument_imports(include=["botoxlog"]):
        import botoxlog.store  # noqa: F401 - imported to be watched

    path = Path(sys.argv[-1]).parent / "journal.toml"
    atheris.Setup(sys.argv, lambda raw: examined(path, raw))
    with mock.patch.object(os, "fsync", return_value=None):  # the disk is not looked into
        atheris.Fuzz()


if __name__ == "__main__":
    main()
