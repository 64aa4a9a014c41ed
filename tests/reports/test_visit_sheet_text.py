"""The sheet in words: the same on every surface, safe to show, and cut to one page."""

from dataclasses import replace
from datetime import date

import pytest

from botoxlog.catalog import Evidence
from botoxlog.commands.shared.example import example_text
from botoxlog.core.partial_dates import day_words
from botoxlog.reports import sentences
from botoxlog.reports.result_phrases import now
from botoxlog.reports.visit_sheet import (
    AMPLE,
    LADDER,
    SPARE,
    TIGHTEST,
    Listing,
    SheetItem,
    VisitSheet,
)
from botoxlog.reports.visit_sheet_text import without_commands, write_sheet
from tests.conftest import TODAY
from tests.journals import AREAS, decade
from tests.reports.test_visit_facts import brief_of, checkin, discussed, question, session


def sheet_of(text: str, since: date | None = None, areas: tuple[str, ...] = ()) -> VisitSheet:
    """Return the sheet of a journal."""
    return write_sheet(brief_of(text, since, areas), AMPLE)


def test_the_demo_as_it_is_read() -> None:
    """Goals, the last five sessions with what they did, totals, cost."""
    sheet = sheet_of(example_text(TODAY))
    assert (sheet.title, sheet.day) == ("Botulinum toxin: for the visit", "Mon 23 Nov 2026")
    assert sheet.about == (
        SheetItem("Born", "1984 (41 or 42 years old)"),
        SheetItem("Goals", "softer frown, brows that still move"),
    )
    assert sheet.sessions_title == "The last 5 sessions"
    assert [(row.when, row.product, row.who) for row in sheet.sessions] == [
        ("Fri 13 Nov 2026, 10 days ago", "Botox Cosmetic, lot not recorded", "Dr Example"),
        ("Sat 8 Aug 2026, 107 days ago", "Botox Cosmetic, lot C0004", "Dr Example"),
        ("Sat 6 Jun 2026, 170 days ago", "Botox, lot C0003", "Dr Example"),
        ("Sat 17 Jan 2026, 310 days ago", "Botox Cosmetic, lot C0002", "Dr Example"),
        ("Sat 6 Sep 2025, 443 days ago", "Botox Cosmetic, lot C0001", "Dr Example"),
    ]
    assert sheet.sessions[1].areas == ("crow's feet 24 (plus 4 on 22 Aug)", "frown lines 20")
    assert sheet.sessions[2].areas == ("jaw 55 (left 25, right 30)",)
    assert sheet.sessions[3].lasted == ("103 to 123 days",)
    assert sheet.sessions[4].lasted == (
        "crow's feet: at most 93 days",
        "frown lines: 93 to 112 days",
    )
    assert sheet.totals.rows == (
        ("Botox Cosmetic", "10 units", "102 units"),
        ("Botox", "none", "55 units"),
    )
    assert sheet.totals.heads[1:] == (
        "3 months (from 23 Aug 2026)",
        "12 months (from 23 Nov 2025)",
    )
    assert sheet.cost.entries == (
        SheetItem("12 months", "1490 USD, 4 sessions"),
        SheetItem(
            "Month of effect", "109 to 130 USD, based on 2 results that ended in these months"
        ),
    )


def test_the_window_is_the_one_of_every_surface() -> None:
    """The state, when it was last seen, and the days that the timeline shows, with their years."""
    brief = brief_of(example_text(TODAY), areas=("glabella",))
    (area,) = brief.areas
    forecast = area.forecast
    assert forecast is not None
    likely = day_words(forecast.likely)
    early, late = day_words(forecast.early), day_words(forecast.late)
    assert (early[-5:], late[-5:]) == (" 2026", " 2027")
    assert sentences.state(area, TODAY) == "about even"
    assert now(area, TODAY) == (
        "About even. Last check-in: full, 22 Aug. "
        f"Likely to wear off around {likely}; 80% chance between {early} and {late}."
    )


def test_units_of_both_sides_are_not_called_missing() -> None:
    """Where left and right went different ways, the units recorded for both are said as that."""
    text = session("2026-08-01", "masseter = 50") + checkin("2026-10-01", "masseter-left = 'gone'")
    (row,) = sheet_of(text).sessions
    assert sorted(row.areas) == ["jaw left (50 for both sides)", "jaw right (50 for both sides)"]


