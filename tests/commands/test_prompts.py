"""The questions of `add` and `checkin`, with the answers scripted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import Catalog, load
from botoxlog.commands.shared.prompts import HOW, LISTS, Prompts
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.model import (
    Appointment,
    AreaState,
    CheckIn,
    Dose,
    Journal,
    Person,
    Session,
    State,
    Stopped,
)
from botoxlog.core.partial_dates import parse_iso
from botoxlog.forecast.snapshot import active_areas, build_snapshot
from botoxlog.input.language.interpreter import Interpreter
from tests.conftest import TODAY


@dataclass
class Script:
    """Answers questions in order, Enter where nothing is scripted, and keeps what was said."""

    answers: list[tuple[str, str]]
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    kept: tuple[str, ...] = ()

    def ask(self, question: str, default: str) -> str:
        """Return the scripted answer to this question, else the default."""
        self.asked.append(f"{question} [{default}]")
        if self.answers and question.startswith(self.answers[0][0]):
            return self.answers.pop(0)[1] or default
        return default

    def key(self, question: str, answers: Mapping[str, str]) -> str:
        """Return the scripted key or text, else Enter; every key has words to show."""
        self.asked.append(question)
        if self.answers and question.startswith(self.answers[0][0]):
            return self.answers.pop(0)[1]
        assert "\n" in answers
        return "\n"

    def say(self, sentence: str) -> None:
        """Keep it."""
        self.said.append(sentence)

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Return the first reading."""
        self.said.append(f"{word}?")
        return readings[0]

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Return the first suggestion."""
        self.said.append(f"{word}?")
        return suggestions[0]

    def is_area(self, word: str) -> bool:
        """Return whether the word is to be kept; Enter is no."""
        self.said.append(f"area {word}?")
        return word in self.kept


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the data that ship with the program."""
    return load()


def ask(
    catalog: Catalog, journal: Journal, *answers: tuple[str, str], kept: tuple[str, ...] = ()
) -> tuple[Prompts, Script]:
    """Return the questions about a journal, and who answers them; `kept` are areas by a yes."""
    script = Script(list(answers), kept=kept)
    interpreter = Interpreter(catalog, journal, TODAY, script)
    return Prompts(script, interpreter, build_snapshot(journal, catalog, TODAY)), script


def session(iso: str, *doses: Dose, product: str | None = None, **more: object) -> Session:
    """Return a session; its id is its date."""
    return Session(iso, parse_iso(iso), doses, product, **more)  # type: ignore[arg-type]


CATALOG = load()

TWO = Journal(
    sessions=(
        Session("a", parse_iso("2026-08-01"), (Dose("glabella", 20),), "botox-cosmetic"),
        Session("b", parse_iso("2026-09-20"), (Dose("masseter", 50),), "botox-cosmetic"),
    )
)

JAW = Journal(
    person=Person(injector="Dr Lee", clinic="Elm"),
    sessions=(
        session(
            "2026-06-01",
            Dose("masseter-left", 25),
            Dose("masseter-right", 27.5),
            product="botox",
            purpose="jaw",
            cost=1200000.0,
            currency="KRW",
        ),
    ),
)


def test_a_first_visit(catalog: Catalog) -> None:
    """Every question in its order, none with a default but the date; all can be skipped."""
    questions, script = ask(catalog, Journal(), ("Areas", "chin"))
    found, before = questions.session()
    assert (found, before) == (Session(None, parse_iso("2026-11-23"), (Dose("chin"),)), None)
    assert script.asked == [
        "When (a day, or a month such as 2026-08) [today]",
        "Areas, separated by commas []",
        "Units in the chin []",
        "Product (the brand on the box) []",
        "Injected by []",
        "Clinic []",
        "Lot number on the box []",
        "Cost []",
        "Note []",
    ]
    assert script.said == [f"{HOW} {LISTS}"]


