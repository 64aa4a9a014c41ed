"""What the columns of a spreadsheet hold, told by their heads in people's words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
"""Heads that people use for more than one thing, and for which: the first that the cells fit."""

_ROLES = {
    "".join(tokens(word)): role for role, words in _WORDS.items() for word in words.split(",")
}
_UNIT_WORDS = frozenset({"unit", "u", "iu", "dose", "in", "of"})
_HEAD_ROWS = 20
_LASTED = r"(?i)last(ed|ing)|duration|wore off|faded|gone"
_HOW_LONG, _NO_END = "how long it lasted", "something else"
_AMOUNT_BEFORE = r"(?i)^(?:about |~ ?)?[\d.,]+\s*(?:units?|iu|u)?\s*(?:of\s+)?"
_BRACKETS = r"[(\[]([^)\]]*)[)\]]"
_CURRENCY = r"[$\u00a3\u20ac\u20a9\u00a5\u20b9]|\b(?:[A-Z]{3}|US\$)(?![A-Za-z])"
EMPTY = frozenset(
    {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "none", "nil", "null", "?", "x?"}
)
"""What people type into a cell that holds nothing."""

_MANY = frozenset({"note", "end"})
"""Roles that several columns may have."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        place: Counted from 0.
        head: As it stands in the sheet.
        role: "date", "units" and so on; "dose" for a column of one area; "end" for how long it
            lasted or when it had worn off; "extra" for one that is not understood, whose cells go
            into the note; "number" for one that counts the rows.
        area: The area of a "dose" column.
        currency: Of a "cost" column whose head names one, else "".
        unit: Of an "end" column whose head names one, else "".
    """

    place: int
    head: str
    role: str
    area: str = ""
    currency: str = ""
    unit: str = ""

    def cell(self, row: Row) -> str:
        """Return the cell of a row in this column, without the spaces around it."""
        return row.cells[self.place].strip() if self.place < len(row.cells) else ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet, and the rows below their heads that are not empty."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notices: tuple[str, ...] = field(default=())

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
    """Return how many cells read like the head of a column; none without a date."""
    roles = [_plain_role(cell) for cell in cells]
    named = sum(bool(role) for role in roles)
    return named if "date" in roles else 0


def understand(sheet: Spreadsheet, catalog: Catalog, clarifier: Clarifier) -> Layout:
    """Return what the columns hold.

    Raises:
        BadInputError: No row of heads with a date and anything else, two columns for one thing,
            or a head with two readings and nobody to ask.
    """
    start = _head_row(sheet.rows, catalog)
    head = sheet.rows[start]
    below = tuple(row for row in sheet.rows[start + 1 :] if any(cell.strip() for cell in row.cells))
    if second := _second_line(head, below, catalog):
        head, below = second, below[1:]
    columns: list[Column] = []
    notices: list[str] = []
    for place, cell in enumerate(head.cells):
        cells = [row.cells[place] for row in below if place < len(row.cells)]
        if cell.strip() or any(words.strip() for words in cells):
            columns.append(_column(place, cell, cells, catalog, clarifier, notices))
    columns = _without_second_readings(columns)
    _refuse_doubles(columns)
    return Layout(tuple(columns), below, tuple(notices))


def _head_row(rows: Sequence[Row], catalog: Catalog) -> int:
    for place, row in enumerate(rows[:_HEAD_ROWS]):
        areas = sum(_area(cell, catalog) is not None for cell in row.cells)
        if (count := fit(row.cells)) and count + areas > 1:
            return place
    raise BadInputError(
        'No row names the columns: a date and at least one more, such as "Date", "Area", "Units".',
        "Put a row with their names above the sessions: Date, Product, Area, Units, Cost, Notes.",
    )


def _second_line(head: Row, below: Sequence[Row], catalog: Catalog) -> Row | None:
    """Return the heads where areas stand below a merged "Units", None where one line has all."""
    if not below or below[0].number != head.number + 1:
        return None
    under = dict(enumerate(cell.strip() for cell in below[0].cells))
    dated = {place for place, cell in enumerate(head.cells) if _plain_role(cell) == "date"}
    free = {
        place
        for place, cell in enumerate(head.cells)
        if _plain_role(cell) in {None, "units", "area"} and under.get(place)
    }
    named = {place for place in free if _area(under[place], catalog) is not None}
    if not named or named != free or any(under.get(place) for place in dated):
        return None
    return replace(
        head,
        cells=tuple(
            under[place] if place in named else cell for place, cell in enumerate(head.cells)
        ),
    )


def _only_count(cells: Sequence[str]) -> bool:
    """Whether cells hold 1, 2, 3 and so on and nothing else."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _plain_role(head: str) -> str | None:
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


