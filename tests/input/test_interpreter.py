"""What people type, understood: tables of inputs and what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from botoxlog.catalog import Catalog, load
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import AreaState, Dose, Journal, Person, Session, State
from botoxlog.core.partial_dates import PartialDate, parse_iso
from botoxlog.input.language.interpreter import Interpreter
from tests.conftest import TODAY


@dataclass
class Answers:
    """Settles words by a list of answers, and remembers what was asked."""

    given: list[str | None] = field(default_factory=list)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Refuse where no answer is left."""
        self.asked.append((word, tuple(readings)))
        answer = self.given.pop(0) if self.given else None
        if answer is None:
            raise BadInputError(f"{word}: two readings")
        return answer

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Keep the word where no answer is left."""
        self.asked.append((word, tuple(suggestions)))
        return self.given.pop(0) if self.given else None


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the data that ship with the program."""
    return load()


def interpreter(catalog: Catalog, *sessions: Session, **person: str) -> Interpreter:
    """Return an intake beside a journal of these sessions, with nobody to ask."""
    journal = Journal(person=Person(**person), sessions=sessions)  # type: ignore[arg-type]
    return Interpreter(catalog, journal, TODAY, Answers())


def day(iso: str) -> PartialDate:
    """Return a date as far as `iso` tells it."""
    return parse_iso(iso)


def session(iso: str, *doses: Dose, product: str | None = None, **more: str) -> Session:
    """Return a session; its id is its date."""
    return Session(more.pop("id", iso), day(iso), doses, product, **more)  # type: ignore[arg-type]


# --- units -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("20", 20),
        ("20.0", 20),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("0.5", 0.5),
        ("20u", 20),
        ("20 U", 20),
        ("20 units", 20),
        ("1 unit", 1),
        ("20 IU", 20),
        ("50 s.U.", 50),
        ("about 30", 30),
        ("around 30 units", 30),
        ("ca. 30", 30),
        ("~30", 30),
        (" 20 ", 20),
        ("1,500", 1500),
        ("10,000", 10000),
        ("2500", 2500),
        ("50 units total", 50),
        ("50 in all", 50),
        ("50 u total", 50),
    ],
)
def test_units_as_people_write_them(catalog: Catalog, typed: str, units: float) -> None:
    """A decimal point or comma, the word for units, "about" and thousands are read."""
    assert interpreter(catalog).doses([f"11s={typed}"]) == (Dose("glabella", units),)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "the units are not a number above 0"),
        ("0", "the units are not a number above 0"),
        ("0.0", "the units are not a number above 0"),
        ("-5", "the units are not a number above 0"),
        ("nan", "the units are not a number above 0"),
        ("inf", "the units are not a number above 0"),
        ("1e3", "the units are not a number above 0"),
        ("lots", "the units are not a number above 0"),
        ("10-20", "the units are not a number above 0"),
        ("20+4", "the units are not a number above 0"),
        ("٢٠", "the units are not a number above 0"),
        ("9" * 400, "the units are not a number above 0"),
        ("100001", "more than any session has"),
        ("1.500", "could be 1500 or 1.5"),
        ("13 shots", "is a number of injections, not units"),
        ("31 injections", "is a number of injections, not units"),
        ("2 vials", "is a volume or a number of vials, not units"),
        ("1ml", "is a volume or a number of vials, not units"),
        ("200 ml", "is a volume or a number of vials, not units"),
        ("25 each", "has no left and right side"),
    ],
)
def test_amounts_that_are_no_units(catalog: Catalog, typed: str, says: str) -> None:
    """What is no number of units, or has two readings, is refused with the reason."""
    with pytest.raises(BadInputError, match=says):
        interpreter(catalog).doses([f"11s={typed}"])


