"""Hear emergencies in what somebody types, and say what to do. Pure.

A side effect that is denied, feared, somebody else's or past and over does not count. The signs and
the texts are in `catalog/effects.toml`.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from botoxlog.catalog import Ambiguous, Catalog, Effect, Finding, Known, Standing
from botoxlog.core.model import Journal
from botoxlog.core.text import join_words

_THERE = frozenset({Standing.PRESENT, Standing.LESSER})


class Heard(NamedTuple):
    """What texts say that may be an emergency.

    Attributes:
        effects: The side effects that may be one.
        expected: What the leaflet expects of the areas that were treated, in sentences.
    """

    effects: tuple[Effect, ...]
    expected: tuple[str, ...]


def emergency_text(
    texts: Iterable[str], catalog: Catalog, today: date, treated: Collection[str] = ()
) -> tuple[str, ...]:
    """Return what to say at once, empty if no text may describe an emergency.

    What the leaflet expects of an area that was treated is said too, also alone. See `hear` for the
    arguments.
    """
    effects, expected = hear(texts, catalog, today, treated)
    if not effects:
        return expected
    names = join_words([effect.heard or effect.name for effect in effects])
    why = dict.fromkeys(catalog.emergencies[effect.emergency].text for effect in effects)
    return (" ".join((f"You wrote about {names}.", *why, catalog.emergency.text)), *expected)


def hear(
    texts: Iterable[str], catalog: Catalog, today: date, treated: Collection[str] = ()
) -> Heard:
    """Return what the texts say is there now and may be an emergency.

    Args:
        texts: What was typed: each side effect, note and line as a whole.
        catalog: The signs.
        today: The day on which it was typed.
        treated: Ids of the areas that the journal's sessions treated.
    """
    urgent = _urgent(texts, catalog, today)
    alarming = _each(catalog, (one for one in urgent if not catalog.explains(treated, one)))
    expected = tuple(
        figure.text
        for effect in _each(catalog, urgent)
        for area, figure in catalog.expected(effect.id).items()
        if any(catalog.overlap(one, area) for one in treated)
    )
    return Heard(alarming, expected)


def treated_areas(journal: Journal, catalog: Catalog) -> frozenset[str]:
    """Return the ids of the areas that the sessions of a journal treated."""
    named = {area for session in journal.sessions for area in session.areas}
    return frozenset(map(catalog.area_id, named))


def _urgent(texts: Iterable[str], catalog: Catalog, today: date) -> list[Finding]:
    return [
        finding
        for text in (_without_looks(each, catalog) for each in texts)
        for finding in catalog.symptoms.read(text, year=today.year)
        if finding.urgent and finding.standing in _THERE and not _is_purpose(text, finding, catalog)
    ]


def _without_looks(text: str, catalog: Catalog) -> str:
    """Return a text with what is no complaint blanked: "bladder=gone", and crow's feet."""

    def blank_look(pair: re.Match[str]) -> str:
        area, state = (
            words.known(half)
            for words, half in zip(
                (catalog.area_words, catalog.state_words), pair.groups(), strict=True
            )
        )
        is_look = isinstance(area, Known | Ambiguous) and isinstance(state, Known)
        return " " * len(pair[0]) if is_look else pair[0]

    text = _PAIR.sub(blank_look, text)
    for first, last in pairwise(_WORD.finditer(text)):
        if _only_sounds_like(f"{first[0]} {last[0]}", catalog):
            text = text[: first.start()].ljust(last.end()) + text[last.end() :]
    return text


_PAIR = re.compile(r"(?<![^\s=])([^\s=]+)=([^\s=,;.]+)")
_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}]s)?")


def _only_sounds_like(words: str, catalog: Catalog) -> bool:
    """Whether an area for looks is named after a part that it is not, as crow's feet are."""
    named = catalog.area_words.known(words)
    known = catalog.areas.get(named.id) if isinstance(named, Known) else None
    if known is None or not known.cosmetic:
        return False
    last = catalog.area_words.exact([words.rsplit(maxsplit=1)[-1].casefold()])
    return bool(last) and known.id not in last


def _is_purpose(text: str, finding: Finding, catalog: Catalog) -> bool:
    """Whether a sign is what an area was treated for: "botox for strabismus", "strabismus=good"."""
    before = text[: finding.start].casefold().split()[-2:]
    at_state = text[finding.end :].lstrip().startswith("=")
    if not (at_state or before[-1:] == ["for"] or before == ["for", "my"]):
        return False
    named = text[finding.start : finding.end]
    return any(
        isinstance(words.known(named), Known | Ambiguous)
        for words in (catalog.purpose_words, catalog.area_words, catalog.condition_words)
    )


def _each(catalog: Catalog, findings: Iterable[Finding]) -> tuple[Effect, ...]:
    """Return the side effects of some findings, each once."""
    return tuple(catalog.effects[name] for name in dict.fromkeys(one.effect for one in findings))
