"""Every sentence that says why a question is raised, and how a second reading finds it true.

`SENTENCES` is closed: a sentence that none of its patterns matches has no reading yet.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from botoxlog.forecast.questions.open_questions import OpenQuestion
from tests.forecast.second_reading import (
    DATE,
    EFFECTS,
    TOPICS,
    WORKING,
    Book,
    Result,
    Row,
    Span,
    Visit,
    certain,
    day_said,
    distinct,
    effect_label,
    means,
    middle,
    numbers,
    parted,
    product_name,
    same_place,
    substance,
)

NOTES = {
    "my brow feels heavy": "heavy or lower brow",
    "one brow higher": "peaked brow",
    "hard to swallow for a week": "trouble swallowing",
    "my eyelid droops": "drooping eyelid",
    "no headache this time": "",
    "menopause began": "",
    "the box said lot C3709C3": "",
}
"""What the notes of the journals say of side effects, "" for nothing."""


@dataclass
class Said:
    """A sentence of a question about a journal, while it is read.

    Attributes:
        before: The sentences before it.
        untrue: What was found untrue of it, by a short name.
    """

    book: Book
    question: OpenQuestion
    sentence: str
    before: Sequence[str]
    untrue: list[str] = field(default_factory=list)

    def holds(self, what: str, truth: object) -> None:
        """Note what is untrue."""
        if not truth:
            self.untrue.append(what)

    def rows(self, words: str) -> list[Row]:
        """Return the rows that it names; each has to be one that the question is about."""
        rows = self.book.rows_named(words)
        self.holds("names areas", rows)
        asked = [parted(area) for area in self.question.areas]
        for row in rows:
            self.holds("area of the question", not asked or row in asked)
            self.holds("said of both sides", self.book.is_one_row(row))
            self.holds("was treated", self.book.sessions(row))
        return rows

    def results(self, row: Row) -> list[Result]:
        """Return the results of a row."""
        return self.book.results(row)

    def topics(self) -> tuple[str, ...]:
        """Return the topics that the question asks."""
        return self.question.topic, *self.question.also


# --- how often ---------------------------------------------------------------------------------

YEARS = {"year": 1, "two years": 2, "three years": 3}


def _exposure(said: Said, names: str, count: str, time: str) -> None:
    for row in said.rows(names):
        said.holds("sessions within", said.book.count_within(row, YEARS[time]) == int(count))


def _years(said: Said, names: str, count: str, since: str) -> None:
    for row in said.rows(names):
        years = said.book.years_of_two(row)
        said.holds("calendar years", len(years) == int(count) and years[0] == int(since))


def _first_at(said: Said, names: str, age: str) -> None:
    born = said.book.person.get("birth_year", 0)
    for row in said.rows(names):
        first = said.book.sessions(row)[0].when
        said.holds("age at first", first[0].year <= born + int(age) <= first[1].year)
        said.holds("young", int(age) < 30)


def _first_at_for_years(said: Said, names: str, age: str, count: str, since: str) -> None:
    _first_at(said, names, age)
    _years(said, names, count, since)


def _treated_at(said: Said, names: str, age: str) -> None:
    year = said.book.person.get("birth_year", 0) + int(age)
    for row in said.rows(names):
        whens = [visit.when for visit in said.book.records if visit.treats(row)]
        treated = any(when[0].year <= year <= when[1].year for when in whens)
        said.holds("age", treated or year == said.book.today.year)
        said.holds("age when treated", treated)


def _at_work(said: Said, names: str) -> None:
    """Seen working in the last days before the next session, for the last two results."""
    most = TOPICS["weak-muscle"]["limits"]["seen_days"]["value"]
    for row in said.rows(names):
        results = said.results(row)
        said.holds("twice in a row", len(results) > 2)
        if not results[0].known:
            said.holds("seen working", [one for _, one in said.book.looks(row) if one in WORKING])
            continue
        for one, following in list(pairwise(results))[-2:]:
            worked = [when[0] for when, state in one.looks if state in WORKING]
            days = (following.visit.when[0] - max(worked, default=date.min)).days
            said.holds("still working", 0 <= days <= most and one.over is None)


def _too_often(said: Said, names: str, count: str) -> None:
    book = said.book
    for row in said.rows(names):
        whens = [after.when for _, after, gap in book.gaps(row) if gap < 84]
        corrected = {visit["id"]: visit for visit in book.sessions(row)}
        for touch_up in book.touch_ups:
            of = corrected.get(touch_up["touch_up_of"])
            if of and touch_up.treats(row) and of.when[1] < touch_up.when[0]:
                gap = (touch_up.when[1] - of.when[0]).days
                whens += [touch_up.when] if gap < 84 else []
        recent = {when for when in whens if book.days_since(when) <= 365}
        allowed = row[0] == "neck"  # a label there asks for less
        known = int(count) == len(recent) or (allowed and int(count) < len(recent))
        said.holds("times within 12 weeks", known)


# --- intervals ---------------------------------------------------------------------------------


def _again(said: Said, names: str, when: str, least: str, days: str) -> None:
    for row in said.rows(names):
        gaps = [
            (before, after, gap)
            for before, after, gap in said.book.gaps(row)
            if means(when, after.when) and gap == int(days)
        ]
        said.holds("days between", gaps)
        _at_most(said, least, [(before, after) for before, after, _ in gaps])


def _at_most(said: Said, least: str, pairs: Sequence[tuple[Visit, Visit]]) -> None:
    """What may be fewer days is said as that."""
    if least:
        said.holds("at most, of days", any(not certain(v.when) for pair in pairs for v in pair))
    else:
        said.holds("exact, of a partial date", any(certain(after.when) for _, after in pairs))
        said.holds("at most", any(certain(v.when) and certain(w.when) for v, w in pairs))


def _after_whole(said: Said, names: str, when: str, least: str, days: str, whole: str) -> None:
    book = said.book
    (other, *_) = [*book.rows_named(whole.replace(", ", " ")), ("", None)]
    for row in said.rows(names):
        found = [
            (before, visit)
            for visit in book.sessions(row)
            for before in book.sessions(other)
            if means(when, visit.when)
            and before.when[1] < visit.when[0]
            and (book.until(visit.when) - before.when[0]).days == int(days)
        ]
        said.holds("days after", found)
        _at_most(said, least, found)


def _more(said: Said, count: str) -> None:
    """So many more; how many there may be is counted generously."""
    book, more = said.book, int(count)
    asked = [parted(area) for area in said.question.areas]
    shown = said.before[-3:]
    rows = {row for words in shown for row in book.rows_named(words.partition(":")[0])}
    if said.question.topic == "stopping":
        hidden = [book.sessions(row)[-1].when for row in asked if row not in rows]
        said.holds("more", len(hidden) == more)
    elif said.question.topic == "migraine-wear":
        checked = TOPICS["migraine-wear"]["limits"]["sessions"]["value"]
        said.holds("more", more + 3 <= checked * len(asked))
    else:
        treated = {row for visit in book.records for row in visit.treated}
        days = [visit.when for row in treated for visit in book.sessions(row)]
        soon = [day for day in days if any(0 < (day[1] - one[0]).days < 184 for one in days)]
        every = {day for day in soon if book.days_since(day) <= 365}
        before = [day for day in every if not any(_names_date(words, day) for words in shown)]
        said.holds("more", more <= len(before) * len(treated) * 2 + len(shown))


def _names_date(sentence: str, when: Span) -> bool:
    found = re.search(rf"treated (?:again )?({DATE}),", sentence)
    return bool(found and means(found[1], when))


def _units(said: Said, units: str, begin: str, end: str) -> None:
    botox = [v for v in said.book.records if substance(v["product"]) == "onabotulinumtoxina"]
    doses = [visit for visit in botox if visit["units"]]
    said.holds(
        "units",
        any(
            f"{sum(_all_units(v) for v in _between(doses, one, two)):g}" == units
            for one in doses
            for two in doses
            if means(begin, one.when)
            and means(end, two.when)
            and middle(one.when) <= middle(two.when)
            and (two.when[1] - one.when[0]).days < 91
        ),
    )


def _between(doses: Sequence[Visit], one: Visit, two: Visit) -> list[Visit]:
    ends = middle(one.when), middle(two.when)
    return [
        dose
        for dose in doses
        if ends[0] <= middle(dose.when) <= ends[1] and (two.when[1] - dose.when[0]).days < 91
    ]


def _all_units(visit: Visit) -> float:
    return float(sum(visit["units"].values()))


# --- results -----------------------------------------------------------------------------------


def _over_by(said: Said, names: str, listed: str) -> None:
    for row in said.rows(names):
        results = said.results(row)
        ends = [one.over for one in results if one.over]
        days = numbers(listed)
        said.holds("ends", not results[0].known or days == ends[-len(days) :])


def _failed(said: Said, names: str, times: str | None) -> None:
    for row in said.rows(names):
        *earlier, last = said.results(row)
        if not last.known:
            said.holds("no effect", "no-effect" in [state for _, state in said.book.looks(row)])
            continue
        said.holds("no effect", [state for _, state in last.looks][-1:] == ["no-effect"])
        said.holds("no effect", "full" not in [state for _, state in last.looks])
        worked = [one for one in earlier if one.over or one.bounds[0]]
        said.holds("worked before", worked)
        last_few = said.results(row)[-int(times or 1) :]
        states = [{state for _, state in one.looks} for one in last_few]
        said.holds("times", all("no-effect" in seen for seen in states))


def _seen(said: Said, names: str, what: str, when: str, days: str | None) -> None:
    states = {"no effect seen": "no-effect", "nothing to see yet": "none"}
    state = states.get(what, "partial")
    for row in said.rows(names):
        results = said.results(row)
        looks = results[-1].looks
        if results[0].known:
            said.holds("not full", "full" not in [one for _, one in looks])
            said.holds("latest", state == "partial" or [one for _, one in looks][-1:] == [state])
        else:  # it may be of another session
            looks = said.book.looks(row)
        seen = [look for look, one in looks if one == state and means(when, look)]
        said.holds("seen", seen)
        session = results[-1].visit.when
        said.holds("day", not days or any((one[0] - session[0]).days == int(days) for one in seen))


def _short(said: Said, names: str, days: str, when: str) -> None:
    for row in said.rows(names):
        results = said.results(row)
        mine = [one for one in results if means(when, one.visit.when)]
        said.holds("session", mine)
        known = results[0].known
        by = any(one.over == int(days) for one in mine) if known else _perhaps(said, row, days)
        said.holds("worn off by", by)
        said.holds("short", int(days) < 84)


def _perhaps(said: Said, row: Row, days: str) -> bool:
    """Whether a partial date leaves room for a result that was over by a day."""
    sessions = [visit.when for visit in said.book.sessions(row)]
    ends = [*sessions, *(when for when, _ in said.book.looks(row))]
    return int(days) in {(two[1] - one[0]).days for one in sessions for two in ends}


def _lasted(said: Said, names: str, listed: str) -> None:
    days = numbers(listed)
    for row in said.rows(names):
        results = said.results(row)
        lengths = [(low + high) / 2 for low, high in (r.bounds for r in results) if low and high]
        near = [
            abs(one - two) <= 0.5 for one, two in zip(lengths[-len(days) :], days, strict=False)
        ]
        said.holds("lasted", (len(near) == len(days) and all(near)) or not results[0].known)
        longer = "longer-results" in said.topics()
        said.holds("trend", days[-1] > days[0] if longer else days[-1] < days[0])


def _getting(said: Said, names: str, which: str) -> None:
    said.holds("which", ("longer-results" in said.topics()) == (which == "longer"))
    for row in said.rows(names):
        said.holds("check-ins", len(said.book.looks(row)) >= 3)


def _changed(said: Said, listed: str) -> None:
    names = said.before[-1].partition(":")[0]
    for row in said.rows(names):
        results = said.results(row)
        over = [one.visit for one in results if one.over or one is not results[-1]][-5:]
        for what in re.split(", | and ", listed):
            found = _values(what, row, over)
            said.holds("changed", len(found) > 1 or not results[0].known)
            said.holds(f"changed {what}", len(found - {None}) > 1 or not results[0].known)


def _values(what: str, row: Row, visits: Sequence[Visit]) -> set[object]:
    match what:
        case "the product":
            return {substance(visit["product"]) for visit in visits}
        case "the dose":
            return {visit.units(row) for visit in visits}
        case "the interval":
            return {(two.when[0] - one.when[0]).days for one, two in pairwise(visits)}
    return {visit[what.removeprefix("the ")] for visit in visits}


def _wears(said: Said, names: str, what: str, when: str, day: str) -> None:
    book = said.book
    states = {"fading": "fading", "worn off": "gone"}
    for row in said.rows(names):
        seen = [look for look, state in book.looks(row) if state == states.get(what)]
        if what not in states:
            label = what.removesuffix(" recorded")
            seen = [
                look for look, effect in book.effects() if effect_label((effect[0], None)) == label
            ]
        days = {
            (middle(look) - middle((visit.when[0], book.until(visit.when)))).days
            for look in seen
            if means(when, look)
            for visit in book.sessions(row)
            if visit.when[0] <= look[1]
        }
        said.holds("about day", int(day) < 0 or (int(day) in days and int(day) < 84))
        said.holds("day after the session", int(day) >= 0)


def _left_alone(said: Said, names: str, when: str, late: str | None) -> None:
    book = said.book
    for row in said.rows(names):
        sessions = [v for v in book.visits if v.treats(row)] or book.sessions(row)
        said.holds("last treated", means(when, sessions[-1].when))
        since = day_said(late) if late else sessions[-1].when[1]
        said.holds("long ago", (book.today - since).days > (180 if late else 365))
        said.holds("after it", not late or since > sessions[-1].when[0])


def _switched(said: Said, names: str, new: str, when: str, old: str) -> None:
    for row in said.rows(names):
        found = [
            (before, now)
            for before, now in pairwise(said.book.sessions(row))
            if means(when, now.when)
            and (old, new) == (product_name(before["product"]), product_name(now["product"]))
        ]
        said.holds("two sessions", found)
        for before, now in found:
            products = before["product"], now["product"]
            said.holds("another substance", len({*map(substance, products), None}) == 3)
            said.holds("time passed", before.when[1] < now.when[0])


def _since_switch(said: Said, names: str, later: str, new: str, earlier: str, old: str) -> None:
    for row in said.rows(names):
        results = said.results(row)
        substances = [substance(one.visit["product"]) for one in results]
        since = max(i for i, one in enumerate(substances) if one != substances[-1]) + 1
        for part, name, days in (
            (results[since:], new, numbers(later)),
            (results[:since], old, numbers(earlier)),
        ):
            products = re.split(", | and ", name)
            mine = [one for one in part if product_name(one.visit["product"]) in products]
            ends = [one.over for one in part if one.over]
            said.holds("ends", not results[0].known or days == _with(ends, part, name, days))
            named = [one.over for one in mine if one.over]
            said.holds("ends with that product", not results[0].known or set(days) <= set(named))
        said.holds("shorter", max(numbers(later)) < min(numbers(earlier)))


def _with(
    ends: Sequence[int | None], part: Sequence[Result], name: str, days: Sequence[int]
) -> list[int | None]:
    """Return the last ends, of the named product where another was used before it."""
    products = re.split(", | and ", name)
    named = [
        one.over for one in part if one.over and product_name(one.visit["product"]) in products
    ]
    return [*(ends if ends[-len(days) :] == list(days) else named)][-len(days) :]


# --- side effects ------------------------------------------------------------------------------


def _lower(label: str) -> set[str]:
    """Return a label, and as it is within a sentence."""
    return {label, label[:1].lower() + label[1:]}


def _ends(book: Book, label: str, when: Span) -> bool:
    """Whether a side effect of a date was over by then or later."""
    return any(
        same_place(over, effect) and over[0] == effect[0] and middle(day) >= when[0]
        for day, over in book.effects("resolved")
        for other, effect in book.effects()
        if effect_label(effect) in _lower(label) and other == when
    )


def _recorded(
    said: Said, label: str, times: str | None, first: str | None, *rest: str | None
) -> None:
    when, after = rest[0] or "", rest[1:]
    book = said.book
    mine = [
        (day, effect) for day, effect in book.effects() if effect_label(effect) in _lower(label)
    ]
    last = [day for day, _ in mine if means(when, day)]
    said.holds("recorded", last)
    if not last:
        return
    passed = "more than one session" in said.question.question
    said.holds("past year", book.days_since(last[-1]) <= (730 if passed else 365))
    said.holds("after an injection", any(v.when[0] <= last[-1][1] for v in book.records))
    own = not certain(last[-1]) and mine[0][1][0] not in EFFECTS
    not_over = "own words not over" if own else "is not over"
    said.holds(not_over, passed or not any(_ends(book, label, day) for day in last))
    if times and first:
        begins = [day for day, _ in mine if means(first, day)]
        count = {"twice": 2}.get(times) or int(times.removesuffix(" times"))
        within = [day for day, _ in mine if begins and middle(day) <= middle(last[-1])]
        spans = {day for day in within if middle(day) >= middle(begins[0])}
        recent = [day for day in spans if certain(day) and book.days_since(day) <= 365]
        said.holds("times", len(recent) <= count <= len(spans))
        said.holds("times since", len(spans) == count)
    _after_session(said, last[-1], *after)


def _mentioned(said: Said, label: str, when: str, *after: str | None) -> None:
    book = said.book
    noted = [
        day for day, note in book.notes() if NOTES.get(note) in _lower(label) and means(when, day)
    ]
    said.holds("note", noted)
    if not noted:
        return
    said.holds("past year", book.days_since(noted[-1]) <= 365)
    said.holds("after an injection", any(v.when[0] <= noted[-1][1] for v in book.records))
    effects = {effect for effect, known in EFFECTS.items() if known["name"] in _lower(label)}
    over = [day for day, (effect, _) in book.effects("resolved") if effect in effects]
    said.holds("is not over", not any(middle(day) >= noted[-1][0] for day in over))
    _after_session(said, noted[-1], *after)


def _after_session(said: Said, when: Span, days: str | None, words: str | None) -> None:
    """The session is the latest up to then, of the areas that the question is about."""
    if not words:
        return
    book = said.book
    asked = [parted(area) for area in said.question.areas]
    visits = [
        visit
        for visit in (v for row in asked for v in book.sessions(row))
        if visit.when[0] <= when[1]
    ] or [visit for visit in book.visits if visit.when[0] <= when[1]]
    named = [visit for visit in visits if means(words, visit.when)]
    said.holds("session", named)
    if named and not said.question.also:
        later = [v for v in visits if v.when[0] > named[-1].when[1] and v.when[1] <= when[0]]
        said.holds("latest session", not later)
    if named and days:
        exact = (when[0] - named[-1].when[0]).days
        said.holds("days after", exact == (0 if days.startswith("the day") else numbers(days)[0]))


def _serious(said: Said, when: str, perhaps: str | None, label: str, end: str | None) -> None:
    book = said.book
    first, _, last = when.partition(", last ")
    first = first[:1].lower() + first[1:]
    if first.startswith("in a note of "):
        noted = [d for d, n in book.notes() if NOTES.get(n) == label]
        said.holds("note", any(means(first.removeprefix("in a note of "), day) for day in noted))
        said.holds("perhaps", perhaps or end)
        return
    heard = {key for key, known in EFFECTS.items() if label in {known["name"], known.get("heard")}}
    mine = [day for day, (effect, _) in book.effects() if effect in heard]
    over = [day for day, (effect, _) in book.effects("resolved") if effect in heard]
    if end == " was over":
        said.holds("over", any(means(first.removeprefix("by "), day) for day in over))
        return
    noted = [day for day, note in book.notes() if NOTES.get(note) == label]
    for words in (first, last or first):
        said.holds("a note alone", any(means(words, day) for day in mine))
        said.holds("recorded", any(means(words, day) for day in (*mine, *noted)))
    latest = [day for day in (*mine, *noted) if means(last or first, day)]
    ends = [day for day in over if latest and middle(day) >= latest[-1][0]]
    later = [day for day in mine if latest and day[0] > latest[-1][1]]
    ended = [day for day in later if any(latest[-1][0] <= middle(one) < day[0] for one in over)]
    explained = not all(EFFECTS[effect]["urgent"] for effect in heard)
    said.holds("latest", explained or len(later) == len(ended))
    if end == ", not recorded as over":
        said.holds("not over", not ends)
    elif end == ", since over":
        said.holds("over", latest[-1] in over)
    else:
        said.holds("over by", any(means((end or "").removeprefix(", over by "), d) for d in over))


# --- visits ------------------------------------------------------------------------------------


def _only_one(said: Said) -> None:
    asked = [parted(area) for area in said.question.areas]
    sessions = [visit for row in asked for visit in said.book.sessions(row)]
    said.holds("one session", len(distinct(said.book.visits)) == 1)
    said.holds("of these areas", sessions)


def _first_of(said: Said, names: str) -> None:
    for row in said.rows(names):
        said.holds("one session", len(distinct(said.book.sessions(row))) == 1)


def _vials(said: Said, sources: str) -> None:
    said.holds("sources", sources)


def _sides(said: Said, short: str, gone: str, long: str, working: str) -> None:
    (one,), (other,) = said.rows(short), said.rows(long)
    said.holds("two sides", one[0] == other[0] and one[1] != other[1])
    pairs = [
        (ended, worked)
        for ended in said.results(one)
        for worked in said.results(other)
        if ended.visit.when == worked.visit.when
    ]
    if pairs and pairs[0][0].known and pairs[0][1].known:
        seen = [(ended.over, worked.bounds[0]) for ended, worked in pairs]
        said.holds("seen so", (int(gone), int(working)) in seen)
    said.holds("uneven", int(gone) <= int(working))


def _no_goals(said: Said) -> None:
    said.holds("no goals", not said.book.person.get("goals"))


def _goals(said: Said, never: str | None) -> None:
    said.holds("goals", said.book.person.get("goals"))
    said.holds("discussed", bool(said.book.last_discussed("goals")) != bool(never))


def _paid(said: Said, listed: str) -> None:
    today = said.book.today
    since = date(today.year - 1, today.month, min(today.day, 28 if today.month == 2 else 31))
    priced = [v for v in said.book.records if v["cost"] and v.when[0] >= since]
    sums: dict[str, float] = {}
    for visit in priced:
        sums[visit["currency"]] = sums.get(visit["currency"], 0.0) + visit["cost"]
    named = {f"{total:.10g} {currency or ''}".strip() for currency, total in sums.items()}
    said.holds("paid", set(re.split(", | and ", listed)) == named)


def _paid_for(said: Said, amount: str, when: str) -> None:
    last = distinct(said.book.visits)[-1]
    said.holds("last session", means(when, last.when))
    same = [v for v in said.book.visits if v is last or (certain(v.when) and v.when == last.when)]
    listed = re.split(", | and ", amount)
    for visit in same:
        whole = sum(v["cost"] or 0 for v in same if v["currency"] == visit["currency"])
        named = f"{whole:.10g} {visit['currency'] or ''}".strip()
        said.holds("paid for it", not visit["cost"] or named in listed)


def _lacks(said: Said, when: str) -> None:
    lacking = _without_numbers(said.book)
    said.holds("lacks", any(means(when, visit.when) for visit in lacking))
    said.holds("lacks alone", len(distinct(lacking)) == 1)


def _lack(said: Said, count: str, when: str) -> None:
    lacking = _without_numbers(said.book)
    last = [visit for visit in lacking if means(when, visit.when)]
    said.holds("last", last and all(one.when[0] <= last[0].when[1] for one in lacking))
    said.holds("sessions that lack", len(distinct(lacking)) == int(count))


def _without_numbers(book: Book) -> list[Visit]:
    recent = [visit for visit in book.visits if (book.today - visit.when[0]).days <= 365]
    return [visit for visit in recent if not (visit["lot"] and visit["expiry"])]


def _warned(said: Said, dates: str, lot: str) -> None:
    book = said.book
    records = [(visit.when, visit["lot"] or "") for visit in book.records] + [*book.notes()]
    named = {when for when, words in records if lot in re.sub("[ -]", "", words.upper())}
    listed = re.split(", | and ", dates)
    said.holds(
        "lot", len(listed) == len(named) and all(any(means(d, w) for w in named) for d in listed)
    )


def _bones(said: Said) -> None:
    notes = [
        *(note for _, note in said.book.notes()),
        *(d.get("note", "") for d in said.book.discussed),
    ]
    said.holds(
        "bones", any(word in note for note in notes for word in ("menopaus", "osteop", "bone"))
    )


# --- what was asked before ---------------------------------------------------------------------


def _last_said(said: Said, when: str, outcome: str) -> Iterator[tuple[str, Span]]:
    """Yield the topics of the question that were last discussed so, then."""
    for topic in said.topics():
        last = said.book.last_discussed(topic)
        if last and last[1]["outcome"] == outcome and means(when, last[0]):
            yield topic, last[0]


def _something_new(book: Book, when: Span) -> bool:
    days = [*(visit.when for visit in book.records), *(day for day, _ in book.checkins)]
    return any(day[1] > when[1] for day in days) or any(day[0] > when[0] for day in days)


def _deferred(said: Said, when: str, news: str | None) -> None:
    found = [*_last_said(said, when, "deferred")]
    said.holds("deferred", found)
    if news:
        said.holds("something new", any(_something_new(said.book, day) for _, day in found))
    if said.question.status == "waiting":
        later = [v for v in said.book.visits for _, day in found if v.when[0] > day[1]]
        said.holds("waits", not later)


def _asked(said: Said, when: str, news: str) -> None:
    book = said.book
    found = [*_last_said(said, when, "asked")]
    said.holds("asked", found)
    rows = [parted(area) for area in said.question.areas]
    for _, day in found:
        ends = min(day[1], book.today)
        if news == "a year has passed":
            said.holds("a year", (book.today - ends).days >= 365)
        elif news == "something new was recorded":
            said.holds("something new", _something_new(book, day))
        else:
            later = distinct(v for v in book.visits if v.when[0] > ends)
            mine = [v for v in later if not rows or any(v.treats(row) for row in rows)]
            count = numbers(news)[0]
            said.holds(
                "sessions since", count == len(mine) or (said.question.also and count < len(mine))
            )


# --- all of them -------------------------------------------------------------------------------

_NAMES = r"([^:]+)"
_AFTER = rf"(?:, (?:(\d+ days?|the day|) ?(?:after|of) )?the session ({DATE}))?"

_TEXTS: dict[Callable[..., None], str] = {
    _exposure: rf"{_NAMES}: (\d+) sessions? in the past (year|two years|three years)\.",
    _years: rf"{_NAMES}: two or more sessions in (\d+) calendar years since (\d+)\.",
    _first_at: rf"{_NAMES}: first treated at about age (\d+)\.",
    _first_at_for_years: rf"{_NAMES}: first treated at about age (\d+), two or more sessions in "
    r"(\d+) calendar years since (\d+)\.",
    _treated_at: rf"{_NAMES}: treated at about age (\d+)\.",
    _at_work: rf"{_NAMES}: still working shortly before the next session, twice in a row\.",
    _too_often: rf"{_NAMES}: treated within 12 weeks of the previous session, (\d+) times in the "
    r"past year, touch-ups included\.",
    _again: rf"{_NAMES}: treated again ({DATE}), (at most |)(\d+) days? after the session before\.",
    _after_whole: rf"{_NAMES}: treated ({DATE}), (at most |)(\d+) days? after the ([^:]+)\.",
    _more: r"(\d+) more\.",
    _units: rf"([\d.e+]+) units of Botox products from ({DATE}) to ({DATE}), all uses together\.",
    _over_by: rf"{_NAMES}: the last results had worn off by day ([\d, and]+)\.",
    _failed: rf"{_NAMES}: no effect (?:this time|the last (\d+) times), "
    r"after results that worked\.",
    _seen: rf"{_NAMES}: (no effect seen|nothing to see yet|working only partly) ({DATE})"
    r"(?:, (\d+) days? after the session)?\.",
    _short: rf"{_NAMES}: worn off by day (\d+), after the session ({DATE})\.",
    _lasted: rf"{_NAMES}: results lasted about ([\d, and]+) days\.",
    _getting: rf"{_NAMES}: results are getting (longer|shorter), going by your check-ins\.",
    _changed: r"Something else changed in that time too: ([^:]+)\.",
    _wears: rf"{_NAMES}: (fading|worn off|headache recorded) ({DATE}), about day (-?\d+)\.",
    _left_alone: rf"{_NAMES}: last session ({DATE})"
    r"(?:; the window for wearing off ended on (\d+ \w+ \d+))?\.",
    _switched: rf"{_NAMES}: ([^:]+?) ({DATE}), after ([^:]+)\.",
    _since_switch: rf"{_NAMES}: worn off by day ([\d, and]+) with ([^:]+), by day ([\d, and]+) "
    r"with ([^:]+)\.",
    _recorded: rf"([^:]+?) recorded (?:(twice|\d+ times) since ({DATE}), last )?({DATE})"
    rf"{_AFTER}\.",
    _mentioned: rf"([^:]+?) perhaps mentioned in a note of ({DATE}){_AFTER}\.",
    _serious: rf"((?:In a note of |By )?(?:{DATE})(?:, last (?:{DATE}))?"
    r"|(?:On|In|Around|Between) [^:]+): (perhaps |)([^:]+?)"
    rf"(, not recorded as over|, since over|, over by (?:{DATE})|, which is over| was over|)\.",
    _first_of: rf"{_NAMES}: 1 session so far, too early to know how long it lasts for you\.",
    _vials: r"The maker's own vials can share a lot number with counterfeits, .* Sources?: (.*)\.",
    _sides: rf"{_NAMES}: worn off by day (\d+); ([^:]+): still working on day (\d+)\.",
    _only_one: r"1 session so far: too early to know how long it lasts for you\.",
    _no_goals: r"Your journal has no goals yet\.",
    _goals: r"Your goals are recorded(, but not whether you discussed them)?\.",
    _paid_for: rf"You recorded (.+) for the session ({DATE})\.",
    _paid: r"You recorded (.+) in the past 12 months\.",
    _lacks: rf"The session ({DATE}) has no lot number or no expiry date\.",
    _lack: r"(\d+) sessions of the past year have no lot number or no expiry date, the last "
    rf"({DATE})\.",
    _warned: r"([^:]+): (?:A p|P)ublished warnings? .* names? lot ([^:]+): [^.]*\.",
    _bones: r"One of your notes mentions bones or the menopause\.",
    _deferred: rf"Deferred ({DATE}) until the next visit(; something new was recorded since)?\.",
    _asked: rf"Asked ({DATE}); (something new was recorded|\d+ sessions|a year has passed) since\.",
}

SENTENCES = tuple((re.compile(text), reading) for reading, text in _TEXTS.items())


def read(said: Said) -> str:
    """Read one sentence, and return the name of its reading, "" where it has none or several."""
    found = [
        (found, reading) for text, reading in SENTENCES if (found := text.fullmatch(said.sentence))
    ]
    if len(found) != 1:
        said.untrue.append(f"read {len(found)} times")
        return ""
    ((match, reading),) = found
    reading(said, *match.groups())
    return reading.__name__
