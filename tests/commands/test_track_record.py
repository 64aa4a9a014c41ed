"""Where the track record of the forecasts is shown, and where it is not worked out."""

import json
from typing import NoReturn

import pytest

from botoxlog.forecast import track_record
from tests.conftest import Program
from tests.forecast.test_snapshot import checkin, session
from tests.forecast.test_track_record import FIRST, regular

SENTENCE = "Of your 5 results that can be judged, 5 ended inside the window"


@pytest.fixture
def logged(program: Program) -> Program:
    """Return the program on five regular results of one area, and one of another."""
    other = session(FIRST, 'areas = ["underarms"]') + checkin("2024-08-01", "full", "underarms")
    other += checkin("2024-09-01", "gone", "underarms")
    program.journal.write_text("format = 1\n" + regular(5) + other)
    program.journal.chmod(0o600)
    return program


def test_every_surface_says_the_same(logged: Program) -> None:
    """The sentence on a screen and a line is the numbers of the JSON."""
    past = json.loads(logged("stats", "glabella", "--json").out)["track_record"]
    assert list(past) == ["results", "inside", "expected", "ends", "missed", "missed_fixed"]
    assert (past["results"], past["inside"], past["ends"]) == (5, 5.0, 5)
    assert past["missed_fixed"] == 17
    sentence = (
        f"{SENTENCE} given on the day of the session; {past['expected']} were expected. The "
        f"likely date missed by {past['missed']} days on average; 90 days would have missed by 17."
    )
    (area,) = json.loads(logged("timeline", "glabella", "--json").out)["areas"]
    assert area["track_record"] == past
    for command in ("stats", "timeline"):
        assert sentence in " ".join(logged(command, "glabella").out.split())
        assert sentence in logged("--plain", command, "--area", "glabella").out


def test_stats_takes_the_chosen_areas_together(logged: Program) -> None:
    """Only since a day, where one is given; then they may be too few."""
    assert "all areas: Of your 6 results" in logged("--plain", "stats").out
    plain = logged("--plain", "stats", "glabella").out
    assert f"How the forecasts turned out: frown lines: {SENTENCE}" in plain
    since = logged("stats", "glabella", "--since", "2024-02-01", "--json").out
    assert json.loads(since)["track_record"] == {
        "results": 4, "inside": None, "expected": None, "ends": 4, "missed": None,
        "missed_fixed": None,
    }  # fmt: skip
    assert "results that can be judged" not in logged("stats", "underarms").out


@pytest.mark.parametrize(
    "command",
    [
        ["timeline"], ["timeline", "--json"], ["timeline", "--since", "2024"], ["remind"],
        ["status"], ["brief"], ["brief", "--json"], ["checkin", "glabella=gone"],
        ["add", "glabella=20"], ["timeline", "--area", "glabella", "--save", "x.html"],
    ],
)  # fmt: skip
def test_it_is_not_worked_out_unasked(
    command: list[str],
    logged: Program,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """It takes a forecast for every session."""

    def unasked(*_: object) -> NoReturn:
        raise AssertionError

    monkeypatch.chdir(tmp_path_factory.mktemp("saved"))
    monkeypatch.setattr(track_record, "track_record", unasked)
    assert logged(*command).code == 0
    assert logged("timeline", "--area", "glabella").code != 0
