"""Findings as plain sentences, calm and short. ASCII only, so that every terminal can show them."""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from botoxlog.changes import Changes
from botoxlog.dates import MONTHS, PartialDate, day_words
from botoxlog.fade import Lasted
from botoxlog.forecast import Basis, BasisKind, Caveat
from botoxlog.model import CheckIn, Discussed, Outcome, Person, Record, Session, State
from botoxlog.outlook import (
    AreaOutlook,
    Due,
    DueKind,
    Outlook,
    Phase,
    Treatment,
    Urgency,
    is_dormant,
    told_by_a_look,
)
from botoxlog.reference import (
    OUR_CHOICE,
    Evidence,
    Figure,
    LabelledDose,
    Limit,
    Prior,
    Reference,
    Source,
    Status,
    WarnedLot,
)
from botoxlog.text import inert, join_words, plain_number, plural

if TYPE_CHECKING:
    from botoxlog.topics import Raised

NEAR_DAYS = 300
"""Days this near to today are said without their year."""

_PHASES = {
    Phase.NOT_YET: "not yet",
    Phase.KICKING_IN: "kicking in",
    Phase.FULL: "full",
    Phase.FADING: "fading",
    Phase.GONE: "gone",
}


def say_day(day: date, today: date) -> str:
    """Return "2 Oct", with the year only where it could be mistaken."""
    if abs((day - today).days) <= NEAR_DAYS:
        return f"{day.day} {MONTHS[day.month - 1]}"
    return day_words(day)


def say_date(when: PartialDate, today: date) -> str:
    """Return "2 Oct", "Aug 2026" or "2026"."""
    return say_day(when.first, today) if when.is_day else str(when)


def say_units(units: float) -> str:
    """Return "20 units", "12.5 units"."""
    return f"{plain_number(units)} unit" if units == 1 else f"{plain_number(units)} units"


def state(area: AreaOutlook) -> str:
    """Return the word for what an area is doing; "likely" where nobody has looked."""
    if area.no_effect:
        return "no effect"
    if area.phase is None:
        return "unknown"
    word = _PHASES[area.phase]
    seen = area.last_seen[1] if area.last_seen else None
    guessed = (area.phase is Phase.GONE and not area.last.lasted.is_fade) or (
        area.phase is Phase.FADING and seen is not State.FADING
    )
    return f"likely {word}" if guessed else word


def window(area: AreaOutlook, today: date) -> str:
    """Return when the running result should fade, in one sentence."""
    predicted = area.forecast
    if predicted is None:
        return area.no_forecast or ""
    if area.last.lasted.is_fade:
        return f"Gone when you looked; it lasted {lasted(area.last.lasted)}."
    early, late = say_day(predicted.early, today), say_day(predicted.late, today)
    likely = say_day(predicted.likely, today)
    if today > predicted.late:
        ago = (today - predicted.likely).days
        return f"Likely faded, about {plural(ago, 'day')} ago. How does it look?"
    if today >= predicted.likely:
        return f"Probably faded around {likely}, at some time between {early} and {late}."
    return f"Should fade between {early} and {late}, likely around {likely}."


def status(area: AreaOutlook, today: date) -> str:
    """Return what an area is doing in half a sentence, with the window where one is to come."""
    told = f"{inert(area.name)}: {state(area)}"
    predicted = area.forecast
    if predicted is None or area.last.lasted.is_fade or today > predicted.late:
        return told
    early, late = say_day(predicted.early, today), say_day(predicted.late, today)
    return f"{told}; window {early} to {late}"


def lasted(result: Lasted) -> str:
    """Return what is known of a duration: "70 to 93 days", "at least 98 days"."""
    low, high = result.at_least, result.at_most
    if high is not None and low is not None:
        return f"{low:.0f} to {high:.0f} days"
    if high is not None:
        return f"at most {high:.0f} days"
    return f"at least {low:.0f} days" if low is not None else "not known"