@pytest.mark.parametrize(
    ("typed", "doses"),
    [
        ("jaw=25 each", (Dose("masseter-left", 25), Dose("masseter-right", 25))),
        ("jaw=25 per side", (Dose("masseter-left", 25), Dose("masseter-right", 25))),
        ("jaw=25/side", (Dose("masseter-left", 25), Dose("masseter-right", 25))),
        ("jaw=12,5x2", (Dose("masseter-left", 12.5), Dose("masseter-right", 12.5))),
        ("jaw=50", (Dose("masseter", 50),)),
        ("left jaw=25", (Dose("masseter-left", 25),)),
        ("masseter (R)=25", (Dose("masseter-right", 25),)),
        ("right SCM=60", (Dose("neck-right", 60),)),
        ("11s 20", (Dose("glabella", 20),)),
        ("crow's feet 24 units", (Dose("crows-feet", 24),)),
        ("the 11's", (Dose("glabella"),)),
        ("my blades = 5", (Dose("my blades", 5),)),
        ("jaw 20 each side", (Dose("masseter-left", 20), Dose("masseter-right", 20))),
        ("20 units each side jaw", (Dose("masseter-left", 20), Dose("masseter-right", 20))),
        ("jaw each side=20", (Dose("masseter-left", 20), Dose("masseter-right", 20))),
        ("jaw=20 on each side", (Dose("masseter-left", 20), Dose("masseter-right", 20))),
        ("left and right jaw=50", (Dose("masseter", 50),)),
        ("30 units forehead", (Dose("forehead", 30),)),
        ("about 30 units in the forehead", (Dose("forehead", 30),)),
        ("12.5 chin", (Dose("chin", 12.5),)),
        ("chin 12,5", (Dose("chin", 12.5),)),
        ("forehead (30u)", (Dose("forehead", 30),)),
        ("forehead: 30", (Dose("forehead", 30),)),
        ("the 11's and forehead", (Dose("glabella"), Dose("forehead"))),
        ("11s 20, forehead 10", (Dose("glabella", 20), Dose("forehead", 10))),
        ("forehead + 11s = 10+20", (Dose("forehead", 10), Dose("glabella", 20))),
        ("11s, my spot", (Dose("glabella"), Dose("my spot"))),
        ("my spot, other spot", (Dose("my spot, other spot"),)),
        ("forehead, sides of head, back of head, neck", (Dose("migraine-pattern"),)),
    ],
)
def test_areas_with_sides_and_amounts(
    catalog: Catalog, typed: str, doses: tuple[Dose, ...]
) -> None:
    """Sides, "each" and an amount after the area are understood; free text is kept."""
    assert interpreter(catalog).doses([typed]) == doses


@pytest.mark.parametrize(
    ("typed", "doses"),
    [
        (["11s", "20", "forehead", "8"], (Dose("glabella", 20), Dose("forehead", 8))),
        (["forehead", "20", "units", "chin"], (Dose("forehead", 20), Dose("chin"))),
        (["jaw", "25", "each", "side"], (Dose("masseter-left", 25), Dose("masseter-right", 25))),
        (["20", "units", "11s"], (Dose("glabella", 20),)),
        (["20", "11s", "8", "chin"], (Dose("glabella", 20), Dose("chin", 8))),
        (["chin", "11", "units"], (Dose("chin", 11),)),
        (["chin", "11", "total"], (Dose("chin", 11),)),
    ],
)
def test_a_number_beside_an_area_is_its_units(
    catalog: Catalog, typed: list[str], doses: tuple[Dose, ...]
) -> None:
    """An area and its units may be words of their own, as they are said."""
    assert interpreter(catalog).doses(typed) == doses


