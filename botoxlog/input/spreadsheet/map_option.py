"""The option `--map`, which says what a column holds."""

from collections.abc import Sequence

from botoxlog.catalog import Catalog, Known
from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert, join_words
from botoxlog.input.spreadsheet import heads

MAPPED = {
    **{role: role for role in ("date", "product", "area", "units", "left", "right", "side")},
    **{role: role for role in ("cost", "currency", "injector", "clinic", "lot", "expiry")},
    **{role: role for role in ("purpose", "effects", "status", "person", "note")},
    "touch-up": "touch_up",
    "lasted": "end",
    "ignore": "ignored",
}
"""What `--map` may say that a column holds, and its role; or the name of an area."""


class MapOption:
    """What `--map` says of columns."""

    def __init__(self, items: Sequence[str], catalog: Catalog) -> None:
        """Read HEAD=ROLE.

        Raises:
            BadInputError: One is not of that form, or names no role.
        """
        self._roles: dict[str, tuple[str, str]] = {}
        for item in items:
            head, found, word = item.rpartition("=")
            role = MAPPED.get(word.strip().casefold().replace(" ", "-").replace("_", "-"))
            area = None if role or not found else catalog.find_area(word)
            if isinstance(area, Known):
                self._roles[head] = ("dose", area.id)
            elif role and head.strip():
                self._roles[head] = (role, "")
            else:
                raise BadInputError(
                    f'--map "{inert(item)}" does not say what a column holds. '
                    "Nothing was imported.",
                    f"Write its name, = and one of {join_words(list(MAPPED), 'or')}, or an area: "
                    "--map 'Vial no=lot'",
                )

    def of(self, head: str) -> tuple[str, str] | None:
        """Return the role and the area of a column, None if nothing was said."""
        return next(
            (said for name, said in self._roles.items() if heads.same_head(name, head)), None
        )

    def refuse_unknown(self, cells: Sequence[str]) -> None:
        """Raise BadInputError if a name is not that of a column."""
        for name in self._roles:
            if not any(heads.same_head(name, cell) for cell in cells):
                known = [f'"{inert(cell.strip())}"' for cell in cells if cell.strip()]
                raise BadInputError(
                    f'The sheet has no column "{inert(name)}". Nothing was imported.',
                    f"Its columns are {join_words(known, 'and')}.",
                )
