"""What each column of a spreadsheet holds, recognised by its head and, if need be, its cells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from botoxlog.catalog import Ambiguous, Catalog, Known, Near, NotToxin
from botoxlog.catalog.lookup import tokens, without_brackets
from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert, join_words
from botoxlog.input.language.interpreter import Clarifier
from botoxlog.input.spreadsheet.lengths import bare_unit, unit_of_head
from botoxlog.input.spreadsheet.table import Row, Spreadsheet

_WORDS = {
    "date": "date, when, day, visit, appointment, treated on, injected on, date of treatment, "
    "date of injection, treatment date, session date, visit date, appointment date, "
    "injection date, date treated, date injected, "
    "datum, termin, behandlungsdatum, jour, rendez-vous, rdv, seance",
    "product": "product, brand, toxin, neurotoxin, drug, medication, product used, brand name, "
    "praparat, produkt, mittel, marke, produit, marque",
    "area": "area, zone, region, muscle, body part, injection site, treatment area, treated area, "
    "area treated, areas injected, where injected, "
    "treated, what was treated, bereich, areal, stelle, zone traitee",
    "units": "unit, u, iu, dose, dosage, total unit, unit total, number of units, "
    "how many units, how many, no of units, total dose, "
    "einheit, einheiten, einheiten gesamt, dosis, unite, total unites, nombre dunites",
    "left": "left, l, left side, left unit, units left, left dose, link, gauche",
    "right": "right, r, right side, right unit, units right, right dose, recht, droite",
    "cost": "cost, price, paid, amount paid, total cost, total paid, total price, fee, charge, "
    "spent, "
    "preis, kosten, betrag, prix, cout, tarif, montant",
    "currency": "currency, wahrung, devise",
    "injector": "injector, nurse, doctor, dr, provider, practitioner, physician, surgeon, "
    "dermatologist, injected by, clinician, who, by, done by, "
    "arzt, arztin, behandler, medecin, docteur, praticien",
    "clinic": "clinic, practice, office, spa, med spa, salon, clinic name, "
    "where i went, praxis, klinik, cabinet, clinique",
    "lot": "lot, batch, lot number, batch number, lot no, batch no, lot nr, lot batch, "
    "charge, chargennummer, numero de lot",
    "expiry": "expiry, exp, expires, expiry date, exp date, expiration, expiration date, use by, "
    "verfall, verfallsdatum, haltbar bi, peremption",
    "note": "note, comment, remark, detail, observation, "
    "bemerkung, bemerkungen, notiz, notizen, kommentar, anmerkung, remarque, commentaire",
    "purpose": "purpose, reason, indication, for, why, grund, zweck, motif",
    "side": "side, laterality, sides, left right, seite, cote, lado",
    "effects": "side effect, side effects, complication, complications, reaction, reactions, "
    "adverse event, adverse events, nebenwirkung, nebenwirkungen, effets secondaires",
    "touch_up": "touch up, touchup, top up, nachbehandlung, korrektur, retouche",
}
_BY_CONTENT = {
    "where": ("area", "clinic"),
    "place": ("area", "clinic"),
    "location": ("area", "clinic"),
    "site": ("area", "clinic"),
    "treatment": ("product", "area", "note"),
    "procedure": ("product", "area", "note"),
    "service": ("product", "area", "note"),
    "injectable": ("product", "note"),
    "type": ("product", "note"),
    "what": ("product", "area", "note"),
    "amount": ("cost", "units"),
    "howmuch": ("cost", "units"),
    "total": ("cost", "note"),
}
"""Heads that people use for several things: the first role that fits the cells, else the last."""

_ROLES = {
    "".join(tokens(word)): role for role, words in _WORDS.items() for word in words.split(",")
}
_UNIT_WORDS = frozenset({"unit", "u", "iu", "dose", "in", "of"})
_HEAD_ROWS = 20
"""Rows from the top among which the heads are looked for. Our choice."""

_CELLS_TRIED = 20
"""Different cells of a column that are tried to find out its role. Our choice."""

_LASTED = r"(?i)last(ed|ing)|duration|wore off|faded|gone"
_DURATION, _SOMETHING_ELSE = "how long it lasted", "something else"
_AMOUNT_BEFORE = r"(?i)^(?:about |~ ?)?[\d.,]+\s*(?:units?|iu|u)?\s*(?:of\s+)?"
_BRACKETS = r"[(\[]([^)\]]*)[)\]]"
_CURRENCY = r"[$\u00a3\u20ac\u20a9\u00a5\u20b9]|\b(?:[A-Z]{3}|US\$)(?![A-Za-z])"
EMPTY = frozenset(
    {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "none", "nil", "null", "?", "x?"}
)
"""What people type into a cell that holds nothing."""

_MANY = frozenset({"note", "end", "effects"})
"""Roles that several columns may have."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        index: Counted from 0.
        head: As it is in the sheet.
        role: "date", "units" and so on; "dose" for the units of one area; "end" for how long a
            result lasted or when it wore off; "number" for row numbers; "extra" for anything that
            is not understood and goes into the note.
        area: The area of a "dose" column, else "".
        currency: The one that the head of a "cost" column names, else "".
        unit: The unit of time that the head of an "end" column names, else "".
    """

    index: int
    head: str
    role: str
    area: str = ""
    currency: str = ""
    unit: str = ""

    def cell(self, row: Row) -> str:
        """Return the cell of a row in this column, without the spaces around it."""
        return row.cells[self.index].strip() if self.index < len(row.cells) else ""

    def words(self, row: Row) -> str:
        """Return the cell of a row after the head, as a note holds it."""
        head = self.head.strip()
        return f"{head}: {self.cell(row)}" if head else self.cell(row)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet, and the rows below their heads that are not empty."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notices: tuple[str, ...] = ()

    def of(self, role: str) -> Column | None:
        """Return the column of a role."""
        return next((column for column in self.columns if column.role == role), None)

    def every(self, role: str) -> tuple[Column, ...]:
        """Return all columns of a role."""
        return tuple(column for column in self.columns if column.role == role)

    def cell(self, row: Row, role: str) -> str:
        """Return the cell of a row in the column of a role, "" for "n/a" and the like."""
        column = self.of(role)
        typed = column.cell(row) if column else ""
        return "" if typed.casefold() in EMPTY else typed


def fit(cells: Sequence[str]) -> int:
    """Return how many cells of a row are known heads; 0 if none of them is a date."""
    roles = [_named_role(cell) for cell in cells]
    return sum(bool(role) for role in roles) if "date" in roles else 0


def understand(sheet: Spreadsheet, catalog: Catalog, clarifier: Clarifier) -> Layout:
    """Return what the columns hold.

    Raises:
        BadInputError: No row has a date and another known head, two columns have one role, or a
            head has two readings and there is nobody to ask.
    """
    reader = _HeadReader(catalog, clarifier)
    start = reader.head_row(sheet.rows)
    head = sheet.rows[start]
    below = tuple(row for row in sheet.rows[start + 1 :] if any(cell.strip() for cell in row.cells))
    if second := reader.merged_heads(head, below):
        head, below = second, below[1:]
    columns: list[Column] = []
    for index, words in enumerate(head.cells):
        cells = [row.cells[index] for row in below if index < len(row.cells)]
        if words.strip() or any(cell.strip() for cell in cells):
            columns.append(reader.column(index, words, cells))
    columns = _without_guessed_doubles(columns)
    _refuse_doubles(columns)
    return Layout(tuple(columns), below, tuple(reader.notices))


class _HeadReader:
    """Recognises heads.

    Attributes:
        notices: What was not understood, in sentences.
    """

    def __init__(self, catalog: Catalog, clarifier: Clarifier) -> None:
        self._catalog, self._clarifier = catalog, clarifier
        self.notices: list[str] = []

    def head_row(self, rows: Sequence[Row]) -> int:
        """Return the index of the row that holds the heads.

        Raises:
            BadInputError: None does.
        """
        for index, row in enumerate(rows[:_HEAD_ROWS]):
            areas = sum(self._area(cell) is not None for cell in row.cells)
            if (count := fit(row.cells)) and count + areas > 1:
                return index
        raise BadInputError(
            "No row holds column names: a date and at least one other. Nothing was imported.",
            "Put a row of names above the sessions, such as: Date, Product, Area, Units, Cost, "
            "Notes.",
        )

    def merged_heads(self, head: Row, below: Sequence[Row]) -> Row | None:
        """Return one row of heads if areas are in a second one, below a merged "Units"."""
        if not below or below[0].number != head.number + 1:
            return None
        under = dict(enumerate(cell.strip() for cell in below[0].cells))
        dated = {index for index, cell in enumerate(head.cells) if _named_role(cell) == "date"}
        free = {
            index
            for index, cell in enumerate(head.cells)
            if _named_role(cell) in {None, "units", "area"} and under.get(index)
        }
        named = {index for index in free if self._area(under[index]) is not None}
        if not named or named != free or any(under.get(index) for index in dated):
            return None
        cells = (under[index] if index in named else cell for index, cell in enumerate(head.cells))
        return replace(head, cells=tuple(cells))

    def column(self, index: int, head: str, cells: Sequence[str]) -> Column:
        """Return what a column holds.

        Raises:
            BadInputError: Its head names one of several areas, and there is nobody to ask.
        """
        column = Column(index, head, "extra")
        if role := _named_role(head):
            currency = re.search(_CURRENCY, head) if role == "cost" else None
            return replace(column, role=role, currency=currency.group() if currency else "")
        if (unit := unit_of_head(head)) is not None:
            return replace(column, role="end", unit=unit)
        found = self._area(head)
        if isinstance(found, Known):
            return replace(column, role="dose", area=found.id)
        for part in [head, *head.split("/")]:
            if choices := _BY_CONTENT.get("".join(_head_words(part))):
                return replace(column, role=self._role_of_cells(choices, cells))
        if isinstance(found, Ambiguous):
            return replace(column, role="dose", area=self._clarifier.choose(head, found.readings))
        return self._unknown_column(column, cells, found)

    def _unknown_column(self, column: Column, cells: Sequence[str], found: Near | None) -> Column:
        """Return a column whose head names nothing, with a notice if its cells become notes."""
        if counts_rows(cells):
            return replace(column, role="number")
        if unit := bare_unit(column.head):
            return self._column_of_unit(column, unit)
        if column.head.strip():
            self._notice_unknown(column.head, found)
        return column

    def _column_of_unit(self, column: Column, unit: str) -> Column:
        """Return what "Weeks" holds: how long it lasted, or how long after the session before."""
        try:
            meant = self._clarifier.choose(column.head.strip(), (_DURATION, _SOMETHING_ELSE))
        except BadInputError:
            head = inert(column.head.strip())
            self.notices.append(
                f'The column "{head}" could hold more than one thing, so its cells go into the '
                f'notes. If it is how long each result lasted, name it "{head} lasted" and import '
                "the sheet again."
            )
            return column
        return replace(column, role="end", unit=unit) if meant == _DURATION else column

    def _notice_unknown(self, head: str, found: Near | None) -> None:
        near = f" Is it {join_words(found.suggestions, 'or')}?" if found else ""
        self.notices.append(
            f'botoxlog does not know the column "{inert(head)}", so its cells go into the notes.'
            f"{near}"
        )
        if re.search(_LASTED, head):
            self.notices.append(
                'To use how long a result lasted, name the column "Lasted" or "Wore off". The '
                "forecast learns from check-ins, not from notes."
            )

    def _area(self, head: str) -> Known | Ambiguous | Near | None:
        """Return the area that a head such as "Glabella (U)" or "Units - jaw L" names."""
        words = [word for word in tokens(without_brackets(head)) if word not in _UNIT_WORDS]
        sides = [word for bracket in re.findall(_BRACKETS, head) for word in tokens(bracket)]
        sides = [word for word in sides if word in {"left", "right", "l", "r"}]
        found = self._catalog.find_area(" ".join([*words, *sides])) if words else None
        return found if isinstance(found, Known | Ambiguous | Near) else None

    def _role_of_cells(self, choices: Sequence[str], cells: Iterable[str]) -> str:
        filled = list(dict.fromkeys(cell for cell in cells if cell.strip()))[:_CELLS_TRIED]
        for role in choices[:-1]:
            if any(self._fits(role, cell) for cell in filled):
                return role
        return choices[-1]

    def _fits(self, role: str, cell: str) -> bool:
        if role == "cost":
            return re.search(_CURRENCY, cell.upper()) is not None
        if role == "product":
            named = (cell, re.sub(_AMOUNT_BEFORE, "", cell))
            found = [self._catalog.find_product(part, cosmetic=True) for part in named]
            return any(isinstance(item, Known | NotToxin) for item in found)
        parts = [cell, *re.split(r"[;,&+/\n]", cell)]
        words = (re.sub(r"[\d.]+\s*u?(?:nits?)?\s*$", "", part) for part in parts)
        return any(isinstance(self._catalog.find_area(part), Known | Ambiguous) for part in words)


def _named_role(head: str) -> str | None:
    """Return the role that a head names; "Lot / Batch" names one, "Left / Right" none."""
    parts = [head, *re.split(r"[/|]", head)]
    for words in (parts[:1], parts[1:]):
        roles = {_ROLES.get("".join(_head_words(part))) for part in words}
        if len(roles) == 1 and (role := roles.pop()):
            return role
    return None


def _head_words(head: str) -> list[str]:
    words = tokens(re.sub(_CURRENCY, " ", without_brackets(head)))
    if len(words) > 1 and words[-1] == "in":  # "Cost in EUR"
        words.pop()
    return words


def counts_rows(cells: Sequence[str]) -> bool:
    """Whether the cells are 1, 2, 3 and so on, and nothing else."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _without_guessed_doubles(columns: Sequence[Column]) -> list[Column]:
    """Return the columns; one whose role was guessed gives it up to a column named for it."""
    named = {column.role for column in columns if _named_role(column.head)}
    return [
        replace(column, role="extra")
        if column.role in named - _MANY and not _named_role(column.head)
        else column
        for column in columns
    ]


def _refuse_doubles(columns: Sequence[Column]) -> None:
    seen: dict[str, str] = {}
    for column in columns:
        if column.role in _MANY or column.role == "extra":
            continue
        key = column.area if column.role == "dose" else column.role
        if key in seen:
            raise BadInputError(
                f"Two columns hold the same thing ({key.replace('_', '-')}): "
                f'"{inert(seen[key])}" and "{inert(column.head)}". Nothing was imported.',
                "Rename or remove one of them.",
            )
        seen[key] = column.head


def meanings(layout: Layout) -> list[tuple[str, str]]:
    """Return each head with what its column holds, in words."""
    names = {
        "dose": "units of",
        "extra": "note",
        "end": "when it wore off",
        "touch_up": "touch-up",
        "effects": "side effects",
        "number": "row number",
    }
    return [
        (column.head.strip(), f"{names.get(column.role, column.role)} {column.area}".strip())
        for column in layout.columns
    ]
