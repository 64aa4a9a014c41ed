"""No input ends in an unexpected error: any words, any TOML, in any place, for each command."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from botoxlog.cli import COMMANDS, LazyGroup
from botoxlog.core.model import TABLES
from tests.conftest import Result

Run = Callable[..., Result]

TEXTS = st.sampled_from(
    ["glabella", "masseter-left", "botox", "full", "gone", "headache", "weak-muscle", "asked",
     "2026-08", "2023-12-20/2024-01-10", "9999", "a", "", " ", "session", "USD", "\x1b", "\u202e"]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)  # fmt: skip
SCALARS = st.one_of(
    TEXTS.map(json.dumps),
    st.sampled_from(
        ["0", "-1", "1.5", "1e308", "inf", "nan", "true", "2026-08-01", "1979-05-27T07:32:00Z",
         "07:32:00", "9999-12-31", "0001-01-01", "99999999999999999999999"]
    ),
)  # fmt: skip
KEYS = st.sampled_from(
    ["format", "person", "session", "checkin", "discussed", "conflict", "kind", "of", "other",
     "state", "units", "sites", "birth_year", "goals", "weeks_ahead", "glabella", "masseter-left",
     *(name for record in TABLES for name in record._fields)]
)  # fmt: skip


def inline(items: dict[str, str]) -> str:
    """Return an inline table of TOML."""
    return f"{{{', '.join(f'{json.dumps(key)} = {value}' for key, value in items.items())}}}"


VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(KEYS, inner, max_size=3).map(inline),
    ),
    max_leaves=6,
)
LIKELY: dict[str, st.SearchStrategy[str]] = {
    "id": st.sampled_from(['"a"', '"b"', '"c"']),
    "date": st.sampled_from(["2026-08-01", '"2026-09"', "2025-01-10", '"2024"']),
    "areas": st.sampled_from(['["glabella"]', '["glabella", "chin"]', '["masseter-left"]']),
    "state": st.sampled_from(['{glabella = "gone"}', '{chin = "full", glabella = "fading"}']),
    "effects": st.just('["headache", "eyelid-ptosis-left"]'),
    "topic": st.just('"weak-muscle"'),
    "outcome": st.just('"asked"'),
}
"""What makes a record one that can be read, so that more than the reader is tried."""


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Return a table of a journal: mostly what can be read, with anything in some places."""
    name = draw(st.sampled_from(["[[session]]", "[[checkin]]", "[[discussed]]", "[[conflict]]"]))
    values = {key: draw(one) for key, one in LIKELY.items() if draw(st.integers(0, 3))}
    values |= draw(st.dictionaries(KEYS, VALUES, max_size=2))
    lines = (f"{json.dumps(key)} = {value}" for key, value in values.items())
    return "\n".join([name, *lines, ""])


JOURNALS = st.one_of(
    st.dictionaries(KEYS, VALUES, max_size=3).map(
        lambda items: "".join(f"{json.dumps(key)} = {value}\n" for key, value in items.items())
    ),
    st.lists(tables(), min_size=1, max_size=5).map("".join),
)
WORDS = st.one_of(
    st.sampled_from(
        ["11s", "jaw", "20", "botox", "left", "each", "11s=20", "full", "since", "2025",
         "yesterday", "£20", "-", "--", "\udcff", "²", "٣", "nan", "9" * 30, "x" * 300, "[[",
         "$(x)", "\n", "a", "/dev/null/x", "~nobody", "x.csv", "x.svg", "30d", "9999-12-31",
         "0001-01-01", "1/2", "ﬁ"]
    ),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8),
)  # fmt: skip
OURS = frozenset({"--install", "--remove", "--driver", "--now", "--folder", "--forget", "--help"})
"""Options that change the system, or need files that are theirs; each has tests of its own."""


@pytest.mark.unmeasured
@pytest.mark.parametrize("command", COMMANDS)
def test_no_input_ends_in_an_unexpected_error(
    run_inside: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """What cannot be understood is refused in a sentence, and the exit code says which kind."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    item = LazyGroup().get_command(None, command)
    options = sorted({name for one in item.params for name in one.opts if name[:2] == "--"} - OURS)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
    @given(
        text=JOURNALS,
        words=st.lists(WORDS | st.sampled_from(options), max_size=4),
        today=st.sampled_from(["2026-11-28"] * 4 + ["9999-12-31", "0001-01-01"]),
    )
    def law(text: str, words: list[str], today: str) -> None:
        (tmp_path / "journal.toml").write_text(text, encoding="utf-8")
        result = run_inside("--today", today, command, *words)
        assert "Unexpected error" not in result.err
        assert result.code in {0, 1, 2, 3, 10}

    law()
