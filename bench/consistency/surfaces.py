"""What every surface says of one case, side by side."""

from dataclasses import dataclass
from datetime import date

from bench.consistency import picture
from bench.consistency.case import Case, Json
from bench.consistency.dates import day_or_none
from bench.consistency.sentences import after, labelled, now_on_brief

HOME = ""
"""The words of the command that is no more than the program's name."""

FAR = "30000d"
"""So far ahead that everything to come is due."""


@dataclass(frozen=True, slots=True)
class Fades:
    """A window: between which days a result fades, and the likely one."""

    early: date
    likely: date
    late: date

    def __str__(self) -> str:
        return f"{self.early} {self.likely} {self.late}"


def fades(area: Json) -> Fades | None:
    """Return the window of an area's JSON."""
    if not area["forecast"]:
        return None
    told = area["forecast"]["fades"]
    return Fades(*(date.fromisoformat(told[key]) for key in ("early", "likely", "late")))


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing that remind --json has for an area."""

    kind: str
    begin: date
    until: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Area:
    """What the surfaces say of one area.

    Attributes:
        id: Its id.
        name: Its name, as every surface prints it.
        json: Its JSON on timeline.
        fades: The window of its running result; None where there is none.
        ended: Whether the running result was seen over.
        plain: Its state and the first line of each label on --plain timeline.
        status: Its line on --plain status; None where there is none.
        brief: What --plain brief says of now; None where it is not on the sheet.
        due: What is due, in order.
        lane: Its lane of the picture; None where it is not drawn.
        home: Its lane of the home screen; None where it is not drawn.
        told: The sentences below its lane of the long picture; None where it is not drawn.
    """

    id: str
    name: str
    json: Json
    fades: Fades | None
    ended: bool
    plain: dict[str, str]
    status: str | None
    brief: str | None
    due: list[DueItem]
    lane: picture.Lane | None
    home: picture.Lane | None
    told: str | None

    @property
    def state(self) -> str:
        """Return the state's word on --plain timeline."""
        return self.plain.get("state", "")

    @property
    def window(self) -> str:
        """Return what --plain timeline says of the window."""
        return self.plain.get("window", "")

    @property
    def following(self) -> str:
        """Return the next step on --plain timeline."""
        return self.plain.get("next", "")

    @property
    def history(self) -> list[Json]:
        """Return its results, the running one last."""
        history: list[Json] = self.json["history"]
        return history

    @property
    def running(self) -> Fades | None:
        """Return the window of a result that was not seen over."""
        return None if self.ended else self.fades

    @property
    def label(self) -> date | None:
        """Return the earliest day of the next session, by the label."""
        return day_or_none(self.json["earliest_retreat"])

    @property
    def steps(self) -> list[DueItem]:
        """Return what is due, apart from what is only missing in the record."""
        return [due for due in self.due if due.kind != "missing"]

    def dated(self) -> list[tuple[str, str]]:
        """Return the sentences of timeline and remind about it, and which says each."""
        return [(self.window, "timeline"), *((due.text, "remind") for due in self.due)]


@dataclass(frozen=True, slots=True)
class Surface:
    """One command: what it draws, what it says with --plain, and its JSON."""

    screen: str
    plain: str
    json: Json


@dataclass(frozen=True, slots=True)
class Surfaces:
    """Everything that is said; remind's --plain and JSON are of all that is to come.

    Attributes:
        home: The home screen.
        home_plain: What it says with --plain.
        long: The picture with the sentences below each lane.
    """

    timeline: Surface
    remind: Surface
    brief: Surface
    status: Surface
    stats: Surface
    calendar: str
    doctor: str
    home: str
    home_plain: str
    long: str
    areas: dict[str, Area]

    def screens(self) -> dict[str, str]:
        """Return what each command draws."""
        named = {name: surface.screen for name, surface in self._named().items()}
        return {**named, "timeline --long": self.long, HOME: self.home}

    def plains(self) -> dict[str, str]:
        """Return what each command says with --plain."""
        named = {f"--plain {name}": surface.plain for name, surface in self._named().items()}
        return {**named, "--plain": self.home_plain}

    def _named(self) -> dict[str, Surface]:
        return {
            "timeline": self.timeline,
            "remind": self.remind,
            "brief": self.brief,
            "status": self.status,
            "stats": self.stats,
        }


def surfaces(case: Case) -> Surfaces | None:
    """Run every command, or return None where one that the others are compared with fails."""
    timeline = case.json("timeline", "--json")
    if not timeline:
        return None
    screens = {name: case.run(name) for name in ("timeline", "remind", "brief")}
    ahead = {"remind": ("--within", FAR)}
    plains, jsons = {"timeline": case.run("--plain", "timeline")}, {"timeline": timeline}
    for name in ("remind", "brief", "status", "stats"):
        plains[name] = case.run("--plain", name, *ahead.get(name, ()))
        jsons[name] = case.json(name, "--json", *ahead.get(name, ())) or {}
    calendar = case.run("remind", "--ics", "-", "--detailed")
    doctor = case.run("doctor", codes=(0, 1))  # L14 says when it may find something
    if not all(jsons.values()):
        return None
    screens |= {name: case.run(name) for name in ("status", "stats")}
    told = {name: Surface(screens[name], plains[name], jsons[name]) for name in screens}
    home, long = case.run(), case.run("timeline", "--long")
    return Surfaces(
        calendar=calendar,
        doctor=doctor,
        home=home,
        home_plain=case.run("--plain"),
        long=long,
        areas=_areas(told, home, long),
        **told,
    )


def _areas(told: dict[str, Surface], home: str, long: str) -> dict[str, Area]:
    jsons = told["timeline"].json["areas"]
    lanes = picture.lanes(told["timeline"].screen, jsons)
    at_home, explained = picture.lanes(home, jsons), picture.lanes(long, jsons)
    on_brief = {area["area"] for area in told["brief"].json["areas"]}
    areas = {}
    for json in jsons:
        area, name = json["area"], json["name"]
        areas[area] = Area(
            id=area,
            name=name,
            json=json,
            fades=fades(json),
            ended=json["history"][-1]["lasted"]["at_most"] is not None,
            plain=labelled(name, told["timeline"].plain),
            status=after(name, told["status"].plain),
            brief=now_on_brief(name, told["brief"].plain) if area in on_brief else None,
            due=[
                DueItem(
                    one["kind"],
                    date.fromisoformat(one["date"]),
                    day_or_none(one["until"]),
                    one["text"],
                )
                for one in told["remind"].json["due"]
                if one["area"] == area
            ],
            lane=lanes.get(area),
            home=at_home.get(area),
            told=explained[area].told if area in explained else None,
        )
    return areas
