"""The TOML files into records, on small data."""

from collections.abc import Callable
from datetime import date

from botoxlog.catalog import (
    Area,
    Catalog,
    Effect,
    Evidence,
    Figure,
    LabelInterval,
    LabelledDose,
    Limit,
    Product,
    Purpose,
    Source,
    StateWords,
    Status,
    Topic,
    WarnedLot,
)
from botoxlog.catalog.findings import SymptomWords
from botoxlog.catalog.loader import read_symptom_words
from botoxlog.core.partial_dates import PartialDate


def test_sound_data_are_read(written: Callable[..., Catalog]) -> None:
    """Every key of every file arrives in its record."""
    catalog = written()
    assert catalog.areas["glabella"] == Area(
        "glabella",
        "frown lines",
        "procerus",
        False,
        True,
        "lines",
        ("11s",),
        ("procerus",),
        (),
        ("lines",),
    )
    assert catalog.areas["masseter"].conditions == ("clenching",)
    assert catalog.purposes["jaw"] == Purpose("jaw", ("clenching",))
    assert catalog.products["botox-cosmetic"] == Product(
        id="botox-cosmetic",
        name="Botox Cosmetic",
        generic="onabotulinumtoxinA",
        maker="M",
        family="ona",
        us=True,
        words=(),
        peak=Figure("day 30", Status.VERIFIED, days=30, sources=("read",)),
        min_interval=Figure("10 weeks", Status.RECALLED, days=70, note="a label"),
        labelled=(LabelledDose(("glabella",), "20", Status.RECALLED, 20, (), "from memory"),),
        intervals=(
            LabelInterval("US", ("glabella",), "lines", 84, Status.VERIFIED, ("read",)),
            LabelInterval("European", ("glabella",), "lines", 70, Status.VERIFIED, ("read",)),
        ),
    )
    assert catalog.effects == {
        "headache": Effect(
            "headache",
            "headache",
            False,
            True,
            ("HEAD ache", "=head"),
            ("~HEAD burst",),
            local=("glabella",),
            emergency="spread",
        )
    }
    assert catalog.states == {"gone": StateWords("gone", "gone", ())}
    assert (catalog.state_purposes("Gone"), catalog.state_purposes("full")) == (("lines",), ())
    assert catalog.emergency.text == "Get help."
    assert [figure.text for figure in catalog.emergencies.values()] == ["It may have spread."]
    assert catalog.expected("headache")["glabella"].text == "Some do."
    assert catalog.sources == {"read": Source("read", "A trial", "https://example.org/trial", "A")}
    assert catalog.topics == {
        "veins": Topic(
            id="veins",
            title="Veins that show",
            evidence=Evidence.NONE,
            words=("vein",),
            raised_when="veins noted",
            moot="none shows",
            about=(Figure("nothing", Status.VERIFIED, sources=("read",)),),
            questions={"plain": "Are these new?"},
            limits={
                "years": Limit(5, "years"),
                "days": Limit(84, "days", Status.VERIFIED, ("read",)),
            },
            areas=("glabella",),
            effects=("headache",),
            effect_areas=("glabella",),
        )
    }
    assert catalog.warned_lots == (
        WarnedLot(
            "C1",
            "found to be counterfeit",
            "A regulator",
            PartialDate.of_day(date(2024, 4, 18)),
            Status.VERIFIED,
            ("read",),
        ),
    )
    assert read_symptom_words(catalog.folder) == SymptomWords(
        parts={"HEAD": ("head", "skull")},
        concepts={"PAIN": ("ache",)},
        standing={"denied": ("no", "not")},
        light=frozenset({"my", "the"}),
        ordinary=frozenset({"heal"}),
        idioms=("head over heels",),
    )
