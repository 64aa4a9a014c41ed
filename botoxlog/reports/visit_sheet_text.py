"""The text of the visit sheet: the facts in words, within the limits of a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from botoxlog.catalog import Catalog
from botoxlog.core.model import Session
from botoxlog.core.partial_dates import PartialDate, day_words
from botoxlog.core.text import inert, join_words, plain_number, plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions.case import date_words
from botoxlog.forecast.questions.open_questions import OpenQuestion
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
    result,
    short_date,
    short_on,
    shorten,
)
from botoxlog.reports.sentences import capital, say_units, site_words
from botoxlog.reports.visit_facts import (
    LONG_MONTHS,
    SHORT_MONTHS,
    AreaFacts,
    Change,
    ChangeKind,
    CheckInRemark,
    Total,
    VisitFacts,
)
from botoxlog.reports.visit_sheet import (
    AreaLine,
    Limits,
    Listing,
    Question,
    SheetItem,
    Totals,
    Visit,
    VisitSheet,
)

FROM_JOURNAL = (
    "From the patient's own journal, kept with botoxlog. It raises questions; it does not diagnose."
)

TITLE = "Botulinum toxin: for the visit"


def write_sheet(facts: VisitFacts, limits: Limits) -> VisitSheet:
    """Return the facts of a visit as a sheet of text."""
    return _Writer(facts, limits).sheet()


@dataclass(frozen=True, slots=True)
class _Writer:
    """The facts of one visit and the limits of its sheet."""

    facts: VisitFacts
    limits: Limits

    def sheet(self) -> VisitSheet:
        facts = self.facts
        return VisitSheet(
            title=TITLE,
            day=str(PartialDate.of_day(self.today)),
            serious=tuple(SheetItem(item.when, f"{item.what}.") for item in facts.serious),
            about=tuple(self._about()),
            areas_title="Last session of each area",
            areas_caption="Areas by their last session, newest first",
            visits=tuple(self._visits()),
            areas_rest=self._areas_rest(),
            questions_title="To ask",
            questions=tuple(self._question(item) for item in facts.raised),
            questions_rest="" if facts.raised else "This record raises no questions.",
            observed=self._observed(),
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

    def _about(self) -> Iterator[SheetItem]:
        born = self.facts.person.birth_year
        if born is not None:
            age = self.today.year - born
            yield SheetItem(
                "Born", f"{born} ({age - 1} or {age} years old)" if age > 0 else str(born)
            )
        goals = self.facts.person.goals
        yield SheetItem("Goals", shorten(goals, self.limits.goals) if goals else "not recorded")

    # The areas

    def _visits(self) -> Iterator[Visit]:
        """Yield the last sessions, newest first, each with the areas last treated in it."""
        groups: dict[int, list[AreaFacts]] = {}
        for item in self.facts.areas[: self.limits.areas]:
            groups.setdefault(id(item.area.last.session), []).append(item)
        newest_first = sorted(
            groups.values(), key=lambda items: items[0].area.last.date.middle, reverse=True
        )
        for items in newest_first:
            session = items[0].area.last.session
            yield Visit(
                when=self._when(session.date),
                what=", ".join(self._session_words(session)),
                rows=tuple(self._row(item) for item in items),
            )

    def _when(self, when: PartialDate) -> str:
        if not when.is_day or when.first == self.today:
            return capital(str(when))
        return f"{when}, {plural((self.today - when.first).days, 'day')} ago"

    def _session_words(self, session: Session) -> Iterator[str]:
        yield self._product(session)
        expiry = f" (expiry {session.expiry.iso})" if session.expiry else ""
        lot = f"lot {self._name(session.lot)}" if session.lot else "lot not recorded"
        yield f"{lot}{expiry}"
        for name in (session.injector, session.clinic):
            if name:
                yield self._name(name)

    def _product(self, session: Session) -> str:
        if not session.product:
            return "product not recorded"
        return self._name(self.catalog.product_label(session.product))

    def _row(self, item: AreaFacts) -> AreaLine:
        return AreaLine(
            name=self._name(item.area.name),
            units=self._units(item.area),
            lasted=tuple(self._results(item)),
            now=now(item.area, self.today),
        )

    def _units(self, area: AreaForecast) -> str:
        last = area.last
        units = "not recorded" if last.units is None else plain_number(last.units)
        whole, side = self.catalog.split_side(area.area)
        for given in last.session.doses if side else ():
            if given.units is not None and self.catalog.area_id(given.area) == whole:
                units = f"{plain_number(given.units)} for both sides"
        if last.sides and not side:
            units += f" ({each_side(last)})"
        for given in last.session.doses:
            if given.sites and self.catalog.overlap(self.catalog.area_id(given.area), area.area):
                units += f" ({shorten(site_words(given.sites), self.limits.note)})"
        for touch_up in last.touch_ups:
            more = sum(
                dose.units or 0
                for dose in touch_up.doses
                if self.catalog.overlap(dose.area, area.area)
            )
            amount = f"{plain_number(more)} more" if more else "touch-up"
            substance = self.catalog.substance(touch_up.product)
            if substance not in {None, self.catalog.substance(last.session.product)}:
                amount += f" of {self._product(touch_up)}"
            units += f", {amount} {short_on(touch_up.date, self.today)}"
        return units

    def _results(self, item: AreaFacts) -> Iterator[str]:
        substance = self.catalog.substance(item.area.last.session.product)
        for treatment in item.results[: self.limits.results]:
            same = self.catalog.substance(treatment.session.product) == substance
            other = "" if same else f", {self._product(treatment.session)}"
            yield f"{month_of(treatment.session.date)}{other}: {result(treatment)}"
        if more := item.more + len(item.results[self.limits.results :]):
            yield f"{more} earlier"
        elif not item.results:
            yield "none yet"

    def _areas_rest(self) -> str:
        if not self.facts.areas:
            return "No sessions logged yet."
        parts = []
        if left_out := [item.area for item in self.facts.areas[self.limits.areas :]]:
            parts.append(f"Not listed: {self._names(left_out)}.")
        if self.facts.resting:
            parts.append(f"Not treated recently: {self._names(self.facts.resting)}.")
        return " ".join(parts)

    def _names(self, areas: Sequence[AreaForecast]) -> str:
        names = [
            f"{self._name(area.name)} ({month_of(area.last.session.date)})"
            for area in areas[: self.limits.areas]
        ]
        more = len(areas) - len(names)
        return join_words([*names, *([f"{more} more"] if more else [])])

    # What to ask, what happened

    def _question(self, item: OpenQuestion) -> Question:
        why = self._reasons(item.why)
        return Question(item.topic, inert(item.question), f"{why} {research(item)}".strip())

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

    def _observed(self) -> Listing:
        facts, every = self.facts, self.facts.observations
        listed = self._most_relevant()
        rest = ""
        if more := len(every) - len(listed):
            effects = sum(len(item.checkin.effects) for item in every)
            rest = f"{more} more not listed; {plural(effects, 'side effect')} logged in total."
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

    def _most_relevant(self) -> list[CheckInRemark]:
        """Return the observations to list: what was serious, then the newest.

        If there are too many, side effects go before notes, and those of the period before others.
        """
        every, since = self.facts.observations, self.facts.since

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
        if item.after is not None and named:
            days = "on the day of"
            if item.days != 0:
                days = "after" if item.days is None else f"{plural(item.days, 'day')} after"
            session = f"the session of {short_date(item.after.date, self.today)}"
            text += f" ({days} {session}: {self._given(item.after)})"
        over = ", ".join(map(self._effect, checkin.resolved))
        parts = [text, f"resolved: {over}" if over else ""]
        note = shorten(checkin.note or "", self.limits.note)
        if note.casefold() not in text.casefold():
            parts.append(note)
        return SheetItem(capital(date_words(checkin.date)), ". ".join(filter(None, parts)))

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
            compared = any(len(item.area.treatments) > 1 for item in self.facts.areas)
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
                yield SheetItem(
                    day, f"units: {'; '.join(self._dose_change(item) for item in same)}"
                )

    def _change(self, change: Change) -> str:
        earlier, later = change.earlier.session, change.later.session
        if change.kind is ChangeKind.PRODUCT:
            before, after = self._product(earlier), self._product(later)
        elif change.kind is ChangeKind.INJECTOR:
            before, after = self._name(earlier.injector or ""), self._name(later.injector or "")
        else:
            before, after = self._name(earlier.clinic or ""), self._name(later.clinic or "")
        names = ", ".join(self._name(area.name) for area in change.areas)
        return f"{change.kind}: {after} instead of {before} ({names})"

    def _dose_change(self, change: Change) -> str:
        name = self._name(change.areas[0].name)
        return f"{name} {dose(change.later)} instead of {dose(change.earlier)}"

    # How much, and for what

    def _totals(self) -> Totals:
        facts = self.facts
        rows = tuple(self._total(item) for item in facts.totals[: self.limits.products])
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
            by_month=any(item.per_month for item in self.facts.spent),
        )
        return Listing("Cost", entries, rest)

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
        if any(item.area.forecast for item in self.facts.areas):
            yield (
                "Each window is built so that 80% of results wear off inside it. "
                "It is based on published figures and this record."
            )
        if problems := len(self.facts.snapshot.problems):
            lines = plural(problems, "line")
            yield f"{lines} of the journal could not be read and may be missing here."
        yield FROM_JOURNAL
