"""What each column holds, recognised by its head and, if need be, its cells."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import replace

from botoxlog.catalog import Ambiguous, Catalog, Known, Near, NotToxin
from botoxlog.catalog.lookup import tokens, without_brackets
from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert, join_words
from botoxlog.input.language.interpreter import Clarifier
from botoxlog.input.language.money import CODES
from botoxlog.input.language.scanner import side_of
from botoxlog.input.spreadsheet import heads
from botoxlog.input.spreadsheet.date_cells import is_date
from botoxlog.input.spreadsheet.layout import Column
from botoxlog.input.spreadsheet.lengths import bare_unit, unit_of_head
from botoxlog.input.spreadsheet.map_option import MAPPED, MapOption
from botoxlog.input.spreadsheet.people import who
from botoxlog.input.spreadsheet.table import Row
from botoxlog.input.spreadsheet.visit_status import YES_OR_NO, is_status

_UNIT_WORDS = frozenset({"unit", "u", "iu", "dose", "in", "of"})
_HEAD_ROWS = 20
"""Rows from the top among which the heads are looked for. Our choice."""

_CELLS_TRIED = 20
"""Different cells of a column that are tried to find out its role. Our choice."""

_TREATED, _INJECTED = "the person treated", "the clinician"
_IN_NOTES, _LEFT_OUT = "something else: keep it in the notes", "nothing to keep: leave it out"
_AMOUNT_BEFORE = r"(?i)^(?:about |~ ?)?[\d.,]+\s*(?:units?|iu|u)?\s*(?:of\s+)?"
_BRACKETS = r"[(\[]([^)\]]*)[)\]]"
_NAMES = r"[^\W\d_a-z]\S*(?: [^\W\d_a-z]\S*){0,2}"
_FIGURES = r"[~<>]?\s*[\d.,]+\s*\S{0,5}"
_AMOUNT = r"(?i)(?<![^\W_])\d[\d.]*\s*(?:uni\w*|ein\w*|een\w*|iu|ie|ui|u|e)?(?![^\W_])"
_NUMBER_BEGINS = r"(?i)(?:about |ca\.? |each |total |[~<>\u2248])? ?\d"

_MANY = frozenset({"note", "end", "effects", "status", "extra", "number", "measure", "ignored"})
"""Roles that several columns may have."""

_MOST_VIALS = 3
"""A quantity above this is one of units; below, it may count vials or services. Our choice."""

_WORDS = {
    "touch_up": YES_OR_NO,
    "currency": frozenset(code.casefold() for code in CODES.split()),
}
"""What all cells of these roles are."""

_RECORDED, _GUESSED, _NAMED, _TOLD = range(4)
"""How strong the claim of a column to its role is."""

_MOST_SUGGESTED = 4
_NAMED_ONLY = frozenset({"left", "right", "currency", "note", "ignored"})
"""Roles that nobody is asked about."""

_YES_OR_NO = frozenset(word for word in YES_OR_NO if not word.isdigit())


class RoleReader:
    """Recognises what each column holds.

    Attributes:
        notices: What was not understood, in sentences.
    """

    def __init__(self, catalog: Catalog, clarifier: Clarifier, told: MapOption) -> None:
        self._catalog, self._clarifier, self._told = catalog, clarifier, told
        self.notices: list[str] = []

    def head_row(self, rows: Sequence[Row]) -> int | None:
        """Return the index of the row that holds the heads, None if none does."""
        for index, row in enumerate(rows[:_HEAD_ROWS]):
            named = any(map(self._is_date_head, row.cells)) and self._known(row) > 1
            if named and not any(map(is_date, row.cells)):  # "Session" stands below a head, too
                return index
        return None

    def has_dates(self, head: Row, below: Sequence[Row]) -> bool:
        """Whether a column named as the date holds one."""
        dated = [index for index, name in enumerate(head.cells) if self._is_date_head(name)]
        return any(self._cell_fits("date", row.cells[index]) for row in below for index in dated)

    def _is_date_head(self, head: str) -> bool:
        said = self._told.of(head)
        return said[0] == "date" if said else heads.may_be_date(head)

    def _known(self, row: Row) -> int:
        """Return how many cells of a row name a role or an area."""
        return sum(
            bool(
                self._told.of(cell)
                or heads.role_of(cell)
                or heads.by_content(cell)
                or unit_of_head(cell) is not None
                or self._area(cell) is not None
            )
            for cell in row.cells
            if cell.strip()
        )

    def no_heads(self, rows: Sequence[Row]) -> BadInputError:
        """Return the error for a sheet whose columns are not understood."""
        closest = max(rows[:_HEAD_ROWS], key=self._known, default=None)
        sentence = "No row holds column names: a date and at least one other. Nothing was imported."
        if closest is not None and self._known(closest):
            unknown = [
                cell.strip()
                for cell in closest.cells
                if cell.strip()
                and not (heads.role_of(cell) or heads.by_content(cell) or self._area(cell))
            ]
            if unknown:
                missing = "area" if any(map(self._is_date_head, closest.cells)) else "date"
                return BadInputError(
                    sentence,
                    f"If they are in row {closest.number}, say what they mean, such as: --map "
                    + shlex.quote(f"{inert(unknown[0])}={missing}"),
                )
        return BadInputError(
            sentence,
            "Put a row of names above the sessions, such as: Date, Product, Area, Units, Cost, "
            "Notes.",
        )

    def merged_heads(self, head: Row, below: Row) -> Row | None:
        """Return one row of heads if areas are in a second one, below a merged "Units".

        A merged head is followed by empty ones, and "Units" over a single area is none of a
        session. Anything else in the row, apart from what explains a head, makes it a session.
        """
        if below.number != head.number + 1:
            return None
        cells, merged, named = list(head.cells), False, False
        for index, under in enumerate(map(str.strip, below.cells)):
            above = head.cells[index].strip() if index < len(head.cells) else ""
            if not under or re.fullmatch(r"\([^)]*\)|\[[^\]]*\]", under):
                continue
            role = heads.role_of(above)
            if index >= len(cells) or role not in {None, "units", "area"}:
                return None
            if not isinstance(self._area(under), Known | Ambiguous | Near):
                return None
            named = True
            merged = merged or not above or role == "units"
            cells[index] = under
        return replace(head, cells=tuple(cells)) if named and merged else None

    def columns(self, names: Sequence[str], below: Sequence[Row]) -> list[Column]:
        """Return the columns that have a name or a filled cell.

        Raises:
            BadInputError: Two hold the same, or a head names one of several areas or kinds of
                people, and there is nobody to ask.
        """
        cells = {
            index: [row.cells[index].strip() for row in below if index < len(row.cells)]
            for index in range(len(names))
        }
        filled = {index: [cell for cell in column if cell] for index, column in cells.items()}
        columns = [
            self._column(index, head, cells[index])
            for index, head in enumerate(names)
            if head.strip() or filled[index]
        ]
        columns = self._settled(_with_measure(columns))
        for place, column in enumerate(columns):
            if column.role == "unknown":
                columns[place] = self._asked(column, filled[column.index], columns)
        return columns

    def _column(self, index: int, head: str, cells: Sequence[str]) -> Column:
        """Return what a column holds; the role "unknown" if neither head nor cells show it."""
        column = Column(index, head, "extra")
        filled = list(dict.fromkeys(filter(None, cells)))[:_CELLS_TRIED]
        if said := self._told.of(head):
            role, area = said
        elif (unit := unit_of_head(head)) is not None:
            return replace(column, role="end", unit=unit)
        else:
            role, area = self._named(head, filled)
        if role == "units" and filled and not any(map(_begins_as_number, filled)):
            role = "measure"
        if role == "cost" and filled and _YES_OR_NO.issuperset(map(str.casefold, filled)):
            role = "unknown"  # whether it was paid
        if role == "unknown" and counts_rows(cells):
            role = "number"
        if role == "unknown" and not head.strip():
            role = "extra"
        return replace(
            column,
            role=role,
            area=area,
            currency=heads.currency_of(head) if role == "cost" else "",
            unit=(bare_unit(head) or "") if role == "end" else "",
            guessed=not said and role in self._choices(head),
        )

    def _named(self, head: str, filled: Sequence[str]) -> tuple[str, str]:
        """Return the role that a head names, and the area if it names one."""
        found = self._area(head)
        choices = self._choices(head)
        area = found.id if isinstance(found, Known) and "side" not in choices else ""
        if (role := heads.role_of(head)) or area:
            return role or "dose", "" if role else area
        if choices == ("injector", "person"):
            role = self._who(head, filled, _INJECTED)
        elif "cost" in choices and heads.currency_of(head):
            role = "cost"
        elif choices:
            role = next((role for role in choices[:-1] if self._fits(role, filled)), choices[-1])
        elif isinstance(found, Ambiguous):
            role, area = "dose", self._clarifier.choose(head, found.readings)
        elif heads.is_note(head):
            return "extra", ""
        else:
            role = self._beside_product(head)
        if role == "name":
            role = self._who(head, filled, _IN_NOTES) if _are_names(filled) else "extra"
        return ("unknown" if role == "extra" else role), area

    def _choices(self, head: str) -> tuple[str, ...]:
        """Return the roles of which the cells choose one."""
        parts = [head, *head.split("/")]
        return next(filter(None, map(heads.by_content, parts)), ())

    def _who(self, head: str, filled: Sequence[str], otherwise: str) -> str:
        """Return whose names are in a column: the person's who was treated, or others.

        Raises:
            BadInputError: The cells do not show it, they name several, and there is nobody to ask.
        """
        if role := who(filled):
            return role
        other = {_INJECTED: "injector", _IN_NOTES: "note"}[otherwise]
        try:
            meant = self._clarifier.choose(head.strip(), (_TREATED, otherwise))
        except BadInputError:
            if len(filled) <= 1:
                return "unknown"
            said = [shlex.quote(f"{inert(head.strip())}={role}") for role in ("person", other)]
            raise BadInputError(
                f'The column "{inert(head.strip())}" may name the people who were treated. '
                "Nothing was imported.",
                f"Say what it holds: --map {said[0]} or --map {said[1]}",
            ) from None
        return "person" if meant == _TREATED else other

    def _beside_product(self, head: str) -> str:
        """Return the role that a head names beside a product, as in "Botox units"."""
        words = [word for word in heads.head_words(head) if not self._is_product(word)]
        if not words:  # "Botox (U)"
            words = [word for word in heads.bracket_words(head) if not self._is_product(word)]
        return heads.role_of(" ".join(words)) or "unknown"

    def _is_product(self, word: str) -> bool:
        return isinstance(self._catalog.find_product(word, cosmetic=True), Known)

    def _settled(self, columns: Sequence[Column]) -> list[Column]:
        """Return the columns with one of each role: what was said, then named, then guessed.

        Raises:
            BadInputError: Two have the same claim to it.
        """
        claims: dict[tuple[str, str], list[tuple[int, Column]]] = {}
        for column in columns:
            if column.role not in _MANY and column.role != "unknown":
                key = (column.role, column.area)
                claims.setdefault(key, []).append((self._rank(column), column))
        lost: dict[int, str] = {}
        for (role, area), claim in claims.items():
            best = max(rank for rank, _ in claim)
            first, *others = [column for rank, column in claim if rank == best]
            if others:
                raise BadInputError(
                    f"Two columns hold the same thing ({area or role.replace('_', '-')}): "
                    f'"{inert(first.head)}" and "{inert(others[0].head)}". Nothing was imported.',
                    "Rename or remove one of them, or leave it out: --map "
                    + shlex.quote(f"{inert(others[0].head.strip())}=ignore"),
                )
            lost |= {
                column.index: heads.else_role(column.head) for rank, column in claim if rank < best
            }
        if any(column.role == "dose" for column in columns):
            lost |= {
                column.index: "note"
                for column in columns
                if column.role == "area" and column.guessed and heads.is_prose(column.head)
            }
        return [replace(column, role=lost.get(column.index, column.role)) for column in columns]

    def _rank(self, column: Column) -> int:
        if self._told.of(column.head):
            return _TOLD
        named = column.role == "dose" or heads.role_of(column.head) is not None
        if heads.is_recorded(column.head):
            return _RECORDED
        return _NAMED if named and not heads.is_secondary(column.head) else _GUESSED

    def _asked(self, column: Column, filled: Sequence[str], columns: Sequence[Column]) -> Column:
        """Return a column that nothing shows the meaning of: asked about, or for the notes."""
        taken = {other.role for other in columns} - _MANY
        fitting = [
            name
            for name, role in MAPPED.items()
            if role not in {*taken, *_NAMED_ONLY} and self._may_be(role, filled)
        ]
        head = column.head.strip()
        likely = ["lasted"] if bare_unit(head) and "lasted" in fitting else []  # "Weeks"
        others = [role for role in fitting if role not in likely]
        try:
            meant = self._clarifier.choose(head, (*likely, _IN_NOTES, _LEFT_OUT, *others))
        except BadInputError:
            self._notice_unknown(head, filled, fitting)
            return replace(column, role="extra")
        role = {_IN_NOTES: "extra", _LEFT_OUT: "ignored"}.get(meant) or MAPPED[meant]
        return replace(column, role=role, unit=(bare_unit(head) or "") if role == "end" else "")

    def _may_be(self, role: str, filled: Sequence[str]) -> bool:
        """Whether all cells of a column have the form that a role asks for."""
        figures = all(re.fullmatch(_FIGURES, cell) for cell in filled)
        dates = bool(filled) and all(map(is_date, filled))
        if role in {"date", "expiry"}:
            return dates
        if dates:
            return role == "end"
        if role in {"units", "left", "right", "cost", "end"}:
            return figures
        if role in {"product", "area", "status", "side"}:
            return self._fits(role, filled)
        if role in _WORDS:
            return {word.casefold() for word in filled} <= _WORDS[role]
        return role == "lot" or not figures

    def _notice_unknown(self, head: str, filled: Sequence[str], fitting: Sequence[str]) -> None:
        found = self._area(head) if self._may_be("units", filled) else None
        near = found.suggestions if isinstance(found, Near) else ()
        likely = next(iter([*near, *(["lasted"] if bare_unit(head) else [])]), "ignore")
        meant = f" Is it {join_words(near, 'or')}?" if near else ""
        lead = "To leave it out" if likely == "ignore" else "To say so"
        others = [role for role in fitting if role != likely][:_MOST_SUGGESTED]
        also = f" It could also be {join_words(others, 'or')}." if others else ""
        self.notices.append(
            f'botoxlog does not know the column "{inert(head)}", so its cells go into the notes.'
            f"{meant} {lead}: --map {shlex.quote(f'{inert(head)}={likely}')}.{also}"
        )

    def _area(self, head: str) -> Known | Ambiguous | Near | None:
        """Return the area that a head such as "Glabella (U)" or "Units - jaw L" names."""
        head = head.translate(heads.TO_ROUND)
        words = [word for word in tokens(without_brackets(head)) if word not in _UNIT_WORDS]
        sides = [word for bracket in re.findall(_BRACKETS, head) for word in tokens(bracket)]
        sides = [word for word in sides if word in {"left", "right", "l", "r"}]
        found = self._catalog.find_area(" ".join([*words, *sides])) if words else None
        return found if isinstance(found, Known | Ambiguous | Near) else None

    def _fits(self, role: str, filled: Sequence[str]) -> bool:
        """Whether cells show that a column has a role."""
        if role == "status":
            return bool(filled) and all(map(is_status, filled))
        if role == "side":
            return bool(filled) and all(map(side_of, filled))
        return any(self._cell_fits(role, cell) for cell in filled)

    def _cell_fits(self, role: str, cell: str) -> bool:
        if role == "date":
            return is_date(cell) or re.fullmatch(r"\d{5}(?:\.\d+)?", cell) is not None
        if role == "cost":
            return bool(heads.currency_of(cell))
        if role == "product":
            named = (cell, re.sub(_AMOUNT_BEFORE, "", cell))
            found = [self._catalog.find_product(part, cosmetic=True) for part in named]
            return any(isinstance(item, Known | NotToxin) for item in found)
        if role == "units":
            return any(number > _MOST_VIALS for number in map(int, re.findall(r"\d+", cell)))
        parts = [cell, *re.split(r"[;,&+/\n:|()]|\s[-\u2013]\s|\bto\b|\bin\b", cell)]
        words = (re.sub(_AMOUNT, "", part) for part in parts)
        plain = (
            " ".join(word for word in part.split() if not self._is_product(word)) for part in words
        )
        return any(isinstance(self._catalog.find_area(part), Known | Ambiguous) for part in plain)


def _are_names(filled: Sequence[str]) -> bool:
    """Whether all cells look like names of people: one to three words with capitals.

    "Visit A" is the title of a page.
    """
    words = [word for cell in filled for word in cell.split()]
    return all(re.fullmatch(_NAMES, cell) for cell in filled) and not any(
        word for word in words if heads.role_of(word) or heads.by_content(word)
    )


def _with_measure(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with a "Value" as the units that a column of measures tells apart."""
    has_measure = any(column.role == "measure" for column in columns)
    has_units = any(column.role == "units" for column in columns)
    roles = {"value": "units" if has_measure and not has_units else "unknown"}
    if not has_units and not any(column.role == "value" for column in columns):
        roles["measure"] = "units"
    return [replace(column, role=roles.get(column.role, column.role)) for column in columns]


def _begins_as_number(cell: str) -> bool:
    return re.match(_NUMBER_BEGINS, cell) is not None


def counts_rows(cells: Sequence[str]) -> bool:
    """Whether the cells are 1, 2, 3 and so on, and nothing else."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]
