"""What people type, understood: tables of inputs and what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from botoxlog.dates import PartialDate, parse_iso
from botoxlog.errors import BadInputError
from botoxlog.intake import Intake, clean, settings
from botoxlog.model import AreaState, Dose, Journal, Person, Session, State
from botoxlog.reference import Reference, load
from botoxlog.text import plain_number
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
def reference() -> Reference:
    """Return the data that ship with the program."""
    return load()


def intake(reference: Reference, *sessions: Session, **person: str) -> Intake:
    """Return an intake beside a journal of these sessions, with nobody to ask."""
    journal = Journal(person=Person(**person), sessions=sessions)  # type: ignore[arg-type]
    return Intake(reference, journal, TODAY, Answers())


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
    ],
)
def test_units_as_people_write_them(reference: Reference, typed: str, units: float) -> None:
    """A decimal point or comma, the word for units, "about" and thousands are read."""
    assert intake(reference).doses([f"11s={typed}"]) == (Dose("glabella", units),)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "units are a number above 0"),
        ("0", "units are a number above 0"),
        ("0.0", "units are a number above 0"),
        ("-5", "units are a number above 0"),
        ("nan", "units are a number above 0"),
        ("inf", "units are a number above 0"),
        ("1e3", "units are a number above 0"),
        ("lots", "units are a number above 0"),
        ("10-20", "units are a number above 0"),
        ("20+4", "units are a number above 0"),
        ("٢٠", "units are a number above 0"),
        ("9" * 400, "units are a number above 0"),
        ("100001", "no session has more than 100000 units"),
        ("1.500", "can be 1500 or 1.5"),
        ("13 shots", "needle sticks, which are not units"),
        ("31 injections", "needle sticks, which are not units"),
        ("2 vials", "an amount of liquid or of bottles"),
        ("1ml", "an amount of liquid or of bottles"),
        ("200 ml", "an amount of liquid or of bottles"),
        ("25 each", "has no two sides"),
    ],
)
def test_amounts_that_are_no_units(reference: Reference, typed: str, says: str) -> None:
    """What is no number of units, or has two readings, is refused with the reason."""
    with pytest.raises(BadInputError, match=says):
        intake(reference).doses([f"11s={typed}"])


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
    ],
)
def test_areas_with_sides_and_amounts(
    reference: Reference, typed: str, doses: tuple[Dose, ...]
) -> None:
    """Sides, "each" and an amount after the area are understood; free text is kept."""
    assert intake(reference).doses([typed]) == doses


@pytest.mark.parametrize(
    "typed",
    [
        ["11s=20", "glabella=10"],
        ["jaw=50", "left jaw=25"],
        ["jaw=25 each", "masseter-right"],
        ["my spot=5", "My  Spot=6"],
    ],
)
def test_an_area_is_named_once(reference: Reference, typed: list[str]) -> None:
    """The same area twice, or a side beside the whole, is refused."""
    with pytest.raises(BadInputError, match="named twice"):
        intake(reference).doses(typed)


def test_a_near_miss_is_asked_about_once(reference: Reference) -> None:
    """A word that was kept before is the person's own: it is neither asked about nor remarked."""
    first = intake(reference)
    assert first.area("glabela") == "glabela"
    assert first.notices == ['"glabela" is no area I know; kept as typed. Did you mean glabella?']
    later = intake(reference, session("2026-01-05", Dose("glabela")))
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
    reference: Reference, typed: str, areas: list[str], purpose: str | None, product: str
) -> None:
    """Botox is Botox Cosmetic for looks and Botox for the rest; free text is kept."""
    doses = [Dose(area) for area in areas]
    assert intake(reference).product(typed, doses, purpose) == product


@pytest.mark.parametrize("typed", ["filler", "Juvederm Ultra", "Kybella", "PRP"])
def test_what_is_no_toxin_is_refused(reference: Reference, typed: str) -> None:
    """A filler is no toxin, whatever it was bought as."""
    with pytest.raises(BadInputError, match="not a botulinum toxin"):
        intake(reference).product(typed, (), None)


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
def test_states_in_peoples_words(reference: Reference, typed: str, state: State) -> None:
    """How it looks is understood in the words people use."""
    assert intake(reference).states([f"11s={typed}"], ()) == (AreaState("glabella", state),)


def test_states_of_all_and_of_the_one(reference: Reference) -> None:
    """The word "all" is every running area; a state alone is about the only one."""
    reader = intake(reference)
    assert reader.states(["all=gone"], ["glabella", "masseter"]) == (
        AreaState("glabella", State.GONE),
        AreaState("masseter", State.GONE),
    )
    assert reader.states(["gone"], ["masseter"]) == (AreaState("masseter", State.GONE),)


@pytest.mark.parametrize(
    ("typed", "running", "says"),
    [
        ("gone", ["glabella", "masseter"], "of which area"),
        ("gone", [], "of which area"),
        ("all=gone", [], "no result is running"),
        ("sideways", ["glabella"], "does not say how it looks"),
        ("11s=", ["glabella"], "does not say how it looks"),
        ("11s=70%", ["glabella"], "what is left or what is lost"),
        ("11s=nothing", ["glabella"], "two readings"),
    ],
)
def test_states_that_say_too_little(
    reference: Reference, typed: str, running: list[str], says: str
) -> None:
    """What does not say how which area looks is refused."""
    with pytest.raises(BadInputError, match=says):
        intake(reference).states([typed], running)


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
def test_side_effects(reference: Reference, typed: str, effect: str) -> None:
    """A side effect is known or kept as typed."""
    assert intake(reference).effect(typed) == effect