@pytest.mark.parametrize(
    ("line", "doses", "product", "on"),
    [
        ("botox 11s 20", (Dose("glabella", 20),), "botox", "today"),
        ("11s=20 chin yesterday", (Dose("glabella", 20), Dose("chin")), None, "yesterday"),
        ("20 units dysport in my 11s on 1 aug 2026", (Dose("glabella", 20),), "dysport",
         "1 aug 2026"),
        ("crows feet 24 and frown lines 20 3 weeks ago",
         (Dose("crows-feet", 24), Dose("glabella", 20)), None, "3 weeks ago"),
        ("in between my eyes 20", (Dose("glabella", 20),), None, "today"),
        ("left jaw 25 right jaw 30", (Dose("masseter-left", 25), Dose("masseter-right", 30)),
         None, "today"),
        ("migraine botox cosmetic", (Dose("migraine-pattern"),), "botox cosmetic", "today"),
        ("neck 2000 myobloc 2025", (Dose("neck", 2000),), "myobloc", "2025"),
        ("the 31", (Dose("migraine-pattern"),), None, "today"),
        ("blob chin", (Dose("blob"), Dose("chin")), None, "today"),
    ],
)  # fmt: skip
def test_a_whole_line_in_everyday_order(
    catalog: Catalog, line: str, doses: tuple[Dose, ...], product: str | None, on: str
) -> None:
    """Areas of several words, the product and the date need neither quotation marks nor options."""
    reader = interpreter(catalog)
    areas, named, when = reader.session_words(line.split(), None, "today")
    assert (reader.doses(areas), named, when) == (doses, product, on)


@pytest.mark.parametrize(
    ("line", "product", "on", "says"),
    [
        (
            "11s botox",
            "dysport",
            "today",
            '"dysport" and "botox": a session can have only one product',
        ),
        (
            "11s yesterday",
            None,
            "2026-08",
            '"2026-08" and "yesterday": a record can have only one date',
        ),
        (
            "11s yesterday 2025",
            None,
            "today",
            '"yesterday" and "2025": a record can have only one date',
        ),
    ],
)
def test_one_product_and_one_date(
    catalog: Catalog, line: str, product: str | None, on: str, says: str
) -> None:
    """What is said twice, in a line or beside an option, is refused."""
    with pytest.raises(BadInputError, match=says):
        interpreter(catalog).session_words(line.split(), product, on)


@pytest.mark.parametrize("line", ["11s full at 3 months", "11s full 12 weeks", "11s full 10d"])
def test_a_stretch_of_time_in_a_line_is_no_date(catalog: Catalog, line: str) -> None:
    """It may be counted from the session or back from today: with "ago" it has one reading."""
    reader = interpreter(catalog)
    words, when = reader.checkin_words(line.split(), "today")
    assert when == "today"
    with pytest.raises(BadInputError):
        reader.states(words, ["glabella"])
    assert reader.checkin_words(f"{line} ago".split(), "today")[1] != "today"


@pytest.mark.parametrize(
    ("line", "states", "on"),
    [
        ("11s is wearing off", [("glabella", State.FADING)], "today"),
        ("crows feet still good yesterday", [("crows-feet", State.FULL)], "yesterday"),
        ("gone 11s", [("glabella", State.GONE)], "today"),
        ("frown lines gone chin full", [("glabella", State.GONE), ("chin", State.FULL)], "today"),
        ("grinding again", [("masseter", State.FADING)], "today"),
    ],
)
def test_a_look_in_everyday_order(
    catalog: Catalog, line: str, states: list[tuple[str, State]], on: str
) -> None:
    """So is a look."""
    reader = interpreter(catalog)
    words, when = reader.checkin_words(line.split(), "today")
    found = reader.states(words, ["masseter"])
    assert ([(item.area, item.state) for item in found], when) == (states, on)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["forehead", "11"], '"11" names no area'),
        (["20", "11s", "chin"], '"20" names no area'),
        (["forehead", "10", "to", "20"], '"20" names no area'),
        (["botox"], '"botox" is a product, not an area'),
        (["usd"], '"usd" is a currency, not an area'),
        (["filler"], "is not a botulinum toxin"),
        (["11s", "20", "30"], '"30" names no area'),
        (["50 units dysport forehead"], "botoxlog can't tell which part is the area"),
        (["forehead 10-20"], "the units are not a number above 0"),
        (["50 shots in each palm"], "is a number of injections, not units"),
        (["forehead + 11s=50 units"], "clear how the units are split between the areas"),
    ],
)
def test_an_amount_is_never_kept_as_a_name(catalog: Catalog, typed: list[str], says: str) -> None:
    """Where an amount cannot be given to one area it is refused: as free text it would be lost."""
    with pytest.raises(BadInputError, match=says) as refused:
        interpreter(catalog).doses(typed)
    assert refused.value.hint


