"""What is set beside what: products, doses, clinicians and clinics of one area."""

import json
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from botoxlog.forecast.track_record import track_record
from botoxlog.render import json as json_answers
from botoxlog.reports.comparisons import Compared, Comparison
from botoxlog.reports.statistics_text import statistics_sections
from tests.journals import look, session
from tests.reports.test_statistics import stats_of


class Had(NamedTuple):
    """One session, and the days after it of a check-in that saw it working and one worn off."""

    product: str = "botox-cosmetic"
    units: float = 20
    injector: str = ""
    clinic: str = ""
    area: str = "glabella"
    working: int = 98
    gone: int | None = 105


DYSPORT = Had("dysport", 50, working=110, gone=118)


def journal(*results: Had) -> str:
    """Return a journal with a session every 200 days."""
    text, day = "", date(2019, 1, 1)
    for number, had in enumerate(results):
        extra = f'injector = "{had.injector}"\n' if had.injector else ""
        extra += f'clinic = "{had.clinic}"\n' if had.clinic else ""
        text += session(number, day, {had.area: had.units}, had.product, extra)
        text += look(day + timedelta(days=had.working), {had.area: "full"})
        if had.gone:
            text += look(day + timedelta(days=had.gone), {had.area: "gone"})
        day += timedelta(days=200)
    return text


def compared(*results: Had) -> tuple[Comparison, ...]:
    """Return the comparisons of a journal with these results."""
    return stats_of(journal(*results)).comparisons


def said(*results: Had) -> list[tuple[str, str]]:
    """Return them in words: what is compared, and how."""
    return [
        (fact.label, fact.text)
        for section in statistics_sections(stats_of(journal(*results)))
        if section.title.startswith("Your results compared")
        for fact in section.facts
    ]


def test_two_products_that_are_not_clear() -> None:
    """Each has its median and its results; units are not compared across products."""
    assert said(DYSPORT, DYSPORT, Had(), Had(), Had()) == [
        (
            "product",
            (
                "Dysport 110 to 118 days (2 results), Botox Cosmetic 98 to 105 days (3 results). "
                "Which lasts longer is not clear yet."
            ),
        )
    ]


def test_a_product_that_lasts_longer() -> None:
    """It is said with its chance."""
    long = Had("dysport", 50, working=150, gone=160)
    ((label, text),) = said(*[long] * 4, *[Had()] * 4)
    assert label == "product"
    assert "Probably longer for you: Dysport (9" in text


def test_what_changed_together_is_compared_once() -> None:
    """Under both names: nobody can tell them apart."""
    one = DYSPORT._replace(clinic="Glow", injector="Dr Lee")
    other = Had(clinic="Skin", injector="Dr Roy")
    (item,) = compared(one, one, other, other)
    assert item.by == (Compared.PRODUCT, Compared.INJECTOR, Compared.CLINIC)
    ((label, text),) = said(one, one, other, other)
    assert label == "product, clinician and clinic"
    assert text.startswith("Dysport by Dr Lee at Glow 110 to 118 days (2 results), Botox")


def test_what_changed_only_partly_is_named() -> None:
    """A comparison says what else was not the same."""
    glow = Had(clinic="Glow")
    by_product, by_clinic = compared(
        DYSPORT._replace(clinic="Glow"), DYSPORT._replace(clinic="Skin"), glow, glow,
        Had(clinic="Skin"),
    )  # fmt: skip
    assert (by_product.by, by_product.also) == ((Compared.PRODUCT,), (Compared.CLINIC,))
    assert (by_clinic.by, by_clinic.also) == ((Compared.CLINIC,), (Compared.PRODUCT,))


@pytest.mark.parametrize(
    ("units", "groups"),
    [
        ((20, 20, 24, 24), ()),  # less than a quarter more is the same dose
        ((20, 20, 25, 25), ((20, 20), (25, 25))),
        ((20, 24, 28, 40, 40), ((20, 28), (40, 40))),  # 24 is the same as both of its neighbours
        ((20, 20, 40), ()),  # one result is not compared
    ],
)
def test_doses_of_one_substance(
    units: tuple[float, ...], groups: tuple[tuple[float, float], ...]
) -> None:
    """Any two doses of different groups differ."""
    found = compared(*[Had(units=each) for each in units])
    assert tuple(group.units for item in found for group in item.groups) == groups
    assert all(item.by == (Compared.DOSE,) for item in found)


def test_doses_are_never_compared_across_products() -> None:
    """50 units of Dysport are not more than 20 of Botox; its own 50 and 100 are compared."""
    found = compared(DYSPORT, DYSPORT, *[DYSPORT._replace(units=100)] * 2, Had(), Had())
    assert [(item.by, item.also) for item in found] == [
        ((Compared.PRODUCT,), (Compared.DOSE,)),
        ((Compared.DOSE,), ()),
    ]


def test_areas_are_never_compared() -> None:
    """Two of each product in two areas are no comparison."""
    chin = Had("dysport", 10, area="chin")
    assert compared(Had(), chin, Had(), chin) == ()


@pytest.mark.parametrize("had", [Had(product="my own"), Had(injector="  dr LEE "), Had()])
def test_what_is_not_known_or_alike_is_not_compared(had: Had) -> None:
    """The same name however it is written, and nothing where no name is recorded."""
    assert compared(had, had, had._replace(injector=had.injector.title()), had) == ()


def test_the_json_of_a_comparison() -> None:
    """What sets a group apart is there, the rest is null."""
    stats = stats_of(journal(DYSPORT, DYSPORT, Had(), Had(), Had()))
    past = track_record(stats.snapshot, stats.snapshot.areas)
    told = json.loads(json_answers.stats(stats, past))
    (item,) = told["comparisons"]
    assert (item["area"], item["by"], item["also"], item["clear"]) == (
        "glabella", ["product"], [], False,
    )  # fmt: skip
    first, second = item["groups"]
    assert first["chance"] + second["chance"] == pytest.approx(1.0, abs=0.002)
    del first["chance"]
    assert first == {
        "product": "dysport",
        "units": None,
        "injector": None,
        "clinic": None,
        "results": ["s0000", "s0001"],
        "median": {"at_least": 110, "at_most": 118, "results": 2, "still_working": 0},
    }