def test_a_repeat_visit_is_a_row_of_enters(catalog: Catalog) -> None:
    """Enter everywhere gives last time's session again, sides, cost and purpose included."""
    questions, script = ask(catalog, JAW)
    found, before = questions.session()
    assert found == Session(
        None,
        parse_iso("2026-11-23"),
        (Dose("masseter-left", 25), Dose("masseter-right", 27.5)),
        "botox",
        purpose="jaw",
        injector="Dr Lee",
        clinic="Elm",
        cost=1200000,
        currency="KRW",
    )
    assert before is None
    assert script.asked[1:5] == [
        "Areas, separated by commas [jaw left, jaw right]",
        "Units in the jaw left [25]",
        "Units in the jaw right [27.5]",
        "Product (the brand on the box) [Botox]",
    ]
    assert "Cost [1200000 KRW]" in script.asked
    assert script.asked[-1] == (
        "How did jaw look just before this session? f=full, w=fading (wearing off), "
        "g=gone (worn off) []"
    )
    assert script.said == [f"{HOW} {LISTS}"]


def alike(*costs: float) -> Journal:
    """Return a journal of visits three months apart that differ in their cost at most."""
    days = ("2026-02-02", "2026-05-04", "2026-08-03", "2026-11-02")
    doses = (Dose("glabella", 20), Dose("forehead", 8))
    return Journal(
        sessions=tuple(
            session(
                day,
                *doses,
                product="botox-cosmetic",
                injector="Dr Lee",
                cost=cost,
                currency="USD",
                lot="C1",
                note="n",
            )
            for day, cost in zip(days, costs, strict=False)
        )
    )


def test_after_three_alike_the_visit_is_offered_whole(catalog: Catalog) -> None:
    """Enter takes it; what differs each time (lot, note, how it looked) is still asked."""
    questions, script = ask(
        catalog, alike(420, 420, 420), ("Lot", "C9"), ("Expiry", ""), ("How did forehead", "gone")
    )
    found, before = questions.session()
    assert found == Session(
        None,
        parse_iso("2026-11-23"),
        (Dose("glabella", 20), Dose("forehead", 8)),
        "botox-cosmetic",
        injector="Dr Lee",
        cost=420,
        currency="USD",
        lot="C9",
    )
    assert script.asked == [
        "When (a day, or a month such as 2026-08) [today]",
        "Was this one the same (yes or no) [yes]",
        "Lot number on the box []",
        "Expiry date on the box []",
        "Note []",
        (
            "How did forehead and frown lines look just before this session? f=full, "
            "w=fading (wearing off), g=gone (worn off), or each to answer one by one []"
        ),
    ]
    what = "Botox Cosmetic, frown lines 20 units, forehead 8 units, 420 USD, by Dr Lee"
    assert script.said == [f"{HOW} {LISTS}", f"Your last sessions were all the same: {what}."]
    assert before == CheckIn(
        None,
        parse_iso("2026-11-23"),
        (AreaState("forehead", State.GONE), AreaState("glabella", State.GONE)),
    )


def test_a_cost_that_changes_is_asked(catalog: Catalog) -> None:
    """What was not the same each time is asked, with that of the nearest visit as default."""
    questions, script = ask(catalog, alike(420, 420, 450))
    assert questions.session()[0].cost == 450
    assert "Cost [450 USD]" in script.asked
    assert "420" not in script.said[1]


def test_not_the_same_again(catalog: Catalog) -> None:
    """No leads to the questions one by one, and two visits alike are not enough to offer it."""
    questions, script = ask(
        catalog, alike(420, 420, 420), ("Was this one the same", "n"), ("Areas", "chin")
    )
    assert questions.session()[0].doses == (Dose("chin"),)
    assert "Areas, separated by commas [frown lines, forehead]" in script.asked
    questions, script = ask(catalog, alike(420, 420))
    questions.session()
    assert not any(asked.startswith("Was this one the same") for asked in script.asked)


def test_the_same_again_soon_after_may_be_a_touch_up(catalog: Catalog) -> None:
    """A visit three weeks after another is asked about, however it is described."""
    questions, _ = ask(catalog, alike(1, 1, 1, 1), ("Was this a touch-up", "yes"))
    found, before = questions.session()
    assert (found.touch_up_of, before) == ("2026-11-02", None)


@pytest.mark.parametrize(
    ("when", "offered"),
    [("2020-01", "chin"), ("2021-06-01", "chin"), ("2023-01", "jaw"), ("2025", "forehead")],
)
def test_what_is_offered_is_from_the_visit_nearest_in_time(
    catalog: Catalog, when: str, offered: str
) -> None:
    """Who back-fills, in whatever order, is offered what was usual then."""
    journal = Journal(
        sessions=(
            session("2026-03-01", Dose("forehead")),
            session("2020-03-01", Dose("chin")),
            session("2023-03-01", Dose("masseter")),
        )
    )
    questions, script = ask(catalog, journal, ("When", when))
    questions.session()
    assert f"Areas, separated by commas [{offered}]" in script.asked


