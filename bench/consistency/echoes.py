"""Laws of echoes: what one form of a command says, another says too, and all of it reads well."""

import html
from random import Random

from bench.consistency import sentences
from bench.consistency.case import Case, Json
from bench.consistency.dates import first, last
from bench.consistency.events import events
from bench.consistency.picture import COLUMNS, width
from bench.consistency.printed import days
from bench.consistency.record import parted
from bench.consistency.surfaces import HOME, Area, Surfaces, fades

NARROW = (60, 44)
"""Further widths that every line of one command, chosen at random, has to fit into."""

NARROWEST = 40
"""The narrowest width that the home screen is looked at with."""

COMMANDS = ("timeline", "remind", "brief", "status", "stats")

USUAL = 80
"""The width of most terminals, which every line of the timeline has to fit into."""

SAVED_SHARE = 0.34
"""In so many cases what is saved is looked at as well."""

TWO_YEARS = 730
"""A look is never doubted sooner after a session."""

LISTED = 6
"""A saved sheet lists so many areas at least."""

LOOKS = frozenset({"fading", "checkin", "review", "overdue"})
"""What is due that asks for a look."""


def check(case: Case, area: Area) -> None:
    """Check that one area's lane says what --plain says, and that its sessions are the record's."""
    if area.told is not None:
        told = sentences.told_on_picture(area.window, area.following)
        shown = sentences.unwrapped(area.told)
        message = f"{area.id}: picture {shown!r} plain {told!r}"
        case.check("L29", shown in {"", told}, message, "timeline --long")
        if told and not shown and area.fades is None:
            case.check(
                "L29", False, f"{area.id}: plain {told!r}, picture nothing", "timeline --long"
            )
    _failed(case, area)
    count, sessions = area.json["sessions"], len(case.record.sessions(area.id))
    own_name = case.known.isdisjoint({area.id, parted(area.id)[0]})
    holds = count == len(area.history) and (count == sessions or own_name or not sessions)
    case.check("L9a", holds, f"{area.id}: JSON {count} record {sessions}", "timeline --json")


def _failed(case: Case, area: Area) -> None:
    """A result of which only no effect was seen says so in JSON."""
    results = case.record.results(area.id) or []
    if len(results) != len(area.history):
        return
    for result, told in zip(results, area.history, strict=True):
        if result.looks and {state for _, state in result.looks} == {"no-effect"}:
            message = f"{area.id}: {result.begin} {result.looks}: {told}"
            holds = told["no_effect"] and told["lasted"]["at_least"] is None
            case.check("L4h", holds, message, "timeline --json")


def check_doctor(case: Case, told: Surfaces) -> None:
    """Check that doctor has nothing to say, but of what is told twice or what nothing explains."""
    said = told.doctor.strip()
    doubted = [one for area in told.areas.values() for h in area.history for one in h["doubted"]]
    twice = len(case.record.journal["session"]) - len(case.record.entries)
    lines = said.splitlines()[::2]
    again = [line for line in lines if sentences.AGAIN in line]
    doubting = [line for line in lines if sentences.DOUBTED in line]
    holds = len(again) == twice and len(again) + (len(doubting) if doubted else 0) == len(lines)
    case.check("L14", holds, said[:120], "doctor")
    for area in told.areas.values():
        late = {(one["date"], one["state"]) for h in area.history for one in h["doubted"]}
        holds = all(_is_late(case, area, day) for day, _ in late)
        case.check("L14", holds, f"{area.id}: doubted {late}", "timeline --json")


def _is_late(case: Case, area: Area, noted: str) -> bool:
    """Whether a look came more than two years after every session before it."""
    begun = [last(one["date"]) for one in case.record.sessions(area.id)]
    before = [day for day in begun if day <= first(noted)]
    return not before or (first(noted) - max(before)).days > TWO_YEARS


def check_saved(case: Case, told: Surfaces, chance: Random) -> None:
    """Check the picture and the sheet that are saved."""
    if chance.random() >= SAVED_SHARE:
        return
    picture, sheet = case.path.with_suffix(".svg"), case.path.with_suffix(".md")
    page = case.path.with_suffix(".html")
    case.run("timeline", "--save", str(picture))
    case.run("timeline", "--save", str(page))
    case.run("brief", "--save", str(sheet))
    if picture.exists():
        found = sentences.DESCRIPTION.search(picture.read_text(encoding="utf-8"))
        description = html.unescape(found[1]) if found else ""
        for area in told.areas.values():
            holds = f"{area.name}: {area.state}." in description and area.window in description
            message = f"{area.id}: {area.plain} not in the description"
            case.check("L37", holds, message, "timeline --save x.svg")
        picture.unlink()
    if page.exists():
        words = sentences.words_of_page(page.read_text(encoding="utf-8"))
        windows = [area.window for area in told.areas.values() if area.window]
        for area in told.areas.values():
            times, due = words.count(area.window), sum(area.window in one for one in windows)
            holds = f": {area.state}" in words and (not area.window or times == due)
            message = f"{area.id}: {area.plain} {times} times on the page, not {due}"
            case.check("L37", holds, message, "timeline --save x.html")
        page.unlink()
    if sheet.exists():
        text = sheet.read_text(encoding="utf-8")
        for json in told.brief.json["areas"][:LISTED]:
            area = json["area"]
            now = told.areas[area].brief if area in told.areas else None
            parts = sentences.parts_of_now(now or "")
            holds = all(part.lower() in text.lower() for part in parts)
            holds = holds or sentences.UNLISTED in text
            case.check("L37", holds, f"{area}: {now!r}", "brief --save x.md")
        sheet.unlink()