def test_a_side_effect_names_all_that_was_given_on_the_day_before_it() -> None:
    """Two products in one visit are two sessions, and either may be its cause."""
    session = '[[session]]\ndate = 2026-08-20\nproduct = "{}"\nunits = {{ {} }}\n'
    text = session.format("botox", "masseter = 50") + session.format("dysport", "glabella = 60")
    text += session.format("xeomin", "neck = 90").replace("08-20", "08-19")
    effect = '[[checkin]]\ndate = 2026-09-03\neffects = ["headache"]\n'
    (entry,) = sheet_of(text + effect).observed.entries
    assert entry.text == (
        "headache (14 days after the session of 20 Aug: Dysport, 60 units; Botox, 50 units)"
    )


def test_every_open_question_stands_on_the_sheet_in_its_order() -> None:
    """Three with their reasons, the others in their words alone, however little room there is."""
    brief = brief_of(example_text(TODAY))
    sheet = write_sheet(brief, TIGHTEST)
    words = [item.question for item in brief.raised]
    assert len(words) > 3
    assert [item.question for item in sheet.questions] == words[:3]
    assert list(sheet.if_time) == words[3:]


@pytest.mark.parametrize(
    ("topic", "research"),
    [("goals", ""), ("cost", ""), ("counterfeit", ""), ("veins", "Research: weak evidence")],
)
def test_what_needs_no_research_has_no_line_about_it(topic: str, research: str) -> None:
    """What somebody wants, what it costs and what the vial says are no matter of evidence."""
    raised = question(topic)._replace(evidence=Evidence.LOW)
    facts = replace(brief_of(session("2026-08-01", "glabella = 20")), raised=(raised,))
    (only,) = write_sheet(facts, AMPLE).questions
    assert only.why.partition(" (")[0] == research


@pytest.mark.parametrize(
    ("year", "told"), [("", None), ("birth_year = 1984", "1984 (41 or 42 years old)")]
)
def test_age_is_told_only_where_it_is_set(year: str, told: str | None) -> None:
    """The year leaves two ages; both are said."""
    about = {entry.lead: entry.text for entry in sheet_of(f"[person]\n{year}\n").about}
    assert about.get("Born") == told


@pytest.mark.parametrize(
    ("text", "lasted"),
    [
        (
            checkin("2026-07-10", "glabella = 'full'"),
            "at least 100 days, treated again after 122 days",
        ),
        (
            checkin("2026-08-01", "glabella = 'fading'"),
            "at least 122 days, still working when treated again",
        ),
        (checkin("2026-07-10", "glabella = 'gone'"), "at most 100 days"),
        (
            checkin("2026-06-30", "glabella = 'full'") + checkin("2026-07-10", "glabella = 'gone'"),
            "90 to 100 days",
        ),
        (checkin("2026-05-10", "glabella = 'no-effect'"), "no effect (seen 10 May)"),
        ("", "not known (no check-in), treated again after 122 days"),
    ],
)
def test_an_earlier_result_is_said_as_far_as_it_was_seen(text: str, lasted: str) -> None:
    """Coming back is not fading; "still working" is said only of the day that it was seen."""
    journal = session("2026-04-01", "glabella = 20") + text + session("2026-08-01", "glabella = 20")
    assert sheet_of(journal).sessions[1].lasted == (lasted,)


def test_sites_stand_with_the_units_of_their_area() -> None:
    """A clinician reads where it went, as it was typed."""
    text = session("2026-08-01", "arm-left = 75\nneck = 20")
    text += '[session.sites]\narm-left = { biceps = 50, "flexor carpi" = 25 }\nneck = ["back"]\n'
    (row,) = sheet_of(text).sessions
    assert sorted(row.areas) == [
        "arm left 75 (biceps 50, flexor carpi 25)",
        "neck muscles 20 (back)",
    ]


def test_a_side_effect_of_the_day_is_said_so() -> None:
    """No days have passed."""
    text = session("2026-08-08", "glabella = 20") + checkin("2026-08-08", effects=["headache"])
    (entry,) = sheet_of(text).observed.entries
    assert entry.text == ("headache (on the day of the session of 8 Aug: Botox Cosmetic, 20 units)")


def test_what_is_over_is_shown_as_resolved() -> None:
    """With the side effects that are there, and alone."""
    text = session("2026-08-08", "glabella = 20")
    text += checkin("2026-08-22", effects=["eyelid-ptosis-left"], resolved=["headache", "itch"])
    text += checkin("2026-09-01", resolved=["eyelid-ptosis-left"], note="fine now")
    assert sheet_of(text).observed.entries == (
        SheetItem("1 Sep 2026", "resolved: drooping eyelid, left. fine now"),
        SheetItem(
            "22 Aug 2026",
            "drooping eyelid, left (14 days after the session of 8 Aug: Botox "
            "Cosmetic, 20 units). resolved: headache, itch",
        ),
    )