def test_each_can_be_told_apart(catalog: Catalog) -> None:
    """Several results are asked about at once; "each" asks one by one, nonsense asks again."""
    questions, script = ask(
        catalog,
        alike(420, 420, 420),
        ("How did forehead and frown lines", "sideways"),
        ("How did forehead and frown lines", "Each"),
        ("How did forehead look", ""),
        ("How did frown lines look", "wearing off"),
    )
    _, before = questions.session()
    assert before
    assert before.states == (AreaState("glabella", State.FADING),)
    assert '"forehead and frown lines=sideways" has no state that botoxlog knows' in script.said[2]


def test_what_was_noticed_is_said_at_once_and_once(catalog: Catalog) -> None:
    """A year that is kept and an area that is not known are heard of before the next question."""
    questions, script = ask(
        catalog, Journal(), ("When", "a year ago"), ("Areas", "chin"), ("Product", "zorbium")
    )
    assert questions.session()[0].product == "zorbium"
    year, product = script.said[1:]
    assert year.startswith('"a year ago" was saved as 2025.')
    assert product == '"zorbium" is not a product botoxlog knows. Saved as you typed it.'
    assert questions.interpreter.notices == []


def test_a_new_area_needs_a_yes(catalog: Catalog) -> None:
    """Without one the reason is said, no option is named, and the areas are asked for again."""
    answers = [("Areas", "gloop, chin"), ("Areas", "chin")]
    questions, script = ask(catalog, Journal(), *answers)
    assert questions.session()[0].doses == (Dose("chin"),)
    assert script.said[1:] == [
        "area gloop?",
        '"gloop" was not understood. Nothing was saved. For a list, type ?',
    ]
    questions, script = ask(catalog, Journal(), answers[0], ("Units in the gloop", "5"),
                            kept=("gloop",))  # fmt: skip
    assert questions.session()[0].doses == (Dose("gloop", 5), Dose("chin"))
    assert script.said[1:] == ["area gloop?"]


@pytest.mark.parametrize(
    ("typed", "doses"),
    [
        (
            "jaw 20 each side, chin 4",
            [Dose("masseter-left", 20), Dose("masseter-right", 20), Dose("chin", 4)],
        ),
        ("crows feet and forehead", [Dose("crows-feet"), Dose("forehead")]),
        ("11s, chin=5", [Dose("glabella"), Dose("chin", 5)]),
        ("11s,forehead 8", [Dose("glabella"), Dose("forehead", 8)]),
        ("jaw left 20, right 25", [Dose("masseter-left", 20), Dose("masseter-right", 25)]),
        ("jaw 20 left, 25 right", [Dose("masseter-left", 20), Dose("masseter-right", 25)]),
        ("chin 4,5", [Dose("chin", 4.5)]),
        ("20 11s, 8 forehead", [Dose("glabella", 20), Dose("forehead", 8)]),
    ],
)
def test_areas_are_read_as_on_the_command_line(
    catalog: Catalog, typed: str, doses: list[Dose]
) -> None:
    """A comma parts two areas, so that units without one belong to no other area."""
    questions, _ = ask(catalog, Journal(), ("Areas", typed))
    assert questions.session()[0].doses == tuple(doses)


def test_what_else_the_areas_say(catalog: Catalog) -> None:
    """A reason for the treatment and a number of injections are kept, beside the note."""
    questions, _ = ask(
        catalog,
        Journal(),
        ("Areas", "forehead and neck for migraine, 9 shots"),
        ("Note", "sore"),
    )
    found, _ = questions.session()
    assert (found.areas, found.purpose) == (("forehead", "neck"), "migraine")
    assert found.note == "9 shots; sore"


