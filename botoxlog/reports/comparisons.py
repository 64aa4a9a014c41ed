"""A person's own comparisons: products, doses, clinicians and clinics of one area, with doubt.

Areas are never compared with each other, and doses only within one substance.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from botoxlog.catalog import Catalog
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.comparison import CLEAR_CHANCE, LEAST_RESULTS, chances_longest
from botoxlog.forecast.duration_estimate import MedianDuration, median_duration
from botoxlog.forecast.forecast import doses_differ
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.reports.session_facts import plain_name


class Compared(StrEnum):
    """What can differ between two results."""

    PRODUCT = "product"
    DOSE = "dose"
    INJECTOR = "injector"
    CLINIC = "clinic"


class Group(NamedTuple):
    """The results that are alike in what is compared.

    Attributes:
        results: Oldest first, each with a bound.
        median: How long half of them lasted, None if that is not known.
        chance: The probability, 0 to 1, that this group lasts longest.
    """

    results: tuple[Treatment, ...]
    median: MedianDuration | None
    chance: float

    @property
    def units(self) -> tuple[float, float]:
        """The least and the most units, 0 where none are known."""
        units = [one.units or 0.0 for one in self.results]
        return min(units), max(units)


class Comparison(NamedTuple):
    """Two or more groups of one area's results.

    Attributes:
        by: What sets the groups apart; several where they changed together.
        also: What else was not the same for all of these results.
        groups: In the order of their first result.
    """

    area: AreaForecast
    by: tuple[Compared, ...]
    also: tuple[Compared, ...]
    groups: tuple[Group, ...]

    @property
    def longest(self) -> Group | None:
        """The group that lasts longest, None if that is not clear."""
        return next((one for one in self.groups if one.chance > CLEAR_CHANCE), None)


def comparisons(area: AreaForecast, catalog: Catalog, since: date) -> Iterator[Comparison]:
    """Yield each comparison that the results of an area since a day allow."""
    results = [
        one
        for one in area.treatments
        if one.date.last >= since and (one.lasted.at_least is not None or one.lasted.end_seen)
    ]
    found: dict[frozenset[frozenset[int]], tuple[list[Compared], list[list[Treatment]]]] = {}
    for kind, groups in _groupings(results, catalog):
        split = [group for group in groups if len(group) >= LEAST_RESULTS]
        if len(split) > 1:
            same = frozenset(frozenset(map(id, group)) for group in split)
            found.setdefault(same, ([], split))[0].append(kind)
    for kinds, split in found.values():
        chances = chances_longest([[one.lasted for one in group] for group in split])
        differs = {
            kind
            for kind, groups in _groupings([one for group in split for one in group], catalog)
            if len(groups) > 1
        }
        yield Comparison(
            area=area,
            by=tuple(kinds),
            also=tuple(kind for kind in Compared if kind in differs.difference(kinds)),
            groups=tuple(
                Group(tuple(group), median_duration([one.lasted for one in group]), chance)
                for group, chance in zip(split, chances, strict=True)
            ),
        )


def _groupings(
    results: Sequence[Treatment], catalog: Catalog
) -> Iterator[tuple[Compared, list[list[Treatment]]]]:
    """Yield the results grouped by each thing that can differ, where that is recorded."""
    products = _grouped(results, lambda one: catalog.substance(one.session.product))
    yield Compared.PRODUCT, products
    for same in products:
        yield Compared.DOSE, _by_dose(same)
    yield Compared.INJECTOR, _grouped(results, lambda one: plain_name(one.session.injector or ""))
    yield Compared.CLINIC, _grouped(results, lambda one: plain_name(one.session.clinic or ""))


def _by_dose(results: Sequence[Treatment]) -> list[list[Treatment]]:
    """Return the results of one substance in groups of which any two doses differ."""
    lowest: dict[float | None, float] = {}
    group = 0.0
    for before, dose in pairwise([None, *sorted({one.units for one in results if one.units})]):
        if before is None or doses_differ(before, dose):
            group = dose or 0.0
        lowest[dose] = group
    return _grouped(results, lambda one: lowest.get(one.units))


def _grouped(
    results: Sequence[Treatment], key: Callable[[Treatment], str | float | None]
) -> list[list[Treatment]]:
    """Return the results grouped by a key, without those that have none."""
    groups: dict[str | float, list[Treatment]] = {}
    for one in results:
        if found := key(one):
            groups.setdefault(found, []).append(one)
    return list(groups.values())
