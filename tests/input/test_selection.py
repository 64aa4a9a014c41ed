"""Which records, areas and products a command was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from botoxlog.catalog import Catalog, load
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.model import (
    AreaState,
    CheckIn,
    Discussed,
    Dose,
    Journal,
    Outcome,
    Session,
    State,
)
from botoxlog.core.partial_dates import parse_iso
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.input import command_words, selection
from botoxlog.input.language.interpreter import Interpreter
from tests.conftest import TODAY


def session(id_: str, iso: str, area: str, product: str | None, lot: str | None = None) -> Session:
    """Return a session of one area."""
    return Session(id_, parse_iso(iso), (Dose(area),), product, lot=lot)


JOURNAL = Journal(
    sessions=(
        session("s-jaw-left", "2026-05-01", "masseter-left", "botox", lot="C1234 AB"),
        session("s-jaw", "2025-05", "masseter", "Dysport", lot="c-1234-ab"),
        session("s-glabella", "2026-01-05", "glabella", "botox-cosmetic"),
        session("s-by-hand", "2024", "the 11's", "MyTox"),
        session("s-own", "2023-01-05", "my spot", None),
    ),
    checkins=(
        CheckIn(
            "c-jaw", parse_iso("2026-06-01"), (AreaState("masseter", State.FULL),), ("headache",)
        ),
    ),
    discussed=(Discussed("d-1", parse_iso("2026-06-02"), "too-soon", Outcome.ASKED),),
)


@dataclass
class Picker:
    """Takes the first of what is offered, and counts the questions."""

    asked: list[str] = field(default_factory=list)

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Return the first reading."""
        self.asked.append(word)
        return readings[0]

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Return the first suggestion."""
        self.asked.append(word)
        return suggestions[0]

    def is_area(self, word: str) -> bool:  # noqa: ARG002 - as the protocol has it
        """Say no."""
        return False


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the data that ship with the program."""
    return load()


def found(catalog: Catalog, picker: Picker | None = None, **asked: str) -> list[str | None]:
    """Return the ids of the records that were asked for."""
    interpreter = Interpreter(catalog, JOURNAL, TODAY, picker or Picker())
    return [record.id for record in selection.records(JOURNAL, interpreter, **asked)]


def test_every_record_oldest_first(catalog: Catalog) -> None:
    """Nothing asked for is everything, in order of date, a year or month by its middle."""
    assert found(catalog) == [
        "s-own", "s-by-hand", "s-jaw", "s-glabella", "s-jaw-left", "c-jaw", "d-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("area", "ids"),
    [
        ("masseter", ["s-jaw", "s-jaw-left", "c-jaw"]),
        ("left jaw", ["s-jaw", "s-jaw-left", "c-jaw"]),
        ("right jaw", ["s-jaw", "c-jaw"]),
        ("glabella", ["s-by-hand", "s-glabella"]),
        ("My  Spot", ["s-own"]),
        ("chin", []),
    ],
)
def test_by_area(catalog: Catalog, area: str, ids: list[str]) -> None:
    """The whole finds its sides, a side the whole, and words written by hand are understood."""
    assert found(catalog, area=area) == ids


@pytest.mark.parametrize(
    ("product", "ids"),
    [
        ("botox", ["s-glabella", "s-jaw-left"]),
        ("Botox Cosmetic", ["s-glabella"]),
        ("dysport", ["s-jaw"]),
        ("MYTOX", ["s-by-hand"]),
        ("xeomin", []),
    ],
)
def test_by_product(catalog: Catalog, product: str, ids: list[str]) -> None:
    """A bare "botox" finds both of its uses; names written by hand are understood."""
    assert found(catalog, product=product) == ids


def test_a_near_miss_is_asked_about_once(catalog: Catalog) -> None:
    """A product that is nearly known takes one question, not one for each of its uses."""
    picker = Picker()
    assert found(catalog, picker, product="dysprt") == ["s-jaw"]
    assert picker.asked == ["dysprt"]