@pytest.mark.parametrize(
    ("typed", "doses"),
    [
        ("20 each side", [Dose("masseter-left", 20), Dose("masseter-right", 20)]),
        ("50u", [Dose("masseter", 50)]),
    ],
)
def test_units_of_an_area_or_of_its_sides(catalog: Catalog, typed: str, doses: list[Dose]) -> None:
    """The units may be those of each side."""
    questions, _ = ask(catalog, Journal(), ("Areas", "jaw"), ("Units", typed))
    assert questions.session()[0].doses == tuple(doses)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("last tuesday", ["That is Tue 17 Nov 2026."]),
        ("about 10 weeks ago", ["That is 14 Sep 2026, give or take 7 days."]),
        ("2026-08", []),
        ("today", []),
    ],
)
def test_a_date_in_words_is_shown_in_full(catalog: Catalog, typed: str, said: list[str]) -> None:
    """Any typed date will do, and what was understood is shown before it is saved."""
    questions, script = ask(catalog, Journal(), ("When", typed), ("Areas", "chin"))
    questions.session()
    assert script.said[1:] == said


def test_an_area_that_was_offered_can_be_kept_beside_another(catalog: Catalog) -> None:
    """A list of defaults can be edited: each name in it still means what it stood for."""
    questions, _ = ask(catalog, JAW, ("Areas", "jaw left, chin = 5"), ("Units", "30"))
    assert questions.session()[0].doses == (Dose("masseter-left", 30), Dose("chin", 5))


def test_how_it_looked_just_before(catalog: Catalog) -> None:
    """A repeat asks how the result had looked, which becomes a check-in of that day."""
    questions, _ = ask(catalog, JAW, ("Areas", "jaw=50"), ("How did jaw look", "wearing off"))
    found, before = questions.session()
    assert found.doses == (Dose("masseter", 50),)
    assert before == CheckIn(None, parse_iso("2026-11-23"), (AreaState("masseter", State.FADING),))


@pytest.mark.parametrize(
    ("answers", "touched_up"),
    [([""], None), (["no"], None), (["yes"], "2026-11-01"), (["maybe", "Y"], "2026-11-01")],
)
def test_a_visit_soon_after_another(
    catalog: Catalog, answers: list[str], touched_up: str | None
) -> None:
    """Within eight weeks it is asked whether it was a touch-up; Enter is no."""
    journal = Journal(sessions=(session("2026-11-01", Dose("glabella", 20)),))
    questions, script = ask(
        catalog, journal, ("Units", "4"), *(("Was this a touch-up", word) for word in answers)
    )
    found, before = questions.session()
    assert (found.touch_up_of, before) == (touched_up, None)
    assert "Was this a touch-up of the session on Sun 1 Nov 2026 (yes or no) [no]" in script.asked


def test_skipping(catalog: Catalog) -> None:
    """A hyphen leaves out what was offered."""
    skipped = ["Units in the jaw left", "Units in the jaw right", "Product", "Injected", "Clinic"]
    questions, _ = ask(catalog, JAW, *((word, "-") for word in [*skipped, "Cost"]))
    found, _ = questions.session()
    assert found == Session(
        None,
        parse_iso("2026-11-23"),
        (Dose("masseter-left"), Dose("masseter-right")),
        purpose="jaw",
    )


def test_the_expiry_date_follows_a_lot_number(catalog: Catalog) -> None:
    """The expiry date is asked for only beside a lot number."""
    answers = [("Areas", "chin"), ("Lot", "C1"), ("Expiry", "soon"), ("Expiry", "03/2027")]
    questions, script = ask(catalog, Journal(), *answers)
    found, _ = questions.session()
    assert (found.lot, found.expiry) == ("C1", parse_iso("2027-03"))
    assert script.said[1].startswith("The expiry date was not understood")


@pytest.mark.parametrize(
    ("question", "wrong", "says"),
    [
        ("When", "2026-02-30", "no day 30"),
        ("When", "tomorrow", "is still to come"),
        ("Areas", "11s=20, glabella", "named twice"),
        ("Areas", "20", "names no area"),
        ("Areas", "no chin", "The rest can go into the note."),
        ("Areas", "chin botox", "something other than areas"),
        ("Areas", "botox", "something other than areas"),
        ("Areas", "forehead for migraine, chin for lines", "more than one purpose"),
        ("Units", "13 shots", "not a number of units"),
        ("Units", "20 each side", "not a number of units"),
        ("Units", "5, jaw 20", "not a number of units"),
        ("Product", "juvederm", "not a botulinum toxin"),
        ("Cost", "a lot", "not an amount of money"),
        ("Note", "a\udcff", "not UTF-8"),
    ],
)
def test_what_makes_no_sense_is_asked_again(
    catalog: Catalog, question: str, wrong: str, says: str
) -> None:
    """The reason is said, and the same question asked again."""
    answers = [(question, wrong)] if question == "Areas" else [("Areas", "chin"), (question, wrong)]
    if question == "When":
        answers.reverse()
    if question == "Areas":
        answers.append(("Areas", "chin"))
    questions, script = ask(catalog, Journal(), *answers)
    assert questions.session()[0].doses == (Dose("chin"),)
    assert says in script.said[1]
    assert sum(asked.startswith(question) for asked in script.asked) == 2