def basis(area: AreaOutlook, reference: Reference) -> str:
    """Return where the window comes from, in one or two sentences."""
    if area.forecast is None:
        return ""
    found = area.forecast.basis
    product = product_name(area.last, reference)
    if found.kind is BasisKind.PERSONAL:
        fades = plural(found.fades_seen, "fade")
        sentence = f"From {fades} of your own, beside published figures."
        if found.other_products:
            sentence = (
                f"From {fades} of your own, {found.other_products} with another product, "
                "beside published figures."
            )
    elif found.kind is BasisKind.PUBLISHED:
        sentence = f"From published figures for {product} in this area."
    else:
        sentence = (
            f"Nothing is published for {product} in this area; "
            f"figures for {found.borrowed_from} stand in."
        )
    return " ".join([sentence, *_also(found), *caveats(area)])


def _also(found: Basis) -> Iterator[str]:
    """Yield what else a forecast rests on."""
    if found.still_working:
        results = plural(found.still_working, "earlier result")
        yield f"{results} of yours still worked when repeated."
    if found.other_areas:
        names = join_words([inert(name) for name in found.other_areas])
        yield f"How long your {names} lasted counts a little too."
    if found.dose_changed:
        yield "The dose is not that of last time, so the window is wider."


def trend(area: AreaOutlook) -> str:
    """Return how the earlier results have been going, "" where they have not."""
    going = area.trend
    if going is None:
        return ""
    weeks = join_words([str(round(days / 7)) for days in going.days])
    lasted_about = f": about {weeks} weeks" if len(going.days) > 1 else ""
    if going.clear:
        said = f"Your results here have been getting {going.kind}{lasted_about}."
        doubt = "" if area.changes else "That is more than chance would do."
    else:
        row = f"Your last {_COUNTS[len(going.days)]} results here were each {going.kind}"
        said = f"{row} than the one before{lasted_about}."
        doubt = "That may still be chance."
    changed = f"What else changed: {join_words(list(area.changes))}." if area.changes else ""
    return " ".join(part for part in (said, doubt, changed) if part)


_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


def caveats(area: AreaOutlook) -> Iterator[str]:
    """Yield a sentence for each doubt about the window."""
    if area.forecast is None:
        return
    for caveat in area.forecast.caveats:
        if caveat is Caveat.UNVERIFIED:
            yield "Some of those figures are not verified yet."
        elif caveat is Caveat.DERIVED and not area.forecast.basis.fades_seen:
            yield "The figures are our own reading of what is published."
        elif caveat is Caveat.PARTIAL_DATE:
            yield f"The session is only known as {area.last.session.date}, so the window is wider."


def product_name(treatment: Treatment, reference: Reference) -> str:
    """Return the product of a session as people call it."""
    product = treatment.session.product
    return inert(reference.product_label(product)) if product else "an unknown product"


def label_date(area: AreaOutlook, today: date) -> str:
    """Return the label's earliest date for a repeat in a sentence, "" where none is to come."""
    if (
        area.earliest_retreat is None
        or area.retreat_figure is None
        or area.earliest_retreat <= today
    ):
        return ""
    mark = "" if area.retreat_figure.status is Status.VERIFIED else ", unverified"
    days = area.retreat_figure.days
    return (
        f"The label's earliest date is {say_day(area.earliest_retreat, today)} ({days} days{mark})."
    )


# --- what is due -----------------------------------------------------------------------------


_TOLD_TOGETHER = frozenset({DueKind.REVIEW, DueKind.MISSING, DueKind.CHECKIN})
"""Kinds whose sentence names no day of its own area."""


class DueLine(NamedTuple):
    """Things of one kind and one session, told in one sentence."""

    items: tuple[Due, ...]
    names: str
    when: str
    urgency: Urgency
    text: str


def due_lines(due: Sequence[Due], outlook: Outlook) -> list[DueLine]:
    """Return one line for each kind and session, most urgent first."""
    groups: dict[tuple[object, ...], list[Due]] = {}
    for item in due:
        session = item.area.last.session
        told_dates = () if item.kind in _TOLD_TOGETHER else (item.begins, item.until)
        key = (item.kind, session.id, session.date, item.urgency, *told_dates)
        groups.setdefault(key, []).append(item)
    return [_due_line(tuple(items), outlook) for items in groups.values()]


def _due_line(items: tuple[Due, ...], outlook: Outlook) -> DueLine:
    first = min(items, key=lambda item: item.begins)
    names = join_words([inert(item.area.name) for item in items])
    text = _due_text(first, outlook, items)
    when = due_when(first, outlook.today)
    return DueLine(items, names, when, first.urgency, f"{names}: {text}")