def check_json(case: Case, told: Surfaces) -> None:
    """Check that a fact is the same in every JSON."""
    areas = {area.id: area.json for area in told.areas.values()}
    for json in told.brief.json["areas"] + told.brief.json["resting"]:
        message = f"brief's {json['area']} differs from timeline's"
        same = areas.get(json["area"]) == json
        case.check("L15", same, message, "brief --json; timeline --json")
    for json in told.status.json["areas"]:
        case.check("L15", _same_status(areas.get(json["area"]), json), f"{json}", "status --json")
    for json in told.stats.json["lasted"]:
        history = areas[json["area"]]["history"] if json["area"] in areas else []
        same = all(result in history for result in json["results"])
        case.check("L15", same, f"stats results of {json['area']}", "stats --json")
    log = case.json("log", "--json") or {"followed": []}
    for session in log["followed"]:
        for json in session["results"]:
            history = areas[json["area"]]["history"] if json["area"] in areas else []
            same = any(_followed(result, session, json) for result in history)
            case.check("L15", same, f"{session['id']}: {json}", "log --json; timeline --json")


def _followed(result: Json, session: Json, json: Json) -> bool:
    """Say whether a result of a history is what log tells of a session in one area."""
    same = all(result[key] == json[key] for key in ("lasted", "no_effect", "retreated"))
    return same and (result["date"] == session["date"] or bool(session["same_session"]))


def _same_status(area: Json | None, status: Json) -> bool:
    if area is None:
        return False
    window = area["forecast"]["fades"] if area["forecast"] else None
    return bool(status["phase"] == area["phase"] and status["fades"] == window)


def check_lines(case: Case, told: Surfaces, chance: Random) -> None:
    """Check that every line fits, and says something."""
    screens = told.screens()
    for command, screen in screens.items():
        for line in screen.splitlines():
            message = f"{width(line)} wide: {line[:60]!r}"
            case.check("L13", width(line) <= COLUMNS, message, command)
    narrow = [(chance.choice(COMMANDS), columns) for columns in NARROW]
    for command, columns in [*narrow, ("timeline", USUAL), (HOME, USUAL), (HOME, NARROWEST)]:
        for line in case.run(*command.split(), columns=columns).splitlines():
            message = f"COLUMNS={columns}: {width(line)} wide: {line!r}"
            case.check("L13", width(line) <= columns, message, command)
    for command, plain in told.plains().items():
        for line in plain.splitlines():
            ill = sentences.ILL_SAID.search(line)
            message = f"{ill[0] if ill else ''!r} in {line[:110]!r}"
            case.check("L13", not ill, message, command)


def check_detail(case: Case, told: Surfaces, area: Area) -> None:
    """Check the timeline of one area."""
    command = f"--plain timeline --area {area.id}"
    detail = case.run("--plain", "timeline", "--area", area.id)
    for label in ("state", "window", "next"):
        if said := area.plain.get(label):
            line = f"{area.name}: {said}" if label == "state" else f"{area.name}, {label}: {said}"
            case.check("L28", line in detail, f"{area.id} {label}: {said!r}", command)
    _narrowing(case, told, area, detail)
    if named := days(sentences.LABEL_LINE, detail):
        message = f"label {named[0]}, JSON {area.label}"
        case.check("L27", named[0].means(area.label), message, command)


def _narrowing(case: Case, told: Surfaces, area: Area, detail: str) -> None:
    """When a look would narrow it most."""
    command = f"--plain timeline --area {area.id}"
    named = days(sentences.NARROWS, detail)
    window = fades(area.json)
    if named and window:
        message = f"a look around {named[0]}, likely {window.likely}"
        case.check("L41", named[0].means(window.likely), message, command)
        summary = area.name + sentences.TELLS_MOST
        for event in events(told.calendar):
            if event.summary.startswith(summary):
                message = f"{area.id}: a look around {named[0]}, the calendar {event.begin}"
                both = f"{command}; remind --ics - --detailed"
                case.check("L41", named[0].means(event.begin), message, both)
                break
    if sentences.NARROWS_NOW in detail:
        looked = case.record.seen_on(area.id, case.today)
        asked = [(due.kind, due.begin) for due in area.due if due.kind in LOOKS]
        come = not asked or any(begin <= case.today for _, begin in asked)
        message = (
            f"{area.id}: '{sentences.NARROWS_NOW}'; looked today: {looked}; remind asks"
            f" {[(kind, str(begin)) for kind, begin in asked]}"
        )
        case.check("L41", not looked and come, message, command)
