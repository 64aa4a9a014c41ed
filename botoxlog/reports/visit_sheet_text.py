"""The text of the visit sheet: the facts in words, within the limits of a page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from botoxlog.catalog import Catalog
from botoxlog.core.model import Session
from botoxlog.core.partial_dates import PartialDate, day_words
from botoxlog.core.text import inert, join_words, plain_number, plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions.case import date_words
from botoxlog.forecast.questions.open_questions import OpenQuestion
from botoxlog.forecast.questions.side_effects import SeriousReaction
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.reports.costs import Spent
from botoxlog.reports.question_text import research
from botoxlog.reports.result_phrases import (
    a_month,
    amount,
    cost_notes,
    dose,
    each_side,
    month_of,
    now,
    seen_last,
    short_date,
    short_on,
    shorten,
)
from botoxlog.reports.sentences import capital, lasted, say_units, site_words, state, treated_again
from botoxlog.reports.session_facts import AreaResult, no_effect_seen
from botoxlog.reports.visit_facts import (
    LONG_MONTHS,
    SHORT_MONTHS,
    Change,
    ChangeKind,
    CheckInRemark,
    SessionFacts,
    Total,
    VisitFacts,
)
from botoxlog.reports.visit_sheet import (
    AMPLE,
    NOT_LISTED,
    Limits,
    Listing,
    Question,
    SessionRow,
    SharedResult,
    SheetItem,
    Totals,
    VisitSheet,
    Window,
)

FROM_JOURNAL = (
    "From the patient's own journal, kept with botoxlog. It raises questions; it does not diagnose."
)

_Item = TypeVar("_Item")

TITLE = "Botulinum toxin: for the visit"


def write_sheet(facts: VisitFacts, limits: Limits) -> VisitSheet:
    """Return the facts of a visit as a sheet of text."""
    return _Writer(facts, limits).sheet()


def without_commands(text: str) -> str:
    """Return a text without the sentences that name a command: the sheet is for a clinician."""
    sentences = re.split(r"(?<=[.?!]) ", text)
    return " ".join(sentence for sentence in sentences if not re.search(_COMMAND, sentence))


_COMMAND = r"\bbotoxlog [a-z-]"


@dataclass(frozen=True, slots=True)
class _Writer:
    """The facts of one visit and the limits of its sheet."""

    facts: VisitFacts
    limits: Limits

    def sheet(self) -> VisitSheet:
        facts = self.facts
        shown = facts.sessions[: self.limits.sessions]
        full = facts.in_full
        first = tuple(self._first())
        windows, windows_rest = self._windows(shown)
        return VisitSheet(
            title=TITLE,
            day=str(PartialDate.of_day(self.today)),
            visit=self._visit(),
            first=first,
            about=tuple(self._about()),
            observed=self._observed(),
            sessions_title=self._sessions_title(len(shown)),
            sessions_caption="Sessions, newest first",
            sessions=tuple(self._each_once(shown)),
            sessions_rest=self._sessions_rest(len(shown)),
            questions_title="To ask",
            questions=tuple(self._question(item, first) for item in full),
            if_time=tuple(map(self._asked, (item for item in facts.raised if item not in full))),
            in_words=self.limits.in_words,
            questions_rest="" if facts.raised else "This record raises no questions.",
            answered=self._answered(),
            now=tuple(self._now(shown)),
            windows_title="Likely to wear off",
            windows=windows,
            windows_rest=windows_rest,
            elsewhere=self._elsewhere(shown),
            changed=self._changed(),
            totals=self._totals(),
            cost=self._cost(),
            foot=tuple(self._foot()),
        )

    @property
    def today(self) -> date:
        return self.facts.today

    @property
    def catalog(self) -> Catalog:
        return self.facts.snapshot.catalog

    def _name(self, text: str) -> str:
        return shorten(text, self.limits.name)

    def _area(self, area: AreaForecast) -> str:
        """Return an area's name without a comma, because it stands in lists."""
        return self._name(area.name.replace(", ", " "))

    # What a clinician has to know first

    def _visit(self) -> SheetItem | None:
        """Return the appointment that the sheet is for: "Tue 12 Jan 2027 at 14:30, Glow"."""
        booked = self.facts.appointment
        if booked is None:
            return None
        at = f" at {booked.time:%H:%M}" if booked.time else ""
        where = [self._name(name) for name in (booked.clinic, booked.injector) if name]
        return SheetItem("Appointment", ", ".join([f"{booked.date}{at}", *where]))

    def _first(self) -> Iterator[SheetItem]:
        for reaction in self.facts.serious:
            told = next(
                (item for item in self.facts.observations if self._begins(item, reaction)), None
            )
            after = self._after(told) if told else ""
            yield SheetItem(reaction.when, f"{reaction.what}{f' ({after})' if after else ''}.")
        for lot in self.facts.warned_lots:
            yield SheetItem(join_words([date_words(day) for day in lot.dates]), lot.warning)

    def _about(self) -> Iterator[SheetItem]:
        born = self.facts.person.birth_year
        if born is not None:
            age = self.today.year - born
            yield SheetItem(
                "Born", f"{born} ({age - 1} or {age} years old)" if age > 0 else str(born)
            )
        goals = self.facts.person.goals
        yield SheetItem("Goals", shorten(goals, self.limits.goals) if goals else "not recorded")
        stopped = [
            f"{self._area(area)} ({short_date(area.stopped.date, self.today)})"
            for area in (*self.facts.areas, *self.facts.resting)
            if area.stopped
        ]
        if stopped:
            yield SheetItem("Stopped on purpose", join_words(stopped))

    # The sessions

    def _sessions_title(self, shown: int) -> str:
        if self.facts.asked_since:
            return f"Sessions since {day_words(self.facts.since)}"
        return f"The last {shown} sessions" if shown > 1 else "The last session"

    def _sessions_rest(self, shown: int) -> str:
        facts = self.facts
        if facts.first is None:
            return "No sessions logged yet."
        earlier = facts.earlier + len(facts.sessions) - shown
        if not shown:
            return f"None in this time; {plural(earlier, 'session')} before."
        since = month_of(facts.first)
        return f"{plural(earlier, 'earlier session')}, the first in {since}." if earlier else ""

    def _each_once(self, shown: Iterable[SessionFacts]) -> Iterator[SessionRow]:
        """Yield the rows; one with the same areas and units as an earlier one names its date.

        All of them have to be the same, those that are not listed too.
        """
        known: dict[tuple[str, ...], str] = {}
        for item in shown:
            row, every = self._session(item), tuple(self._doses(item))
            same = known.get(every) if len(", ".join(row.areas)) > _SHORT else None
            yield replace(row, same_as=same) if same else row
            known.setdefault(every, row.day)

    def _session(self, item: SessionFacts) -> SessionRow:
        session = item.session
        who = [self._name(name) for name in (session.injector, session.clinic) if name]
        return SessionRow(
            day=capital(date_words(session.date)),
            when=self._when(session.date),
            who=", ".join(who),
            product=", ".join(self._product_and_lots(item)),
            areas=tuple(self._some(self._doses(item))),
            results=tuple(self._shared(item.results)),
            again=_again(item.results),
        )

    def _when(self, when: PartialDate) -> str:
        if not when.is_day or when.first == self.today:
            return capital(str(when))
        return f"{when}, {plural((self.today - when.first).days, 'day')} ago"

    def _product_and_lots(self, item: SessionFacts) -> Iterator[str]:
        yield self._product(item.session)
        yield self._lot(item.session) or "lot not recorded"
        for touch_up in item.touch_ups:
            lot = self._lot(touch_up)
            if lot and lot != self._lot(item.session):
                yield f"{lot} {short_on(touch_up.date, self.today)}"

    def _lot(self, session: Session) -> str:
        expiry = f" (expiry {session.expiry.iso})" if session.expiry else ""
        if session.lot:
            return f"lot {self._name(session.lot)}{expiry}"
        return f"lot not recorded{expiry}" if expiry else ""

    def _product(self, session: Session) -> str:
        if not session.product:
            return "product not recorded"
        return self._name(self.catalog.product_label(session.product))

    def _some(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield the areas that fit, and how many more there are."""
        every = list(texts)
        listed = _cut(every, self.limits.areas)
        yield from listed
        if more := len(every) - len(listed):
            yield plural(more, "more area")

    def _doses(self, item: SessionFacts) -> Iterator[str]:
        """Yield each area with its units and touch-ups; last, areas that only these treated."""
        for result in item.results:
            yield f"{self._area(result.area)} {self._units(result, item)}"
        areas = [result.area.area for result in item.results]
        for touch_up in item.touch_ups if not self.facts.asked_areas else ():
            for given in touch_up.doses:
                if not any(self.catalog.overlap(given.area, area) for area in areas):
                    name = self._name(self.catalog.area_label(given.area).replace(", ", " "))
                    yield f"{name} ({self._touch_up(touch_up, given.units, item.session)})"

    def _units(self, result: AreaResult, item: SessionFacts) -> str:
        """Return the units of one area: "20", "55 (left 25, right 30; plus 4 on 24 May)"."""
        area, treatment = result
        session = treatment.session
        parts = list(self._parts(result))
        if session is not item.session:  # only a touch-up treated it
            parts.append(short_on(session.date, self.today))
        for touch_up in item.touch_ups:
            given = [
                dose.units for dose in touch_up.doses if self.catalog.overlap(dose.area, area.area)
            ]
            if given and touch_up is not session:
                more = sum(units or 0 for units in given)
                parts.append(self._touch_up(touch_up, more, item.session))
        units = "" if treatment.units is None else plain_number(treatment.units)
        known = f"({'; '.join(parts)})" if parts else ""
        return f"{units} {known}".strip()

    def _parts(self, result: AreaResult) -> Iterator[str]:
        """Yield what is known of the units of one area: that none are, its sides, its sites."""
        area, treatment = result
        whole, side = self.catalog.split_side(area.area)
        doses = treatment.session.doses
        both = [
            given.units
            for given in doses
            if side and given.units is not None and self.catalog.area_id(given.area) == whole
        ]
        if both:
            yield f"{plain_number(sum(both))} for both sides"
        elif treatment.units is None:
            yield "units not recorded"
        if treatment.sides and not side:
            yield each_side(treatment)
        for given in doses:
            if given.sites and self.catalog.overlap(self.catalog.area_id(given.area), area.area):
                yield shorten(site_words(given.sites), self.limits.note)

    def _touch_up(self, touch_up: Session, units: float | None, main: Session) -> str:
        """Return "plus 4 on 24 May"; another product has its name, for its units are its own."""
        amount = f"plus {plain_number(units)}" if units else "touch-up"
        substance = self.catalog.substance(touch_up.product)
        if substance not in {None, self.catalog.substance(main.product)}:
            amount += f" of {self._product(touch_up)}"
        return f"{amount} {short_on(touch_up.date, self.today)}"

    def _shared(self, results: Sequence[AreaResult]) -> Iterator[SharedResult]:
        """Yield how the results of one session are; areas that share one are said together."""
        areas: dict[tuple[str, bool, bool], list[str]] = {}
        for area, treatment in results:
            current = treatment is area.last
            running = current and not _is_over(area)
            is_now = running or (current and area.no_effect)
            seen = self._no_effect_seen(treatment)
            text = f"{state(area, self.today)}{seen}" if is_now else self._lasted(treatment)
            areas.setdefault((text, current, running), []).append(self._area(area))
        groups = list(areas.items())
        listed = _cut(groups, self.limits.results)
        if len(listed) < len(groups):
            groups.sort(key=lambda group: (not group[0][0].startswith("no effect"), -len(group[1])))
            listed = groups[: len(listed)]
        for (text, current, running), names in listed:
            yield SharedResult(self._joined(names), len(names), text, current, running)
        if more := sum(len(names) for _, names in groups[len(listed) :]):
            unknown = plural(more, "more area")
            yield SharedResult(unknown, more, NOT_LISTED, current=True, running=False)

    def _joined(self, names: Sequence[str]) -> str:
        """Return the names that fit, and how many more there are."""
        listed = _cut(names, self.limits.names)
        more = len(names) - len(listed)
        return join_words([*listed, *([f"{more} more"] if more else [])])

    def _windows(self, shown: Sequence[SessionFacts]) -> tuple[tuple[Window, ...], str]:
        """Return the windows of the areas of the table, and what is not among them."""
        groups: dict[tuple[str, str, str], list[str]] = {}
        reasons: dict[str, list[str]] = {}
        for area in self._current(shown):
            forecast = area.forecast
            if _is_over(area):
                continue
            if forecast is None:
                if why := without_commands(inert(area.no_forecast or "")):
                    reasons.setdefault(why, []).append(self._area(area))
                continue
            key = (
                day_words(forecast.likely),
                f"{day_words(forecast.early)} to {day_words(forecast.late)}",
                seen_last(area, self.today) or "none",
            )
            groups.setdefault(key, []).append(self._area(area))
        rows = [Window(join_words(names), *key) for key, names in groups.items()]
        listed = _cut(rows, self.limits.windows)
        parts = [f"{capital(join_words(names))}: {why}" for why, names in reasons.items()]
        if left_out := rows[len(listed) :]:
            parts.append(f"Not listed: {', '.join(row.areas for row in left_out)}.")
        return tuple(listed), " ".join(parts)

    def _now(self, shown: Sequence[SessionFacts]) -> Iterator[SheetItem]:
        """Yield what the areas of the table are doing, those that share it together."""
        areas: dict[str, list[str]] = {}
        for area in self._current(shown):
            if text := without_commands(now(area, self.today)):
                areas.setdefault(text, []).append(self._area(area))
        for text, names in areas.items():
            yield SheetItem(join_words(names), text)

    def _current(self, shown: Sequence[SessionFacts]) -> Iterator[AreaForecast]:
        """Yield the areas whose last session is in the table."""
        in_table = _areas_of(shown)
        for area in (*self.facts.areas, *self.facts.resting):
            if area.area in in_table:
                yield area

    def _lasted(self, treatment: Treatment) -> str:
        """Return how long an earlier result lasted, as far as check-ins show."""
        if treatment.no_effect:
            return f"no effect (seen {short_date(treatment.no_effect, self.today)})"
        again_on = treatment.treated_again_on
        seen = self._no_effect_seen(treatment)
        if treatment.lasted.end_seen or again_on is None:
            return f"{lasted(treatment.lasted)}{seen}"
        again = treated_again(treatment.date, again_on)
        if treatment.lasted.at_least is None:
            unseen = " that can be about it" if treatment.doubted else ""
            return f"not known (no check-in{unseen}), {again}"
        if treatment.last_working == again_on and again_on.is_day:
            again = "still working when treated again"
        return f"{lasted(treatment.lasted)}{seen}, {again}"

    def _no_effect_seen(self, treatment: Treatment) -> str:
        """Return ", no effect seen 1 Aug" of a result that worked at another check-in."""
        days = [short_date(when, self.today) for when in no_effect_seen(treatment)]
        return f", no effect seen {join_words(days)}" if days else ""

    def _elsewhere(self, shown: Sequence[SessionFacts]) -> Listing:
        """Return the areas last treated before the sessions of the table."""
        in_table = _areas_of(shown)
        areas = [area for area in self.facts.areas if area.area not in in_table]
        resting = [area for area in self.facts.resting if area.area not in in_table]
        listed = areas[: self.limits.elsewhere]
        parts = []
        if left_out := areas[self.limits.elsewhere :]:
            parts.append(f"Not listed: {self._names(left_out)}.")
        if resting:
            parts.append(f"Not treated recently: {self._names(resting)}.")
        return Listing(
            "Areas treated earlier",
            tuple(SheetItem(self._area(area), self._at_last_session(area)) for area in listed),
            " ".join(parts),
        )

    def _at_last_session(self, area: AreaForecast) -> str:
        session, result = area.last.session, AreaResult(area, area.last)
        given = self._units(result, SessionFacts(session, (result,), area.last.touch_ups))
        last = f"Last session {short_on(session.date, self.today)}"
        doing = without_commands(now(area, self.today))
        return f"{doing} {last}: {self._product(session)}, {given}."

    def _names(self, areas: Sequence[AreaForecast]) -> str:
        names = [
            f"{self._area(area)} ({month_of(area.last.session.date)})"
            for area in areas[: self.limits.areas]
        ]
        more = len(areas) - len(names)
        return join_words([*names, *([f"{more} more"] if more else [])])

    # What to ask, what happened

    def _asked(self, item: OpenQuestion) -> str:
        """Return what to ask if there is time: the words of a question, or its title."""
        return inert(item.question if self.limits.in_words else item.title)

    def _question(self, item: OpenQuestion, first: Sequence[SheetItem]) -> Question:
        reasons = [text for why in item.why if (text := without_commands(why))]
        at_the_top = " ".join(f"{entry.lead}: {entry.text}" for entry in first)
        others = [text for text in reasons if text.rstrip(".") not in at_the_top]
        if len(others) < len(reasons):
            others.insert(0, "See the top of this sheet.")
        why = self._reasons(others)
        quality = research(item)
        if not self.limits.in_words:
            quality = re.sub(r" \(.*\)", "", quality)
        return Question(inert(item.question), f"{why} {quality}".strip())

    def _reasons(self, why: Sequence[str]) -> str:
        """Return the reasons as whole sentences that fit, and how many more there are."""
        if not why:
            return ""
        kept = [shorten(why[0], self.limits.why)]
        for sentence in why[1:]:
            if len(" ".join([*kept, sentence])) > self.limits.why:
                break
            kept.append(sentence)
        more = len(why) - len(kept)
        return " ".join([*kept, *([f"{more} more."] if more else [])])

    def _answered(self) -> Listing:
        """Return the latest answers; those of one day in the same words are said once."""
        together: dict[tuple[PartialDate, str], list[str]] = {}
        for item in self.facts.answers:
            same = together.setdefault((item.date, item.note), [])
            same.append(_lower(item.title) if same else item.title)
        entries = []
        for (day, note), titles in together.items():
            first, *others = (shorten(title, AMPLE.name) for title in titles)
            title = ", and ".join([", ".join([first, *others[:-1]]), *others[-1:]])
            text = f"{title}: {shorten(note, self.limits.note)}"
            entries.append(SheetItem(capital(date_words(day)), text))
        more = len(entries) - self.limits.answers
        rest = f"{more} more not listed." if more > 0 else ""
        return Listing("What was answered before", tuple(entries[: self.limits.answers]), rest)

    def _observed(self) -> Listing:
        facts = self.facts
        every = [item for item in facts.observations if not self._is_at_the_top(item)]
        listed = self._most_relevant(every)
        rest = ""
        if more := len(every) - len(listed):
            unlisted = [item for item in every if item not in listed]
            effects = sum(len(item.checkin.effects) for item in unlisted)
            having = f", with {plural(effects, 'side effect')}" if effects else ""
            rest = f"{plural(more, 'more check-in')} not listed{having}."
        elif not listed and facts.observations:
            rest = "None but what is at the top."
        elif not listed and facts.unlisted_effects:
            where = "for this area or time" if facts.asked_areas else "in this time"
            logged = plural(facts.unlisted_effects, "side effect")
            rest = f"Nothing {where}; {logged} logged elsewhere in the journal."
        elif not listed:
            rest = "None logged."
        since = day_words(facts.since)
        earlier = any(item.checkin.date.last < facts.since for item in every)
        title = (
            f"Side effects of all years, and notes since {since}"
            if earlier
            else f"Side effects and notes since {since}"
        )
        return Listing(title, tuple(self._observation(item) for item in listed), rest)

    def _begins(self, item: CheckInRemark, reaction: SeriousReaction) -> bool:
        """Whether a check-in is the first record of a serious reaction."""
        known = self.catalog.split_effect_side
        named = [known(effect)[0] for effect in item.checkin.effects]
        recorded = any(record.date == item.checkin.date for record in reaction.records)
        is_first = recorded and not reaction.in_note and reaction.first == item.checkin.date
        return is_first and reaction.effect in named

    def _is_at_the_top(self, item: CheckInRemark) -> bool:
        """Whether what the sheet begins with has all that an observation says."""
        checkin = item.checkin
        begun = [reaction for reaction in self.facts.serious if self._begins(item, reaction)]
        return len(begun) == len(checkin.effects) > 0 and not (checkin.note or checkin.resolved)

    def _most_relevant(self, every: Sequence[CheckInRemark]) -> list[CheckInRemark]:
        """Return the observations to list: what was serious, then the newest.

        If there are too many, side effects go before notes, and those of the period before others.
        """
        since = self.facts.since

        def rank(item: CheckInRemark) -> tuple[bool, bool, bool]:
            checkin = item.checkin
            is_note = not (checkin.effects or checkin.resolved)
            return not item.urgent, is_note, checkin.date.last < since

        kept = {id(item) for item in sorted(every, key=rank)[: self.limits.observations]}
        listed = [item for item in every if id(item) in kept]
        return sorted(listed, key=lambda item: not item.urgent)

    def _observation(self, item: CheckInRemark) -> SheetItem:
        checkin = item.checkin
        named = [self._effect(effect) for effect in checkin.effects]
        text = ", ".join(named)
        if named and (after := self._after(item)):
            text += f" ({after})"
        over = ", ".join(map(self._effect, checkin.resolved))
        parts = [text, f"resolved: {over}" if over else ""]
        note = shorten(checkin.note or "", self.limits.note)
        if note.casefold() not in text.casefold():
            parts.append(note)
        return SheetItem(capital(date_words(checkin.date)), ". ".join(filter(None, parts)))

    def _after(self, item: CheckInRemark) -> str:
        """Return how long after which session it was, and what was given then; "" before all."""
        if item.after is None:
            return ""
        days = "on the day of"
        if item.days != 0:
            days = "after" if item.days is None else f"{plural(item.days, 'day')} after"
        session = f"the session of {short_date(item.after.date, self.today)}"
        given = "; ".join(map(self._given, (item.after, *item.same_day)))
        return f"{days} {session}: {given}"

    def _given(self, session: Session) -> str:
        """Return the product and the units of a session, all its areas together."""
        known = [given.units for given in session.doses if given.units is not None]
        units = say_units(sum(known)) if known else "units not recorded"
        if known and len(known) < len(session.doses):
            units += " and more not recorded"
        return f"{self._product(session)}, {units}"

    def _effect(self, effect: str) -> str:
        known = self.catalog.effect(effect)
        return self.catalog.effect_label(effect) if known else shorten(effect, self.limits.note)

    def _changed(self) -> Listing:
        lines = list(self._change_lines())
        title = (
            f"Changed since {day_words(self.facts.since)}"
            if self.facts.asked_since
            else "Changed from the session before"
        )
        more = len(lines) - self.limits.changes
        rest = f"{more} more not listed." if more > 0 else ""
        if not lines:
            compared = any(len(area.treatments) > 1 for area in self.facts.areas)
            rest = (
                "No recorded change in product, dose, injector or clinic."
                if compared
                else "There is no earlier session to compare with."
            )
        return Listing(title, tuple(lines[: self.limits.changes]), rest)

    def _change_lines(self) -> Iterator[SheetItem]:
        """Yield a line for each change; dose changes of one session share a line."""
        doses: dict[int, list[Change]] = {}
        for change in self.facts.changes:
            if change.kind is ChangeKind.DOSE:
                doses.setdefault(id(change.later.session), []).append(change)
        for change in self.facts.changes:
            day = capital(date_words(change.later.session.date))
            if change.kind is not ChangeKind.DOSE:
                yield SheetItem(day, self._change(change))
            elif same := doses.pop(id(change.later.session), []):
                named = [self._dose_change(item) for item in same[: self.limits.changes]]
                if more := len(same) - len(named):
                    named.append(plural(more, "more area"))
                yield SheetItem(day, f"units: {'; '.join(named)}")

    def _change(self, change: Change) -> str:
        earlier, later = change.earlier.session, change.later.session
        if change.kind is ChangeKind.PRODUCT:
            before, after = self._product(earlier), self._product(later)
        elif change.kind is ChangeKind.INJECTOR:
            before, after = self._name(earlier.injector or ""), self._name(later.injector or "")
        else:
            before, after = self._name(earlier.clinic or ""), self._name(later.clinic or "")
        names = ", ".join(map(self._area, change.areas))
        return f"{change.kind}: {after} instead of {before} ({names})"

    def _dose_change(self, change: Change) -> str:
        name = self._area(change.areas[0])
        return f"{name} {dose(change.later)} instead of {dose(change.earlier)}"

    # How much, and for what

    def _totals(self) -> Totals:
        facts = self.facts
        rows = tuple(map(self._total, _cut(facts.totals, self.limits.products)))
        parts = ["All areas and uses. Units of different products can't be compared."]
        if more := len(facts.totals) - len(rows):
            parts.insert(0, f"{plural(more, 'more product')} not listed.")
        return Totals(
            title="Total units",
            caption="Units of each product over all areas",
            heads=(
                "Product",
                f"{SHORT_MONTHS} months (from {day_words(facts.short_from)})",
                f"{LONG_MONTHS} months (from {day_words(facts.long_from)})",
            ),
            rows=rows,
            rest=" ".join(parts) if rows else f"No sessions in the last {LONG_MONTHS} months.",
        )

    def _total(self, total: Total) -> tuple[str, str, str]:
        label = self.catalog.product_label(total.product) if total.product else "not recorded"
        return self._name(label), amount(total.short), amount(total.long)

    def _cost(self) -> Listing:
        entries = tuple(entry for item in self.facts.spent for entry in self._spent(item))
        rest = cost_notes(
            self.facts.unpriced,
            some_areas=self.facts.asked_areas,
            by_month=self.limits.in_words and any(item.per_month for item in self.facts.spent),
        )
        return Listing("Cost", entries, rest if entries else "")

    def _spent(self, spent: Spent) -> Iterator[SheetItem]:
        currency = self._name(spent.currency) if spent.currency else "(currency not recorded)"
        if spent.sessions:
            amount = f"{plain_number(spent.amount)} {currency}"
            yield SheetItem(
                f"{LONG_MONTHS} months", f"{amount}, {plural(spent.sessions, 'session')}"
            )
        if (found := spent.per_month) is not None:
            results = plural(found.results, "result")
            yield SheetItem(
                "Month of effect",
                f"{a_month(found)} {currency}, based on {results} that ended in these months",
            )

    # Below it all

    def _foot(self) -> Iterator[str]:
        if any(area.forecast for area in self.facts.areas):
            yield (
                "Each window is built so that 80% of results wear off inside it. "
                "It is based on published figures and this record."
            )
        if problems := len(self.facts.snapshot.problems):
            lines = plural(problems, "line")
            yield f"{lines} of the journal could not be read and may be missing here."
        yield FROM_JOURNAL


def _is_over(area: AreaForecast) -> bool:
    """Whether the last result was seen to end, or to have had no effect."""
    ended = area.last.lasted.end_seen and area.forecast is not None
    return ended or area.last.no_effect is not None


def _again(results: Sequence[AreaResult]) -> str:
    """Return when all areas of a session were treated again; "" if not all of them on one day."""
    said = {
        treated_again(treatment.date, again) if (again := treatment.treated_again_on) else ""
        for _, treatment in results
    }
    return said.pop() if len(said) == 1 else ""


def _cut(items: Sequence[_Item], most: int) -> Sequence[_Item]:
    """Return as many as fit; all if one more is left, which to count takes as much room."""
    return items if len(items) <= most + 1 else items[:most]


def _areas_of(shown: Iterable[SessionFacts]) -> set[str]:
    return {result.area.area for item in shown for result in item.results}


_SHORT = 40
"""Characters of areas and units up to which they are said again rather than by a date."""


def _lower(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"
