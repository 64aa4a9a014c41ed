"""What people type, understood: tables of inputs and what becomes of them."""

import pytest

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import AreaState, CheckIn, Dose, Session, Site, State
from botoxlog.input.language.interpreter import Typed
from tests.conftest import TODAY
from tests.input.lines import Answers, day, interpreter, session

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
def test_units_as_people_write_them(typed: str, units: float) -> None:
    """A decimal point or comma, the word for units, "about" and thousands are read."""
    assert interpreter().doses([f"11s={typed}"]) == (Dose("glabella", units),)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "needs an area before it and a number of units after it"),
        ("0", '"0" is not a number above 0'),
        ("0.0", '"0.0" is not a number above 0'),
        ("-5", '"-5" is not a number above 0'),
        ("nan", '"nan" was not understood'),
        ("inf", '"inf" was not understood'),
        ("1e3", '"e3" was not understood'),
        ("lots", '"lots" was not understood'),
        ("10-20", '"10-20" is a range, and units are one number'),
        ("20+4", "isn't clear which number belongs to which area"),
        ("\N{ARABIC-INDIC DIGIT TWO}\N{ARABIC-INDIC DIGIT ZERO}", "was not understood"),
        ("9" * 400, "was not understood"),
        ("100001", "more than any session has"),
        ("1.500", "could be 1500 or 1.5"),
        ("13 shots", '"13 shots" is a number of injections, not units'),
        ("31 injections", "needs an area before it and a number of units after it"),
        ("2 vials", "is a volume or a number of vials, not units"),
        ("1ml", "is a volume or a number of vials, not units"),
        ("200 ml", "is a volume or a number of vials, not units"),
        ("25 each", "has no left and right side"),
    ],
)
def test_amounts_that_are_no_units(typed: str, says: str) -> None:
    """What is no number of units, or has two readings, is refused with the reason."""
    with pytest.raises(BadInputError, match=says):
        interpreter().doses([f"11s={typed}"])


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
        ("right SCM=60", (Dose("neck-right", 60, (Site("scm", 60),)),)),
        ("11s 20", (Dose("glabella", 20),)),
        ("crow's feet 24 units", (Dose("crows-feet", 24),)),
        ("the 11's", (Dose("glabella"),)),
        ("my blades = 5", (Dose("my blades", 5),)),
        ("jaw 20 each side", (Dose("masseter-left", 20), Dose("masseter-right", 20))),
        ("20 units each side jaw", (Dose("masseter-left", 20), Dose("masseter-right", 20))),
        ("jaw each side=20", (Dose("masseter-left", 20), Dose("masseter-right", 20))),
        ("jaw=20 on each side", (Dose("masseter-left", 20), Dose("masseter-right", 20))),
        ("30 units forehead", (Dose("forehead", 30),)),
        ("about 30 units in the forehead", (Dose("forehead", 30),)),
        ("12.5 chin", (Dose("chin", 12.5),)),
        ("chin 12,5", (Dose("chin", 12.5),)),
        ("forehead (30u)", (Dose("forehead", 30),)),
        ("forehead: 30", (Dose("forehead", 30),)),
        ("the 11's and forehead", (Dose("glabella"), Dose("forehead"))),
        ("11s 20, forehead 10", (Dose("glabella", 20), Dose("forehead", 10))),
        ("forehead + 11s = 10+20", (Dose("forehead", 10), Dose("glabella", 20))),
        ("my spot, other spot", (Dose("my spot, other spot"),)),
        ("forehead, sides of head, back of head, neck", (Dose("migraine-pattern"),)),
    ],
)
def test_areas_with_sides_and_amounts(typed: str, doses: tuple[Dose, ...]) -> None:
    """Sides, "each" and an amount after the area are understood; free text is kept."""
    assert interpreter().doses([typed]) == doses


@pytest.mark.parametrize(
    "typed",
    [
        ["11s=20", "glabella=10"],
        ["jaw=50", "left jaw=25"],
        ["jaw=25 each", "masseter-right"],
        ["my spot=5", "My  Spot=6"],
    ],
)
def test_an_area_is_named_once(typed: list[str]) -> None:
    """The same area twice, or a side beside the whole, is refused."""
    with pytest.raises(BadInputError, match="named twice"):
        interpreter().doses(typed)


def test_a_near_miss_is_asked_about_once() -> None:
    """A word that was kept before is the person's own: it is neither asked about nor remarked."""
    first = interpreter()
    assert first.area("glabela") == "glabela"
    assert first.notices == [
        '"glabela" is not an area botoxlog knows. Saved as you typed it. Did you mean glabella?'
    ]
    later = interpreter(session("2026-01-05", Dose("glabela")))
    assert later.area("Glabela") == "glabela"
    assert (later.notices, later.clarifier) == ([], Answers())