@pytest.mark.parametrize(
    ("answers", "says"),
    [([("When", "-")], "needs a date"), ([("Areas", "-")], "needs an area")],
)
def test_what_a_session_cannot_be_without(
    catalog: Catalog, answers: list[tuple[str, str]], says: str
) -> None:
    """A session without a date or an area is none, and nothing is written."""
    questions, _ = ask(catalog, Journal(), *answers)
    with pytest.raises(BadInputError, match=says) as error:
        questions.session()
    assert error.value.sentence.endswith("Nothing was written.")
    assert error.value.hint == "To start again: botoxlog add"


# --- checkin ---------------------------------------------------------------------------------

THREE = Journal(
    sessions=(
        session("1999-03-01", Dose("forehead", 20), product="botox-cosmetic"),
        session("2026-05-01", Dose("chin", 5), product="botox-cosmetic"),
        session("2026-08-01", Dose("glabella", 20), product="botox-cosmetic"),
        session("2026-09-01", Dose("my spot")),
    ),
    checkins=(CheckIn("c1", parse_iso("2026-09-01"), (AreaState("chin", State.GONE),)),),
)


@pytest.mark.parametrize(
    ("on", "areas"),
    [
        ("2026-11-23", ["glabella", "my spot"]),
        ("2026-08-15", ["chin", "glabella"]),
        ("2026-08", ["chin", "glabella"]),
        ("2026-06-01", ["chin"]),
        ("1999-04", ["forehead"]),
        ("1998", []),
    ],
)
def test_what_was_running_on_a_day(catalog: Catalog, on: str, areas: list[str]) -> None:
    """Only what could still be seen: neither what was seen gone nor what ended long before."""
    found = active_areas(THREE, catalog, parse_iso(on), TODAY)
    assert sorted(area.area for area in found) == areas


def test_a_check_in(catalog: Catalog) -> None:
    """It asks about each running area by one key, then for side effects and a note."""
    questions, script = ask(
        catalog,
        THREE,
        ("frown lines", "w"),
        ("Side effects", "bruise, a green nose"),
        ("Note", "ok"),
    )
    assert questions.checkins()[0] == CheckIn(
        None,
        parse_iso("2026-11-23"),
        (AreaState("glabella", State.FADING),),
        ("injection-site-reaction", "a green nose"),
        note="ok",
    )
    assert script.asked == [
        "frown lines (1 of 2): about even [n,k,f,p,w,g,x,?]",
        "my spot (2 of 2): not known [n,k,f,p,w,g,x,?]",
        "Side effects, separated by commas (Enter if none, b goes back) []",
        "Note (Enter if none) []",
    ]
    assert script.said[:3] == [
        "Check-in for Mon 23 Nov 2026. For another day: botoxlog checkin --on DATE",
        (
            "Press one key for each area: n=none, k=kicking-in, f=full, p=partial, "
            "w=fading (wearing off), g=gone (worn off), x=no-effect."
        ),
        "? explains the keys, Enter skips, b goes back, q stops.",
    ]


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("n", State.NONE),
        ("k", State.KICKING_IN),
        ("f", State.FULL),
        ("p", State.PARTIAL),
        ("w", State.FADING),
        ("g", State.GONE),
        ("x", State.NO_EFFECT),
    ],
)
def test_one_key_an_area(catalog: Catalog, key: str, state: State) -> None:
    """Each state has its key."""
    [found] = ask(catalog, THREE, ("frown lines", key))[0].checkins()
    assert found.states == (AreaState("glabella", state),)