def due_text(item: Due, outlook: Outlook) -> str:
    """Return one thing that is due as a sentence."""
    return f"{inert(item.area.name)}: {_due_text(item, outlook, (item,))}"


def due_when(item: Due, today: date) -> str:
    """Return "overdue", "now", "in 5 days", or "missing" for a detail."""
    if item.kind is DueKind.MISSING:
        return "missing"
    if item.urgency is Urgency.OVERDUE:
        return "overdue"
    return (
        "now"
        if item.urgency is Urgency.TODAY
        else f"in {plural((item.begins - today).days, 'day')}"
    )


def next_step(area: AreaOutlook, outlook: Outlook) -> str:
    """Return the next thing to do for one area in a short sentence, "" where there is none.

    A look that is overdue is asked for by `window` itself.
    """
    mine = (item for item in outlook.due if item.area is area and item.kind is not DueKind.MISSING)
    item = next(mine, None)
    if item is None or item.kind is DueKind.OVERDUE:
        return ""
    come, day = item.begins <= outlook.today, say_day(item.begins, outlook.today)
    if item.kind is DueKind.BOOK:
        return f"Next: if you mean to repeat it, book {'now' if come else f'from {day} on'}."
    if item.kind is DueKind.REVIEW and not come:
        return f"Next: the two-week look, {day}."
    return "Next: a look now." if come else f"Next: a look, from {day} on."


def _due_text(item: Due, outlook: Outlook, items: tuple[Due, ...]) -> str:
    today, area = outlook.today, item.area
    if item.kind is DueKind.REVIEW:
        day = say_day(item.begins, today)
        return (
            f"the two-week look{f' is on {day}' if item.begins > today else ''}. How has it taken?"
        )
    if item.kind is DueKind.MISSING:
        return _missing_text(items, today)
    if item.kind is DueKind.BOOK:
        return _book_text(item, outlook)
    if item.kind is DueKind.OVERDUE:
        ago = (today - area.forecast.likely).days if area.forecast else 0
        return f"likely faded, about {plural(ago, 'day')} ago. How does it look?"
    if item.kind is DueKind.CHECKIN:
        return "about as likely faded as not. A look now tells most."
    late = say_day(area.forecast.late, today) if area.forecast else ""
    opens = "opens" if item.begins > today else "is open since"
    return f"the fade window {opens} {say_day(item.begins, today)}, to {late}. How does it look?"


def _book_text(item: Due, outlook: Outlook) -> str:
    today, area = outlook.today, item.area
    visit = item.until or item.begins
    if area.last.lasted.is_fade:
        start = "it was seen gone. If you mean to repeat it, it can be booked"
    elif visit <= today:
        start = f"if you mean to repeat it, the likely day, {say_day(visit, today)}, has come"
    elif item.begins <= today:
        start = f"if you mean to repeat it around {say_day(visit, today)}, it is time to book"
    else:
        book = say_day(item.begins, today)
        start = f"if you mean to repeat it around {say_day(visit, today)}, book from {book} on"
    weeks = outlook.person.weeks_ahead
    ahead = f" (you book {plural(weeks, 'week')} ahead)" if weeks is not None else ""
    return f"{start}{ahead}. {label_date(area, today)}".rstrip()


def _missing_text(items: tuple[Due, ...], today: date) -> str:
    session = items[0].area.last.session
    missing = [] if session.lot else ["the lot number"]
    if any(item.area.last.units is None for item in items):
        missing.append("the units")
    verb = "is" if missing == ["the lot number"] else "are"
    when = say_date(session.date, today)
    return f"{join_words(missing)} of {when} {verb} not noted. The clinic can tell you."


# --- one area told in full -------------------------------------------------------------------


def narrower(area: AreaOutlook, today: date) -> str:
    """Return what would make the window narrower, "" where nothing is expected any more."""
    if area.forecast is None or area.last.lasted.is_fade:
        return ""
    if not area.forecast.basis.fades_seen:
        return "Log when it has faded, and the next window rests on you rather than on others."
    likely = area.forecast.likely
    if likely > today:
        return f"A look around {say_day(likely, today)} would narrow it most."
    return "A look now would narrow it most."