@pytest.mark.parametrize(
    ("text", "cell", "now"),
    [
        (
            checkin("2026-11-01", "glabella = 'gone'"),
            "at most 92 days",
            "Worn off (seen 1 Nov). It lasted at most 92 days.",
        ),
        (
            checkin("2026-09-01", "glabella = 'no-effect'"),
            "no effect (seen 1 Sep)",
            "No effect (seen 1 Sep).",
        ),
    ],
)
def test_what_an_area_is_doing_now(text: str, cell: str, now: str) -> None:
    """What was seen comes before what is likely; what is over needs no window."""
    sheet = sheet_of(session("2026-08-01", "glabella = 20") + text)
    assert sheet.sessions[0].lasted == (cell,)
    assert sheet.now == (SheetItem("frown lines", now),)
    assert (sheet.windows, sheet.windows_rest) == ((), "")


def test_a_running_result_has_its_state_with_its_session_and_its_window_once() -> None:
    """The table has the words for the odds; the windows stand under it, those alike together."""
    text = session("2026-08-01", "glabella = 20\nforehead = 10") + checkin(
        "2026-08-20", "glabella = 'full'"
    )
    sheet = sheet_of(text)
    assert sheet.sessions[0].lasted == ("now: about even",)
    by_area = {row.areas: row for row in sheet.windows}
    assert by_area.keys() == {"forehead", "frown lines"}
    assert by_area["frown lines"].seen == "full, 20 Aug"
    assert by_area["forehead"].seen == "none"
    for lead, sentence in ((item.lead, item.text) for item in sheet.now):
        row = by_area[lead]
        assert row.likely in sentence
        assert row.between == " to ".join(sentence.split(" between ")[1].rstrip(".").split(" and "))


def test_sessions_with_the_same_areas_and_units_name_the_first_of_them() -> None:
    """The newest has them all; one that differs has its own; a short list is said again."""
    units = "glabella = 20\nforehead = 10\ncrows-feet = 24\nchin = 4"
    text = session("2025-08-01", units) + session("2026-01-10", units.replace("10", "12"))
    text += session("2026-05-01", units) + session("2026-09-01", units)
    treated = [row.treated for row in sheet_of(text).sessions]
    assert len(treated[0]) == len(treated[2]) == 4
    assert treated[1] == treated[3] == ("the same as on 1 Sep 2026",)
    short = sheet_of(session("2026-05-01", "chin = 4") + session("2026-09-01", "chin = 4"))
    assert [row.treated for row in short.sessions] == [("chin 4",), ("chin 4",)]


def test_sessions_that_differ_in_an_area_that_is_not_listed_are_not_the_same() -> None:
    """What is cut is compared as well."""
    areas = "\n".join(f"{area} = 20" for area in AREAS[:6])
    text = session("2026-02-04", f"{areas}\npalms = 8") + session(
        "2025-10-13", f"{areas}\npalms = 12"
    )
    first, second = write_sheet(brief_of(text), replace(AMPLE, areas=4)).sessions
    assert first.areas == second.areas
    assert second.same_as == ""


def test_of_many_areas_with_one_result_only_the_others_are_named() -> None:
    """All names stand in the column of areas beside it."""
    units = "\n".join(f"{area} = 20" for area in AREAS[:6])
    text = session("2026-01-10", units) + checkin("2026-05-01", "glabella = 'gone'")
    text += session("2026-09-01", units)
    assert sheet_of(text).sessions[1].lasted == (
        "frown lines: at most 111 days",
        "the other 5 areas: not known (no check-in), treated again after 234 days",
    )


def test_results_without_room_are_said_not_to_be_listed() -> None:
    """Those of the most areas are kept, and nobody is called the other one."""
    ends = {"glabella": 5, "forehead": 6, "chin": 7, "masseter": 8, "palms": 8}
    units = "\n".join(f"{area} = 20" for area in ends)
    text = session("2026-01-10", units) + session("2026-10-01", units)
    text += "".join(checkin(f"2026-0{m}-01", f"{area} = 'gone'") for area, m in ends.items())
    row = write_sheet(brief_of(text), replace(TIGHTEST, areas=2, results=1)).sessions[1]
    assert row.areas[-1] == "3 more areas"
    assert [(item.areas, item.text) for item in row.results] == [
        ("palms and jaw", "at most 203 days"),
        ("3 more areas", "not listed"),
    ]
    assert row.lasted[-1] == "3 more areas: not listed"


