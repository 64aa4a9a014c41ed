"""A day that matters in words: how each area will be then, and on which days a session would work.

It states odds and dates. What to do about them is nobody's but the reader's.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from botoxlog.core.partial_dates import PartialDate, add_days
from botoxlog.core.text import inert, join_words, plural
from botoxlog.forecast.area_forecast import AreaForecast, Phase
from botoxlog.forecast.plan import SURE, AreaPlan, Days, NoSession, Place
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reports.appointment_text import how_far
from botoxlog.reports.sentences import last_look, odds, say_day, say_window, state


class PlanLine(NamedTuple):
    """What is said of one area.

    Attributes:
        name: Its name.
        chance: The chance that today's result still works on the day, "12%"; "" if `words` are no
            odds.
        words: The words for it, or what was seen.
        sessions: The days of a session, "3 Apr - 29 May", or "no day".
        label: The label's earliest date, "" if it has passed or there is none.
        label_note: The same in a sentence.
        begins_before_label: Whether the days begin before that date; the sentence says so.
        notes: What else is beside it, each with what it is about.
    """

    name: str
    chance: str
    words: str
    sessions: str
    label: str
    label_note: str
    begins_before_label: bool
    notes: tuple[tuple[str, str], ...]


def heading(day: date, today: date) -> str:
    """Return the day and how far ahead it is: "Sat 12 Jun 2027, in 29 weeks"."""
    return f"{PartialDate.of_day(day)}, {how_far(day, today)}"


def plan_lines(plans: Sequence[AreaPlan], snapshot: Snapshot) -> Iterator[PlanLine]:
    """Yield what is said of each area."""
    for plan in plans:
        yield PlanLine(
            name=inert(plan.area.name),
            chance=_chance(plan, snapshot.today),
            words=then_words(plan, snapshot.today),
            sessions=_days(plan.sessions, snapshot.today) if plan.sessions else "no day",
            label=_label_day(plan, snapshot.today),
            label_note=_label(plan, snapshot.today),
            begins_before_label=_begins_before_label(plan),
            notes=tuple(_notes(plan, snapshot)),
        )


def explanation(plans: Sequence[AreaPlan]) -> str:
    """Return what the days of a session are, "" if there are none."""
    settled = sorted({plan.area.settled_days for plan in plans if plan.sessions})
    if not settled:
        return ""
    days = join_words([str(days) for days in settled], "or")
    return (
        f"A session between these days, with the product and dose of your last one there, has a "
        f"chance of at least {percent(SURE)} to be settled (after {days} days) and still working "
        "on that day."
    )


def left_out(areas: Sequence[AreaForecast]) -> str:
    """Return which areas are left out because they were stopped, "" if there are none."""
    names = join_words([inert(area.name) for area in areas])
    return f"Left out, because you stopped on purpose: {names}." if names else ""


def percent(chance: float) -> str:
    """Return a chance that is never none or all, as whole percents."""
    if chance < 0.01:  # noqa: PLR2004 - the least that can be written
        return "<1%"
    return ">99%" if chance > 0.99 else f"{chance:.0%}"  # noqa: PLR2004 - the most


def then_words(plan: AreaPlan, today: date) -> str:
    """Return what is known of today's result on the day: what was seen, or the words for odds."""
    return _no_odds(plan, today) or odds(plan.chance_worn_off or 0.0)


def _no_odds(plan: AreaPlan, today: date) -> str:
    """Return what is known of today's result on the day, "" if that is odds."""
    area = plan.area
    settled = add_days(area.last.date.last, area.full_days)
    is_new = area.phase in {Phase.NOT_YET, Phase.KICKING_IN}
    if area.no_effect or area.last.lasted.end_seen:
        return state(area, today)
    if plan.chance_worn_off is None or (area.phase is Phase.NOT_YET and today >= settled):
        return f"not known{last_look(area, today)}"
    if is_new and plan.day < settled:
        has_begun = area.phase is Phase.KICKING_IN or (area.kicks_in and plan.day >= area.kicks_in)
        return "kicking in" if has_begun else "not yet"
    return ""


def _chance(plan: AreaPlan, today: date) -> str:
    """Return the chance that today's result still works on the day, "" where there are no odds."""
    if plan.area.last.lasted.end_seen and not plan.area.no_effect:
        return "0%"
    if plan.chance_worn_off is None or _no_odds(plan, today):
        return ""
    return percent(1.0 - plan.chance_worn_off)


def _days(days: Days, today: date) -> str:
    first, last = say_window(days.first, days.last, today)
    if days.first == days.last:
        return "today" if days.first == today else last
    return f"{'today' if days.first == today else first} - {last}"


def _notes(plan: AreaPlan, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    if plan.no_sessions:
        yield "no day", why_none(plan, plan.no_sessions, snapshot.today)
    if booked := _booked(plan, snapshot):
        yield "booked", booked


def why_none(plan: AreaPlan, why: NoSession, today: date) -> str:
    """Return in a sentence why a session of an area reaches the chance on no day."""
    area, settled = plan.area, plural(plan.area.settled_days, "day")
    match why:
        case NoSession.STOPPED:
            since = f" {area.stopped.date.with_preposition}" if area.stopped else ""
            return f"You stopped here on purpose{since}."
        case NoSession.TOO_NEAR:
            return f"Too near: a session takes {settled} to settle."
        case NoSession.NO_EFFECT:
            seen = area.last.no_effect or (area.last_seen[0] if area.last_seen else area.last.date)
            return (
                f"No effect was seen {seen.in_clause}, so the chance that a next session works is "
                "not known."
            )
        case NoSession.NOT_KNOWN:
            return str(area.next_result)
        case NoSession.TOO_SHORT:
            latest = plan.latest or today
            best = percent(plan.chance_of(latest) or 0.0)
            return (
                f"No day has a chance of {percent(SURE)}. The highest is {best}, for a session on "
                f"{say_day(latest, today)}."
            )


def _label_day(plan: AreaPlan, today: date) -> str:
    earliest = plan.area.earliest_retreat
    return say_day(earliest, today) if earliest and earliest > today else ""


def _label(plan: AreaPlan, today: date) -> str:
    """Return the label's earliest date, and that the days begin before it where they do."""
    day = _label_day(plan, today)
    if not day:
        return ""
    which = f"The {plan.area.label_intervals[0].region} label's earliest date"
    if not _begins_before_label(plan):
        return f"{which} is {day}."
    earliest = plan.area.earliest_retreat
    if plan.sessions and earliest and plan.sessions.place(earliest) is Place.AFTER:
        return f"{which}, {day}, is after these days."
    return f"{which} is {day}: these days begin before it."


def _begins_before_label(plan: AreaPlan) -> bool:
    earliest, days = plan.area.earliest_retreat, plan.sessions
    return days is not None and earliest is not None and days.first < earliest


def _booked(plan: AreaPlan, snapshot: Snapshot) -> str:
    """Return the booked visit, where it lies and the odds of a session on it; "" if there is none.

    Its areas may be all of them.
    """
    appointment = snapshot.booked(plan.area)
    if appointment is None:
        return ""
    booked = appointment.date.first
    visit = f"Booked for {say_day(booked, snapshot.today)}"
    if booked > plan.day:
        return f"{visit}, after that day."
    chance = plan.chance_of(booked)
    if chance is None:
        return f"{visit}."
    if not chance:
        return f"{visit}, too late to settle: that takes {plan.area.settled_days} days."
    where = f", {plan.sessions.place(booked)} these days" if plan.sessions else ""
    return f"{visit}{where}: {percent(chance)} chance that it still works then."