@pytest.mark.parametrize(
    "typed",
    [
        ["11s=20", "glabella=10"],
        ["jaw=50", "left jaw=25"],
        ["jaw=25 each", "masseter-right"],
        ["my spot=5", "My  Spot=6"],
    ],
)
def test_an_area_is_named_once(catalog: Catalog, typed: list[str]) -> None:
    """The same area twice, or a side beside the whole, is refused."""
    with pytest.raises(BadInputError, match="named twice"):
        interpreter(catalog).doses(typed)


def test_a_near_miss_is_asked_about_once(catalog: Catalog) -> None:
    """A word that was kept before is the person's own: it is neither asked about nor remarked."""
    first = interpreter(catalog)
    assert first.area("glabela") == "glabela"
    assert first.notices == [
        '"glabela" is not an area botoxlog knows. Saved as you typed it. Did you mean glabella?'
    ]
    later = interpreter(catalog, session("2026-01-05", Dose("glabela")))
    assert later.area("Glabela") == "glabela"
    assert (later.notices, later.clarifier) == ([], Answers())


# --- products --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "areas", "purpose", "product"),
    [
        ("botox", ["glabella"], None, "botox-cosmetic"),
        ("Botox", ["masseter"], None, "botox"),
        ("botox", ["masseter", "glabella"], None, "botox-cosmetic"),
        ("botox", ["forehead"], "migraine", "botox"),
        ("botox", ["masseter"], "Lines", "botox-cosmetic"),
        ("botox", ["my own spot"], None, "botox-cosmetic"),
        ("Dysport (abobotulinumtoxinA)", ["glabella"], None, "dysport"),
        ("Jeaveau", ["glabella"], None, "jeuveau"),
        ("wrinkle relaxer", ["glabella"], None, "unknown"),
        ("Toxy McToxface", ["glabella"], None, "Toxy McToxface"),
    ],
)
def test_products(
    catalog: Catalog, typed: str, areas: list[str], purpose: str | None, product: str
) -> None:
    """Botox is Botox Cosmetic for looks and Botox for the rest; free text is kept."""
    doses = [Dose(area) for area in areas]
    assert interpreter(catalog).product(typed, doses, purpose) == product


@pytest.mark.parametrize("typed", ["filler", "Juvederm Ultra", "Kybella", "PRP"])
def test_what_is_no_toxin_is_refused(catalog: Catalog, typed: str) -> None:
    """A filler is no toxin, whatever it was bought as."""
    with pytest.raises(BadInputError, match="not a botulinum toxin"):
        interpreter(catalog).product(typed, (), None)


# --- states and side effects -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("not yet", State.NONE),
        ("almost fully kicked-in", State.KICKING_IN),
        ("frozen", State.FULL),
        ("still holding on", State.FULL),
        ("wearing off", State.FADING),
        ("letdown", State.FADING),
        ("back to my usual pattern", State.GONE),
        ("a bust", State.NO_EFFECT),
        ("Kicking In", State.KICKING_IN),
        ("kicking_in", State.KICKING_IN),
    ],
)
def test_states_in_peoples_words(catalog: Catalog, typed: str, state: State) -> None:
    """How it looks is understood in the words people use."""
    assert interpreter(catalog).states([f"11s={typed}"], ()) == (AreaState("glabella", state),)