def test_to_count_one_more_takes_no_less_room_than_to_list_it() -> None:
    """A last area, result, window or product is listed rather than counted."""
    units = "glabella = 20\nforehead = 10\nchin = 5"
    text = session("2026-08-01", units) + session("2026-09-01", "palms = 90", product="xeomin")
    limits = replace(AMPLE, areas=2, windows=2, products=1)
    sheet = write_sheet(brief_of(text), limits)
    assert sheet.sessions[1].areas == ("chin 5", "forehead 10", "frown lines 20")
    assert len(sheet.windows) == 3
    assert len(sheet.totals.rows) == 2
    cut = write_sheet(brief_of(text), replace(limits, areas=1, windows=1))
    assert cut.sessions[1].areas == ("chin 5", "2 more areas")
    assert len(cut.windows) == 1
    assert cut.windows_rest.startswith("Not listed: ")


def test_a_result_without_effect_is_listed_before_others() -> None:
    """Where there is no room for all results of a session."""
    units = "glabella = 20\nforehead = 10\nchin = 5\npalms = 90"
    text = session("2026-01-10", units) + checkin("2026-02-10", "chin = 'no-effect'")
    text += checkin("2026-05-01", "glabella = 'gone'") + session("2026-06-01", units)
    row = write_sheet(brief_of(text), replace(AMPLE, results=1)).sessions[1]
    assert row.lasted == ("chin: no effect (seen 10 Feb)", "3 more areas: not listed")


def test_when_all_areas_were_treated_again_is_said_once() -> None:
    """In a row of which several results end with it; each has it in full for itself."""
    units = "glabella = 20\nforehead = 10\nchin = 5"
    text = session("2026-01-10", units) + checkin("2026-02-09", "chin = 'full'")
    text += checkin("2026-03-11", "glabella = 'full'") + session("2026-06-01", units)
    row = sheet_of(text).sessions[1]
    assert row.lasted == (
        "chin: at least 30 days",
        "forehead: not known (no check-in)",
        "frown lines: at least 60 days",
        "treated again after 142 days",
    )
    assert row.results[0].text == "at least 30 days, treated again after 142 days"


def test_why_several_areas_have_no_forecast_is_said_once() -> None:
    """The areas that share the reason are named before it."""
    text = session("2026-08-01", "glabella = 20\nchin = 5")
    text += checkin("2026-08-20", "glabella = 'none'\nchin = 'none'")
    rest = sheet_of(text).windows_rest
    assert rest.startswith("Chin and frown lines: No forecast: there was nothing to see yet on Thu")
    assert rest.count("No forecast") == 1


def test_questions_are_titles_where_there_is_little_room() -> None:
    """Those that are not given in full; the others keep their words."""
    brief = brief_of(example_text(TODAY))
    words, titles = (write_sheet(brief, limits) for limits in (AMPLE, SPARE))
    assert words.if_time[1] == "Could I see the box, and have its lot number and expiry date?"
    assert titles.if_time[1] == "Lot number and expiry date"
    assert [item.question for item in words.questions] == [
        item.question for item in titles.questions
    ]


def test_what_is_at_the_top_is_not_said_again_as_a_reason() -> None:
    """A question about a serious reaction points to it."""
    text = session("2026-08-01", "glabella = 20") + checkin("2026-08-10", effects=["dysphagia"])
    sheet = sheet_of(text)
    assert len(sheet.first) == 1
    assert sheet.questions[0].why == "See the top of this sheet. Research: good evidence."


def test_what_was_stopped_on_purpose_is_named() -> None:
    """With the day, until there is a session again."""
    text = session("2026-06-01", "glabella = 20\nmasseter = 50")
    text += '[[stopped]]\ndate = 2026-10-05\nareas = ["masseter"]\n'
    assert sheet_of(text).about[-1] == SheetItem("Stopped on purpose", "jaw (5 Oct)")
    again = sheet_of(text + session("2026-11-01", "masseter = 50"))
    assert [item.lead for item in again.about] == ["Goals"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("", "Tue 12 Jan 2027"),
        ('time = "14:30"\nclinic = "Glow"\n', "Tue 12 Jan 2027 at 14:30, Glow"),
        ('injector = "Dr Lee"\nareas = ["glabella"]\n', "Tue 12 Jan 2027, Dr Lee"),
        ('areas = ["neck"]\n', "Tue 12 Jan 2027"),
    ],
)
def test_the_next_appointment_heads_the_sheet(fields: str, told: str) -> None:
    """The soonest, with its year, time, place and person, even for an area not treated yet."""
    text = session("2026-08-01", "glabella = 20")
    text += f'[[appointment]]\nid = "m4"\ndate = 2027-01-12\n{fields}'
    text += '[[appointment]]\nid = "m5"\ndate = 2027-06-01\nareas = ["chin"]\n'
    assert sheet_of(text).visit == SheetItem("Appointment", told)


