"""The sheet for a visit in words: each surface shows this, so that all of them say the same.

Everything in a `Sheet` is text that can be shown as it is: what came from the journal has been
through `botoxlog.text.inert`. It is one page by construction: lists are cut, and say how much is
left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from botoxlog import words
from botoxlog.brief import (
    LONG_MONTHS,
    SHORT_MONTHS,
    Amount,
    AreaBrief,
    Brief,
    Change,
    ChangeKind,
    Observation,
    Spent,
    Total,
)
from botoxlog.dates import PartialDate, day_words
from botoxlog.model import Session, State
from botoxlog.outlook import AreaOutlook, Treatment
from botoxlog.reference import Reference
from botoxlog.text import inert, join_words, plain_number, plural
from botoxlog.topics import Evidence, Raised

TITLE = "Botulinum toxin: for the visit"

MOST_AREAS, MOST_RESULTS, MOST_OBSERVATIONS, MOST_CHANGES, MOST_PRODUCTS = 12, 5, 5, 6, 6
"""How much of each is listed: what fits on one sheet of paper. Our choice."""

_NAME, _NOTE, _GOALS = 40, 160, 300  # characters kept of what people write

_EVIDENCE = {
    Evidence.STRONG: "strong",
    Evidence.MODERATE: "moderate",
    Evidence.LOW: "low",
    Evidence.OPINION: "opinion only",
    Evidence.NONE: "no study",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One area under its last session.

    Attributes:
        lasted: Earlier results, newest first.
        now: What it is doing, and when it should fade.
    """

    name: str
    units: str
    lasted: tuple[str, ...]
    now: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One session that was the last one of some areas.

    Attributes:
        when: "Sat 8 Aug 2026, 107 days ago".
        what: The product, its lot, who injected and where.
    """

    when: str
    what: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One open question.

    Attributes:
        why: What in the record raises it, and how good the evidence is.
    """

    question: str
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with what it belongs to: a day, or a setting."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading and what stands under it.

    Attributes:
        rest: What is not listed, or why nothing is; "" where there is nothing to say.
    """

    title: str
    entries: tuple[Entry, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How much of each product, as a table."""

    title: str
    caption: str
    heads: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page for a visit, in the order in which it is read."""

    title: str
    day: str
    about: tuple[Entry, ...]
    areas_title: str
    areas_caption: str
    visits: tuple[Visit, ...]
    areas_rest: str
    questions_title: str
    questions: tuple[Question, ...]
    questions_rest: str
    observed: Listing
    changed: Listing
    totals: Totals
    cost: Listing
    foot: tuple[str, ...]


HEADS = ("Area", "Units", "Earlier results", "Now")
"""What the columns of a visit's rows are called."""


def write_sheet(brief: Brief) -> Sheet:
    """Put a brief into words."""
    reference = brief.outlook.reference
    return Sheet(
        title=TITLE,
        day=str(PartialDate.of_day(brief.today)),
        about=tuple(_about(brief)),
        areas_title="Last session of each area",
        areas_caption="The areas under their last sessions, newest first",
        visits=tuple(_visits(brief, reference)),
        areas_rest=_areas_rest(brief),
        questions_title="To ask",
        questions=tuple(_question(item) for item in brief.raised),
        questions_rest="" if brief.raised else "No question is open in this record.",
        observed=_observed(brief, reference),
        changed=_changed(brief, reference),
        totals=_totals(brief, reference),
        cost=_cost(brief),
        foot=tuple(_foot(brief)),
    )


def shorten(text: str, most: int) -> str:
    """Return text as it is shown, cut between words where it is longer than `most` characters."""
    shown = inert(text).strip()
    if len(shown) <= most:
        return shown
    kept = shown[: most - 3]
    return f"{kept.rpartition(' ')[0] or kept} ..."


def _about(brief: Brief) -> Iterator[Entry]:
    born = brief.person.birth_year
    if born is not None:
        age = brief.today.year - born
        yield Entry("Born", f"{born} ({age - 1} or {age} years old)" if age > 0 else str(born))
    goals = brief.person.goals
    yield Entry("Goals", shorten(goals, _GOALS) if goals else "not noted")


# --- the areas -------------------------------------------------------------------------------


