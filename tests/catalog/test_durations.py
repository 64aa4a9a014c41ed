"""How long a result lasts before anything is known about the person."""

import pytest

from botoxlog.catalog import Catalog, Status
from botoxlog.catalog.durations import Cause, Durations, Family, Loan, Settled

ONA, DAXI, RELA = "onabotulinumtoxina", "daxibotulinumtoxina", "relabotulinumtoxina"
ABO, RIMA, INCO = "abobotulinumtoxina", "rimabotulinumtoxinb", "incobotulinumtoxina"
TRENI = "trenibotulinumtoxine"

# besides those of tests/catalog/test_published.py
SETTLED = [
    (ONA, "glabella", 112, 0.44),
    ("prabotulinumtoxina", "glabella", 112, 0.44),
    (INCO, "glabella", 112, 0.44),
    (ABO, "glabella", 120, 0.44),
    (ONA, "forehead", 112, 0.44),
    (ONA, "crows-feet", 98, 0.44),
    (DAXI, "forehead", 168, 0.44),
    (DAXI, "crows-feet", 149, 0.44),
    (DAXI, "neck", 155, 0.50),
    (RELA, "glabella", 160, 0.46),
    (RELA, "crows-feet", 135, 0.46),
    (RIMA, "neck", 92, 0.55),
    (RIMA, "scalp", 152, 0.75),
    (RIMA, "face-sweat", 152, 0.75),
    ("letibotulinumtoxina", "glabella", 112, 0.50),
    (INCO, "salivary", 112, 0.55),
    (TRENI, "glabella", 20, 0.40),
    (ONA, "platysma", 112, 0.55),
    (ONA, "bladder", 240, 0.73),
    (ONA, "palms", 180, 0.75),
    (INCO, "palms", 180, 0.75),
    *((family, "soles", 180, 0.75) for family in (ONA, ABO, INCO)),
    *((family, "scalp", 194, 0.75) for family in (ONA, ABO, INCO)),
    *((family, "face-sweat", 194, 0.75) for family in (ONA, ABO, INCO)),
    *((family, "gummy-smile", 119, 0.50) for family in (ONA, ABO, INCO)),
    *((family, "masseter", 183, 0.50) for family in (ONA, ABO, INCO)),
    *((family, "trapezius", 183, 0.50) for family in (ONA, ABO, INCO)),
]


@pytest.mark.parametrize(("family", "area", "median", "log_sd"), SETTLED)
def test_settled(catalog: Catalog, family: str, area: str, median: float, log_sd: float) -> None:
    """What was found for the very family and area is not borrowed, and has its sources."""
    prior = catalog.prior(family, area, None)
    assert prior is not None
    assert (prior.median_days, prior.log_sd, prior.borrowed_from) == (median, log_sd, None)
    assert prior.sources


def test_no_others_are_settled(catalog: Catalog) -> None:
    """These and the ones that a row binds are all; a second cause counts once more."""
    spasm_voice_sweat = 3 * (len({"eyelid", "half-face", "neck", "arm", "leg"}) + 2 + 1)
    others = len({(DAXI, "glabella"), (ABO, "palms"), (ONA, "migraine"), (ONA, "neurogenic")})
    assert len(catalog.durations.settled) == len(SETTLED) + spasm_voice_sweat + others


@pytest.mark.parametrize(
    ("purpose", "units", "median", "assumed"),
    [
        (None, None, 240,
         "an overactive bladder, the more common one: the session does not say which it is"),
        ("bladder", None, 240,
         "an overactive bladder, the more common one: the session does not say which it is"),
        (None, 100, 240, "an overactive bladder, assumed from the dose of 100 units"),
        (None, 200, 274, "a neurogenic bladder, assumed from the dose of 200 units"),
        (None, 300, 274, "a neurogenic bladder, assumed from the dose of 300 units"),
        (None, 141, 240, "an overactive bladder, assumed from the dose of 141 units"),
        (None, 142, 274, "a neurogenic bladder, assumed from the dose of 142 units"),
        ("overactive bladder", 200, 240,
         "an overactive bladder, as the purpose of the session says"),
        ("OAB", None, 240, "an overactive bladder, as the purpose of the session says"),
        ("neurogenic bladder", 100, 274,
         "a neurogenic bladder, as the purpose of the session says"),
        ("Neurogenic detrusor overactivity", None, 274,
         "a neurogenic bladder, as the purpose of the session says"),
        ("bladder, MS", None, 274, "a neurogenic bladder, as the purpose of the session says"),
        ("spinal cord injury", None, 274,
         "a neurogenic bladder, as the purpose of the session says"),
    ],
)  # fmt: skip
def test_which_bladder_it_is(
    catalog: Catalog, purpose: str | None, units: float | None, median: float, assumed: str
) -> None:
    """The purpose says which bladder, else the dose of Botox, else the more common; with the why.

    100 and 200 units are told apart at 141.4, as far from one as from the other on a log scale.
    """
    prior = catalog.prior(ONA, "bladder", purpose, units)
    assert prior is not None
    assert (prior.median_days, prior.assumed) == (median, assumed)