def area_facts(
    area: AreaOutlook, outlook: Outlook, told: Sequence[Treatment], *, explained: bool
) -> Iterator[str]:
    """Yield what a lane of the timeline shows, one labelled fact a line.

    Args:
        area: The lane.
        outlook: Where it is from.
        told: The sessions to tell, in their order.
        explained: Whether to say what the window rests on.
    """
    today, reference, name = outlook.today, outlook.reference, inert(area.name)
    yield f"{name}: {state(area)}"
    facts = [("window", window(area, today)), ("next", next_step(area, outlook))]
    if explained:
        facts += [
            ("basis", basis(area, reference)),
            ("label", label_date(area, today)),
            ("narrower", narrower(area, today)),
            ("trend", trend(area)),
        ]
    facts += [("session", history(treatment, reference, today)) for treatment in told]
    if more := len(area.treatments) - len(told):
        facts.append(("sessions", f"{plural(more, 'earlier session')} not listed."))
    for label, text in facts:
        if text:
            yield f"{name}, {label}: {text.removeprefix('Next: ')}"


def history(treatment: Treatment, reference: Reference, today: date) -> str:
    """Return one session of one area in a line: when, what, how much, how long."""
    what = product_name(treatment, reference)
    if treatment.units is not None:
        what += f", {say_units(treatment.units)}"
        if treatment.sides:
            each = ", ".join(f"{side} {units:g}" for side, units in treatment.sides.items())
            what += f" ({each})"
    if touch_ups := treatment.touch_ups:
        days = join_words([say_date(item.date, today) for item in touch_ups])
        what += f", touch-up {days}"
    return f"{treatment.session.date}: {what}; {_fate(treatment)}."


def _fate(treatment: Treatment) -> str:
    result = treatment.lasted
    if any(seen is State.NO_EFFECT for _, seen in treatment.seen):
        return "no effect seen"
    if result.is_fade:
        return f"lasted {lasted(result)}"
    if treatment.retreated is None:
        return "not repeated since"
    days = (treatment.retreated.middle - treatment.date.middle).days
    about = "" if treatment.date.is_day and treatment.retreated.is_day else "about "
    if result.at_least is None:
        return f"repeated after {about}{plural(days, 'day')}, nobody looked in between"
    seen = plural(round(result.at_least), "day")
    return f"still working at {seen}, repeated after {about}{days}"


# --- records and settings --------------------------------------------------------------------

_FOUR_IN_FIVE = 1.2816  # standard deviations to either side that hold 80 % of a normal

UNVERIFIED_NOTE = (
    "[recalled] marks a figure that nobody has yet checked against its source. Units belong to "
    "their product and are never comparable between products."
)


def record_line(record: Record, reference: Reference) -> str:
    """Return a record in one line: the date with its weekday, then everything it holds."""
    if isinstance(record, Session):
        parts = _session_parts(record, reference)
    elif isinstance(record, CheckIn):
        parts = _checkin_parts(record, reference)
    else:
        parts = _discussed_parts(record)
    note = f". Note: {inert(record.note)}" if record.note else ""
    return f"{record.date}, {', '.join(part for part in parts if part)}{note}"


def saved(
    lead: str,
    records: Sequence[Record],
    areas: Sequence[AreaOutlook],
    today: date,
    reference: Reference,
) -> Iterator[tuple[str, int]]:
    """Yield the echo of what was understood and what it means for each area, with its indent."""
    for record in records:
        known_as = f" {record.id}" if record.id else ""
        yield f"{lead}{known_as}: {record_line(record, reference)}", 2
    past: dict[str, list[AreaOutlook]] = {}
    for area in areas:
        if became := _became(area, records, today):
            past.setdefault(became, []).append(area)
        else:
            yield f"  {inert(area.name)}: {window(area, today)}", 4
    for became, same in past.items():
        names = join_words([inert(area.name) for area in same])
        yield f"  {names}{became}", 4
        if became == _LONG_FADED:
            gone = " ".join(f"{_shell_word(area.area)}=gone" for area in same)
            yield f"    botoxlog checkin {gone} --on DATE", 6


_LONG_FADED = ": likely faded long ago. If you remember when, say so; a month is enough:"