# --- products --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "areas", "purpose", "product"),
    [
        ("botox", ["glabella"], None, "botox-cosmetic"),
        ("Botox", ["masseter"], None, "botox"),
        ("botox", ["masseter", "glabella"], None, "botox"),
        ("botox", ["glabella", "masseter"], None, "botox"),
        ("botox", ["glabella", "salivary"], None, "botox"),
        ("botox", ["glabella", "platysma"], None, "botox-cosmetic"),
        ("botox", ["groin"], None, "botox"),
        ("botox", ["microtox"], None, "botox-cosmetic"),
        ("botox", ["forehead"], "sweating", "botox"),
        ("botox", ["forehead"], "migraine", "botox"),
        ("botox", ["masseter"], "lines", "botox-cosmetic"),
        ("botox", ["my own spot"], None, "botox"),
        ("botox", ["my own spot", "glabella"], None, "botox"),
        ("botox", [], None, "botox-cosmetic"),
        ("Dysport (abobotulinumtoxinA)", ["glabella"], None, "dysport"),
        ("Jeaveau", ["glabella"], None, "jeuveau"),
        ("wrinkle relaxer", ["glabella"], None, "unknown"),
        ("Toxy McToxface", ["glabella"], None, "Toxy McToxface"),
    ],
)
def test_products(typed: str, areas: list[str], purpose: str | None, product: str) -> None:
    """Botox is Botox Cosmetic for lines and Botox for the rest; free text is kept."""
    doses = [Dose(area) for area in areas]
    assert interpreter().product(typed, doses, purpose) == product


def test_botox_is_what_it_was_before() -> None:
    """The product that was logged last in these areas counts before their purpose does."""
    reader = interpreter(
        session("2026-01-05", Dose("masseter"), product="botox"),
        session("2026-05-05", Dose("masseter-left"), product="botox-cosmetic"),
        session("2026-06-05", Dose("masseter"), product="dysport"),
        session("2026-06-05", Dose("chin"), product="botox"),
    )
    assert reader.product("botox", [Dose("masseter-left")], "jaw") == "botox-cosmetic"
    assert reader.product("botox", [Dose("chin")], None) == "botox"
    assert reader.product("botox", [Dose("forehead")], None) == "botox-cosmetic"


def test_botox_keeps_its_name_beside_other_areas() -> None:
    """One person's Botox for lines stays what it was, but another use has a product of its own."""
    reader = interpreter(session("2026-05-05", Dose("forehead"), product="botox-cosmetic"))
    assert reader.product("botox", [Dose("forehead"), Dose("masseter")], None) == "botox-cosmetic"
    assert reader.product("botox", [Dose("forehead")], "lines") == "botox-cosmetic"
    assert reader.product("botox", [Dose("forehead")], "migraine") == "botox"
    assert reader.product("botox", [Dose("salivary")], None) == "botox"
    reader = interpreter(session("2026-05-05", Dose("forehead"), product="botox"))
    assert reader.product("botox", [Dose("forehead"), Dose("chin")], None) == "botox"


@pytest.mark.parametrize("typed", ["filler", "Juvederm Ultra", "Kybella", "PRP"])
def test_what_is_no_toxin_is_refused(typed: str) -> None:
    """A filler is no toxin, whatever it was bought as."""
    with pytest.raises(BadInputError, match="not a botulinum toxin"):
        interpreter().product(typed, (), None)


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
        ("w", State.FADING),
        (" G ", State.GONE),
        ("grinding again", State.FADING),
        ("50% gone", State.FADING),
    ],
)
def test_states_in_peoples_words(typed: str, state: State) -> None:
    """How it looks is understood in the words people use."""
    assert interpreter().state(typed, "jaw") == state


@pytest.mark.parametrize("typed", ["sideways", "headache", "", "q", "headache gone"])
def test_what_is_no_state(typed: str) -> None:
    """The answer is refused with the area that was asked about, and the states there are."""
    with pytest.raises(BadInputError, match=f'"jaw={typed}" has no state') as refused:
        interpreter().state(typed, "jaw")
    assert (refused.value.hint or "").startswith("Choose one of: none, kicking-in, full, partial")