def _column(
    place: int,
    head: str,
    cells: Sequence[str],
    catalog: Catalog,
    clarifier: Clarifier,
    notices: list[str],
) -> Column:
    if role := _plain_role(head):
        currency = re.search(_CURRENCY, head)
        named = currency.group() if currency and role == "cost" else ""
        return Column(place, head, role, currency=named)
    unit = unit_of_head(head)
    found = _area(head, catalog)
    if unit is not None:
        return Column(place, head, "end", unit=unit)
    if isinstance(found, Known):
        return Column(place, head, "dose", area=found.id)
    for word in [head, *head.split("/")]:
        if choices := _BY_CONTENT.get("".join(_head_words(word))):
            return Column(place, head, _role_of_cells(choices, cells, catalog))
    if isinstance(found, Ambiguous):
        return Column(place, head, "dose", area=clarifier.choose(head, found.readings))
    return _told_by_no_name(Column(place, head, "extra"), cells, found, clarifier, notices)


def _told_by_no_name(
    column: Column,
    cells: Sequence[str],
    found: Near | None,
    clarifier: Clarifier,
    notices: list[str],
) -> Column:
    """Return a column whose head is no name of anything: most often a note."""
    head = column.head
    if _only_count(cells):
        return replace(column, role="number")
    if unit := bare_unit(head):
        return _of_unit(column, unit, clarifier, notices)
    if head.strip():
        near = f" Is it {join_words(found.suggestions, 'or')}?" if found else ""
        notices.append(f'Column "{inert(head)}" is not understood: kept in the notes.{near}')
        if re.search(_LASTED, head):
            notices.append(
                'How long a result lasted is read from a column named "Lasted" or "Wore off": the '
                "forecast learns from looks, not from notes."
            )
    return column


def _of_unit(column: Column, unit: str, clarifier: Clarifier, notices: list[str]) -> Column:
    """Return what "Weeks" holds: how long it lasted, or how long after the visit before."""
    try:
        meant = clarifier.choose(column.head.strip(), (_HOW_LONG, _NO_END))
    except BadInputError:
        head = inert(column.head.strip())
        notices.append(
            f'Column "{head}" does not say of what: kept in the notes. Is it how long each result '
            f'lasted? Then name it "{head} lasted" and import the sheet again.'
        )
        return column
    return replace(column, role="end", unit=unit) if meant == _HOW_LONG else column


def _area(head: str, catalog: Catalog) -> Known | Ambiguous | Near | None:
    """Return what area a head such as "Glabella (U)" or "Units - jaw L" names."""
    words = [word for word in tokens(without_brackets(head)) if word not in _UNIT_WORDS]
    sides = [word for bracket in re.findall(_BRACKETS, head) for word in tokens(bracket)]
    sides = [word for word in sides if word in {"left", "right", "l", "r"}]
    found = catalog.find_area(" ".join([*words, *sides])) if words else None
    return found if isinstance(found, Known | Ambiguous | Near) else None


def _role_of_cells(choices: Sequence[str], cells: Iterable[str], catalog: Catalog) -> str:
    filled = list(dict.fromkeys(cell for cell in cells if cell.strip()))[:_HEAD_ROWS]
    for role in choices[:-1]:
        if any(_fits(role, cell, catalog) for cell in filled):
            return role
    return choices[-1]


def _fits(role: str, cell: str, catalog: Catalog) -> bool:
    if role == "cost":
        return re.search(_CURRENCY, cell.upper()) is not None
    if role == "product":
        named = (cell, re.sub(_AMOUNT_BEFORE, "", cell))
        found = [catalog.find_product(part, cosmetic=True) for part in named]
        return any(isinstance(item, Known | NotToxin) for item in found)
    parts = [cell, *re.split(r"[;,&+/\n]", cell)]
    words = (re.sub(r"[\d.]+\s*u?(?:nits?)?\s*$", "", part) for part in parts)
    return any(isinstance(catalog.find_area(part), Known | Ambiguous) for part in words)


def _without_second_readings(columns: Sequence[Column]) -> list[Column]:
    """Leave a role that was only told by the cells to the column that is named for it."""
    named = {column.role for column in columns if _plain_role(column.head)}
    return [
        replace(column, role="extra")
        if column.role in named - _MANY and not _plain_role(column.head)
        else column
        for column in columns
    ]


def _refuse_doubles(columns: Sequence[Column]) -> None:
    seen: dict[str, str] = {}
    for column in columns:
        key = column.area if column.role == "dose" else column.role
        if column.role in _MANY or column.role == "extra":
            continue
        if key in seen:
            raise BadInputError(
                f'The columns "{inert(seen[key])}" and "{inert(column.head)}" both say '
                f"{key.replace('_', '-')}.",
                "Rename or take out one of them.",
            )
        seen[key] = column.head


def meanings(layout: Layout) -> list[tuple[str, str]]:
    """Return each head with what it was taken for, in words."""
    names: Mapping[str, str] = {
        "dose": "units of",
        "extra": "note",
        "end": "when it had worn off",
        "touch_up": "touch-up",
        "number": "row number",
    }
    return [
        (column.head.strip(), f"{names.get(column.role, column.role)} {column.area}".strip())
        for column in layout.columns
    ]
