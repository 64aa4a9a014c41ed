"""Hear emergencies in what somebody types, and say what to do. Pure.

A side effect that is denied, feared, somebody else's or past and over does not count. The signs and
the texts are in `catalog/effects.toml`.
"""

from collections.abc import Collection, Iterable
from datetime import date

from botoxlog.catalog import Ambiguous, Catalog, Effect, Finding, Known, Standing
from botoxlog.core.model import Journal
from botoxlog.core.text import join_words

_THERE = frozenset({Standing.PRESENT, Standing.LESSER})


def emergency_text(
    texts: Iterable[str], catalog: Catalog, today: date, treated: Collection[str] = ()
) -> tuple[str, ...]:
    """Return what to say at once, empty if no text may describe an emergency.

    What the leaflet expects of an area that was treated is said too, also alone.

    Args:
        texts: What was typed: each side effect, note and line as a whole.
        catalog: The signs.
        today: The day on which it was typed.
        treated: Ids of the areas that the journal's sessions treated.
    """
    urgent = _urgent(texts, catalog, today)
    heard = _each(catalog, (one for one in urgent if not catalog.explains(treated, one)))
    expected = tuple(
        figure.text
        for effect in _each(catalog, urgent)
        for area, figure in catalog.expected(effect.id).items()
        if _treats(catalog, treated, (area,))
    )
    if not heard:
        return expected
    names = join_words([effect.heard or effect.name for effect in heard])
    why = dict.fromkeys(catalog.emergencies[effect.emergency].text for effect in heard)
    return (" ".join((f"You wrote about {names}.", *why, catalog.emergency.text)), *expected)


def heard_emergencies(
    texts: Iterable[str], catalog: Catalog, today: date, treated: Collection[str] = ()
) -> list[Effect]:
    """Return the side effects that the texts say are there now and may be an emergency."""
    urgent = _urgent(texts, catalog, today)
    return _each(catalog, (one for one in urgent if not catalog.explains(treated, one)))


def treated_areas(journal: Journal) -> frozenset[str]:
    """Return the ids of the areas that the sessions of a journal treated."""
    return frozenset(area for session in journal.sessions for area in session.areas)


def _urgent(texts: Iterable[str], catalog: Catalog, today: date) -> list[Finding]:
    return [
        finding
        for text in texts
        for finding in catalog.symptoms.read(text, year=today.year)
        if finding.urgent and finding.standing in _THERE and not _is_purpose(text, finding, catalog)
    ]


def _is_purpose(text: str, finding: Finding, catalog: Catalog) -> bool:
    """Whether a sign is what an area was treated for: "botox for strabismus", "strabismus=good"."""
    before = text[: finding.start].casefold().split()[-2:]
    at_state = text[finding.end :].lstrip().startswith("=")
    if not (at_state or before[-1:] == ["for"] or before == ["for", "my"]):
        return False
    named = text[finding.start : finding.end]
    return any(
        isinstance(words.find(named), Known | Ambiguous)
        for words in (catalog.purpose_words, catalog.area_words, catalog.condition_words)
    )


def _each(catalog: Catalog, findings: Iterable[Finding]) -> list[Effect]:
    """Return the side effects of some findings, each once."""
    return [catalog.effects[name] for name in dict.fromkeys(one.effect for one in findings)]


def _treats(catalog: Catalog, treated: Collection[str], areas: Iterable[str]) -> bool:
    return any(catalog.overlap(one, area) for one in treated for area in areas)