def _visits(brief: Brief, reference: Reference) -> Iterator[Visit]:
    """Yield the last sessions, newest first, each with the areas it was the last one of."""
    groups: dict[int, list[AreaBrief]] = {}
    for item in brief.areas[:MOST_AREAS]:
        groups.setdefault(id(item.area.last.session), []).append(item)
    newest_first = sorted(
        groups.values(), key=lambda items: items[0].area.last.date.middle, reverse=True
    )
    for items in newest_first:
        last = items[0].area.last
        yield Visit(
            _when(last.session.date, brief.today),
            ", ".join(_session_words(last, reference)),
            tuple(_row(item, reference, brief.today) for item in items),
        )


def _when(when: PartialDate, today: date) -> str:
    if not when.is_day or when.first == today:
        return str(when)
    return f"{when}, {plural((today - when.first).days, 'day')} ago"


def _session_words(last: Treatment, reference: Reference) -> Iterator[str]:
    session = last.session
    yield _product(session, reference)
    expiry = f" (expiry {session.expiry.iso})" if session.expiry else ""
    yield f"lot {shorten(session.lot, _NAME)}{expiry}" if session.lot else "lot not noted"
    for name in (session.injector, session.clinic):
        if name:
            yield shorten(name, _NAME)


def _product(session: Session, reference: Reference) -> str:
    if not session.product:
        return "product not noted"
    return shorten(reference.product_label(session.product), _NAME)


def _row(item: AreaBrief, reference: Reference, today: date) -> Row:
    area = item.area
    return Row(
        name=shorten(area.name, _NAME),
        units=_units(area, reference, today),
        lasted=tuple(_results(item, reference)),
        now=now(area, today),
    )


def _units(area: AreaOutlook, reference: Reference, today: date) -> str:
    last = area.last
    told = "not noted" if last.units is None else plain_number(last.units)
    if last.sides:
        told += f" ({', '.join(f'{side} {units:g}' for side, units in last.sides.items())})"
    for touch_up in last.touch_ups:
        more = sum(
            dose.units or 0 for dose in touch_up.doses if reference.overlap(dose.area, area.area)
        )
        amount = f"{plain_number(more)} more" if more else "touch-up"
        told += f", {amount} on {_beside(touch_up.date, today)}"
    return told


def _results(item: AreaBrief, reference: Reference) -> Iterator[str]:
    running = item.area.last
    for treatment in item.results[:MOST_RESULTS]:
        product = _product(treatment.session, reference)
        other = "" if product == _product(running.session, reference) else f", {product}"
        yield f"{_month(treatment.session.date)}{other}: {result(treatment)}"
    more = item.more + len(item.results[MOST_RESULTS:])
    if more:
        yield f"{more} earlier"
    elif not item.results:
        yield "none yet"


def _month(when: PartialDate) -> str:
    return (
        str(PartialDate.of_month(when.first.year, when.first.month)) if when.is_day else str(when)
    )


def result(treatment: Treatment) -> str:
    """Return how long one result lasted, as far as anybody looked."""
    if any(state is State.NO_EFFECT for _, state in treatment.seen):
        return "no effect seen"
    if treatment.lasted.is_fade or treatment.retreated is None:
        return words.lasted(treatment.lasted)
    days = (treatment.retreated.middle - treatment.date.middle).days
    exact = treatment.date.is_day and treatment.retreated.is_day
    repeated = f"repeated {'at' if exact else 'at about'} {days}"
    if treatment.lasted.at_least is None:
        return f"not looked at, {repeated} days"
    return f"{words.lasted(treatment.lasted)}, {repeated}"


def now(area: AreaOutlook, today: date) -> str:
    """Return what an area is doing, when it was last seen so, and when it should fade."""
    predicted = area.forecast
    if predicted is None:
        state = "" if area.phase is None else f"{words.state(area).capitalize()}. "
        return f"{state}{inert(area.no_forecast or '')}".strip()
    if area.last.lasted.is_fade:
        return f"Gone. It lasted {words.lasted(area.last.lasted)}."
    seen = ""
    if area.last_seen:
        when, state = area.last_seen
        seen = f" Seen {state.value.replace('-', ' ')} {_beside(when, today)}."
    early, likely, late = (
        day_words(day, beside=today) for day in (predicted.early, predicted.likely, predicted.late)
    )
    expected = f"Fade expected between {early} and {late}, likely around {likely}."
    return f"{words.state(area).capitalize()}.{seen} {expected}"


