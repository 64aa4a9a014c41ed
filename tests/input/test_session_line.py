"""What the words of one line say about a session beside its areas."""

import pytest

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Dose
from botoxlog.input.language.pieces import Money, TouchUp
from tests.input.lines import areas, interpreter, session


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("botox 11s 20", {"product": "botox"}),
        ("11s 20 botox cosmetic", {"product": "botox cosmetic"}),
        ("xeomin anti-wrinkle injections 11s 20", {"product": "xeomin"}),
        ("11s 20 by Dr Lee", {"injector": "Dr Lee"}),
        ("11s 20 by Anna", {"injector": "Anna"}),
        ("11s 20 by Anna Lee", {"injector": "Anna Lee"}),
        ("11s 20 at elm street clinic", {"clinic": "elm street clinic"}),
        ("11s 20 for headache", {"purpose": "migraine"}),
        ("11s 20, free", {"paid": Money(0.0, None)}),
        ("11s 20 dr lee", {"injector": "dr lee"}),
        ("11s 20 injector: Anna", {"injector": "Anna"}),
        ("11s 20 by dr lee lot C1", {"injector": "dr lee", "lot": "C1"}),
        ("by Dr M. Lee, 11s 20", {"injector": "Dr M. Lee"}),
        ("by Dr. Anna Lee-Smith, 11s 20", {"injector": "Dr. Anna Lee-Smith"}),
        ("11s 20 at Elm Street clinic", {"clinic": "Elm Street clinic"}),
        ("11s 20 Elm Street clinic", {"clinic": "Elm Street clinic"}),
        ("11s 20 at Bloom Aesthetics", {"clinic": "Bloom Aesthetics"}),
        ("at Glow 11s 20", {"clinic": "Glow"}),
        ("11s 20 by Dr Lee at Elm Street", {"injector": "Dr Lee", "clinic": "Elm Street"}),
        ("11s 20 with Dr Lee at the Glow Clinic", {"injector": "Dr Lee", "clinic": "Glow Clinic"}),
        ("11s 20 lot C1234", {"lot": "C1234"}),
        ("11s 20 lot C3016 C3", {"lot": "C3016 C3"}),
        ("11s 20 LOT: C3016 C3, as usual", {"lot": "C3016 C3", "remarks": ("as usual",)}),
        ("11s 20 lot C1234 C3F exp 03/2027", {"lot": "C1234 C3F", "expiry": "03/2027"}),
        ("11s 20 lots C3709C3 / C6835C3", {"lot": "C3709C3 / C6835C3"}),
        ("11s 20 lot C3016 C3 and C3121 C3", {"lot": "C3016 C3 and C3121 C3"}),
        ("11s 20 lot C1234, as usual", {"lot": "C1234", "remarks": ("as usual",)}),
        ("11s 20 lot #C1234/5", {"lot": "C1234/5"}),
        ("11s 20 batch no. C3709C3 exp 03/2027", {"lot": "C3709C3", "expiry": "03/2027"}),
        ("11s 20 expires mar 2027", {"expiry": "mar 2027"}),
        ("touch-up 11s 20", {"touch_up": TouchUp()}),
        ("2 week touch up 11s 20", {"touch_up": TouchUp()}),
        ("11s 20 note: hurt, bled a lot", {"remarks": ("hurt, bled a lot",)}),
        ("11s 20 Note: chin 4 next time?", {"remarks": ("chin 4 next time?",)}),
        ("11s 20 round 3", {"remarks": ("round 3",)}),
        ("first time 11s 20", {"remarks": ("first time",)}),
        ("11s 20 at 3pm", {}),
        ("I had 20 units in my 11s", {}),
    ],
)
def test_what_a_line_says(line: str, said: dict[str, object]) -> None:
    """Each thing goes to its own key, and nothing else is set."""
    found = interpreter().session_line(line)._asdict()
    assert areas(found.pop("doses")) == [("glabella", 20)]
    assert {key: value for key, value in found.items() if value} == said