def test_states_of_all_and_of_the_one(catalog: Catalog) -> None:
    """The word "all" is every running area; a state alone is about the only one."""
    reader = interpreter(catalog)
    assert reader.states(["all=gone"], ["glabella", "masseter"]) == (
        AreaState("glabella", State.GONE),
        AreaState("masseter", State.GONE),
    )
    assert reader.states(["gone"], ["masseter"]) == (AreaState("masseter", State.GONE),)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        (["11s fading"], [("glabella", State.FADING)]),
        (["11s", "fading"], [("glabella", State.FADING)]),
        (["jaw:", "gone"], [("masseter", State.GONE)]),
        (["left jaw wearing off"], [("masseter-left", State.FADING)]),
        (["11s", "worn off", "chin", "full"], [("glabella", State.GONE), ("chin", State.FULL)]),
        (["11s and chin=full"], [("glabella", State.FULL), ("chin", State.FULL)]),
        (["all", "full"], [("masseter", State.FULL)]),
        (["grinding again"], [("masseter", State.FADING)]),
    ],
)
def test_an_area_and_how_it_looks_as_they_are_said(
    catalog: Catalog, typed: list[str], seen: list[tuple[str, State]]
) -> None:
    """An area and a state need no sign between them, and a state may be of several areas."""
    found = interpreter(catalog).states(typed, ["masseter"])
    assert [(item.area, item.state) for item in found] == seen


def test_what_to_write_instead_names_what_was_typed(catalog: Catalog) -> None:
    """The next step is about this person's areas, not about an example's."""
    with pytest.raises(BadInputError) as refused:
        interpreter(catalog).states(["jaw"], ["glabella"])
    assert (refused.value.hint or "").startswith('Write AREA=STATE, such as "jaw=fading".')
    with pytest.raises(BadInputError, match='"jaw" has no state that botoxlog knows'):
        interpreter(catalog).states(["jaw", "chin", "full"], ["glabella"])
    with pytest.raises(BadInputError) as refused:
        interpreter(catalog).states(["gone"], ["underarms", "chin"])
    assert refused.value.hint == 'Write "underarms=gone", or "all=gone" for every area.'


@pytest.mark.parametrize(
    ("typed", "running", "says"),
    [
        ("gone", ["glabella", "masseter"], "names no area"),
        ("gone", [], "names no area"),
        ("all=gone", [], "none of your results was still active"),
        ("sideways", ["glabella"], "has no state that botoxlog knows"),
        ("11s=", ["glabella"], "has no state that botoxlog knows"),
        ("11s=70%", ["glabella"], "could mean what is left or what has worn off"),
        ("11s=worked for 2 months", ["glabella"], "is how long it lasted, not how it looks"),
        ("11s=nothing", ["glabella"], "two readings"),
        ("droopy eyelid", ["glabella"], "is a side effect, not how the result looks"),
    ],
)
def test_states_that_say_too_little(
    catalog: Catalog, typed: str, running: list[str], says: str
) -> None:
    """What does not say how which area looks is refused."""
    with pytest.raises(BadInputError, match=says):
        interpreter(catalog).states([typed], running)


@pytest.mark.parametrize(
    ("typed", "effect"),
    [
        ("droopy eyelid", "eyelid-ptosis"),
        ("Spock", "brow-peaking"),
        ("a green nose", "a green nose"),
        ("heavy", "heavy"),
        ("choking on water", "dysphagia"),
        ("trouble swallowing for a few hours", "trouble swallowing for a few hours"),
    ],
)
def test_side_effects(catalog: Catalog, typed: str, effect: str) -> None:
    """A side effect is known or kept as typed."""
    assert interpreter(catalog).effect(typed) == effect


def test_side_effects_between_commas(catalog: Catalog) -> None:
    """Several that are known are told apart; a sentence with a comma stays one."""
    reader = interpreter(catalog)
    assert reader.effects(["spock brow, headache", "bruise"]) == (
        "brow-peaking",
        "headache",
        "injection-site-reaction",
    )
    assert reader.effects(["trouble with p, b, r", "odd, and new"]) == (
        "perioral-weakness",
        "odd, and new",
    )


# --- money and the box -----------------------------------------------------------------------


