"""The facts of the sheet: counted, compared and bounded as far as the record says, no further."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from botoxlog.catalog import Evidence, load
from botoxlog.commands.shared.example import example_text
from botoxlog.forecast.questions.open_questions import OpenQuestion
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.journal import decoder
from botoxlog.reports.visit_facts import ChangeKind, VisitFacts, build_visit_facts
from tests.conftest import TODAY


def brief_of(text: str, since: date | None = None, areas: tuple[str, ...] = ()) -> VisitFacts:
    """Return the brief of a journal, of all its areas or of some."""
    journal = decoder.decode(decoder.parse(text), text, TODAY)
    snapshot = build_snapshot(journal, load(), TODAY)
    chosen = [area for area in snapshot.areas if not areas or area.area in areas]
    return build_visit_facts(snapshot, chosen, since)


def session(day: str, units: str, **fields: Any) -> str:
    """Return one session as TOML: its units as they stand there, other fields by name."""
    named = {"id": f"s{day}", "product": "botox-cosmetic", **fields}
    lines = "".join(f"{name} = {value!r}\n" for name, value in named.items() if value is not None)
    return f'\n[[session]]\ndate = "{day}"\n{lines}[session.units]\n{units}\n'


def checkin(day: str, states: str = "", **fields: Any) -> str:
    """Return one check-in as TOML."""
    lines = "".join(f"{name} = {value!r}\n" for name, value in fields.items())
    return f'\n[[checkin]]\ndate = "{day}"\n{lines}[checkin.state]\n{states}\n'


def test_the_period_begins_with_the_oldest_session_on_the_sheet() -> None:
    """Every result that is talked about is covered."""
    text = session("2026-08-08", "glabella = 20") + session("2026-06-06", "masseter = 50")
    assert brief_of(text).since == date(2026, 6, 6)
    assert brief_of(text, areas=("glabella",)).since == date(2026, 8, 8)
    assert brief_of(text, since=date(2026, 1, 1)).since == date(2026, 1, 1)


def test_an_empty_journal_is_an_empty_brief() -> None:
    """Nothing is invented."""
    brief = brief_of("format = 1")
    assert (brief.areas, brief.resting, brief.totals, brief.spent) == ((), (), (), ())
    assert (brief.since, brief.unpriced) == (date(2025, 11, 23), 0)


def test_what_is_over_long_ago_is_only_named() -> None:
    """It has a line of its own where something else is running, and its full place where not."""
    old, new = session("2021-05-03", "chin = 5"), session("2026-10-01", "glabella = 20")
    brief = brief_of(old + new)
    assert [item.area for item in brief.areas] == ["glabella"]
    assert [area.area for area in brief.resting] == ["chin"]
    asked = brief_of(old + new, areas=("chin",))
    assert [item.area for item in asked.areas] == ["chin"]
    alone = brief_of(old)
    assert ([item.area for item in alone.areas], alone.resting) == (["chin"], ())


@pytest.mark.parametrize(("months_ago", "listed"), [("2026-01-10", ["moon"]), ("2025-11-20", [])])
def test_an_area_without_a_forecast_rests_after_a_year(months_ago: str, listed: list[str]) -> None:
    """An area of which nothing is published is no less current for it."""
    text = session(months_ago, "moon = 5") + session("2026-10-01", "glabella = 20")
    found = [item.area for item in brief_of(text).areas]
    assert [area for area in found if area == "moon"] == listed


def sessions_of(facts: VisitFacts) -> list[str]:
    """Return the dates of the sessions that are listed."""
    return [item.session.date.iso for item in facts.sessions]


DAYS = [f"{year}-{month:02}-01" for year in (2024, 2025, 2026) for month in (1, 5, 9)]


def test_the_last_five_sessions_are_listed_or_those_of_the_period() -> None:
    """The newest is first, those before are counted, and the first of all is known."""
    text = "".join(session(day, "glabella = 20") for day in DAYS)
    facts = brief_of(text)
    assert sessions_of(facts) == [
        "2026-09-01", "2026-05-01", "2026-01-01", "2025-09-01", "2025-05-01",
    ]  # fmt: skip
    assert facts.first
    assert (facts.earlier, facts.first.iso) == (4, "2024-01-01")
    since = brief_of(text, since=date(2024, 5, 1))
    assert (len(since.sessions), since.earlier) == (8, 1)


def test_only_sessions_of_the_areas_asked_for_are_listed() -> None:
    """With their results alone."""
    text = session("2026-04-01", "glabella = 20\nforehead = 10") + session(
        "2026-08-01", "glabella = 20"
    )
    facts = brief_of(text, areas=("forehead",))
    assert sessions_of(facts) == ["2026-04-01"]
    assert [result.area.area for result in facts.sessions[0].results] == ["forehead"]
    assert [len(item.results) for item in brief_of(text).sessions] == [1, 2]


def test_a_touch_up_belongs_to_its_session() -> None:
    """It is no session of its own, even for an area that only it treated."""
    text = session("2026-08-01", "glabella = 20", id="a")
    text += session("2026-08-15", "glabella = 4\nchin = 2", id="b", touch_up_of="a")
    facts = brief_of(text)
    assert sessions_of(facts) == ["2026-08-01"]
    (only,) = facts.sessions
    assert sorted(result.area.area for result in only.results) == ["chin", "glabella"]
    assert [item.id for item in only.touch_ups] == ["b"]


def test_a_touch_up_of_a_session_that_is_not_there_is_a_session() -> None:
    """Nothing injected is left out."""
    text = session("2026-08-15", "glabella = 4", id="b", touch_up_of="lost")
    assert sessions_of(brief_of(text)) == ["2026-08-15"]


def test_two_records_of_one_day_are_two_rows() -> None:
    """They read as they are, in an order that does not depend on that of the journal."""
    one = session("2026-08-01", "glabella = 20", id="a")
    other = session("2026-08-01", "chin = 4", id="b")
    for text in (one + other, other + one):
        assert [item.session.id for item in brief_of(text).sessions] == ["a", "b"]


def test_a_lot_that_a_warning_names_is_a_fact() -> None:
    """Wherever it is recorded, with every date, whether or not it was asked about."""
    text = session("2023-08-01", "glabella = 20", lot="C3709C3")
    text += session("2026-08-01", "glabella = 20", lot="C1")
    text += checkin("2026-09-01", note="the box said c3709-c3")
    text += discussed("2026-09-02", "counterfeit", note="was genuine")
    (found,) = brief_of(text).warned_lots
    assert [day.iso for day in found.dates] == ["2023-08-01", "2026-09-01"]
    assert "King County, United States" in found.warning
    assert brief_of(session("2026-08-01", "glabella = 20", lot="C1")).warned_lots == ()


# --- questions and answers -------------------------------------------------------------------


def discussed(day: str, topic: str, outcome: str = "asked", **fields: Any) -> str:
    """Return one discussed question as TOML."""
    named = {"date": day, "topic": topic, "outcome": outcome, **fields}
    return "\n[[discussed]]\n" + "".join(f"{name} = {value!r}\n" for name, value in named.items())


def test_the_latest_answer_to_each_question_newest_first() -> None:
    """Asked or dismissed with a note; what was deferred, or has no note, is no answer."""
    text = (
        session("2026-08-01", "glabella = 20")
        + discussed("2025-01-10", "weak-muscle", note="wait")
        + discussed("2026-01-10", "weak-muscle", note="same dose, longer gaps")
        + discussed("2026-02-10", "weak-muscle")
        + discussed("2026-03", "veins", "deferred", note="no time")
        + discussed("2026-04-01", "skin-light", "dismissed", note="silly")
        + discussed("2025-12-01", "my own question", note="yes")
        + discussed("2025-11-01", "Goals", note="softer")
    )
    found = [
        (item.date.iso, item.topic, item.outcome, item.note) for item in brief_of(text).answers
    ]
    assert found == [
        ("2026-04-01", "skin-light", "dismissed", "silly"),
        ("2026-01-10", "weak-muscle", "asked", "same dose, longer gaps"),
        ("2025-12-01", "my own question", "asked", "yes"),
        ("2025-11-01", "goals", "asked", "softer"),
    ]
    assert brief_of(text).answers[1].title == "A muscle that stays weaker"


def question(topic: str, status: str = "new") -> OpenQuestion:
    """Return an open question about nothing in particular."""
    return OpenQuestion(topic, topic, (), f"{topic}?", Evidence.NONE, (), (), status)


def in_full(*raised: OpenQuestion) -> list[str]:
    """Return the topics that a sheet with these open questions gives with their reasons."""
    facts = replace(brief_of(session("2026-08-01", "glabella = 20")), raised=raised)
    return [item.topic for item in facts.in_full]


def test_three_questions_are_given_in_full_and_those_put_off() -> None:
    """What was deferred was put off to this visit, so it is among them; at most five are."""
    new = [question(name) for name in "abcde"]
    assert in_full(*new) == ["a", "b", "c"]
    waiting = [question(name, "waiting") for name in "xyz"]
    assert in_full(*new, *waiting) == ["a", "b", "c", "x", "y"]
    assert in_full(question("a"), waiting[0]) == ["a", "x"]
    late = question("late", "deferred")
    assert in_full(*new[:3], late) == ["a", "b", "c", "late"]
    assert in_full(late, *new) == ["late", "a", "b"]


# --- what happened ---------------------------------------------------------------------------


def test_side_effects_of_all_years_and_notes_of_the_period_newest_first() -> None:
    """Each with the session before it; a look that says nothing else is left out."""
    text = (
        session("2026-08-08", "glabella = 20")
        + session("2026-08-22", "glabella = 4", touch_up_of="s2026-08-08")
        + checkin("2026-08-07", effects=["headache"])
        + checkin("2026-08-10", effects=["headache"])
        + checkin("2026-08-23", "glabella = 'full'")
        + checkin("2026-08-30", "glabella = 'full'", note="pulls a little")
        + checkin("2026-09", effects=["eyelid-ptosis"])
    )
    found = brief_of(text).observations
    told = [(item.checkin.date.iso, item.after and item.after.id, item.days) for item in found]
    assert told == [
        ("2026-09", "s2026-08-22", None),
        ("2026-08-30", "s2026-08-22", 8),
        ("2026-08-10", "s2026-08-08", 2),
        ("2026-08-07", None, None),
    ]


def test_side_effects_of_earlier_years_are_told() -> None:
    """Notes of earlier years are not; a period that was asked for holds for both."""
    text = (
        session("2019-03-01", "glabella = 20")
        + checkin("2019-03-10", effects=["eyelid-ptosis"])
        + checkin("2019-03-20", note="looks good")
        + session("2026-08-08", "glabella = 20")
    )
    found = brief_of(text)
    assert [item.checkin.date.iso for item in found.observations] == ["2019-03-10"]
    assert found.observations[0].after
    assert (found.observations[0].after.id, found.observations[0].days) == ("s2019-03-01", 9)
    asked = brief_of(text, since=date(2026, 1, 1))
    assert (asked.observations, asked.unlisted_effects) == ((), 1)


@pytest.mark.parametrize(
    ("day", "states", "listed"),
    [
        ("2019-05-30", "", True),  # 90 days after a session of the jaw
        ("2019-05-31", "", False),
        ("2021-01-01", "masseter-left = 'gone'", True),  # logged with a side of it
        ("2021-01-01", "glabella = 'gone'", False),
    ],
)
def test_the_sheet_of_an_area_has_its_own_earlier_side_effects(
    day: str, states: str, *, listed: bool
) -> None:
    """Those logged with it, or within 90 days after one of its sessions."""
    text = (
        session("2019-03-01", "masseter = 50")
        + session("2020-03-01", "glabella = 20")
        + session("2026-08-08", "masseter = 50")
        + checkin(day, states, effects=["headache"])
    )
    found = brief_of(text, areas=("masseter", "masseter-left", "masseter-right"))
    assert (len(found.observations), found.unlisted_effects) == (listed, not listed)


def test_a_side_effect_of_a_vague_day_follows_the_session_that_was_probably_before() -> None:
    """A session that may have been as early, but was probably later, is not the one before it."""
    text = session("2026-08-01", "glabella = 20") + session("2026-10-05/2026-10-24", "chin = 4")
    found = brief_of(text + checkin("2026-09-25/2026-10-15", effects=["headache"])).observations
    assert [item.after and item.after.id for item in found] == ["s2026-08-01"]
    only = session("2026-10-05/2026-10-24", "chin = 4")
    found = brief_of(only + checkin("2026-09-25/2026-10-15", effects=["headache"])).observations
    assert [item.after and item.after.id for item in found] == ["s2026-10-05/2026-10-24"]


def test_a_side_effect_is_told_whatever_areas_were_chosen() -> None:
    """A check-in does not say where an effect came from."""
    text = (
        session("2026-08-08", "glabella = 20")
        + session("2026-08-08", "masseter = 50", id="other")
        + checkin("2026-08-10", "masseter = 'full'", effects=["headache"])
    )
    assert len(brief_of(text, areas=("glabella",)).observations) == 1


BEFORE = {"injector": "Dr A", "clinic": "North"}


@pytest.mark.parametrize(
    ("earlier", "later", "kinds"),
    [
        (("glabella = 20", BEFORE), ("glabella = 20", BEFORE), []),
        (("glabella = 20", {}), ("glabella = 25", {}), ["dose"]),
        (("glabella = 20", {}), ("glabella = 50", {"product": "dysport"}), ["product"]),
        (("glabella = 20", {"product": None}), ("glabella = 25", {"product": None}), []),
        (("glabella = 20", {"product": None}), ("glabella = 20", {}), []),
        (("glabella = 20", {"product": "Botox Cosmetic"}), ("glabella = 20", {}), []),
        (("glabella = 20", {"product": "botox"}), ("glabella = 20", {}), []),
        (("glabella = 20", {"product": "vistabel"}), ("glabella = 25", {}), ["dose"]),
        (("glabella = 50", {"product": "dysport"}), ("glabella = 50", {"product": "azzalure"}), []),
        (("glabella = 20", {"product": "unknown"}), ("glabella = 25", {}), []),
        (("glabella = 20", {"product": "A brand"}), ("glabella = 20", {"product": "a  brand"}), []),
        (("glabella = 20", {"product": "one"}), ("glabella = 20", {"product": "two"}), ["product"]),
        (("glabella = 20", BEFORE), ("glabella = 20", {"injector": " dr  a"}), []),
        (("glabella = 20", BEFORE), ("glabella = 20", {"injector": "Dr B"}), ["injector"]),
        (("glabella = 20", BEFORE), ("glabella = 20", {"clinic": "South"}), ["clinic"]),
        (("glabella = 20", {}), ("glabella = 20", BEFORE), []),
        (
            ("masseter-left = 25\nmasseter-right = 25", {}),
            ("masseter-left = 20\nmasseter-right = 30", {}),
            ["dose"],
        ),
        (("masseter = 50", {}), ("masseter-left = 25\nmasseter-right = 25", {}), []),
    ],
)
def test_what_changed_since_the_session_before(
    earlier: tuple[str, dict[str, str | None]],
    later: tuple[str, dict[str, str | None]],
    kinds: list[str],
) -> None:
    """A change is what both records name and name differently; a gap is no change."""
    text = session("2026-04-01", earlier[0], **earlier[1])
    text += session("2026-08-01", later[0], **later[1])
    assert [change.kind for change in brief_of(text).changes] == kinds


def test_two_records_of_one_day_are_no_change() -> None:
    """The change is the one from the visit before, in spring."""
    text = session("2026-04-01", "glabella = 20", injector="A")
    text += session("2026-08-01", "glabella = 22", injector="B")
    text += session("2026-08-01", "glabella = 50", injector="C", product="dysport")
    found = [(change.kind, change.earlier.units) for change in brief_of(text).changes]
    assert found == [("dose", 20), ("injector", 20)]


def test_one_change_in_several_areas_is_told_once() -> None:
    """Each dose is a change of its own."""
    text = session("2026-04-01", "glabella = 20\nforehead = 10", injector="A")
    text += session("2026-08-01", "glabella = 22\nforehead = 12", injector="B")
    found = [(change.kind, len(change.areas)) for change in brief_of(text).changes]
    assert sorted(found) == [("dose", 1), ("dose", 1), ("injector", 2)]


def test_a_period_shows_every_change_in_it() -> None:
    """Without one, only what the last session changed."""
    text = "".join(
        session(f"2026-0{month}-01", f"glabella = {10 + month}") for month in (1, 4, 7, 9)
    )
    days = [change.later.date.iso for change in brief_of(text).changes]
    assert days == ["2026-09-01"]
    days = [change.later.date.iso for change in brief_of(text, since=date(2026, 4, 1)).changes]
    assert days == ["2026-09-01", "2026-07-01", "2026-04-01"]


# --- how much, and for what ------------------------------------------------------------------


def test_units_are_added_by_product_over_three_and_twelve_months() -> None:
    """The first day counts, touch-ups count, and no product is added to another."""
    text = (
        session("2026-08-23", "glabella = 20\nforehead = 10")
        + session("2026-08-22", "glabella = 7", id="a")
        + session("2026-09-01", "glabella = 4", id="b", touch_up_of="s2026-08-23")
        + session("2025-11-23", "glabella = 30", id="c")
        + session("2025-11-22", "glabella = 1000", id="d")
        + session("2026-10-01", "masseter = 50", id="e", product="botox")
        + session("2026-10-02", "masseter = 60", id="f", product="Botox Cosmetic")
    )
    found = [(item.product, item.short.units, item.long.units) for item in brief_of(text).totals]
    assert found == [("botox-cosmetic", 94, 131), ("botox", 50, 50)]


def test_a_vague_date_and_missing_units_are_said_and_not_guessed() -> None:
    """They may or may not lie in the period."""
    text = (
        session("2026-08", "glabella = 20")
        + session("2026-10-01", "", id="b", areas=["chin"])
        + session("2026", "glabella = 5", id="c")
    )
    (total,) = brief_of(text).totals
    assert (total.short.units, total.short.perhaps, total.short.unknown) == (0, 25, 1)
    assert (total.long.units, total.long.perhaps, total.long.unknown) == (25, 0, 1)
    assert (total.short.sessions, total.long.sessions) == (3, 3)


def test_a_sessions_own_words_for_a_product_are_kept_apart() -> None:
    """No product and an unknown product are two lines; its spelling makes no third."""
    text = (
        session("2026-10-01", "chin = 5", product="Novotox")
        + session("2026-10-02", "chin = 6", id="b", product="novotox ")
        + session("2026-10-03", "chin = 7", id="c", product=None)
    )
    found = [(item.product, item.long.units) for item in brief_of(text).totals]
    assert found == [("Novotox", 11), (None, 7)]


def test_currencies_are_never_added() -> None:
    """Each has its sum; what has no price is counted, a free touch-up is not."""
    text = (
        session("2026-03-01", "glabella = 20", cost=400, currency="USD")
        + session("2026-06-01", "glabella = 20", cost=300, currency="EUR")
        + session("2026-09-01", "glabella = 20", cost=410, currency="USD")
        + session("2026-09-15", "glabella = 2", touch_up_of="s2026-09-01")
        + session("2026-10-01", "chin = 4")
        + session("2025-01-01", "glabella = 20", cost=999, currency="USD")
    )
    brief = brief_of(text)
    found = [(item.currency, item.amount, item.sessions) for item in brief.spent]
    assert (found, brief.unpriced) == ([("USD", 810, 2), ("EUR", 300, 1)], 1)


MONTH = 365.25 / 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            session("2026-03-01", "glabella = 20", cost=300, currency="USD")
            + checkin("2026-05-30", "glabella = 'fading'")
            + checkin("2026-06-29", "glabella = 'gone'"),
            (300 * MONTH / 120, 300 * MONTH / 90, 1),
            id="gone between day 90 and 120",
        ),
        pytest.param(
            session("2026-03-01", "glabella = 20", cost=300, currency="USD")
            + checkin("2026-05-30", "glabella = 'full'")
            + session("2026-06-09", "glabella = 20"),
            (300 * MONTH / 100, 300 * MONTH / 90, 1),
            id="still full at day 90, repeated at day 100",
        ),
        pytest.param(
            session("2026-03-01", "glabella = 20", cost=300, currency="USD")
            + session("2026-06-09", "glabella = 20"),
            (300 * MONTH / 100, None, 1),
            id="repeated at day 100, nobody looked",
        ),
        pytest.param(
            session("2026-09-01", "glabella = 20", cost=300, currency="USD"),
            None,
            id="still running",
        ),
        pytest.param(
            session("2026-03-01", "glabella = 20\nchin = 5", cost=300, currency="USD")
            + checkin("2026-05-30", "glabella = 'gone'\nchin = 'full'")
            + checkin("2026-06-29", "chin = 'gone'"),
            (300 * MONTH / 120, 300 * MONTH / 90, 1),
            id="of two areas the one that lasted longer",
        ),
        pytest.param(
            session("2026-09-01", "glabella = 20\nbunny-lines = 5", cost=300, currency="USD")
            + checkin("2026-11-01", "glabella = 'full'\nbunny-lines = 'gone'"),
            None,
            id="one area gone, the other still running",
        ),
        pytest.param(
            session("2026-03-01", "glabella = 20", cost=300, currency="USD")
            + session("2026-03-15", "glabella = 2", cost=60, currency="USD",
                      touch_up_of="s2026-03-01")
            + checkin("2026-06-29", "glabella = 'gone'"),
            (360 * MONTH / 120, None, 1),
            id="a touch-up adds its price",
        ),
        pytest.param(
            session("2024-03-01", "glabella = 20", cost=300, currency="USD")
            + checkin("2024-06-29", "glabella = 'gone'")
            + session("2026-09-01", "glabella = 20", cost=310, currency="USD"),
            None,
            id="it ended more than a year ago",
        ),
    ],
)  # fmt: skip
def test_a_month_of_effect_is_bounded_by_what_was_seen(
    text: str, expected: tuple[float, float | None, int] | None
) -> None:
    """Days from the injection until it was gone or repeated; what is not known is left open."""
    found = brief_of(text).spent[0].per_month
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert (found.at_least, found.at_most, found.results) == pytest.approx(expected)


def test_the_questions_are_about_the_chosen_areas() -> None:
    """And about all of it; those about other areas are left for their own visit."""
    text = example_text(TODAY) + (
        '[[checkin]]\ndate = 2026-11-01\neffects = ["chewing-weakness"]\n'
    )
    every, jaw, frown = (
        brief_of(text, areas=areas).raised for areas in ((), ("masseter",), ("glabella",))
    )
    about_jaw = {item.topic for item in every if item.areas == ("masseter",)}
    assert about_jaw == {"jaw-bite", "first-results"}
    assert about_jaw <= {item.topic for item in jaw}
    assert about_jaw.isdisjoint(item.topic for item in frown)
    assert {item.topic for item in every if not item.areas} <= {item.topic for item in frown}


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        ("glabella = 20", "glabella = 20", False),
        ("glabella = 20", "glabella = 20.5", True),
        (
            "masseter-left = 20\nmasseter-right = 30",
            "masseter-left = 30\nmasseter-right = 20",
            True,
        ),
        ("masseter-left = 25\nmasseter-right = 25", "masseter = 50", False),
        ("masseter = 50", "masseter-left = 25\nmasseter-right = 25", False),
    ],
)
def test_a_dose_differs_by_its_units_or_its_sides(
    before: str, after: str, *, differs: bool
) -> None:
    """What was not noted is no difference."""
    text = session("2026-03-01", before) + session("2026-08-01", after)
    kinds = [change.kind for change in brief_of(text).changes]
    assert kinds == ([ChangeKind.DOSE] if differs else [])


@pytest.mark.parametrize("units", [("areas", "glabella = 20"), ("glabella = 20", "areas")])
def test_units_that_were_not_noted_are_no_change(units: tuple[str, str]) -> None:
    """On either side."""
    text = "".join(
        session(day, "").replace("[session.units]", 'areas = ["glabella"]')
        if said == "areas"
        else session(day, said)
        for day, said in zip(("2026-03-01", "2026-08-01"), units, strict=True)
    )
    assert brief_of(text).changes == ()


@pytest.mark.parametrize(("since", "changes"), [(date(2026, 8, 1), 1), (date(2026, 8, 2), 0)])
def test_a_change_counts_from_its_day_on(since: date, changes: int) -> None:
    """The session of the very day that was asked for is among them."""
    text = session("2026-03-01", "glabella = 20") + session("2026-08-01", "glabella = 30")
    assert len(brief_of(text, since=since).changes) == changes


@pytest.mark.parametrize(("day", "rests"), [("2025-11-23", False), ("2025-11-22", True)])
def test_an_area_without_a_forecast_is_current_for_365_days(day: str, *, rests: bool) -> None:
    """The last day, and the first on which it is only named."""
    brief = brief_of(session(day, "moon = 5") + session("2026-10-01", "glabella = 20"))
    assert ("moon" in [area.area for area in brief.resting]) is rests


def test_a_session_that_names_nothing_is_counted_as_not_noted() -> None:
    """Neither an area nor a unit: it was a session all the same."""
    text = '[[session]]\nid = "a"\ndate = 2026-08-01\nproduct = "botox-cosmetic"\n'
    (total,) = brief_of(text).totals
    assert (total.long.sessions, total.long.units, total.long.unknown) == (1, 0, 1)