@pytest.mark.parametrize(
    ("day", "when"),
    [
        ("2026-11-23", "Mon 23 Nov 2026"),
        ("2026-11-22", "Sun 22 Nov 2026, 1 day ago"),
        ("2026-08", "Aug 2026"),
        ("2026", "2026"),
    ],
)
def test_a_session_is_dated_as_far_as_it_is_known(day: str, when: str) -> None:
    """No number of days is reckoned from a month."""
    (row,) = sheet_of(session(day, "glabella = 20", expiry="2027-03")).sessions
    assert row.when == when
    assert row.product == "Botox Cosmetic, lot not recorded (expiry 2027-03)"


def test_lot_and_expiry() -> None:
    """Side by side, as on the box."""
    text = session("2026-08-01", "glabella = 20", lot="C1", expiry="2027-03", id="a")
    (row,) = sheet_of(text).sessions
    assert row.product == "Botox Cosmetic, lot C1 (expiry 2027-03)"
    text += session("2026-08-15", "glabella = 4", lot="C2", id="b", touch_up_of="a")
    (row,) = sheet_of(text).sessions
    assert row.product == "Botox Cosmetic, lot C1 (expiry 2027-03), lot C2 on 15 Aug"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (session("2026", "glabella = 20"), "perhaps 20 units more (date not exact)"),
        (
            session("2026-10-01", "glabella = 20", areas=["chin"]),
            "20 units, 1 session with units not recorded",
        ),
        (session("2026-10-01", "", areas=["chin"]), "1 session with units not recorded"),
    ],
)
def test_a_total_says_what_it_does_not_know(text: str, short: str) -> None:
    """Nothing is guessed into a sum."""
    assert sheet_of(text).totals.rows[0][1] == short


def test_too_many_products_are_counted() -> None:
    """The most used are listed."""
    text = "".join(
        session(f"2026-10-0{day}", "chin = 5", product=f"product {day}") for day in range(1, 9)
    )
    assert sheet_of(text).totals.rest.startswith("2 more products not listed.")


def test_missing_details_are_said_to_be_missing() -> None:
    """A gap on paper is a question for the surgeon."""
    text = session("2026-08-01", "", areas=["chin"], product=None)
    (row,) = sheet_of(text).sessions
    assert row.product == "product not recorded, lot not recorded"
    assert row.areas == ("chin (units not recorded)",)
    assert sheet_of(text).totals.rows == (
        ("not recorded", "none", "1 session with units not recorded"),
    )


def test_side_effects_with_the_session_before() -> None:
    """When, what, how long after which session, and the note beside it."""
    text = session("2026-08-08", "glabella = 20")
    text += checkin("2026-08-22", effects=["eyelid-ptosis"], note="left only")
    text += checkin("2026-09-01", note="looks good")
    assert sheet_of(text).observed == Listing(
        "Side effects and notes since 8 Aug 2026",
        (
            SheetItem("1 Sep 2026", "looks good"),
            SheetItem(
                "22 Aug 2026",
                "drooping eyelid (14 days after the session of 8 Aug: Botox Cosmetic, 20 units). "
                "left only",
            ),
        ),
        "",
    )


def test_a_side_effect_is_never_crowded_out_by_notes() -> None:
    """Five are listed; the rest are counted."""
    text = session("2026-08-01", "glabella = 20") + checkin("2026-08-02", effects=["headache"])
    text += "".join(checkin(f"2026-10-0{day}", note=f"note {day}") for day in range(1, 8))
    observed = sheet_of(text).observed
    assert [entry.lead for entry in observed.entries][-1] == "2 Aug 2026"
    assert (len(observed.entries), observed.rest) == (
        5,
        "3 more check-ins not listed.",
    )


def test_what_was_serious_is_at_the_top_with_its_session_and_nowhere_else() -> None:
    """Whatever its year; what else the check-in says stands with the other side effects."""
    text = session("2014-03-01", "neck = 100", product="botox", id="n")
    text += checkin("2014-03-10", effects=["dysphagia"])
    sheet = sheet_of(text)
    after = "9 days after the session of 1 Mar 2014: Botox, 100 units"
    assert sheet.first == (
        SheetItem("On 10 Mar 2014", f"trouble swallowing, not recorded as over ({after})."),
    )
    assert (sheet.observed.entries, sheet.observed.rest) == ((), "None but what is at the top.")
    for more in ({"note": "at night"}, {"resolved": ["headache"]}):
        (entry,) = sheet_of(
            session("2014-03-01", "neck = 100")
            + checkin("2014-03-10", effects=["dysphagia"], **more)
        ).observed.entries
        assert entry.text.startswith("trouble swallowing (9 days after")