def test_units_of_another_product_say_nothing_of_the_bladder(catalog: Catalog) -> None:
    """200 units of Dysport are not 200 of Botox."""
    prior = catalog.prior(ABO, "bladder", None, 200)
    assert prior is not None
    assert prior.median_days == 240


OVER, NEURO = "an overactive bladder", "a neurogenic bladder"
SAYS = "as the purpose of the session says"


@pytest.mark.parametrize(
    ("purpose", "median", "assumed"),
    [
        ("non-neurogenic overactive bladder", 240, f"{OVER}, {SAYS}"),
        ("Nonneurogenic", 240, f"{OVER}, {SAYS}"),
        ("not neurogenic", 240, f"{OVER}, {SAYS}"),
        ("no MS", 240, f"{OVER}, {SAYS}"),
        ("isn't overactive", 274, f"{NEURO}, {SAYS}"),
        ("not overactive but neurogenic", 274, f"{NEURO}, {SAYS}"),
        ("idiopathic", 240, f"{OVER}, {SAYS}"),
        ("multiple sclerosis", 274, f"{NEURO}, {SAYS}"),
        ("MS", 274, f"{NEURO}, {SAYS}"),
        ("after a stroke", 274, f"{NEURO}, {SAYS}"),
        ("paraplegia", 274, f"{NEURO}, {SAYS}"),
        ("myelomeningocele", 274, f"{NEURO}, {SAYS}"),
        ("Parkinson's", 274, f"{NEURO}, {SAYS}"),
        ("multiple tests", 240, f"{OVER}, assumed from the dose of 100 units"),
        ("detrusor overactivity", 240, f"{OVER}, assumed from the dose of 100 units"),
    ],
)
def test_the_words_of_a_purpose_say_which_bladder(
    catalog: Catalog, purpose: str, median: float, assumed: str
) -> None:
    """Diseases of the nerves mean a neurogenic bladder; what is denied is not meant."""
    prior = catalog.prior(ONA, "bladder", purpose, 100)
    assert prior is not None
    assert (prior.median_days, prior.assumed) == (median, assumed)


@pytest.mark.parametrize(
    ("purpose", "sites", "median"),
    [
        (None, (), 100),
        ("voice", (), 100),
        ("Abductor spasmodic dysphonia", (), 70),
        ("abductor dysphonia", (), 70),
        ("adductor dysphonia", ("posterior cricoarytenoid",), 100),
        ("ABSD", (), 70),
        (None, ("Posterior  cricoarytenoid",), 70),
        (None, ("PCA",), 70),
        (None, ("thyroarytenoid",), 100),
        ("voice", ("interarytenoid", "posterior cricoarytenoid"), 70),
    ],
)
def test_which_voice_it_is(
    catalog: Catalog, purpose: str | None, sites: tuple[str, ...], median: float
) -> None:
    """The purpose says which kind, else the muscle injected, else the adductor kind is assumed."""
    prior = catalog.prior(ONA, "larynx", purpose, 5, sites)
    assert prior is not None
    assert prior.median_days == median