# --- money and the box -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("420usd", 420, "USD"),
        ("420 USD", 420, "USD"),
        ("$420", 420, "USD"),
        ("US$420", 420, "USD"),
        ("GBP 600", 600, "GBP"),
        ("£200", 200, "GBP"),
        ("350,50 EUR", 350.5, "EUR"),
        ("350.50€", 350.5, "EUR"),
        ("1,200usd", 1200, "USD"),
        ("1'200 CHF", 1200, "CHF"),
        ("1 200 000 KRW", 1200000, "KRW"),
        ("300 dollars", 300, "USD"),
        ("420", 420, None),
        ("0", 0, None),
        ("free", 0, None),
    ],
)
def test_money(reference: Reference, typed: str, amount: float, currency: str | None) -> None:
    """An amount and its currency are read as people write them."""
    assert intake(reference).money(typed) == (amount, currency)


@pytest.mark.parametrize(
    "typed",
    ["-5", "abc", "4 20", "420xx", "usd", "420usdeur", "$420usd", "1.2.3", "nan", "9" * 400, ""],
)
def test_what_is_no_money(reference: Reference, typed: str) -> None:
    """Anything else is refused."""
    with pytest.raises(BadInputError, match="not an amount of money"):
        intake(reference).money(typed)


def test_an_amount_with_two_readings(reference: Reference) -> None:
    """1.200 EUR is 1200 to some and 1.2 to others."""
    with pytest.raises(BadInputError, match=r"can be 1200 or 1\.2"):
        intake(reference).money("1.200 EUR")


def test_the_currency_that_is_usual(reference: Reference) -> None:
    """A bare amount takes the person's currency, else the newest session's, else says so."""
    assert intake(reference, currency="CAD").money("$420") == (420, "CAD")
    assert intake(reference, currency="EUR").money("$420") == (420, "USD")
    earlier = session("2026-01-05", Dose("chin"), currency="GBP")
    assert intake(reference, earlier).money("200") == (200, "GBP")
    nobody = intake(reference)
    nobody.money("200")
    assert nobody.notices == ["The cost has no currency; set yours with botoxlog me --currency."]


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
def test_the_expiry_date_on_a_box(reference: Reference, typed: str, iso: str) -> None:
    """A box gives a day or only a month, and may be past or to come."""
    assert intake(reference).expiry(typed).iso == iso


@pytest.mark.parametrize("typed", ["13/2027", "2027-02-30", "soon", "", "Foo 2027", "03/27"])
def test_what_is_no_expiry_date(reference: Reference, typed: str) -> None:
    """Anything else is refused."""
    with pytest.raises(BadInputError, match="expiry date makes no sense"):
        intake(reference).expiry(typed)


# --- touch-ups ------------------------------------------------------------------------------

GLABELLA_20 = Dose("glabella", 20)


def test_the_session_that_a_touch_up_corrects(reference: Reference) -> None:
    """It is the newest one before it with a part of the same areas, touch-ups aside."""
    reader = intake(
        reference,
        session("2026-01-05", GLABELLA_20),
        session("2026-06-05", Dose("masseter", 50)),
        session("2026-06-19", Dose("masseter-left", 5), touch_up_of="2026-06-05"),
        session("2026-09-05", GLABELLA_20),
    )
    assert reader.touched_up([Dose("masseter-right")], day("2026-06-25")) == "2026-06-05"
    assert reader.touched_up([GLABELLA_20], day("2026-01-20")) == "2026-01-05"
    with pytest.raises(BadInputError, match="no earlier session of these areas"):
        reader.touched_up([Dose("chin")], day("2026-06-25"))
    with pytest.raises(BadInputError, match="no earlier session of these areas"):
        reader.touched_up([Dose("masseter")], day("2026-06-04"))


# --- settings and plain text -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ({"birth_year": "1988"}, {"birth_year": 1988}),
        ({"birth_year": ""}, {"birth_year": None}),
        ({"weeks_ahead": " 0 "}, {"weeks_ahead": 0}),
        ({"weeks_ahead": ""}, {"weeks_ahead": None}),
        ({"currency": "usd"}, {"currency": "USD"}),
        ({"goals": " softer "}, {"goals": "softer"}),
        ({"goals": "  ", "clinic": None}, {"goals": None}),
    ],
)
def test_settings(typed: dict[str, str | None], changes: dict[str, str | int | None]) -> None:
    """A value sets, an empty one takes out, none leaves alone."""
    assert settings(TODAY, **typed) == changes


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("birth_year", "1905"),
        ("birth_year", "2027"),
        ("birth_year", "88"),
        ("birth_year", "x"),
        ("weeks_ahead", "-1"),
        ("weeks_ahead", "105"),
        ("weeks_ahead", "two"),
        ("currency", "$"),
        ("currency", "dollars"),
        ("goals", "a\udcff"),
    ],
)
def test_settings_that_make_no_sense(name: str, typed: str) -> None:
    """A setting that makes no sense is refused."""
    with pytest.raises(BadInputError):
        settings(TODAY, **{name: typed})


def test_free_text() -> None:
    """Text is kept to the letter; blank text and half characters are refused."""
    assert clean(" two\nlines ", "note") == " two\nlines "
    assert clean(None, "note") is None
    with pytest.raises(BadInputError, match="The note is empty"):
        clean(" \n", "note")
    with pytest.raises(BadInputError, match="not UTF-8"):
        clean("a\udcff", "note")


@pytest.mark.parametrize(
    ("amount", "text"), [(20, "20"), (20.0, "20"), (12.5, "12.5"), (1200000, "1200000")]
)
def test_a_number_as_it_is_read_back(amount: float, text: str) -> None:
    """A number that is offered as a default can be read again."""
    assert plain_number(amount) == text