def test_what_was_serious_comes_first_then_the_newest() -> None:
    """Whatever its year; where there are too many, recent side effects stay before older ones."""
    text = session("2014-03-01", "neck = 100", product="botox", id="n")
    text += checkin("2014-03-10", effects=["dysphagia"], note="at night")
    text += session("2019-03-01", "glabella = 20") + checkin("2019-03-10", effects=["headache"])
    text += session("2026-08-08", "glabella = 20")
    text += "".join(checkin(f"2026-09-0{day}", effects=["bruising"]) for day in range(1, 5))
    observed = sheet_of(text).observed
    assert observed.title == "Side effects of all years, and notes since 8 Aug 2026"
    assert [entry.lead for entry in observed.entries] == [
        "10 Mar 2014", "4 Sep 2026", "3 Sep 2026", "2 Sep 2026", "1 Sep 2026",
    ]  # fmt: skip
    assert observed.entries[0].text == (
        "trouble swallowing (9 days after the session of 1 Mar 2014: Botox, 100 units). at night"
    )
    assert observed.rest == "1 more check-in not listed, with 1 side effect."


def test_none_is_said_only_where_the_journal_has_none() -> None:
    """A period that was asked for says what lies outside it."""
    text = session("2019-03-01", "glabella = 20") + checkin("2019-03-10", effects=["headache"])
    text += session("2026-08-08", "glabella = 20")
    sheet = write_sheet(brief_of(text, since=date(2026, 8, 1)), AMPLE)
    assert sheet.observed.rest == (
        "Nothing in this time; 1 side effect logged elsewhere in the journal."
    )
    assert sheet_of(session("2026-08-08", "glabella = 20")).observed.rest == "None logged."


def test_changes_in_words() -> None:
    """What is new comes first; the doses of a session share a line."""
    text = session("2026-04-01", "glabella = 20\nforehead = 10", injector="Dr A")
    text += session("2026-08-01", "glabella = 22\nforehead = 12", injector="Dr B")
    assert sheet_of(text).changed == Listing(
        "Changed from the session before",
        (
            SheetItem(
                "1 Aug 2026", "units: forehead 12 instead of 10; frown lines 22 instead of 20"
            ),
            SheetItem("1 Aug 2026", "injector: Dr B instead of Dr A (forehead, frown lines)"),
        ),
        "",
    )
    text = session("2026-04-01", "masseter-right = 20") + session(
        "2026-08-01", "masseter-right = 10"
    )
    (entry,) = sheet_of(text).changed.entries
    assert entry.text == "units: jaw right 10 instead of 20"
    text = session("2026-04-01", "glabella = 20") + session(
        "2026-08-01", "glabella = 50", product="dysport"
    )
    (entry,) = sheet_of(text, since=date(2026, 1, 1)).changed.entries
    assert entry.text == "product: Dysport instead of Botox Cosmetic (frown lines)"


@pytest.mark.parametrize(
    ("sessions", "rest"),
    [
        (1, "There is no earlier session to compare with."),
        (2, "No recorded change in product, dose, injector or clinic."),
    ],
)
def test_where_nothing_changed_it_is_said(sessions: int, rest: str) -> None:
    """No claim beyond what is noted."""
    text = "".join(session(f"2026-0{5 + place}-01", "glabella = 20") for place in range(sessions))
    assert sheet_of(text).changed.rest == rest


@pytest.mark.parametrize(
    ("fields", "amount"),
    [
        ({"cost": 300, "currency": "USD"}, "at least 91 USD"),
        ({"cost": 300}, "at least 91 (currency not recorded)"),
    ],
)
def test_a_bound_on_a_month_of_effect_is_said(fields: dict[str, object], amount: str) -> None:
    """Where nobody looked there is no "at most"."""
    text = session("2026-03-01", "glabella = 20", **fields) + session("2026-06-09", "glabella = 20")
    told = sheet_of(text).cost.entries[-1].text
    assert told == f"{amount}, based on 1 result that ended in these months"


def test_no_price_no_cost() -> None:
    """Who notes no prices sees nothing about them."""
    assert sheet_of(session("2026-03-01", "glabella = 20")).cost.entries == ()