def _beside(when: PartialDate, today: date) -> str:
    """Return a date with its year unless that is this year: paper is read again later."""
    return day_words(when.first, beside=today) if when.is_day else str(when)


def _areas_rest(brief: Brief) -> str:
    if not brief.areas:
        return "No session is logged yet."
    parts = []
    if left_out := [item.area for item in brief.areas[MOST_AREAS:]]:
        parts.append(f"Not listed: {_names(left_out)}.")
    if brief.resting:
        parts.append(f"Over long ago: {_names(brief.resting, brief.today)}.")
    return " ".join(parts)


def _names(areas: Sequence[AreaOutlook], today: date | None = None) -> str:
    told = [
        shorten(area.name, _NAME)
        + (f" ({_month(area.last.session.date)})" if today is not None else "")
        for area in areas[:MOST_AREAS]
    ]
    more = len(areas) - len(told)
    return join_words([*told, *([f"{more} more"] if more else [])])


# --- what to ask, what happened ---------------------------------------------------------------


def _question(item: Raised) -> Question:
    why = " ".join(inert(sentence) for sentence in item.why)
    evidence = f"Evidence: {_EVIDENCE[item.evidence]}."
    return Question(inert(item.question), f"{why} {evidence}".strip())


def _observed(brief: Brief, reference: Reference) -> Listing:
    since = day_words(brief.since)
    told = _most_telling(brief.observations)
    rest = ""
    if more := len(brief.observations) - len(told):
        effects = sum(len(item.checkin.effects) for item in brief.observations)
        rest = f"{more} more not listed; {plural(effects, 'side effect')} logged in all."
    elif not told:
        rest = "None logged."
    entries = tuple(_observation(item, reference, brief.today) for item in told)
    return Listing(f"Side effects and notes since {since}", entries, rest)


def _most_telling(observations: Sequence[Observation]) -> list[Observation]:
    """Return what is listed, in its order: side effects come before notes where it is too much."""
    ranked = sorted(observations, key=lambda item: not item.checkin.effects)
    kept = {id(item) for item in ranked[:MOST_OBSERVATIONS]}
    return [item for item in observations if id(item) in kept]


def _observation(item: Observation, reference: Reference, today: date) -> Entry:
    checkin = item.checkin
    named = [
        known.name if (known := reference.effects.get(effect)) else shorten(effect, _NOTE)
        for effect in checkin.effects
    ]
    after = ""
    if item.after is not None and named:
        session = _beside(item.after.date, today)
        days = "after" if item.days is None else f"{plural(item.days, 'day')} after"
        after = f" ({days} the session of {session})"
    text = f"{', '.join(named)}{after}"
    note = shorten(checkin.note or "", _NOTE)
    if note and note.casefold() not in text.casefold():
        text = f"{text}. {note}" if text else note
    return Entry(_day(checkin.date), text)


def _day(when: PartialDate) -> str:
    return day_words(when.first) if when.is_day else str(when)


def _changed(brief: Brief, reference: Reference) -> Listing:
    lines = list(_change_lines(brief.changes, reference))
    title = (
        f"Changed since {day_words(brief.since)}"
        if brief.asked_since
        else "Changed from the session before"
    )
    more = len(lines) - MOST_CHANGES
    rest = f"{more} more not listed." if more > 0 else ""
    if not lines:
        compared = any(len(item.area.treatments) > 1 for item in brief.areas)
        rest = (
            "Nothing in product, dose, injector or clinic, as far as noted."
            if compared
            else "There is no session before to compare with."
        )
    return Listing(title, tuple(lines[:MOST_CHANGES]), rest)


def _change_lines(changes: Sequence[Change], reference: Reference) -> Iterator[Entry]:
    """Yield a line for each change; the doses of one session share a line."""
    doses: dict[int, list[Change]] = {}
    for change in changes:
        if change.kind is ChangeKind.DOSE:
            doses.setdefault(id(change.later.session), []).append(change)
    for change in changes:
        if change.kind is not ChangeKind.DOSE:
            yield Entry(_day(change.later.session.date), _change(change, reference))
        elif same := doses.pop(id(change.later.session), []):
            text = "; ".join(_dose_change(item) for item in same)
            yield Entry(_day(change.later.session.date), f"units: {text}")