@pytest.mark.parametrize(
    ("purpose", "family", "median", "log_sd", "words"),
    [
        (None, ONA, 183, 0.50, None),
        ("slimming", ONA, 183, 0.50, None),
        ("spasm", ONA, 69, 0.55, "neck muscles, Botox"),
        ("cervical dystonia", ABO, 69, 0.55, "neck muscles, Dysport"),
        ("pain", INCO, 69, 0.55, "neck muscles, Xeomin"),
        ("spasm", DAXI, 155, 0.55, "neck muscles, Daxxify"),
        ("migraine", ONA, 76, 0.30, "migraine pattern, Botox"),
    ],
)
def test_a_trapezius_in_spasm_is_like_the_neck(
    catalog: Catalog,
    purpose: str | None,
    family: str,
    median: float,
    log_sd: float,
    words: str | None,
) -> None:
    """Its own figures are of how thin the muscle was: for spasm and pain it borrows the neck's."""
    prior = catalog.prior(family, "trapezius", purpose)
    assert prior is not None
    assert (prior.median_days, prior.log_sd, prior.borrowed_from) == (median, log_sd, words)


@pytest.mark.parametrize(
    ("family", "area", "pooled"),
    [
        (ONA, "masseter", False),
        (ABO, "masseter", True),
        (INCO, "trapezius", False),
        (ONA, "trapezius", True),
        (ONA, "eyelid", True),
        (ONA, "glabella", False),
    ],
)
def test_whether_brands_were_told_apart(
    catalog: Catalog, family: str, area: str, pooled: bool
) -> None:
    """A study of one brand is that brand's; for others it is pooled."""
    prior = catalog.prior(family, area, None)
    assert prior is not None
    assert prior.pooled is pooled


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("neck", [("Botox", 69)]),
        ("bladder", [("Botox, a neurogenic bladder", 274), ("Botox, an overactive bladder", 240)]),
        ("elbow skin", []),
    ],
)
def test_the_usual_priors_of_an_area(
    catalog: Catalog, area: str, expected: list[tuple[str, float]]
) -> None:
    """What `areas` shows: Botox, once for each cause for which results last differently."""
    found = [(name, prior.median_days) for name, prior in catalog.usual_priors(area)]
    assert found == expected


def test_what_is_within_one_person_comes_with_a_spread(catalog: Catalog) -> None:
    """Read in the underarms, with the gain of each session; the lender's where it is borrowed."""
    own, lent = (catalog.prior(family, "underarms", None) for family in (ONA, "unknown"))
    loan = catalog.prior(ONA, "chin", None)
    assert own is not None
    assert lent is not None
    assert loan is not None
    assert [(one.within, one.gain_per_session) for one in (own, lent, loan)] == [
        (0.35, 1.03),
        (0.35, 1.03),
        (0.31, 1.0),
    ]


