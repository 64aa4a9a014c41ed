"""Laws of what is due: remind and the next step on timeline say the same of each area."""

from datetime import timedelta

from bench.consistency import sentences
from bench.consistency.case import Case
from bench.consistency.printed import days, every_day
from bench.consistency.surfaces import Area, DueItem, Surfaces

DAYS_AHEAD = 14
"""So many days remind looks ahead."""

QUIET_LINES = 3
"""So many lines `remind --quiet` says at most."""


def check(case: Case, area: Area) -> None:
    """Check what is due for one area."""
    for due in area.steps:
        _own_day(case, due)
        _label(case, area, due)
    if area.steps:
        due = area.steps[0]
        message = (
            f"{area.id}: remind's first {due.kind} {due.begin} {due.text[:70]!r};"
            f" timeline next {area.following!r}; window {area.window!r}"
        )
        case.check("L7a", _next_is(case, area, due), message, "timeline; remind --json")
    elif area.following:
        message = f"{area.id}: next {area.following!r}, nothing due"
        case.check("L7b", False, message, "timeline; remind")


def _own_day(case: Case, due: DueItem) -> None:
    """The days in a sentence are those of its JSON."""
    for pattern, meant in ((sentences.REPEAT, due.until), (sentences.BOOK_FROM, due.begin)):
        if told := days(pattern, due.text):
            case.check("L18", told[0].means(meant), due.text, "remind --json")


def _label(case: Case, area: Area, due: DueItem) -> None:
    """No day to repeat it is before the label's."""
    if due.kind != "book" or not area.label:
        return
    late = due.until is not None and due.until >= area.label
    holds = late or sentences.LABEL_NAMED in due.text
    case.check("L27", holds, f"{due.text} label {area.label}", "remind")
    if told := days(sentences.LABEL, due.text):
        case.check("L27", told[0].means(area.label), due.text, "remind")


def _next_is(case: Case, area: Area, due: DueItem) -> bool:
    """Say whether the next step on timeline is what is due first."""
    told = area.following
    if due.kind == "overdue":
        return sentences.ASKED_NOW in area.window or bool(told)
    named = next(every_day(told), None)
    come = due.begin <= case.today
    return (
        bool(told)
        and (sentences.BOOK in told) == (due.kind == "book")
        and (sentences.TWO_WEEKS in told) == (due.kind == "review" and not come)
        and (named.means(due.begin) if named else come)
    )


def check_remind(case: Case, told: Surfaces) -> None:
    """Check remind as a whole."""
    remind, soon = told.remind, str(case.today + timedelta(days=DAYS_AHEAD))
    nothing = all(due["date"] > soon for due in remind.json["due"])
    holds = (sentences.NOTHING_DUE in remind.screen) == nothing
    case.check("L35", holds, remind.screen[:60], "remind")
    waiting, shown = remind.json["raise_waiting"], len(remind.json["raise"])
    questions = len(told.brief.json["raise"])
    message = f"remind {shown}+{waiting}, brief {questions}"
    case.check("L35", waiting + shown == questions, message, "remind --json; brief --json")
    _together(case, told)
    _at_home(case, told)
    _quiet(case)


def _together(case: Case, told: Surfaces) -> None:
    """What a line says of its areas is due for each of them."""
    areas = {area.name: area for area in told.areas.values()}
    for line in told.remind.plain.splitlines():
        found = sentences.REMINDER.match(line)
        if not found:
            continue
        for name in sentences.named(found[2], set(areas)):
            alone = [sentences.after_name(due.text) for due in areas[name].due]
            holds = found[3] in alone or sentences.UNNOTED in found[3]
            message = f"told of {found[2]!r}: {found[3][:80]!r}; {name} alone: {alone}"
            case.check("L18", holds, message, "remind")


def _at_home(case: Case, told: Surfaces) -> None:
    """What the home screen asks for now is due now, and it counts the questions right."""
    areas = {area.name: area for area in told.areas.values()}
    for pattern, booking in ((sentences.HOME_CHECKIN, False), (sentences.HOME_BOOK, True)):
        found = pattern.search(told.home_plain)
        listed = found[1].replace(sentences.HOME_MOST, "") if found else ""
        asked = set(sentences.named(listed, set(areas)))
        due = {
            name
            for name, area in areas.items()
            if any(
                (one.kind == "book") == booking and one.begin <= case.today for one in area.steps
            )
        }
        message = f"{found[0] if found else ''!r}; due now {sorted(due)}"
        case.check("L18", asked == due, message, "--plain")
    found = sentences.HOME_QUESTIONS.search(told.home_plain)
    now = [one for one in told.brief.json["raise"] if one["status"] != "waiting"]
    counted = int(found[1]) if found else 0
    case.check("L35", counted == len(now), f"{counted}, brief {len(now)}", "--plain")


def _quiet(case: Case) -> None:
    """The short form is the beginning of the long one."""
    quiet = case.run("remind", "--quiet").splitlines()
    lines = case.run("--plain", "remind").splitlines()
    full = [line for line in lines if sentences.REMINDER.match(line)]
    for short, line in zip(quiet, full, strict=False):
        holds = sentences.MORE.sub("", short) == line
        case.check("L36", holds, f"{short!r} / {line!r}", "remind --quiet")
    message = f"{len(quiet)} lines, remind {len(full)}"
    case.check("L36", len(quiet) == min(QUIET_LINES, len(full)), message, "remind --quiet")
