"""How long a result lasts before anything is known about the person."""

import pytest

from botoxlog.catalog import Catalog, Status
from botoxlog.catalog.durations import Durations, Family, Loan, Published

ONA, DAXI, RELA = "onabotulinumtoxina", "daxibotulinumtoxina", "relabotulinumtoxina"
ABO, RIMA = "abobotulinumtoxina", "rimabotulinumtoxinb"


@pytest.mark.parametrize(
    ("family", "area", "median", "log_sd"),
    [
        (ONA, "glabella", 112, 0.44),
        (ONA, "forehead", 112, 0.44),
        (ONA, "crows-feet", 98, 0.44),
        (ONA, "underarms", 201, 0.60),
        (ONA, "migraine-pattern", 66.5, 0.20),
        (ONA, "masseter", 183, 0.44),
        (ONA, "bladder", 316, 0.60),
        (ONA, "eyelid", 84, 0.50),
        (DAXI, "glabella", 168, 0.44),
        (DAXI, "forehead", 168, 0.44),
        (DAXI, "crows-feet", 149, 0.44),
        (DAXI, "neck", 155, 0.50),
        (RELA, "glabella", 150, 0.50),
        (RIMA, "neck", 98, 0.30),
    ],
)
def test_published(catalog: Catalog, family: str, area: str, median: float, log_sd: float) -> None:
    """What was published for the very family and area is not borrowed, and has its sources."""
    prior = catalog.prior(family, area, None)
    assert prior is not None
    assert (prior.median_days, prior.log_sd, prior.borrowed_from) == (median, log_sd, None)
    assert prior.sources


def test_no_others_are_published(catalog: Catalog) -> None:
    """The table above is the whole of what is published."""
    assert len(catalog.durations.published) == 14


@pytest.mark.parametrize(
    ("family", "area", "purpose", "median", "log_sd", "words"),
    [
        (ONA, "chin", "lines", 112, 0.55, "frown lines, Botox"),
        (ONA, "platysma", None, 112, 0.55, "frown lines, Botox"),
        (ONA, "temples", None, 112, 0.55, "frown lines, Botox"),
        (ONA, "trapezius", None, 183, 0.60, "jaw, Botox"),
        (ONA, "palms", "sweating", 201, 0.70, "underarms, Botox"),
        (ONA, "neck", None, 84, 0.60, "eyelids, Botox"),
        (ONA, "larynx", "voice", 84, 0.60, "eyelids, Botox"),
        (ABO, "glabella", None, 112, 0.50, "frown lines, Botox"),
        (ABO, "chin", None, 112, 0.61, "frown lines, Botox"),
        ("incobotulinumtoxina", "crows-feet", None, 98, 0.50, "crow's feet, Botox"),
        ("prabotulinumtoxina", "glabella", None, 112, 0.50, "frown lines, Botox"),
        ("letibotulinumtoxina", "masseter", None, 183, 0.50, "jaw, Botox"),
        ("unknown", "glabella", None, 112, 0.50, "frown lines, Botox"),
        ("a brand typed by hand", "glabella", None, 112, 0.50, "frown lines, Botox"),
        (DAXI, "chin", None, 168, 0.55, "frown lines, Daxxify"),
        (DAXI, "masseter", None, 274.5, 0.54, "jaw, Botox, scaled as Daxxify's frown lines"),
        (
            RELA,
            "crows-feet",
            None,
            131.25,
            0.54,
            "crow's feet, Botox, scaled as Relfydess's frown lines",
        ),
        (RIMA, "underarms", None, 201, 0.75, "underarms, Botox"),
        (RIMA, "arm", None, 84, 0.75, "eyelids, Botox"),
        (ONA, "forehead", "migraine", 66.5, 0.20, "migraine pattern, Botox"),
        (ONA, "forehead", "Migraine ", 66.5, 0.20, "migraine pattern, Botox"),
        (ONA, "behind the ears", "migraine", 66.5, 0.20, "migraine pattern, Botox"),
        (ABO, "migraine-pattern", "migraine", 66.5, 0.26, "migraine pattern, Botox"),
        (ONA, "forehead", "sweating", 201, 0.70, "underarms, Botox"),
        (ONA, "under the chest", "sweating", 201, 0.70, "underarms, Botox"),
    ],
)
def test_borrowed(
    *,
    catalog: Catalog,
    family: str,
    area: str,
    purpose: str | None,
    median: float,
    log_sd: float,
    words: str,
) -> None:
    """What is borrowed says from what, is wider than its lender, and is never called verified."""
    prior = catalog.prior(family, area, purpose)
    assert prior is not None
    assert prior.median_days == pytest.approx(median)
    assert prior.log_sd == log_sd
    assert prior.borrowed_from == words
    assert (prior.median_status, prior.log_sd_status) == (Status.DERIVED, Status.DERIVED)
    assert prior.sources