@pytest.mark.parametrize("lot", ["C1234AB", "c1234 ab", "C-1234-AB"])
def test_by_lot(catalog: Catalog, lot: str) -> None:
    """A lot number is found however it was copied from the box."""
    assert found(catalog, lot=lot) == ["s-jaw", "s-jaw-left"]


def test_conditions_add_up(catalog: Catalog) -> None:
    """Several conditions must all hold."""
    assert found(catalog, area="jaw", product="botox", lot="c1234ab") == ["s-jaw-left"]


def test_what_is_no_toxin_is_refused(catalog: Catalog) -> None:
    """A journal of toxins cannot hold a filler."""
    with pytest.raises(BadInputError, match="not a botulinum toxin"):
        found(catalog, product="juvederm")


def test_reference_data_by_name(catalog: Catalog) -> None:
    """An area or a product is found by any of its words; a side means its area."""
    assert [area.id for area in selection.areas(catalog, "left jaw")] == ["masseter"]
    assert [item.id for item in selection.products(catalog, "jeaveau")] == ["jeuveau"]
    assert len(selection.areas(catalog, None)) == len(catalog.areas)
    assert len(selection.products(catalog, None)) == len(catalog.products)


@pytest.mark.parametrize(
    ("kind", "name", "hint"),
    [
        ("areas", "glabela", "Did you mean glabella?"),
        ("areas", "frown", "Did you mean glabella or mouth-corners?"),
        ("areas", "qqqq", "To list them all: botoxlog areas"),
        ("products", "dysprt", "Did you mean dysport?"),
        ("products", "qqqq", "To list them all: botoxlog products"),
        ("products", "juvederm", "To list them all: botoxlog products"),
    ],
)
def test_reference_data_that_are_not_there(
    catalog: Catalog, kind: str, name: str, hint: str
) -> None:
    """What is not known is said, with what comes near it."""
    show = selection.areas if kind == "areas" else selection.products
    with pytest.raises(CannotDoError) as error:
        show(catalog, name)
    assert error.value.hint == hint


def test_topics_are_all_or_the_one_that_was_named() -> None:
    """With no name every topic, in its order; with a name that one, or what is spelt alike."""
    catalog = load()
    assert selection.topics(catalog, None) == tuple(catalog.topics.values())
    assert [item.id for item in selection.topics(catalog, "too-soon")] == ["too-soon"]
    with pytest.raises(CannotDoError) as refused:
        selection.topics(catalog, "soon-too")
    assert refused.value.sentence == '"soon-too" is not a topic botoxlog knows.'


def test_the_lanes_that_were_asked_for() -> None:
    """All where none is named; an area with both its sides, in the order of the outlook."""
    interpreter = Interpreter(load(), JOURNAL, TODAY, Picker())
    snapshot = build_snapshot(JOURNAL, load(), TODAY)
    every = [item.area for item in snapshot.areas]
    told = {
        wanted: [item.area for item in selection.treated_areas(snapshot, interpreter, wanted)]
        for wanted in ((), ("masseter",), ("11s",), ("masseter", "11s"))
    }
    jaw = [area for area in every if area.startswith("masseter")]
    assert told == {
        (): every,
        ("masseter",): jaw,
        ("11s",): ["glabella"],
        ("masseter", "11s"): [area for area in every if area in {*jaw, "glabella"}],
    }
    assert len(every) > len(jaw) + 1
    with pytest.raises(CannotDoError, match="Your journal has no session for chin"):
        selection.treated_areas(snapshot, interpreter, ("chin",))


def test_a_word_with_two_readings_is_asked_about(catalog: Catalog) -> None:
    """In a terminal the person chooses, once, and the area chosen is taken."""
    picker = Picker()
    interpreter = Interpreter(catalog, JOURNAL, TODAY, picker)
    chosen = command_words.choose_areas("timeline", ["brow", "jaw"], interpreter)
    assert (chosen.areas, picker.asked) == (["glabella", "masseter"], ["brow"])