def _became(area: AreaOutlook, records: Sequence[Record], today: date) -> str:
    """Return what became of a session of long ago; "" where its window is what there is to say."""
    for treatment in reversed(area.treatments):
        if any(_is_about(record, treatment) for record in records):
            if treatment.retreated is not None:
                return f", session of {treatment.session.date}: {_fate(treatment)}."
            break
    dormant = area.forecast is not None and is_dormant(area, today)
    return _LONG_FADED if dormant and not area.last.lasted.is_fade else ""


def _shell_word(area: str) -> str:
    return area if area.replace("-", "").isalnum() else f'"{inert(area)}"'


def _is_about(record: Record, treatment: Treatment) -> bool:
    if isinstance(record, CheckIn):
        return any((record.date, seen.state) in treatment.seen for seen in record.states)
    return record == treatment.session or record in treatment.touch_ups


def _session_parts(session: Session, reference: Reference) -> Iterator[str]:
    yield f"touch-up of {inert(session.touch_up_of)}" if session.touch_up_of else ""
    product = session.product
    yield inert(reference.product_label(product)) if product else "unknown product"
    for dose in session.doses:
        units = f" {say_units(dose.units)}" if dose.units is not None else ""
        yield f"{area_name(dose.area, reference)}{units}"
    yield f"for {inert(session.purpose)}" if session.purpose else ""
    if session.cost is not None:
        yield f"{plain_number(session.cost)} {inert(session.currency or '')}".strip()
    yield f"lot {inert(session.lot)}" if session.lot else ""
    yield f"expires {session.expiry.iso}" if session.expiry else ""
    yield inert(session.injector or "")
    yield inert(session.clinic or "")


def _checkin_parts(checkin: CheckIn, reference: Reference) -> Iterator[str]:
    yield "look" if checkin.states else "check-in"
    for seen in checkin.states:
        yield f"{area_name(seen.area, reference)} {seen.state}"
    for effect in checkin.effects:
        known = reference.effects.get(effect)
        yield known.name if known else inert(effect)


def _discussed_parts(discussed: Discussed) -> Iterator[str]:
    yield f"{inert(discussed.topic)} {discussed.outcome}"


def area_name(area: str, reference: Reference) -> str:
    """Return an area as it stands between commas: "jaw left"."""
    return inert(reference.area_label(area)).replace(", ", " ")


def change_lines(
    changes: Changes, reference: Reference, put: str = "Added"
) -> list[tuple[str, str]]:
    """Return each difference with what became of it: ("Taken out k7q2m9xd", "Mon 2 Nov ...").

    Args:
        changes: The differences.
        reference: For the names of things.
        put: The word for what was not there before.
    """
    lines = [(_lead("Taken out", item), record_line(item, reference)) for item in changes.removed]
    lines += [(_lead(put, item), record_line(item, reference)) for item in changes.added]
    for before, after in changes.changed:
        was, now = record_line(before, reference), record_line(after, reference)
        if was == now:
            lines.append((_lead("Changed", before), "keys that are not shown"))
        else:
            lines += [(_lead("Was", before), was), (_lead("Now", after), now)]
    if changes.settings:
        lines.append(("Changed", "settings; botoxlog me shows them"))
    return lines or [("Changed", "comments, order or unknown keys only")]


def _lead(word: str, record: Record) -> str:
    return f"{word} {inert(record.id)}" if record.id else word


def person_lines(person: Person) -> list[tuple[str, str]]:
    """Return each setting with its value, "not set" where there is none."""
    weeks = None if person.weeks_ahead is None else f"{plural(person.weeks_ahead, 'week')} ahead"
    values = {
        "birth year": person.birth_year,
        "goals": person.goals,
        "injector": person.injector,
        "clinic": person.clinic,
        "currency": person.currency,
        "booking": weeks,
    }
    return [(name, inert(str(value or "not set"))) for name, value in values.items()]


# --- reminders around the list ---------------------------------------------------------------


def nothing_due(outlook: Outlook, days: int) -> str:
    """Return the sentence for an empty list."""
    if not outlook.areas:
        return "Nothing is due: no session is logged yet."
    return f"Nothing is due in the next {plural(days, 'day')}."


def asks_for_a_look(line: DueLine) -> bool:
    """Whether a check-in would answer this line."""
    return line.items[0].kind not in {DueKind.BOOK, DueKind.MISSING}