def test_a_scaled_loan_names_every_source(catalog: Catalog) -> None:
    """The sources of all three figures that make up a scaled median are cited, each once."""
    prior = catalog.prior(DAXI, "masseter", None)
    assert prior is not None
    assert prior.sources == ("mass2b", "sakura_each", "carr2003", "glogau2012")


def test_the_own_area_of_a_purpose_keeps_its_figure(catalog: Catalog) -> None:
    """Underarms treated for sweating use their own published figure, not the wide loan."""
    prior = catalog.prior(ONA, "underarms", "sweating")
    assert prior is not None
    assert (prior.log_sd, prior.borrowed_from) == (0.60, None)


@pytest.mark.parametrize("purpose", [None, "lines", "some purpose of one's own"])
@pytest.mark.parametrize("family", [ONA, DAXI, "unknown"])
def test_nothing_honest_to_say(catalog: Catalog, family: str, purpose: str | None) -> None:
    """An area that is not known gets no number, unless the purpose gives one."""
    assert catalog.prior(family, "elbow skin", purpose) is None


def test_what_has_a_prior(catalog: Catalog) -> None:
    """An area that is published or borrows has a range for every product but the short-acting one.

    That one is of another type and borrows from none. Areas that do neither have no range at all.
    """
    durations = catalog.durations
    known = {area for _, area in durations.published} | set(durations.area_loans)
    long_acting = {item.family for item in catalog.products.values()} - {"trenibotulinumtoxine"}
    for area in catalog.areas:
        for family in long_acting:
            assert (catalog.prior(family, area, None) is not None) == (area in known)
    assert "anal-sphincter" not in known
    assert "glabella" in known


def test_what_counts_as_verified(catalog: Catalog) -> None:
    """The two medians read in a source say so; with our own spread no prior is verified whole."""
    read = {
        key
        for key, entry in catalog.durations.published.items()
        if entry.median_status is Status.VERIFIED
    }
    assert read == {(ONA, "migraine-pattern"), (DAXI, "glabella")}
    for family, area in catalog.durations.published:
        prior = catalog.prior(family, area, None)
        assert prior is not None
        assert prior.log_sd_status is not Status.VERIFIED


def test_a_loan_that_nobody_can_give() -> None:
    """Where neither the family nor the one it borrows from has the figure, there is no number."""
    mine = Published(100, 0.4, Status.VERIFIED, Status.VERIFIED, ("read",), None)
    families = {
        "base": Family("base", "Base", None, 0.0, None, "why"),
        "unknown": Family("unknown", "unknown brand", "base", 0.1, None, "why"),
    }
    durations = Durations({("base", "chin"): mine}, {"nose": Loan("ear", 0.5, "why")}, {}, families)
    assert durations.prior("unknown", "nose", None, {}) is None
    prior = durations.prior("base", "chin", None, {})
    assert prior is not None
    assert (prior.median_status, prior.log_sd_status) == (Status.VERIFIED, Status.VERIFIED)
