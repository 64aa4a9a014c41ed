"""Signs of side effects: what `effects.toml` says of each, parsed."""

from typing import NamedTuple


class Term(NamedTuple):
    """One part of a sign: any of these concepts, behind the part before it or anywhere."""

    concepts: tuple[str, ...]
    after: bool = False


class Sign(NamedTuple):
    """Concepts that together are a sign of a side effect.

    Attributes:
        readings: The ids it may mean, most likely first.
        terms: What it is made of.
        unless: Concepts that must not be in the clause.
        alone: Whether the text must hold nothing else.
        own: Whether its subject must be the person: a tent collapses too.
        local: Areas whose treatment explains it.
        urgent: Whether it may be an emergency.
    """

    readings: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    unless: tuple[str, ...] = ()
    alone: bool = False
    own: bool = False
    local: tuple[str, ...] = ()
    urgent: bool = False


def parse_sign(
    text: str, readings: tuple[str, ...], *, urgent: bool = False, local: tuple[str, ...] = ()
) -> Sign:
    """Return the sign that a line of `effects.toml` describes.

    `a|b c` is a or b, and c, in any order; `>c`: c comes later; `!c`: no c in the clause. A leading
    `=`: nothing else is said; `@`: the subject is the person; `~`: the treatment of the areas in
    `local` explains it, or of those in `~[a|b]`. A word that is no concept stands for itself, `_`
    joining several.

    >>> parse_sign("EYELID >droop !bag", ("eyelid-ptosis",)).unless
    ('bag',)
    """
    marked, areas, rest = text.partition("] ") if text.startswith("~[") else (text, "", "")
    if areas:
        local, text = tuple(marked.removeprefix("~[").split("|")), f"~{rest}"
    plain = text.lstrip("=@~")
    marks = text[: len(text) - len(plain)]
    terms: list[Term] = []
    unless: list[str] = []
    for part in plain.split():
        concepts = tuple(part.lstrip(">!").split("|"))
        if part.startswith("!"):
            unless += concepts
        else:
            terms.append(Term(concepts, part.startswith(">")))
    return Sign(
        readings,
        tuple(terms),
        tuple(unless),
        alone="=" in marks,
        own="@" in marks,
        local=local if "~" in marks else (),
        urgent=urgent,
    )
