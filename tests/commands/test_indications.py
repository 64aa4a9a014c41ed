"""Areas, indications and products as people type them, from `add` to every other surface."""

import json
from collections.abc import Callable

import pytest

from tests.conftest import Result

Run = Callable[..., Result]

NO_FORECAST = "No forecast yet: we found no published figures for"


@pytest.mark.parametrize(
    ("typed", "product", "areas"),
    [
        ("drooling 100 xeomin", "xeomin", {"salivary": 100}),
        ("salivary glands 75 botox", "botox", {"salivary": 75}),
        ("sialorrhoea myobloc 2500", "myobloc", {"salivary": 2500}),
        ("groin sweating botox 100", "botox", {"groin": 100}),
        ("sweaty face 50 botox", "botox", {"face-sweat": 50}),
        ("scalp sweating 150 botox", "botox", {"scalp": 150}),
        ("back sweat 100 dysport", "dysport", {"back-sweat": 100}),
        ("frey's syndrome left 30 botox", "botox", {"gustatory-sweat-left": 30}),
        ("nefertiti 30 dysport", "dysport", {"platysma": 30}),
        ("calves 100 each botox", "botox", {"leg-left": 100, "leg-right": 100}),
        (
            "calf slimming 100 each botox",
            "botox",
            {"calf-slimming-left": 100, "calf-slimming-right": 100},
        ),
        ("vaginismus 150 botox", "botox", {"pelvic-floor": 150}),
        ("anal fissure 20 botox", "botox", {"anal-sphincter": 20}),
        ("achalasia 100 botox", "botox", {"oesophagus": 100}),
        ("plantar fasciitis 100 botox", "botox", {"plantar-fascia": 100}),
        ("tennis elbow 50 dysport", "dysport", {"tennis-elbow": 50}),
        ("micro botox 20", "botox-cosmetic", {"microtox": 20}),
        ("mesobotox 20 dysport", "dysport", {"microtox": 20}),
        ("keloid 30 botox", "botox", {"scar": 30}),
        ("rosacea 20 botox", "botox", {"rosacea": 20}),
        ("strabismus right 2.5 botox", "botox", {"eye-muscle-right": 2.5}),
        ("raynauds 50 each botox", "botox", {"raynaud-left": 50, "raynaud-right": 50}),
        ("raynaud-left 50 botox", "botox", {"raynaud-left": 50}),
        ("prostate 200 botox", "botox", {"prostate": 200}),
        ("tension headache 100 botox", "botox", {"tension-headache": 100}),
        ("cluster headache 50 botox", "botox", {"cluster-headache": 50}),
        ("trigeminal neuralgia 40 botox", "botox", {"trigeminal": 40}),
        ("oily skin 20 botox", "botox-cosmetic", {"microtox": 20}),
        ("under breast sweating 50 botox", "botox", {"under-breast": 50}),
        ("restless legs 100 botox", "botox", {"restless-legs": 100}),
        ("benign eyelid twitch 10 botox", "botox", {"eyelid": 10}),
        ("nasal tip 4 botox", "botox-cosmetic", {"nasal-tip": 4}),
        ("earlobes 4 botox", "botox-cosmetic", {"earlobes": 4}),
        ("no burp 50 botox", "botox", {"cricopharyngeus": 50}),
        ("tmj 50 botox", "botox", {"masseter": 50}),
        ("bruxism 50 botox", "botox", {"masseter": 50}),
        ("hemifacial spasm 20 botox", "botox", {"half-face": 20}),
        ("11s 20 jaw 50 botox", "botox", {"glabella": 20, "masseter": 50}),
        ("11s 20 forehead 10 botox", "botox-cosmetic", {"glabella": 20, "forehead": 10}),
        ("11s 20 hengli", "lantox", {"glabella": 20}),
        ("11s 20 nabota", "nuceiva", {"glabella": 20}),
        ("11s 20 botox vistabel", "vistabel", {"glabella": 20}),
        ("11s 20 vistabex", "vistabel", {"glabella": 20}),
        ("11s 20 botox vista", "botox-cosmetic", {"glabella": 20}),
        ("11s 20 reage", "reage", {"glabella": 20}),
        ("11s 20 canitox", "canitox", {"glabella": 20}),
        ("11s 20 botulax", "letybo", {"glabella": 20}),
        ("11s 10 trenibote", "trenibote", {"glabella": 10}),
    ],
)
def test_add_understands(
    run_inside: Run, typed: str, product: str, areas: dict[str, float]
) -> None:
    """The line is a session of that area, product and dose, with nothing left over."""
    (saved,) = json.loads(run_inside("add", *typed.split(), "--json").out)["saved"]
    assert (saved["product"], saved["areas"], saved["note"]) == (product, areas, None)


@pytest.mark.parametrize(
    "typed", ["drooling 100 dysport", "anal fissure 20 botox", "jaw 10 trenibote"]
)
def test_every_surface_copes_without_a_published_duration(run_inside: Run, typed: str) -> None:
    """Nothing is forecast, every command says so or leaves it out, and none fails."""
    added = run_inside("add", *typed.split(), "on", "2026-09-01")
    assert added.code == 0
    assert NO_FORECAST in " ".join(added.out.split())
    for command in ("timeline", "brief", "status"):
        shown = run_inside("--plain", command)
        assert shown.code == 0
        assert NO_FORECAST in " ".join(shown.out.split())
    for command in ("remind", "stats", "log"):
        assert run_inside(command).code == 0
    (area,) = json.loads(run_inside("timeline", "--json").out)["areas"]
    assert (area["forecast"], area["phase"]) == (None, None)
    assert area["no_forecast"].startswith(NO_FORECAST)
    assert json.loads(run_inside("stats", "--json").out)["schema"] == 1