def test_what_cannot_be_read_is_not_hidden() -> None:
    """The sheet says that something is missing."""
    text = session("2026-03-01", "glabella = 20") + '\n[[session]]\ndate = "2026-02-30"\n'
    assert "1 line of the journal could not be read and may be missing here." in sheet_of(text).foot


def test_thirty_years_of_twelve_areas_stay_one_page() -> None:
    """Lists are cut, and say how much is left out."""
    brief = brief_of(decade(1996))
    sheets = [(limits, write_sheet(brief, limits)) for limits in LADDER]
    for limits, sheet in sheets:
        assert len(sheet.sessions) == 5
        assert all(len(row.areas) == min(12, limits.areas + 1) for row in sheet.sessions)
        assert sheet.sessions_rest == "87 earlier sessions, the first in Feb 1996."
    assert sheets[-1][1].sessions[0].areas == ("forehead 20", "11 more areas")


@pytest.mark.parametrize(
    ("most", "listed", "rest"),
    [(3, 3, ""), (2, 2, "1 more not listed."), (1, 1, "2 more not listed.")],
)
def test_changes_beyond_the_limit_are_counted(most: int, listed: int, rest: str) -> None:
    """Where all are listed nothing is said of more."""
    text = session("2026-04-01", "glabella = 20", injector="Dr A", clinic="C")
    text += session("2026-08-01", "glabella = 22", injector="Dr B", clinic="D")
    changed = write_sheet(brief_of(text), replace(AMPLE, changes=most)).changed
    assert (len(changed.entries), changed.rest) == (listed, rest)


@pytest.mark.parametrize("note", ["Headache", "headache"])
def test_a_note_that_says_no_more_than_the_effect_is_not_repeated(note: str) -> None:
    """In whatever capitals."""
    text = session("2026-08-01", "glabella = 20")
    text += checkin("2026-08-02", effects=["headache"], note=note)
    (entry,) = sheet_of(text).observed.entries
    assert entry.text == "headache (1 day after the session of 1 Aug: Botox Cosmetic, 20 units)"


def test_what_is_over_long_ago_is_named_on_the_sheet() -> None:
    """With the month of its last session."""
    text = session("2021-05-03", "chin = 5") + session("2026-10-01", "glabella = 20")
    text += "".join(session(f"2026-0{month}-01", "glabella = 20") for month in range(1, 5))
    assert sheet_of(text).elsewhere == Listing(
        "Areas treated earlier", (), "Not treated recently: chin (May 2021)."
    )


def test_reasons_are_whole_sentences_and_the_rest_is_counted() -> None:
    """Eleven areas that wore off early: the question has the sentences that fit."""
    why, _, research = sheet_of(decade()).questions[0].why.partition(" Research: ")
    assert research == "some evidence."
    assert why.startswith("Forehead: worn off by day 81, after the session on 5 Jun 2026. Frown")
    assert why.endswith("after the session on 5 Jun 2026. 5 more.")
    assert why.count("worn off by day 81") == 6
    assert len(why) <= AMPLE.why + len(" 5 more.")


def test_a_touch_up_with_another_product_names_it() -> None:
    """Its units are its own: nobody may add them to those before."""
    text = session("2026-08-01", "glabella = 20", id="a")
    text += session("2026-08-22", "glabella = 10", id="b", product="dysport", touch_up_of="a")
    (row,) = sheet_of(text).sessions
    assert row.areas == ("frown lines 20 (plus 10 of Dysport on 22 Aug)",)


def test_areas_of_a_session_that_share_a_result_are_said_together() -> None:
    """One result of all areas names none of them; several name theirs."""
    units = "glabella = 20\nforehead = 10\nchin = 4"
    text = session("2026-01-10", units) + checkin("2026-05-01", "glabella = 'gone'")
    text += session("2026-06-01", units) + checkin(
        "2026-09-01", "glabella = 'gone'\nforehead = 'gone'\nchin = 'gone'"
    )
    now, before = sheet_of(text).sessions
    assert now.lasted == ("at most 92 days",)
    assert [(item.areas, item.text) for item in before.results] == [
        ("chin and forehead", "not known (no check-in), treated again after 142 days"),
        ("frown lines", "at most 111 days"),
    ]
    assert before.lasted[1] == "frown lines: at most 111 days"


def test_touch_ups_stand_in_the_row_of_their_session() -> None:
    """With the units where they are known, and those of an area that only they treated."""
    text = session("2026-05-01", "glabella = 20", id="a")
    text += session("2026-05-24", "glabella = 4\nchin = 2", id="b", touch_up_of="a")
    text += session("2026-06-02", "", id="c", areas=["glabella"], touch_up_of="a")
    text += session("2026-01-10", "chin = 4", id="d")
    first, second = sheet_of(text).sessions
    assert first.areas == (
        "frown lines 20 (plus 4 on 24 May; touch-up on 2 Jun)",
        "chin (plus 2 on 24 May)",
    )
    assert second.areas == ("chin 4",)