@pytest.mark.parametrize(
    ("typed", "effects", "resolved", "note"),
    [
        ("Spock", ("brow-peaking",), (), None),
        ("choking on water", ("dysphagia",), (), "choking on water"),
        ("a green nose", ("a green nose",), (), None),
        ("spock brow, headache", ("brow-peaking", "headache"), (), None),
        ("trouble with p, b, r", ("perioral-weakness",), (), "trouble with p, b, r"),
        ("odd, and new", ("odd, and new",), (), None),
        ("left droopy eyelid", ("eyelid-ptosis-left",), (), None),
        (
            "trouble swallowing for a few hours",
            ("dysphagia",),
            (),
            "trouble swallowing for a few hours",
        ),
        ("bruise on forehead", ("injection-site-reaction",), (), "bruise on forehead"),
        ("headache gone", (), ("headache",), None),
        ("no headache", (), (), "no headache"),
    ],
)
def test_what_the_option_for_side_effects_says(
    typed: str, effects: tuple[str, ...], resolved: tuple[str, ...], note: str | None
) -> None:
    """It is read as the line is, and kept as typed where it is not understood."""
    [found] = interpreter().checkins([], on=None, effects=[typed], note=None, active=lambda _: ())
    assert (found.effects, found.resolved, found.note) == (effects, resolved, note)


def test_the_options_of_a_checkin() -> None:
    """The date, the side effects and the note join what the line says."""
    reader = interpreter(session("2026-11-01", Dose("masseter")))
    [found] = reader.checkins(
        ["jaw full, headache for two days"],
        on="day 10",
        effects=["bruise"],
        note="sore",
        active=lambda _: ("masseter",),
    )
    assert found == CheckIn(
        id=None,
        date=day("2026-11-11"),
        states=(AreaState("masseter", State.FULL),),
        effects=("headache", "injection-site-reaction"),
        note="for two days; sore",
    )


# --- sessions --------------------------------------------------------------------------------


def test_the_line_and_the_options_of_a_session() -> None:
    """The options say what the line leaves out, and the note joins the words it keeps."""
    found = interpreter(currency="EUR").session(
        ["botox 11s 20", "round 3 by Dr Lee"],
        Typed(
            on="2026-08-01",
            purpose="lines",
            clinic="Glow",
            lot="C1",
            expiry="03/2027",
            cost="300",
            note="sore",
            other_areas=("my spot=5", "elsewhere"),
        ),
    )
    assert found == Session(
        id=None,
        date=day("2026-08-01"),
        doses=(Dose("glabella", 20), Dose("my spot", 5), Dose("elsewhere")),
        product="botox-cosmetic",
        purpose="lines",
        injector="Dr Lee",
        clinic="Glow",
        lot="C1",
        expiry=day("2027-03"),
        cost=300,
        currency="EUR",
        note="round 3; sore",
    )


def test_who_usually_injects_and_where() -> None:
    """What the person has set counts where nothing is said."""
    reader = interpreter(injector="Lee", clinic="Glow")
    found = reader.session(["11s by Anna"], Typed())
    assert (found.injector, found.clinic, found.date.first) == ("Anna", "Glow", TODAY)


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("11s 20 $420", Typed(cost="420usd")),
        ("11s 20 yesterday", Typed(on="2026-11-22")),
        ("11s 20 by Lee", Typed(injector="Lee")),
        ("11s 20 at Glow", Typed(clinic="Glow")),
        ("11s 20 lot C1", Typed(lot="C1")),
        ("11s 20 botox", Typed(product="botox")),
    ],
)
def test_the_same_thing_may_be_said_twice(line: str, typed: Typed) -> None:
    """A line and an option that agree are no contradiction."""
    assert interpreter().session([line], typed).doses[0].area == "glabella"


@pytest.mark.parametrize(
    ("line", "typed", "says"),
    [
        ("11s 20 $420", Typed(cost="430usd"), "each give a cost"),
        ("11s 20 yesterday", Typed(on="2026-08"), "each give a date"),
        ("11s 20 by Lee", Typed(injector="Anna"), "each give an injector"),
        ("11s 20 botox", Typed(product="dysport"), "each give a product"),
        ("11s 20", Typed(other_areas=("jaw=5",)), 'botoxlog knows "jaw"'),
        ("11s 20", Typed(other_areas=("=5",)), "names no area"),
        ("11s 20", Typed(other_areas=("spot=lots",)), "the units are not a number above 0"),
        ("11s 20", Typed(other_areas=("spot=5 each",)), "the units are not a number above 0"),
        ("11s 20", Typed(other_areas=("spot", "Spot=5")), "named twice"),
        ("11s 20 glabella 10", Typed(), "named twice"),
        ("left jaw 25 jaw 50", Typed(), "named twice"),
        ("botox yesterday", Typed(), "The line names no area. Nothing was saved."),
        ("", Typed(), "The line names no area. Nothing was saved."),
        ("11s 20", Typed(note=""), "The note is empty"),
        ("11s 4", Typed(touch_up=True), "no earlier session of these areas"),
    ],
)
def test_a_session_that_is_refused(line: str, typed: Typed, says: str) -> None:
    """What contradicts itself, or names no area or one twice, is not saved."""
    with pytest.raises(BadInputError, match=says):
        interpreter().session([line], typed)