def test_the_check_in_that_tells_most_comes_first(catalog: Catalog) -> None:
    """Even odds before a result that surely works, and what has no forecast last."""
    journal = Journal(
        sessions=(
            session("2026-11-16", Dose("forehead", 10), product="botox-cosmetic"),
            session("2026-09-01", Dose("my spot")),
            session("2026-08-01", Dose("glabella", 20), product="botox-cosmetic"),
            session("2026-09-20", Dose("masseter", 50), product="botox-cosmetic"),
        )
    )
    questions, script = ask(catalog, journal)
    questions.checkins()
    named = [asked.partition(" (")[0] for asked in script.asked]
    assert named[:4] == ["frown lines", "jaw", "forehead", "my spot"]


def test_a_stopped_area_is_left_out(catalog: Catalog) -> None:
    """Nothing asks about an area that was stopped on purpose, nor does "all" name it."""
    stopped = TWO._replace(stopped=(Stopped("s", parse_iso("2026-11-01"), ("masseter",)),))
    questions, script = ask(catalog, stopped, ("frown lines", "f"))
    [by_key] = questions.checkins()
    assert by_key.states == (AreaState("glabella", State.FULL),)
    assert script.asked[0].startswith("frown lines (1 of 1): ")
    running = [area.area for area in active_areas(stopped, catalog, by_key.date, TODAY)]
    [typed] = Interpreter(catalog, stopped, TODAY, Script([])).checkins(
        ["all=f"], on=None, effects=(), note=None, active=lambda _: running
    )
    assert typed == by_key


@pytest.mark.parametrize(
    ("keys", "states"),
    [
        (["w", "f"], ["fading", "full"]),
        (["w", "b", "g", "f"], ["gone", "full"]),
        (["w", "b", "\n", "f"], ["fading", "full"]),  # Enter keeps the answer
        (["w", "b", " ", "f"], ["fading", "full"]),
        (["w", "b", "-", "f"], [None, "full"]),
        (["b", "b", "w", "f"], ["fading", "full"]),  # nothing is before the first
        (["w", "?", "f"], ["fading", "full"]),
        (["w", "q", "n", "f"], ["fading", "full"]),  # not to be stopped after all
        (["w", "fading", "f"], ["fading", "full"]),  # a word is no key
        ([" ", "f"], [None, "full"]),
        (["-", "f"], [None, "full"]),
    ],
)
def test_going_back_and_skipping(
    catalog: Catalog, keys: list[str], states: list[str | None]
) -> None:
    """A key can be taken back, and what is no answer changes none."""
    [found] = ask(catalog, THREE, *(("", key) for key in keys))[0].checkins()
    areas = ("glabella", "my spot")
    wanted = [(area, state) for area, state in zip(areas, states, strict=True) if state]
    assert [(seen.area, str(seen.state)) for seen in found.states] == wanted


def test_back_from_the_side_effects(catalog: Catalog) -> None:
    """The last area is asked about again, and its answer shown."""
    questions, script = ask(
        catalog,
        THREE,
        ("frown lines", "w"),
        ("my spot", "f"),
        ("Side effects", "B"),
        ("my spot", "g"),
        ("Side effects", "headache"),
    )
    [found] = questions.checkins()
    assert [str(seen.state) for seen in found.states] == ["fading", "gone"]
    assert found.effects == ("headache",)
    assert script.asked[3] == "my spot (2 of 2): not known [n,k,f,p,w,g,x,?] [full]"


def test_a_key_too_many_is_no_side_effect(catalog: Catalog) -> None:
    """A single letter is asked about again, and not saved as typed."""
    questions, script = ask(catalog, THREE, ("frown", "f"), ("Side", "f"), ("Side", ""))
    [found] = questions.checkins()
    assert (found.effects, found.note) == ((), None)
    assert script.said[-1] == '"f" is not a side effect. Name it, or press Enter if none.'


@pytest.mark.parametrize(
    ("keys", "asked"), [(["q"], 1), (["w", "q", "y"], 3), (["w", "q", "q"], 3)]
)
def test_stopping(catalog: Catalog, keys: list[str], asked: int) -> None:
    """It stops at once where nothing is lost; where there are answers it asks first."""
    questions, script = ask(catalog, THREE, *(("", key) for key in keys))
    with pytest.raises(CannotDoError, match=r"Stopped\. Nothing was written\."):
        questions.checkins()
    assert len(script.asked) == asked