def test_an_area_that_only_a_touch_up_treated_has_its_result_there() -> None:
    """With the day of the touch-up."""
    text = session("2026-05-01", "glabella = 20", id="a")
    text += session("2026-05-24", "chin = 2", id="b", touch_up_of="a")
    (row,) = sheet_of(text).sessions
    assert sorted(row.areas) == ["chin 2 (on 24 May)", "frown lines 20"]
    assert {item.areas for item in row.results} == {"chin", "frown lines"}


def test_areas_last_treated_before_these_sessions_have_a_part_of_their_own() -> None:
    """What they are doing now, and what the last session there was."""
    text = session("2026-04-01", "masseter-left = 25\nmasseter-right = 30", product="botox")
    text += checkin("2026-08-01", "masseter = 'gone'")
    for month in range(5, 10):
        text += session(f"2026-0{month}-10", "glabella = 20")
    sheet = sheet_of(text)
    assert len(sheet.sessions) == 5
    assert sheet.elsewhere.entries == (
        SheetItem(
            "jaw",
            "Worn off (seen 1 Aug). It lasted at most 122 days. Last session on 1 Apr: Botox, 55 "
            "(left 25, right 30).",
        ),
    )


def test_a_period_with_more_sessions_than_fit_counts_the_rest() -> None:
    """Those not listed and those before the period are one number."""
    text = "".join(session(f"2025-{month:02}-01", "glabella = 20") for month in range(1, 13))
    sheet = sheet_of(text, since=date(2025, 2, 1))
    assert (sheet.sessions_title, len(sheet.sessions)) == ("Sessions since 1 Feb 2025", 10)
    assert sheet.sessions_rest == "2 earlier sessions, the first in Jan 2025."
    none = sheet_of(text, since=date(2026, 2, 1))
    assert (none.sessions, none.sessions_rest) == ((), "None in this time; 12 sessions before.")


def test_answers_of_one_day_in_the_same_words_are_said_once() -> None:
    """With the titles of their topics; a question that was deferred has no answer yet."""
    text = session("2026-08-01", "glabella = 20")
    for topic in ("weak-muscle", "temple-hollow", "veins"):
        text += discussed("2026-08-01", topic, note="same dose, longer gaps")
    text += discussed("2026-03-01", "goals", "deferred", note="no time")
    answered = sheet_of(text).answered
    assert answered == Listing(
        "What was answered before",
        (
            SheetItem(
                "1 Aug 2026",
                "Visible veins, hollow temples, and a muscle that stays weaker: same dose, longer "
                "gaps",
            ),
        ),
        "",
    )


def test_answers_are_cut_as_other_notes_and_counted() -> None:
    """Five are listed."""
    topics = ("weak-muscle", "veins", "goals", "skin-light", "stopping", "jaw-bone")
    text = session("2026-08-01", "glabella = 20") + "".join(
        discussed(f"2026-0{place}-01", topic, note=f"{topic} {'word ' * 60}")
        for place, topic in enumerate(topics, 1)
    )
    answered = sheet_of(text).answered
    assert (len(answered.entries), answered.rest) == (5, "1 more not listed.")
    assert answered.entries[0].text.startswith("The bone of the jaw: jaw-bone word word")
    assert all(entry.text.endswith("word ...") for entry in answered.entries)


def test_a_warned_lot_heads_the_sheet() -> None:
    """After serious reactions, with who warned and what a number can't say."""
    text = session("2026-08-01", "glabella = 20", lot="C3709C3")
    text += checkin("2026-08-10", effects=["dysphagia"])
    reaction, lot = sheet_of(text).first
    assert reaction.lead == "On 10 Aug 2026"
    assert lot.lead == "1 Aug 2026"
    assert lot.text.startswith("Published warnings (King County, United States, 18 Apr 2024")
    assert "so the number alone can't show what was in the vial" in lot.text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('No goals yet. To add them: botoxlog me --goals "...".', "No goals yet."),
        ("Try: botoxlog add --on DATE, with its areas.", ""),
        ("Kept with botoxlog. It asks.", "Kept with botoxlog. It asks."),
    ],
)
def test_what_is_for_the_owner_is_left_out(text: str, left: str) -> None:
    """A sentence that names a command is no matter of the clinician's."""
    assert without_commands(text) == left