@pytest.mark.parametrize(
    ("line", "purpose"),
    [
        ("jaw for bruxism 50", "jaw"),
        ("bladder 100 botox for oab", "overactive bladder"),
        ("overactive bladder 100 botox", "overactive bladder"),
        ("bladder 200 for neurogenic bladder", "neurogenic bladder"),
        ("neurogenic bladder 200 botox", "neurogenic bladder"),
        ("bladder 200 botox for an MS bladder", "neurogenic bladder"),
        ("detrusor overactivity 100", None),
        ("ms bladder 200 botox", "neurogenic bladder"),
        ("ndo 200 botox", "neurogenic bladder"),
        ("bladder 200 botox for multiple sclerosis", "neurogenic bladder"),
        ("arm 200 botox for multiple sclerosis", "spasm"),
        ("abductor spasmodic dysphonia botox 5", "abductor dysphonia"),
        ("abductor dysphonia 5 botox", "abductor dysphonia"),
        ("adsd 5 botox", "adductor dysphonia"),
        ("voice 5 botox", None),
        ("trapezius spasm 50 botox", "spasm"),
        ("bladder 100 botox for incontinence", "bladder"),
        ("bruxism jaw 50", "jaw"),
        ("underarms for sweating 50", "sweating"),
        ("for migraine temples 10", "migraine"),
        ("11s 20", None),
    ],
)
def test_what_a_session_was_for(line: str, purpose: str | None) -> None:
    """A complaint beside the area that is treated for it is the purpose."""
    assert interpreter().session_line(line).purpose == purpose


def test_a_complaint_alone_is_its_area() -> None:
    """Who logs "migraine" had the usual places for it."""
    found = interpreter().session_line("botox for migraine 155")
    assert (found.doses, found.purpose) == ((Dose("migraine-pattern", 155),), "migraine")


