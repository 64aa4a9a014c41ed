"""Whatever a journal holds: it is read or refused, and never lost by either."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from bench.torture.fuzz import TOKENS, examined, seeds
from tests.laws import examples

tokens = st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=4)), max_size=40)
WRITTEN = examples(150, suppress=(HealthCheck.function_scoped_fixture,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the journals go, one after the other."""
    return tmp_path / "journal.toml"


@WRITTEN
@given(tokens)
@example(["person", " = ", "{", "}"])
@example(["[person]\r", "\n", "note = '''\r\n'''"])
def test_any_text_is_read_or_refused(path: Path, parts: list[str]) -> None:
    """Whatever stands in it, reading changes nothing and adding loses nothing."""
    examined(path, "".join(parts).encode("utf-8", "surrogatepass"))


@WRITTEN
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(path: Path, raw: bytes) -> None:
    """It need not even be text."""
    examined(path, raw)


@WRITTEN
@given(st.data())
def test_a_damaged_journal_is_read_or_refused(path: Path, data: st.DataObject) -> None:
    """A real journal with a piece cut out and something else put there."""
    raw = data.draw(st.sampled_from(seeds()))
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 40)))
    between = "".join(data.draw(tokens)[:3]).encode("utf-8", "surrogatepass")
    examined(path, raw[:start] + between + raw[end:])
