"""The numbers as a person sees them, kept as goldens (BOTOXLOG_REDRAW=1 draws them anew)."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from rich.cells import cell_len
from rich.console import Console

from botoxlog.render.terminal.statistics import StatsView
from botoxlog.reports.statistics_text import statistics_sections
from tests.conftest import Result
from tests.journals import FIVE, JOURNALS, look, session
from tests.render.drawing import WIDTHS, check
from tests.reports.test_statistics import TWICE, stats_of

Run = Callable[..., Result]


def draw(text: str, columns: int, encoding: str = "utf-8") -> str:
    """Return the numbers as a terminal of that width shows them."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace")
    console = Console(file=out, width=columns, markup=False, emoji=False, highlight=False)
    console.print(StatsView(statistics_sections(stats_of(text))))
    out.flush()
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(encoding)


@pytest.mark.parametrize("name", ["pair", "shrinking", "both", "demo"])
def test_the_numbers_are_as_they_were_looked_at(name: str) -> None:
    """A bar and a sentence for each."""
    pictures = {f"stats, {columns}": draw(JOURNALS[name], columns) for columns in (40, 80)}
    check(pictures, f"stats-{name}")


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", JOURNALS)
def test_nothing_is_wider_than_the_terminal(name: str, columns: int) -> None:
    """And in ASCII every mark is plain."""
    assert all(cell_len(line) <= columns for line in draw(JOURNALS[name], columns).splitlines())
    if name in FIVE:
        assert draw(JOURNALS[name], columns, "ascii").isascii()


def test_what_is_said_in_words() -> None:
    """Everything that a bar shows stands beside it."""
    told = {
        section.title: [(fact.label, fact.text) for fact in section.facts]
        for section in statistics_sections(stats_of(TWICE))
    }
    assert told == {
        "How long it lasted: frown lines, Botox Cosmetic": [
            ("Mar 2025", "70 to 100 days"),
            ("Jul 2025", "at least 90 days, treated again after 193 days"),
            (
                "median",
                "at least 70 days, based on 2 results, 1 of them still working when last seen",
            ),
        ],
        "When last seen before the next session": [
            ("frown lines", "1 still working, on day 90; 1 worn off")
        ],
        "Units a year: Botox Cosmetic": [
            ("2025", "50 units, 2 sessions"),
            ("2026", "35 units, 1 session"),
        ],
        "Cost a year: (currency not recorded)": [("2026", "500 (currency not recorded), 1 visit")],
        "Cost a year: USD": [
            ("2025", "700 USD, 2 visits"),
            ("month of effect", "73 to 133 USD, based on 2 results that have ended"),
        ],
    }


def test_one_result_has_ended() -> None:
    """One has, two have."""
    text = session(1, date(2026, 1, 1), {"chin": 5}, extra="cost = 300\n")
    text += look(date(2026, 3, 1), {"chin": "full"}) + look(date(2026, 4, 1), {"chin": "gone"})
    told = [fact.text for item in statistics_sections(stats_of(text)) for fact in item.facts]
    # 300 for 59 to 90 days: 101 to 155 for 30.4 days.
    assert ("101 to 155 (currency not recorded), based on 1 result that has ended") in told


def test_what_is_missing_is_said() -> None:
    """Units that are not noted, and ends that nobody saw."""
    text = '[[session]]\nid = "a"\ndate = 2025-01-01\nareas = ["chin"]\n'
    text += session(2, date(2025, 6, 1), {"chin": 4}, "my own\\u001b")
    text += look(date(2025, 6, 20), {"chin": "full"})
    text += session(3, date(2025, 12, 1), {"chin": 4}, "my own\\u001b")
    told = [
        (fact.label, fact.text)
        for item in statistics_sections(stats_of(text))
        for fact in item.facts
    ]
    assert ("2025", "units not recorded, 1 session") in told
    assert ("chin", "1 still working, on day 19; 1 not known") in told
    titles = [section.title for section in statistics_sections(stats_of(text))]
    assert "Units a year: my own<U+001B>" in titles


