"""The published rows, and the settled figures that they bind."""

import shutil
from pathlib import Path
from statistics import NormalDist, fmean

import pytest

from botoxlog.catalog import Catalog, PublishedFigure, Role, Status
from tests.catalog.schema import MEASURES

ONA, ABO, INCO = "onabotulinumtoxina", "abobotulinumtoxina", "incobotulinumtoxina"
DAXI = "daxibotulinumtoxina"
TYPE_A = (ONA, ABO, INCO)

# row, area, purpose, families, what was published, the settled median and spread
BINDING = [
    ("gl_daxi_median", "glabella", None, (DAXI,), ("median", 168), (168, 0.44)),
    ("bs_early", "eyelid", None, TYPE_A, ("mean", 94.5), (85, 0.44)),
    ("hfs_both", "half-face", None, TYPE_A, ("mean", 86.8), (80, 0.44)),
    ("hfs_defazio", "half-face", None, TYPE_A, ("mean", 88.2), (80, 0.44)),
    ("cd_carenity", "neck", None, TYPE_A, ("mean", 73.6), (69, 0.45)),
    ("limb_carenity", "arm", None, TYPE_A, ("mean", 89.4), (84, 0.40)),
    ("limb_carenity", "leg", None, TYPE_A, ("mean", 89.4), (84, 0.40)),
    ("lx_ad", "larynx", None, TYPE_A, ("mean", 106), (100, 0.42)),
    ("lx_ab", "larynx", "abductor dysphonia", TYPE_A, ("mean", 74), (70, 0.42)),
    ("ua_first", "underarms", None, TYPE_A, ("median", 183), (194, 0.74)),
    ("ua_ona50", "underarms", None, (ONA,), ("median", 205), (194, 0.74)),
    ("pa_first", "palms", None, (ABO,), ("median", 213), (205, 0.75)),
    ("mi_mix", "migraine-pattern", None, (ONA,), ("median", 76), (76, 0.30)),
    ("mi_d84", "migraine-pattern", None, (ONA,), ("share on day 84", 37.1), (76, 0.30)),
]  # fmt: skip


@pytest.mark.parametrize("row", BINDING, ids=lambda row: f"{row[0]}, {row[1]}")
def test_a_binding_row_is_reproduced(
    catalog: Catalog,
    row: tuple[str, str, str | None, tuple[str, ...], tuple[str, float], tuple[float, float]],
) -> None:
    """What people felt comes out of the prior: within 7% of a median or mean, 5 points of a share.

    The second method: the log-normal is laid out as its 20,000 middles of equal parts.
    """
    name, area, purpose, families, (measure, published), (median, log_sd) = row
    figure = catalog.published[name]
    assert (figure.value, figure.role) == (published, Role.REPRODUCE)
    assert area in figure.areas
    assert set(families) == set(figure.families)
    for family in families:
        prior = catalog.prior(family, area, purpose)
        assert prior is not None
        assert (prior.median_days, prior.log_sd, prior.borrowed_from) == (median, log_sd, None)
    parts = [2.718281828 ** (log_sd * z) * median for z in MIDDLES]
    if measure == "share on day 84":
        assert abs(100 * fmean(part > 84 for part in parts) - published) < 5
    else:
        ours = median if measure == "median" else fmean(parts)
        assert abs(ours / published - 1) < 0.07


MIDDLES = [NormalDist().inv_cdf((place + 0.5) / 20_000) for place in range(20_000)]


def test_no_other_row_binds(catalog: Catalog) -> None:
    """The table above has every row that is to be reproduced, and nothing else."""
    binding = {row.id for row in catalog.published.values() if row.role is Role.REPRODUCE}
    assert binding == {row[0] for row in BINDING}


def test_only_what_people_felt_binds(catalog: Catalog) -> None:
    """No investigator's scale, re-treatment interval or recalled row binds a figure."""
    for row in catalog.published.values():
        if row.role is Role.REPRODUCE:
            assert row.rater in {"self", "self scale", "both"}
            assert row.status is not Status.RECALLED


def durations(catalog: Catalog) -> list[PublishedFigure]:
    """Return the rows that give a duration in days, or a share on a day."""
    wanted = {*MEASURES, "range_days"}
    return [row for row in catalog.published.values() if row.quantity in wanted]


def test_every_pair_with_a_published_duration_is_settled(catalog: Catalog) -> None:
    """Wherever a duration was read, a new user's figure is settled from it and not borrowed."""
    rows = durations(catalog)
    assert len(rows) > 60
    for row in rows:
        for area in row.areas:
            for family in row.families:
                prior = catalog.prior(family, area, row.cause)
                assert prior is not None
                assert prior.borrowed_from is None, (row.id, family, area)


def test_nothing_settled_rests_on_a_recalled_row(catalog: Catalog) -> None:
    """A recalled row stands as a check, and moves no date."""
    recalled = {row.id for row in catalog.published.values() if row.status is Status.RECALLED}
    assert recalled == {"gl_label_d60", "gl_label_d90", "gl_label_d120"}
    for settled in catalog.durations.settled.values():
        assert not recalled.intersection(settled.rows)


def test_the_sources_of_a_settled_figure_are_those_of_its_rows(catalog: Catalog) -> None:
    """No settled figure cites a source that none of its rows has, or leaves one out."""
    for key, settled in catalog.durations.settled.items():
        rows = {source for row in settled.rows for source in catalog.published[row].sources}
        assert set(settled.sources) == rows, key


@pytest.mark.parametrize(
    ("row", "grades"),
    [
        ("mi_mix", {"wear1": "A", "wear2": "A"}),
        ("ef_moin", {"moin": "B"}),
        ("gl_ona20_rtb2", {"ona_hd": "B"}),
    ],
)
def test_the_grades_behind_a_row(catalog: Catalog, row: str, grades: dict[str, str]) -> None:
    """An abstract is A; a company's news, or a journal's own copy without one, is B."""
    assert {name: catalog.sources[name].grade for name in catalog.published[row].sources} == grades


def test_a_dose_gains_only_where_that_was_published(catalog: Catalog) -> None:
    """A doubled dose: longer in the frown lines, no longer in underarms and neck, else unknown."""
    gains = {
        (family, area): settled.gain_per_doubling
        for (family, area, _), settled in catalog.durations.settled.items()
        if settled.gain_per_doubling is not None
    }
    assert gains == {
        (ONA, "glabella"): 1.22,
        ("prabotulinumtoxina", "glabella"): 1.22,
        (ABO, "glabella"): 1.13,
        (DAXI, "neck"): 1.0,
        **{(family, "underarms"): 1.0 for family in TYPE_A},
    }


def test_a_forecast_does_not_wait_for_the_rows(catalog: Catalog, tmp_path: Path) -> None:
    """The rows are for the documents: without their file every prior is the same."""
    shutil.copytree(catalog.folder, tmp_path / "catalog", ignore=shutil.ignore_patterns("pub*"))
    bare = Catalog(tmp_path / "catalog")
    assert bare.prior(ONA, "neck", None) == catalog.prior(ONA, "neck", None)