def test_the_currency_that_is_usual(catalog: Catalog) -> None:
    """A bare amount takes the person's currency, else the newest session's, else says so."""
    assert interpreter(catalog, currency="CAD").money("$420") == (420, "CAD")
    assert interpreter(catalog, currency="EUR").money("$420") == (420, "USD")
    earlier = session("2026-01-05", Dose("chin"), currency="GBP")
    assert interpreter(catalog, earlier).money("200") == (200, "GBP")
    nobody = interpreter(catalog)
    nobody.money("200")
    assert nobody.notices == ["The cost has no currency. To set yours: botoxlog me --currency USD"]


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2027-03-31", "2027-03-31"),
        ("2027-03", "2027-03"),
        ("03/2027", "2027-03"),
        ("3.2027", "2027-03"),
        ("Mar 2027", "2027-03"),
        ("MARCH 2027", "2027-03"),
        (" 2027 ", "2027"),
    ],
)
def test_the_expiry_date_on_a_box(catalog: Catalog, typed: str, iso: str) -> None:
    """A box gives a day or only a month, and may be past or to come."""
    assert interpreter(catalog).expiry(typed).iso == iso


@pytest.mark.parametrize("typed", ["13/2027", "2027-02-30", "soon", "", "Foo 2027", "03/27"])
def test_what_is_no_expiry_date(catalog: Catalog, typed: str) -> None:
    """Anything else is refused."""
    with pytest.raises(BadInputError, match="expiry date was not understood"):
        interpreter(catalog).expiry(typed)


# --- dates -----------------------------------------------------------------------------------


def test_a_year_said_in_words_is_pointed_out(catalog: Catalog) -> None:
    """Who says "a year ago" learns that only the year is kept; who types a year knows."""
    reader = interpreter(catalog)
    assert (reader.when("2025").iso, reader.notices) == ("2025", [])
    assert (reader.when("3 months ago").iso, reader.notices) == ("2026-08", [])
    assert reader.when("a year ago").iso == "2025"
    (notice,) = reader.notices
    assert notice == (
        '"a year ago" was saved as 2025. If you know the month, add it (2025-05): a year alone is '
        "too vague for a forecast."
    )


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("day 10", "2026-11-11"),
        ("Day 0", "2026-11-01"),
        ("week 2", "2026-11-15"),
        ("2 weeks after", "2026-11-15"),
        ("3 weeks ago", "2026-11-02"),
    ],
)
def test_a_look_is_counted_from_the_last_session(catalog: Catalog, typed: str, iso: str) -> None:
    """People count days from the visit; which visit it was is said."""
    reader = interpreter(
        catalog, session("2026-11-01", Dose("chin")), session("2025", Dose("chin"))
    )
    assert reader.checkin_date(typed).iso == iso
    counted = [f'"{typed}" is counted from the session on Sun 1 Nov 2026.']
    assert reader.notices == ([] if "ago" in typed else counted)


def test_a_look_needs_a_day_to_count_from(catalog: Catalog) -> None:
    """Nothing is counted from a month, and nothing into the future."""
    for reader in (interpreter(catalog), interpreter(catalog, session("2026-11", Dose("chin")))):
        with pytest.raises(BadInputError, match="its day is not recorded"):
            reader.checkin_date("day 10")
    with pytest.raises(BadInputError, match="in the future"):
        interpreter(catalog, session("2026-11-01", Dose("chin"))).checkin_date("day 30")


# --- touch-ups ------------------------------------------------------------------------------

GLABELLA_20 = Dose("glabella", 20)


def test_the_session_that_a_touch_up_corrects(catalog: Catalog) -> None:
    """It is the newest one before it with a part of the same areas, touch-ups aside."""
    reader = interpreter(
        catalog,
        session("2026-01-05", GLABELLA_20),
        session("2026-06-05", Dose("masseter", 50)),
        session("2026-06-19", Dose("masseter-left", 5), touch_up_of="2026-06-05"),
        session("2026-09-05", GLABELLA_20),
    )
    assert reader.corrected([Dose("masseter-right")], day("2026-06-25")).id == "2026-06-05"
    assert reader.corrected([GLABELLA_20], day("2026-01-20")).id == "2026-01-05"
    with pytest.raises(BadInputError, match="no earlier session of these areas"):
        reader.corrected([Dose("chin")], day("2026-06-25"))
    with pytest.raises(BadInputError, match="no earlier session of these areas"):
        reader.corrected([Dose("masseter")], day("2026-06-04"))