@pytest.mark.parametrize(
    ("line", "amount", "currency"),
    [
        ("11s 20 $420", 420, "USD"),
        ("11s 20 £420", 420, "GBP"),
        ("11s 20 €350,50", 350.5, "EUR"),
        ("11s 20 350,50 EUR", 350.5, "EUR"),
        ("11s 20 420 euros", 420, "EUR"),
        ("11s 20 usd420", 420, "USD"),
        ("11s 20 420usd", 420, "USD"),
        ("11s 20 300 bucks", 300, "USD"),
        ("11s 20 for about $1,200", 1200, "USD"),
        ("11s 20 cost 420usd", 420, "USD"),
        ("paid 420 for 11s 20", 420, None),
        ("11s 20 free of charge", 0, None),
        ("11s 20 $12/unit $240", 240, "USD"),
        ("11s 20 @ $12 = $240", 240, "USD"),
        ("400 dollars 11s 20", 400, "USD"),
        ("400 dollars 20 11s", 400, "USD"),
        ("400usd 20 11s", 400, "USD"),
    ],
)
def test_what_was_paid(line: str, amount: float, currency: str | None) -> None:
    """Money is money by its currency or by "paid"; a price for one unit only confirms it."""
    found = interpreter().session_line(line)
    assert (found.paid, areas(found.doses)) == (Money(amount, currency), [("glabella", 20)])


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("11s 20 yesterday", "2026-11-22"),
        ("11s 20 last friday", "2026-11-20"),
        ("11s 20 on 3 march", "2026-03-03"),
        ("11s 20, 3 march 2025", "2025-03-03"),
        ("11s 20 in march 2025", "2025-03"),
        ("11s 20 in 2025", "2025"),
        ("11s 20 3 weeks ago", "2026-11-02"),
        ("2026-08-01 11s 20", "2026-08-01"),
        ("11s 20 dysport on 1 aug 2026", "2026-08-01"),
        ("3 nov 20 11s", "2026-11-03"),
    ],
)
def test_when_it_was(line: str, iso: str) -> None:
    """A date anywhere in the line is the date, and takes no number from an area."""
    found = interpreter().session_line(line)
    assert (found.date and found.date.iso, areas(found.doses)) == (iso, [("glabella", 20)])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("11s 20 wibble", '"wibble" was not understood. .* Understood so far: frown lines 20'),
        ("blob chin 4", '"blob" was not understood. .* Understood so far: chin'),
        ("11s 20 wibble chin 4 wobble", '"wibble" and "wobble" were not understood'),
        ("wibble wobble", '"wibble wobble" was not understood. Nothing was saved.$'),
        ("11s 20 lot", '"lot" was not understood'),
        ("no 11s 20", '"no" says what was not done'),
        ("11s 20 not the forehead", '"not" says what was not done'),
        ("didn't get 11s", '"didn\'t" says what was not done'),
        ("11s 20 skipped the forehead", '"skipped" says what was not done'),
        ("11s 20 tomorrow", '"tomorrow" is still to come'),
        ("booked 11s 20", '"booked" is about a visit that has not happened'),
        ("want 11s 20", '"want" is about a visit that has not happened'),
        ("should i do 11s 20", '"should i" asks something'),
        ("how much 11s 20", '"how much" asks something'),
        ("11s 20?", '"\\?" leaves open what is so'),
        ("11s or forehead", '"or" leaves open what is so'),
        ("my wife 11s 20", '"my wife" is about somebody else'),
        ("her 11s 20", '"her" is about somebody else'),
        ("11s 20 and filler", '"filler" is not a botulinum toxin'),
        ("botox and dysport 11s 20", "more than one product"),
        ("11s 20 1 aug 2026 and 2 aug 2026", "more than one date"),
        ("11s 20 cost $240 and $250", "more than one cost"),
        ("11s 20 lot C1 lot C2", "more than one lot number"),
        ("11s 20 $12 per unit", "is a price for one unit or area"),
        ("11s 20 $12/unit $250", "is a price for one unit or area"),
        ("11s 20 240 usd or 260 usd", "is two prices"),
        ("11s 20 march", "could have a number of units, or a day of the month"),
        ("11s 3 march", "could have a number of units, or a day of the month"),
        ("11s nov 20", "could have a number of units, or a day of the month"),
        ("20 march 11s", "could have a number of units, or a day of the month"),
        ("11s 3 nov 20", "could be a day and units, in either order"),
        ("11s nov20", '"nov20" could be a day or a month and its year'),
        ("400 usd 20 11s", "has a currency between two numbers"),
        ("11s free 20", '"free" was not understood'),
        ("11s 20 by Anna hurt", '"hurt" was not understood'),
        ("11s 20 by anna", '"by anna" was not understood'),
        ("11s 20 elm street clinic", '"elm street clinic" was not understood'),
        ("11s 20, headache", "could be what it was for, or a side effect"),
        ("11s 20 touch-up forehead 10", "isn't clear which areas were touched up"),
        ("11s 20 note:", "The note is empty"),
        ("11s 20 by Anna, Note:", "The note is empty"),
        ("usd", '"usd" was not understood'),
        ("11s 20 by Lee March 3", "could be a name or a month"),
    ],
)
def test_what_is_refused(line: str, says: str) -> None:
    """What is not understood, was not done, is to come, or is another person's is not saved."""
    with pytest.raises(BadInputError, match=says) as refused:
        interpreter().session_line(line)
    assert refused.value.hint


def test_names_of_the_journal_are_known() -> None:
    """People, clinics, products and areas of earlier sessions need no word before them."""
    reader = interpreter(
        session("2026-01-05", Dose("my spot", 5), product="Toxy McToxface", injector="Anna",
                clinic="Glow")
    )  # fmt: skip
    found = reader.session_line("my spot 6 toxy mctoxface anna glow")
    assert (found.doses, found.product, found.injector, found.clinic) == (
        (Dose("my spot", 6),),
        "Toxy McToxface",
        "Anna",
        "Glow",
    )


def test_a_touch_up_of_a_named_session() -> None:
    """The id of a session may follow."""
    reader = interpreter(session("2026-01-05", Dose("glabella"), id="k3abcdef"))
    assert reader.session_line("touch up of k3abcdef 11s 4").touch_up == TouchUp("k3abcdef")