def test_a_label_date_comes_with_whose_label_it_is(run_inside: Run) -> None:
    """The neck has a European date with Xeomin, and none with Botox: then that is what is said."""
    run_inside("add", "neck", "250", "xeomin", "on", "2026-10-01")
    shown = " ".join(run_inside("timeline", "neck").out.split())
    assert "The European label's earliest date is 10 Dec (70 days)." in shown
    (area,) = json.loads(run_inside("timeline", "--json").out)["areas"]
    assert (area["earliest_retreat"], area["earliest_retreat_status"]) == ("2026-12-10", "verified")
    assert area["label_intervals"] == [
        {
            "region": "European",
            "days": 70,
            "date": "2026-12-10",
            "status": "verified",
            "sources": ["xeo_eu"],
        }
    ]
    run_inside("add", "jaw", "50", "botox", "on", "2026-10-01")
    shown = " ".join(run_inside("timeline", "jaw").out.split())
    assert (
        "We found no Botox label that gives an interval for this use. "
        "Labels for this area give 183 days for slimming (Chinese)." in shown
    )
    run_inside("add", "chin", "5", "botox", "on", "2026-10-01")
    shown = " ".join(run_inside("timeline", "chin").out.split())
    assert (
        "We found no Botox Cosmetic label that gives an interval for this use. "
        "For other uses it is about 3 months on most labels." in shown
    )


@pytest.mark.parametrize(
    ("purpose", "kept", "why"),
    [
        ("multiple sclerosis", "neurogenic bladder", "a neurogenic bladder, as the purpose"),
        ("stroke", "neurogenic bladder", "a neurogenic bladder, as the purpose"),
        ("paraplegia", "paraplegia", "a neurogenic bladder, as the purpose"),
        ("non-neurogenic overactive bladder", "non-neurogenic overactive bladder",
         "an overactive bladder, as the purpose"),
    ],
)  # fmt: skip
def test_a_stated_cause_is_kept(run_inside: Run, purpose: str, kept: str, why: str) -> None:
    """What the person says about the bladder is saved, and the window says that it counts."""
    run_inside("add", "bladder", "100", "botox", "on", "2026-10-01", "--purpose", purpose)
    (session,) = json.loads(run_inside("log", "--json").out)["records"]
    assert session["purpose"] == kept
    shown = " ".join(run_inside("timeline", "bladder").out.split())
    assert f"The published figures are those for {why} of the session says." in shown


@pytest.mark.parametrize(
    ("typed", "purpose"),
    [
        ("essential tremor 50 botox", "essential tremor"),
        ("writers cramp 20 botox", "writers cramp"),
        ("focal hand dystonia 30 botox", "focal hand dystonia"),
        ("toe curling 50 botox", "toe curling"),
        ("calf botox 100", None),
        ("calves 100 botox", None),
        ("temples 20 botox", None),
    ],
)
def test_a_use_that_is_on_no_label_has_no_label_date(
    run_inside: Run, typed: str, purpose: str | None
) -> None:
    """What no label covers is kept as the purpose where the line names it, and has no date."""
    (saved,) = json.loads(run_inside("add", *typed.split(), "--json").out)["saved"]
    assert saved["purpose"] == purpose
    (area,) = json.loads(run_inside("timeline", "--json").out)["areas"]
    assert (area["label_intervals"], area["earliest_retreat"]) == ([], None)


def test_every_warning_of_counterfeits_has_its_address(run_inside: Run) -> None:
    """`topics counterfeit` gives the address of each source of its list of lots."""
    shown = run_inside("--plain", "topics", "counterfeit", columns=400).out
    for address in (
        "https://pledgetimes.com/alert-cofepris-denounces-counterfeit-botox/",
        "https://agepsa.cdmx.gob.mx/comunicacion/nota/",
        "https://california18.com/anvisa-issues-warning",
        "https://www.folhape.com.br/noticias/anvisa-alerta",
        "https://www.diariocambio.com.mx/2025/policiaca/",
        "https://cm.healio.com/news/dermatology/20130429/",
    ):
        assert address in shown
    (topic,) = json.loads(run_inside("topics", "counterfeit", "--json").out)["topics"]
    cited = {source for lot in topic["warned_lots"] for source in lot["sources"]}
    assert cited <= {source["id"] for source in topic["sources"]}


def test_two_labels_are_both_named(run_inside: Run) -> None:
    """Each label has its own sentence, also where both say the same."""
    run_inside("add", "11s", "20", "letybo", "on", "2026-11-01")
    shown = " ".join(run_inside("timeline", "11s").out.split())
    assert (
        "The US label's earliest date is 31 Jan (91 days). "
        "The UK label's earliest date is 31 Jan (91 days)." in shown
    )


def test_nothing_is_usual_between_sessions_for_sweating(run_inside: Run) -> None:
    """It is repeated when the sweating is back, so no other label's months are told."""
    run_inside("add", "underarms", "100", "botox", "on", "2026-10-01")
    shown = " ".join(run_inside("timeline", "underarms").out.split())
    assert "We found no Botox label that gives an interval for this use. Check" in shown


def test_a_brand_that_is_not_recorded_has_no_label(run_inside: Run) -> None:
    """Without a brand there is no label date, and what most labels say is said as such."""
    run_inside("add", "11s", "20", "on", "2026-10-01")
    shown = " ".join(run_inside("timeline", "11s").out.split())
    assert (
        "The brand is not recorded, so there is no label date. "
        "It is about 3 months on most labels." in shown
    )