@pytest.mark.parametrize(
    ("family", "area", "purpose", "median", "log_sd", "words"),
    [
        (ONA, "chin", "lines", 112, 0.55, "frown lines, Botox"),
        (ONA, "temples", None, 76, 0.30, "migraine pattern, Botox"),
        (ONA, "temples", "lines", 112, 0.55, "frown lines, Botox"),
        (ABO, "chin", None, 120, 0.55, "frown lines, Dysport"),
        (INCO, "crows-feet", None, 98, 0.50, "crow's feet, Botox"),
        ("prabotulinumtoxina", "forehead", None, 112, 0.50, "forehead, Botox"),
        ("letibotulinumtoxina", "forehead", None, 112, 0.50, "forehead, Botox"),
        ("letibotulinumtoxina", "masseter", None, 183, 0.56, "jaw, Botox"),
        ("unknown", "glabella", None, 112, 0.50, "frown lines, Botox"),
        ("a brand typed by hand", "glabella", None, 112, 0.50, "frown lines, Botox"),
        (DAXI, "chin", None, 168, 0.55, "frown lines, Daxxify"),
        (DAXI, "masseter", None, 274.5, 0.60, "jaw, Botox, scaled as Daxxify's frown lines"),
        (RELA, "forehead", None, 160, 0.54, "forehead, Botox, scaled as Relfydess's frown lines"),
        (TRENI, "chin", None, 20, 0.55, "frown lines, TrenibotE"),
        (RIMA, "underarms", None, 194, 0.89, "underarms, Botox"),
        (RIMA, "arm", None, 84, 0.55, "arm, Botox"),
        (ONA, "forehead", "migraine", 76, 0.30, "migraine pattern, Botox"),
        (ONA, "forehead", "Migraine ", 76, 0.30, "migraine pattern, Botox"),
        (ONA, "behind the ears", "migraine", 76, 0.30, "migraine pattern, Botox"),
        (ABO, "migraine-pattern", "migraine", 76, 0.36, "migraine pattern, Botox"),
        (ONA, "forehead", "sweating", 194, 0.78, "underarms, Botox"),
        (ONA, "under the chest", "sweating", 194, 0.78, "underarms, Botox"),
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
    assert prior.sources == (
        *("mass2b", "mass2b_asj", "mass_us"),
        *("sakura_pooled", "sakura_each"),
        *("prabo40", "ona_hd", "glogau2012", "abo_dose"),
    )


@pytest.mark.parametrize(
    ("area", "log_sd"),
    [("underarms", 0.74), ("palms", 0.75), ("soles", 0.75), ("scalp", 0.75)],
)
def test_the_own_area_of_a_purpose_keeps_its_figure(
    catalog: Catalog, area: str, log_sd: float
) -> None:
    """Where sweating was measured, its own settled figure is used and not the wide loan."""
    prior = catalog.prior(ONA, area, "sweating")
    assert prior is not None
    assert (prior.log_sd, prior.borrowed_from) == (log_sd, None)


@pytest.mark.parametrize("purpose", [None, "lines", "some purpose of one's own"])
@pytest.mark.parametrize("family", [ONA, DAXI, "unknown"])
def test_nothing_honest_to_say(catalog: Catalog, family: str, purpose: str | None) -> None:
    """An area that is not known gets no number, unless the purpose gives one."""
    assert catalog.prior(family, "elbow skin", purpose) is None


@pytest.mark.parametrize("area", ["masseter", "underarms", "forehead", "bladder"])
def test_a_short_acting_toxin_borrows_from_none(catalog: Catalog, area: str) -> None:
    """Type E was measured in the frown lines: how long it lasts elsewhere is not guessed."""
    assert catalog.prior(TRENI, area, None) is None


def test_what_has_a_prior(catalog: Catalog) -> None:
    """An area that is published or borrows has a range for every product but the short-acting one.

    That one is of another type and borrows from none. Drooling was published for Xeomin, which
    lends to none. Areas that do neither have no range at all.
    """
    durations = catalog.durations
    known = {area for family, area, _ in durations.settled if family == ONA}
    known |= {area for area, _ in durations.area_loans}
    long_acting = {item.family for item in catalog.products.values()} - {"trenibotulinumtoxine"}
    for area in catalog.areas:
        for family in long_acting:
            found = catalog.prior(family, area, None) is not None
            assert found == (area in known or (family, area) == (INCO, "salivary"))
    assert "anal-sphincter" not in known
    assert "glabella" in known


def test_what_counts_as_verified(catalog: Catalog) -> None:
    """The one median that is a source's own says so; with our own spread no prior is verified."""
    read = {
        key
        for key, entry in catalog.durations.settled.items()
        if entry.median_status is Status.VERIFIED
    }
    assert read == {(DAXI, "glabella", None)}
    for entry in catalog.durations.settled.values():
        assert entry.log_sd_status is Status.DERIVED


def small(**settled: Settled) -> Durations:
    """Return durations of one family that lends to the unknown one."""
    families = {
        "base": Family("base", "Base", None, 0.0, None, "why"),
        "unknown": Family("unknown", "unknown brand", "base", 0.1, None, "why"),
    }
    return Durations(
        {("base", area, None): figure for area, figure in settled.items()},
        {
            "ear": (
                Cause("a", "kind a", "a", ("alpha",)),
                Cause("b", "kind b", "b", ("beta",), default="usual"),
            )
        },
        {("nose", None): Loan("ear", 0.5, "why")},
        {},
        families,
    )


MINE = Settled(
    100, 0.4, Status.VERIFIED, Status.VERIFIED, 0.3, 0.2, "split", ("row",), ("read",), "note"
)


def test_a_loan_that_nobody_can_give() -> None:
    """Where neither the family nor the one it borrows from has the figure, there is no number."""
    durations = small(chin=MINE)
    assert durations.prior("unknown", "nose", None, None, {}) is None
    assert durations.prior("unknown", "ear", "alpha", None, {}) is None
    prior = durations.prior("base", "chin", None, None, {})
    assert prior is not None
    assert (prior.median_status, prior.log_sd_status) == (Status.VERIFIED, Status.VERIFIED)