def _change(change: Change, reference: Reference) -> str:
    earlier, later = change.earlier.session, change.later.session
    if change.kind is ChangeKind.PRODUCT:
        before, after = _product(earlier, reference), _product(later, reference)
    elif change.kind is ChangeKind.INJECTOR:
        before, after = shorten(earlier.injector or "", _NAME), shorten(later.injector or "", _NAME)
    else:
        before, after = shorten(earlier.clinic or "", _NAME), shorten(later.clinic or "", _NAME)
    names = ", ".join(shorten(area.name, _NAME) for area in change.areas)
    return f"{change.kind}: {after}, before {before} ({names})"


def _dose_change(change: Change) -> str:
    name = shorten(change.areas[0].name, _NAME)
    return f"{name} {_dose(change.later)}, before {_dose(change.earlier)}"


def _dose(treatment: Treatment) -> str:
    if treatment.sides:
        return " ".join(f"{side} {units:g}" for side, units in treatment.sides.items())
    return plain_number(treatment.units or 0)


# --- how much, and for what ------------------------------------------------------------------


def _totals(brief: Brief, reference: Reference) -> Totals:
    rows = tuple(_total(item, reference) for item in brief.totals[:MOST_PRODUCTS])
    more = len(brief.totals) - len(rows)
    parts = ["All areas and uses; units of different products are not comparable."]
    if more:
        parts.insert(0, f"{plural(more, 'more product')} not listed.")
    return Totals(
        title="Units in all",
        caption="Units of each product over all areas",
        heads=(
            "Product",
            f"{SHORT_MONTHS} months (from {day_words(brief.short_from)})",
            f"{LONG_MONTHS} months (from {day_words(brief.long_from)})",
        ),
        rows=rows,
        rest=" ".join(parts) if rows else "No session in the last 12 months.",
    )


def _total(total: Total, reference: Reference) -> tuple[str, str, str]:
    label = reference.product_label(total.product) if total.product else "not noted"
    return shorten(label, _NAME), _amount(total.short), _amount(total.long)


def _amount(amount: Amount) -> str:
    if not amount.sessions:
        return "none"
    parts = []
    if amount.units or not (amount.perhaps or amount.unknown):
        parts.append(words.say_units(amount.units))
    if amount.perhaps:
        parts.append(f"perhaps {words.say_units(amount.perhaps)} more (date not exact)")
    if amount.unknown:
        parts.append(f"{plural(amount.unknown, 'session')} with units not noted")
    return ", ".join(parts)


def _cost(brief: Brief) -> Listing:
    entries = tuple(entry for item in brief.spent for entry in _spent(item))
    rest = ""
    if entries:
        parts = []
        if brief.unpriced:
            parts.append(f"{plural(brief.unpriced, 'session')} without a cost.")
        if any(item.per_month for item in brief.spent):
            parts.append(
                "A month of effect is 30.4 days from an injection until it was gone or repeated."
            )
        rest = " ".join(parts)
    return Listing("Cost", entries, rest)


def _spent(spent: Spent) -> Iterator[Entry]:
    currency = shorten(spent.currency, _NAME) if spent.currency else "(currency not noted)"
    if spent.sessions:
        yield Entry(
            f"{LONG_MONTHS} months",
            f"{plain_number(spent.amount)} {currency}, {plural(spent.sessions, 'session')}",
        )
    found = spent.per_month
    if found is None:
        return
    low = f"{found.at_least:.0f}"
    if found.at_most is None:
        amount = f"at least {low}"
    elif low == f"{found.at_most:.0f}":
        amount = f"about {low}"
    else:
        amount = f"{low} to {found.at_most:.0f}"
    yield Entry(
        "Month of effect",
        f"{amount} {currency}, from {plural(found.results, 'result')} that ended in this time",
    )


# --- below it all ----------------------------------------------------------------------------


def _foot(brief: Brief) -> Iterator[str]:
    if any(item.area.forecast for item in brief.areas):
        yield (
            "Four results in five should fade inside their window, reckoned from published figures "
            "and from this record."
        )
    if problems := len(brief.outlook.problems):
        verb = "makes" if problems == 1 else "make"
        yield f"{plural(problems, 'line')} of the journal {verb} no sense and may be missing here."
    yield "From the patient's own journal, kept with botoxlog. It asks; it does not diagnose."
