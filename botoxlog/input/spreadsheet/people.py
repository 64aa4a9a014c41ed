"""A column of people: who was treated, or who injected."""

import shlex
from collections.abc import Iterable, Sequence

from botoxlog.catalog.lookup import tokens
from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert, join_words
from botoxlog.input.language.interpreter import Clarifier

_SELF_WORDS = "me myself self i mine ich moi yo io ik eu"
_RELATED_WORDS = (
    "mum mom mother dad father husband wife partner sister brother daughter son friend aunt uncle "
    "cousin girlfriend boyfriend grandma mutter vater mann frau schwester tochter mere pere "
    "mari femme soeur fille"
)
_TITLE_WORDS = "dr doctor nurse prof professor rn np pa md fnp aprn injector clinic"
_SELF, _RELATED = frozenset(_SELF_WORDS.split()), frozenset(_RELATED_WORDS.split())
_TITLES = frozenset(_TITLE_WORDS.split())
_MOST_NAMED = 5


def who(cells: Sequence[str]) -> str | None:
    """Return whether the cells of a column "Who" are of the "person" treated or the "injector"."""
    words = {word for cell in cells for word in tokens(cell)}
    is_person = not words.isdisjoint(_SELF | _RELATED)
    if is_person != words.isdisjoint(_TITLES):
        return None
    return "person" if is_person else "injector"


def person_key(name: str) -> str:
    """Return what two ways of writing one person have in common; "me" for yourself."""
    plain = " ".join(tokens(name))
    return "me" if plain in _SELF else plain


def chosen(
    head: str, cells: Sequence[str], wanted: str | None, clarifier: Clarifier
) -> tuple[str, str | None]:
    """Return the key of the person whose rows are read, and their name if there is no other.

    Raises:
        BadInputError: The cells name several people, and nobody says which is meant; or not the
            one that was.
    """
    names: dict[str, str] = {}
    for cell in filter(person_key, cells):
        names.setdefault(person_key(cell), cell)
    if wanted is None and len(names) <= 1:
        wanted = next(iter(names.values()), "")
    elif wanted is None:
        try:
            wanted = clarifier.choose(head, list(names.values()))
        except BadInputError:
            raise BadInputError(
                f'The column "{inert(head)}" names {len(names)} people: {_listed(names.values())}. '
                "Nothing was imported.",
                "Choose whose rows to read, such as: --person "
                f"{shlex.quote(inert(next(iter(names.values()))))}",
            ) from None
    if wanted and person_key(wanted) not in names:
        raise BadInputError(
            f'The column "{inert(head)}" does not name "{inert(wanted)}". Nothing was imported.',
            f"It names {_listed(names.values())}.",
        )
    return person_key(wanted), wanted if len(names) == 1 else None


def _listed(names: Iterable[str]) -> str:
    quoted = [f'"{inert(name)}"' for name in names]
    more = [f"{len(quoted) - _MOST_NAMED} more"] if len(quoted) > _MOST_NAMED else []
    return join_words([*quoted[:_MOST_NAMED], *more], "and")