def how_to_check_in(lines: Sequence[DueLine], outlook: Outlook) -> str:
    """Return how to log the look that is asked for and would tell most today."""
    asked = [item.area for line in lines if asks_for_a_look(line) for item in line.items]
    area = max(asked, key=lambda area: told_by_a_look(area, outlook.today))
    which = "The look that tells most now" if len(asked) > 1 else "Log a look"
    return f'{which}: botoxlog checkin "{inert(area.area)}=full" (or kicking-in, fading, gone)'


# --- what to raise ---------------------------------------------------------------------------

_EVIDENCE = {
    Evidence.STRONG: "well documented",
    Evidence.MODERATE: "moderate, not the last word",
    Evidence.LOW: "weak: few people, or studies that disagree",
    Evidence.OPINION: "opinion only; no study",
    Evidence.NONE: "no study behind it",
}


def evidence(found: Evidence) -> str:
    """Return how good what is behind a topic is, in a phrase."""
    return _EVIDENCE[found]


def raised_lines(raised: "Raised") -> Iterator[str]:
    """Yield why a question is open now, what to ask, and how good the evidence is."""
    yield " ".join(raised.why)
    yield f'Ask: "{raised.question}"'
    yield f"Evidence: {evidence(raised.evidence)}."


def more_to_raise(shown: Sequence["Raised"], outlook: Outlook) -> str:
    """Return how many questions wait, and how to follow up on those that are shown."""
    waiting = len(outlook.raised) - len(shown)
    wait = ""
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        wait = f"{waiting} more {verb}: botoxlog brief shows all. "
    topic = shown[0].topic
    return (
        f"{wait}Sources: botoxlog topics {topic}. Once asked: botoxlog discuss {topic} "
        "(--outcome deferred or dismissed puts it off or away)."
    )


def discussed_text(discussed: Discussed) -> str:
    """Return what an answer to a question means from now on, and how to take it back."""
    topic = discussed.topic
    if discussed.outcome is Outcome.ASKED:
        return (
            "It stays silent until something new is noted, three more sessions, or a year has "
            "passed."
        )
    if discussed.outcome is Outcome.DEFERRED:
        return "It comes back when the next visit is near; the sheet for the visit keeps it."
    return (
        "It is gone. To have it back, log another outcome: "
        f"botoxlog discuss {topic} --outcome deferred"
    )


def limit_line(limit: Limit, reference: Reference) -> str:
    """Return a number that a topic reckons with, and what it rests on."""
    if limit.status is None:
        return f"{limit.value} ({limit.text}) [{OUR_CHOICE}]"
    return f"{limit.value} ({limit.text}) {citation(limit, reference)}"


def warned_lot_line(warned: WarnedLot, reference: Reference) -> str:
    """Return a lot that a published warning names."""
    titles = "; ".join(reference.sources()[source].title for source in warned.sources)
    return f"{warned.lot}: {warned.text}; {day_words(warned.on)} [{warned.status}: {titles}]"


HOW_TO_READ_TOPICS = (
    "botoxlog topics NAME shows one with its figures, their sources and the questions. None of it "
    "is a judgement about anyone."
)


def source_line(source: Source) -> str:
    """Return a source with its address and what kind it is."""
    return f"{source.title} <{source.url}> (grade {source.grade})"


NOT_COMPLETE = "This list is not complete, and a number alone does not show what was in a vial."


# --- reference data --------------------------------------------------------------------------


def citation(figure: Figure | LabelledDose | Limit, reference: Reference) -> str:
    """Return how well a figure is verified, and its sources: "[verified: Beer 2011 ...]"."""
    titles = [reference.sources()[source].title for source in figure.sources]
    told = "; ".join([*titles, *([figure.note] if figure.note else [])])
    return f"[{figure.status}: {told}]" if told else f"[{figure.status}]"


def prior_line(prior: Prior, reference: Reference) -> str:
    """Return a prior in words, with its standing and sources."""
    reach = math.exp(_FOUR_IN_FIVE * prior.log_sd)
    low, high = prior.median_days / reach, prior.median_days * reach
    titles = "; ".join(reference.sources()[source].title for source in prior.sources)
    standing = " and ".join(dict.fromkeys([prior.median_status, prior.log_sd_status]))
    return (
        f"half of results last {prior.median_days:.0f} days or longer, four in five "
        f"{low:.0f} to {high:.0f} [{standing}: {titles}]"
    )