def test_no_effect_is_said_in_its_own_words() -> None:
    """In the list, in a count of its own, and among the times that it was repeated."""
    text = TWICE + look(date(2026, 2, 10), {"glabella": "no-effect"})
    text += session(4, date(2026, 5, 1), {"glabella": 20})
    told = [
        (fact.label, fact.text)
        for item in statistics_sections(stats_of(text, "glabella"))
        for fact in item.facts
    ]
    assert ("Jan 2026", "no effect seen") in told
    assert ("no effect", "1 of 3 results") in told
    seen = "1 still working, on day 90; 1 worn off; 1 without effect"
    assert ("frown lines", seen) in told


def test_there_is_a_bar_only_where_something_is_known() -> None:
    """Not for a result that nobody looked at, nor for one without effect."""
    text = session(1, date(2025, 3, 1), {"chin": 4}) + session(2, date(2025, 9, 1), {"chin": 4})
    text += look(date(2025, 10, 1), {"chin": "full"}) + session(3, date(2026, 1, 1), {"chin": 4})
    text += look(date(2026, 2, 1), {"chin": "no-effect"})
    listed = statistics_sections(stats_of(text))[0].facts[:3]
    assert [fact.text for fact in listed] == [
        "no check-in, treated again after 184 days",
        "at least 30 days, treated again after 122 days",
        "no effect seen",
    ]
    assert [fact.bar is None for fact in listed] == [True, False, True]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Units a year: Botox Cosmetic"),
        (["--area", "11s"], "How long it lasted: frown lines, Botox Cosmetic"),
        (["--since", "2026"], "2026"),
        (["--json"], '"lasted"'),
    ],
)
def test_the_command(run_inside: Run, tmp_path: object, arguments: list[str], told: str) -> None:
    """All of it, of one area, since a day, for scripts."""
    from pathlib import Path

    Path(str(tmp_path), "journal.toml").write_text(TWICE, encoding="utf-8")
    result = run_inside("stats", *arguments)
    assert result.code == 0
    assert told in result.out


def test_where_nothing_is_logged_it_says_how_to_begin(run_inside: Run) -> None:
    """And where nothing fits, that."""
    assert "botoxlog demo" in run_inside("stats").err
    run_inside("add", "11s=20", "-p", "botox", "--on", "2025-01-01")
    assert run_inside("stats", "--since", "2026").err == (
        "No session matches. For all sessions: botoxlog stats\n"
    )


@pytest.mark.parametrize(("sessions", "rest"), [(9, None), (10, "1 earlier result not listed")])
def test_eight_results_are_listed_and_the_rest_is_counted(sessions: int, rest: str | None) -> None:
    """The running session is no result; the year since which all would be listed is named."""
    text = "".join(
        f"[[session]]\nid = 's{number}'\ndate = {2010 + number}-01-05\nareas = ['chin']\n"
        for number in range(sessions)
    )
    lasted = statistics_sections(stats_of(text))[0]
    assert len([fact for fact in lasted.facts if fact.label != "middle"]) == 8
    assert ("not listed" in lasted.rest) is (rest is not None)
    assert (rest or "") in lasted.rest


def test_a_page_that_lists_the_results_has_their_medians_only() -> None:
    """One line for each area and product: the median, and how many results had no effect."""
    text = JOURNALS["pair"] + session(90, date(2026, 11, 1), {"chin": 4})
    text += look(date(2026, 11, 20), {"chin": "no-effect"})
    (section, *_) = statistics_sections(stats_of(text), results=False)
    assert section.title == "How long it lasted: the median"
    said = {fact.label: fact.text for fact in section.facts}
    assert said["chin, Botox Cosmetic"] == "no effect: 1 of 1 result"
    assert said["crow's feet, Botox Cosmetic"].endswith("1 of them still working when last seen")
    assert not any(fact.bar for fact in section.facts)