def test_a_check_in_of_another_day(catalog: Catalog) -> None:
    """It asks about what was running then, as it was then."""
    questions, script = ask(catalog, THREE, ("chin", "f"))
    [found] = questions.checkins("15 aug 2026")
    assert (found.date, found.states) == (
        parse_iso("2026-08-15"), (AreaState("chin", State.FULL),)
    )  # fmt: skip
    assert script.said[0] == "Check-in for Sat 15 Aug 2026"
    assert [asked.partition(" (")[0] for asked in script.asked[:2]] == ["chin", "frown lines"]
    with pytest.raises(BadInputError, match="still to come"):
        questions.checkins("tomorrow")


def test_a_question_mark_explains_the_keys(catalog: Catalog) -> None:
    """Each state is listed with its letter, and the same question asked again, of both commands."""
    states = [
        "n=none",
        "k=kicking-in",
        "f=full",
        "p=partial",
        "w=fading (wearing off)",
        "g=gone (worn off)",
        "x=no-effect",
    ]
    questions, script = ask(catalog, THREE, ("frown lines", "?"), ("frown lines", "g"))
    [found] = questions.checkins()
    assert found.states == (AreaState("glabella", State.GONE),)
    assert [line.partition(":")[0] for line in script.said[3:]] == [
        *states, "Enter or space", "-", "b or backspace", "q or Esc",
    ]  # fmt: skip
    questions, script = ask(catalog, JAW, ("How did jaw", "?"), ("How did jaw", "w"))
    _, before = questions.session()
    assert before
    assert before.states == (AreaState("masseter", State.FADING),)
    assert script.said[1:] == states


@pytest.mark.parametrize(
    ("typed", "state"),
    [("W", State.FADING), ("still strong", State.FULL), ("no effect", State.NO_EFFECT)],
)
def test_a_letter_or_words_before_a_session(catalog: Catalog, typed: str, state: State) -> None:
    """Where a session is logged, the state just before it is typed, in words too."""
    _, before = ask(catalog, JAW, ("How did jaw", typed))[0].session()
    assert before
    assert before.states == (AreaState("masseter", state),)


LETTERS = st.sampled_from("nkfpwgx")
STATES = st.lists(LETTERS | st.just("\n"), min_size=2, max_size=2)


@given(STATES, st.booleans())
def test_keys_and_a_typed_line_give_the_same_record(keys: list[str], again: bool) -> None:
    """The same letters after "=" are the same check-in, also after going back over them."""
    pressed = [*keys, *(["B"] if again else [])]
    questions, _ = ask(CATALOG, TWO, *(("", key) for key in pressed))
    line = [f"{area}={key}" for area, key in zip(("11s", "jaw"), keys, strict=True) if key != "\n"]
    by_key = questions.checkins()
    if not line:
        assert by_key == []
        return
    typed = Interpreter(CATALOG, TWO, TODAY, Script([])).checkins(
        line, on=None, effects=(), note=None, active=lambda _: ()
    )
    assert by_key == typed


@pytest.mark.parametrize(
    ("typed", "effects", "resolved", "note"),
    [
        ("headache gone, droopy eyelid left", ["eyelid-ptosis-left"], ["headache"], None),
        ("bruise, a green nose", ["injection-site-reaction", "a green nose"], [], None),
        ("no headache", [], [], "no headache"),
        ("None", [], [], "no side effects"),
        ("headache for 3 days", ["headache"], [], "headache for 3 days"),
    ],
)
def test_side_effects_are_read_as_the_option_is(
    catalog: Catalog, typed: str, effects: list[str], resolved: list[str], note: str | None
) -> None:
    """Sides and ends are understood, and what is not there goes into the note."""
    [found] = ask(catalog, THREE, ("Side effects", typed))[0].checkins()
    assert found
    assert (list(found.effects), list(found.resolved), found.note) == (effects, resolved, note)


def test_a_denial_beside_unknown_words_is_asked_again(catalog: Catalog) -> None:
    """It isn't clear how far a "no" reaches, so nothing is guessed."""
    questions, script = ask(
        catalog, THREE, ("Side effects", "no headache, bruise, a green nose"), ("Side effects", "-")
    )
    assert questions.checkins() == []
    assert script.said[-1].endswith('or write "but": no headache, but a bruise.')


