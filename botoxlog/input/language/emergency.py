"""Hear emergencies in what somebody types, and say what to do. Pure.

A side effect that is denied, feared, somebody else's or past and over does not count. The signs and
the texts are in `catalog/effects.toml`.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from botoxlog.catalog import Catalog, Effect, Finding, Standing
from botoxlog.core.model import Journal
from botoxlog.core.text import join_words

_THERE = frozenset({Standing.PRESENT, Standing.LESSER})


def emergency_text(
    texts: Iterable[str], catalog: Catalog, today: date, treated: Collection[str] = ()
) -> tuple[str, ...]:
    """Return what to say at once, empty if no text may describe an emergency.

    Args:
        texts: What was typed: each side effect, note and line as a whole.
        catalog: The signs.
        today: The day on which it was typed.
        treated: Ids of the areas that the journal's sessions treated.
    """
    heard = heard_emergencies(texts, catalog, today, treated)
    if not heard:
        return ()
    names = join_words([effect.heard or effect.name for effect in heard])
    why = dict.fromkeys(catalog.emergencies[effect.emergency].text for effect in heard)
    expected = tuple(
        figure.text
        for effect in heard
        for area, figure in catalog.expected(effect.id).items()
        if _treats(catalog, treated, (area,))
    )
    return (" ".join((f"You wrote about {names}.", *why, catalog.emergency.text)), *expected)


def heard_emergencies(
    texts: Iterable[str], catalog: Catalog, today: date, treated: Collection[str] = ()
) -> list[Effect]:
    """Return the side effects that the texts say are there now and may be an emergency."""
    heard = {
        effect.id: effect
        for text in texts
        for effect in _urgent(catalog, catalog.symptoms.read(text, year=today.year), treated)
    }
    return list(heard.values())


def treated_areas(journal: Journal) -> frozenset[str]:
    """Return the ids of the areas that the sessions of a journal treated."""
    return frozenset(area for session in journal.sessions for area in session.areas)


def _urgent(
    catalog: Catalog, findings: Iterable[Finding], treated: Collection[str]
) -> Iterator[Effect]:
    for finding in findings:
        there = finding.urgent and finding.standing in _THERE
        if there and not is_explained(finding, catalog, treated):
            yield catalog.effects[finding.effect]


def is_explained(finding: Finding, catalog: Catalog, treated: Collection[str]) -> bool:
    """Whether the treatment of an area explains a sign: a weak voice after the voice box."""
    return finding.local and _treats(catalog, treated, catalog.effects[finding.effect].local)


def _treats(catalog: Catalog, treated: Collection[str], areas: Iterable[str]) -> bool:
    return any(catalog.overlap(one, area) for one in treated for area in areas)