def test_an_unknown_area_is_saved_only_if_somebody_says_so() -> None:
    """One unknown word is asked about; without a yes, and with two of them, it is refused."""
    reader = interpreter(given=["yes"])
    found = reader.session(["blob 20 chin 4"], Typed())
    assert found.doses == (Dose("blob", 20), Dose("chin", 4))
    assert reader.clarifier == Answers([], [("blob", ())])
    for line, given in (("blob 20 chin 4", []), ("blob 20 chin 4 wobble", ["yes"])):
        with pytest.raises(BadInputError, match=r'"blob".* not understood') as refused:
            interpreter(given=given).session([line], Typed())
        assert '--other-area "blob"' in (refused.value.hint or "")


def test_another_area_as_the_journal_spells_it() -> None:
    """The name is kept as typed, or as it was typed before."""
    reader = interpreter(session("2026-01-05", Dose("My Spot")))
    assert reader.other_area("my spot=5") == Dose("My Spot", 5)
    assert reader.other_area(" new   spot ") == Dose("new spot")


def test_a_misspelt_word_is_asked_about() -> None:
    """A word close to a known one is that one if the person says so."""
    reader = interpreter(given=["glabella", "xeomin"])
    found = reader.session(["glabela 20 xeomim"], Typed())
    assert (found.doses, found.product) == ((Dose("glabella", 20),), "xeomin")
    with pytest.raises(BadInputError, match='"glabela" was not understood') as refused:
        interpreter().session(["glabela 20"], Typed())
    assert refused.value.hint == "Did you mean glabella?"


def test_a_word_of_two_readings_is_asked_about() -> None:
    """The purpose decides where only one reading has it; else the person does."""
    reader = interpreter(given=["mouth-corners"])
    assert reader.session(["frown 5"], Typed()).doses == (Dose("mouth-corners", 5),)
    assert reader.clarifier == Answers([], [("frown", ("glabella", "mouth-corners"))])


# --- money and the box -----------------------------------------------------------------------


def test_the_currency_that_is_usual() -> None:
    """A bare amount takes the person's currency, else the newest session's, else says so."""
    assert interpreter(currency="CAD").money("$420") == (420, "CAD")
    assert interpreter(currency="EUR").money("$420") == (420, "USD")
    earlier = session("2026-01-05", Dose("chin"), currency="GBP")
    assert interpreter(earlier).money("200") == (200, "GBP")
    nobody = interpreter()
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
def test_the_expiry_date_on_a_box(typed: str, iso: str) -> None:
    """A box gives a day or only a month, and may be past or to come."""
    assert interpreter().expiry(typed).iso == iso


@pytest.mark.parametrize("typed", ["13/2027", "2027-02-30", "soon", "", "Foo 2027", "03/27"])
def test_what_is_no_expiry_date(typed: str) -> None:
    """Anything else is refused."""
    with pytest.raises(BadInputError, match="expiry date was not understood"):
        interpreter().expiry(typed)


# --- dates -----------------------------------------------------------------------------------


def test_a_year_said_in_words_is_pointed_out() -> None:
    """Who says "a year ago" learns that only the year is kept; who types a year knows."""
    reader = interpreter()
    assert (reader.when("2025").iso, reader.notices) == ("2025", [])
    assert (reader.when("3 months ago").iso, reader.notices) == ("2026-08", [])
    assert reader.when("a year ago").iso == "2025"
    (notice,) = reader.notices
    assert notice == (
        '"a year ago" was saved as 2025. If you know the month, add it (2025-05): a date this '
        "vague is of little use for a forecast."
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
def test_a_look_is_counted_from_the_last_session(typed: str, iso: str) -> None:
    """People count days from the visit."""
    reader = interpreter(session("2026-11-01", Dose("chin")), session("2025", Dose("chin")))
    assert reader.checkin_date(typed).iso == iso
    counted = [f'"{typed}" is counted from the session on Sun 1 Nov 2026.']
    assert reader.notices == ([] if "ago" in typed else counted)


def test_a_look_needs_a_day_to_count_from() -> None:
    """Nothing is counted from a month, and nothing into the future."""
    for reader in (interpreter(), interpreter(session("2026-11", Dose("chin")))):
        with pytest.raises(BadInputError, match="its day is not recorded"):
            reader.checkin_date("day 10")
    with pytest.raises(BadInputError, match="is still to come"):
        interpreter(session("2026-11-01", Dose("chin"))).checkin_date("day 30")


# --- touch-ups ------------------------------------------------------------------------------

GLABELLA_20 = Dose("glabella", 20)


def test_the_session_that_a_touch_up_corrects() -> None:
    """It is the newest one before it with a part of the same areas, touch-ups aside."""
    reader = interpreter(
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