SWALLOWING = (
    "You wrote about trouble swallowing. Hours to weeks after an injection this can mean that the "
    "toxin has spread. It is an emergency: call your emergency number (112, 911 or 999) or get "
    "medical help now."
)


def test_an_emergency_sign_is_answered_at_once(catalog: Catalog) -> None:
    """The fixed text is shown before the next question, not after the last."""
    questions, script = ask(catalog, THREE, ("Side effects", "hard to swallow"))
    questions.checkins()
    assert script.said[-1] == SWALLOWING


@pytest.mark.parametrize("question", ["frown lines", "my spot", "Side effects", "Note"])
def test_any_answer_may_speak_of_an_emergency(catalog: Catalog, question: str) -> None:
    """The text is shown once, also where the answer is not one to the question."""
    questions, script = ask(
        catalog, THREE, (question, "cannot swallow well"), ("Note", "cannot swallow well")
    )
    questions.checkins()
    assert script.said.count(SWALLOWING) == 1


@pytest.mark.parametrize("session", [True, False])
def test_a_note_may_speak_of_an_emergency(catalog: Catalog, session: bool) -> None:
    """The note of a session or of a check-in is listened to as a side effect is."""
    questions, script = ask(catalog, THREE, ("Note", "cannot swallow well"))
    questions.session() if session else questions.checkins()
    assert SWALLOWING in script.said


def test_an_emergency_behind_a_letter_that_is_a_key(catalog: Catalog) -> None:
    """The key pressed before is heard with the rest of the word: "b" goes back."""
    questions, script = ask(catalog, THREE, ("frown", "b"), ("frown", "reathing is hard"))
    questions.checkins()
    assert any(line.startswith("You wrote about trouble breathing.") for line in script.said)


def test_a_check_in_of_nothing(catalog: Catalog) -> None:
    """Skipping every question is no check-in, and with no running result none is about an area."""
    assert ask(catalog, THREE)[0].checkins() == []
    questions, script = ask(catalog, Journal())
    assert questions.checkins() == []
    assert script.asked == [
        "Side effects, separated by commas (Enter if none) []",
        "Note (Enter if none) []",
    ]
    no_area = "so there is no area to ask about."
    assert script.said[1:] == [
        f"Your journal has no session yet, {no_area} To log one: botoxlog add"
    ]
    questions, script = ask(catalog, THREE)
    assert questions.checkins("1998") == []
    assert script.said[1:] == [f"No result is still running on that day, {no_area}"]


def test_a_question_mark_lists_what_is_known(catalog: Catalog) -> None:
    """Somebody who knows no word yet sees the areas, and the brands, and is asked again."""
    questions, script = ask(
        catalog,
        Journal(),
        ("Areas", "?"),
        ("Areas", "11s"),
        ("Product", "?"),
        ("Product", "botox"),
    )
    found, _ = questions.session()
    assert (found.areas, found.product) == (("glabella",), "botox-cosmetic")
    areas, products = (line for line in script.said if line.endswith("use your own words."))
    assert areas.startswith("frown lines, forehead, crow's feet, ")
    assert products.startswith("Botox Cosmetic, Botox, ")


def test_a_booked_visit_is_offered_first(catalog: Catalog) -> None:
    """Yes takes its date, areas, person and clinic; no asks for the date as ever."""
    last = session("2026-08-01", Dose("glabella", 20), Dose("chin", 4), product="botox-cosmetic")
    booked = Appointment(
        "vvvv", parse_iso("2026-11-20"), areas=("glabella",), injector="Dr Lee", clinic="Glow"
    )
    journal = Journal(sessions=(last,), appointments=(booked,))
    prompts, script = ask(catalog, journal)
    found, _ = prompts.session()
    assert script.asked[0] == "Is it your appointment of Fri 20 Nov, Glow, Dr Lee (yes or no) [yes]"
    assert found == Session(
        None,
        booked.date,
        (Dose("glabella", 20),),
        "botox-cosmetic",
        injector="Dr Lee",
        clinic="Glow",
        appointment="vvvv",
    )
    prompts, script = ask(catalog, journal, ("Is it", "no"), ("When", "2026-11-22"))
    found, _ = prompts.session()
    assert (found.date.iso, found.appointment) == ("2026-11-22", None)
    assert found.areas == ("glabella", "chin")
