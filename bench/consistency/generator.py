"""Random but realistic journals: `build` makes one from a seed, and `dump` writes it as TOML.

A seed always gives the same bytes, so that a broken law can be looked at again. Every call of the
random generator counts, and so does their order: whoever adds one gives every seed another journal.
From seed 1000 on, people look at both ends of most results, and results drift more.
"""

import json
import math
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.consistency.vocabulary import (
    COSMETIC,
    EFFECTS,
    FACE,
    NOTES,
    OTHER,
    SCALE,
    SIDED,
    STATES,
    THERAPEUTIC,
    TOPICS,
    USUAL,
)

Record = dict[str, Any]
Journal = dict[str, Any]

ANCHOR = date(2026, 11, 23)
"""Today, for whoever wrote these journals: nothing in them is later."""

DRIFTING = 1000
"""The first seed of people who look at both ends of most results."""

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def build(seed: int) -> Journal:
    """Return the journal of a seed, as `tomllib` would read it."""
    return _Diary(seed).written()


def dump(journal: Journal) -> str:
    """Return a journal as TOML."""
    lines = ["format = 1", ""]
    if journal.get("person"):
        lines += ["[person]", *_pairs(journal["person"]), ""]
    for table in ("session", "checkin", "discussed", "appointment", "stopped"):
        for record in journal.get(table, []):
            lines.append(f"[[{table}]]")
            lines += _pairs({k: v for k, v in record.items() if not isinstance(v, dict)})
            for name, value in record.items():
                if isinstance(value, dict):
                    lines += ["", f"[{table}.{_key(name)}]", *_pairs(value)]
            lines.append("")
    return "\n".join(lines)


def _pairs(values: Record) -> list[str]:
    return [f"{_key(name)} = {_value(value)}" for name, value in values.items()]


def _key(name: str) -> str:
    bare = name and all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in name)
    return name if bare else _value(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@dataclass(slots=True)
class _Group:
    """Areas that are treated together, as a rule.

    Attributes:
        areas: Their ids.
        products: What they were treated with, one after the other.
        injector: Who treats them; None where nobody is noted.
        day: The day of the next session.
        stop: No session is later.
        count: How many sessions there were.
    """

    areas: list[str]
    products: list[str]
    injector: str | None
    day: date
    stop: date
    count: int = 0


class _Diary:
    """A person, and what the person wrote down."""

    def __init__(self, seed: int) -> None:
        self.random = chance = random.Random(seed)
        self.sessions: list[Record] = []
        self.checkins: list[tuple[date, Record]] = []
        self.span = math.exp(chance.uniform(math.log(0.2), math.log(30))) * 365.25
        self.begin = self._back(1)
        pool = self._pool()
        areas = pool[: max(1, min(12, int(chance.expovariate(1 / 3.0)) + 1))]
        self.most = chance.choice([1, 2, 3, 5, 8, 12, 20, 40, 60])
        self.groups = self._divided(areas)
        self.person = self._person()
        self.precise = self._after(chance.choice([0, 0, 0.2, 0.6, 0.95]))
        self.by_side = {area: self._happens(0.35) and area in SIDED for area in areas}
        self.lasting = {
            area: chance.gauss(math.log(90 if area in OTHER else 112), 0.35) for area in areas
        }
        drifts = [0, 0, 0, -0.12, -0.2, 0.08] if seed < DRIFTING else [0, -0.15, -0.3, 0.15]
        self.drift = {area: chance.choice(drifts) for area in areas}
        if seed >= DRIFTING:
            self.most = chance.choice([4, 5, 6, 8, 10])
        self.tracks = seed >= DRIFTING or self._happens(0.3)  # looks at both ends of most
        self.odd = self._happens(0.15)  # sees states in any order
        self.returned = self._happens(0.08)  # came back after years, then stopped long ago
        if self.returned:
            self.span = max(self.span, 9 * 365)
            self.begin = self._back(1)
            self.precise = self.begin if self._happens(0.5) else self._after(0.4)

    def written(self) -> Journal:
        """Live the person's life, and return the journal of it."""
        for areas in self.groups:
            group = self._group(areas)
            while group.day <= min(ANCHOR, group.stop) and self._count() < self.most:
                self._visit(group)
        if not self.sessions:
            self.sessions.append(
                {
                    "id": self._id(),
                    "date": self.begin,
                    "areas": list(self.by_side)[:1],
                    "product": "botox-cosmetic",
                }
            )
        discussed = self._discussed()
        checkins = [record for _, record in self.checkins]
        if self._happens(0.5):
            self.random.shuffle(self.sessions)
            self.random.shuffle(checkins)
        return {
            "format": 1,
            "person": self.person,
            "session": self.sessions,
            "checkin": checkins,
            "discussed": discussed,
        }

    def _happens(self, share: float) -> bool:
        """Say whether something comes to pass that does so in this share of all cases."""
        return self.random.random() < share

    def _back(self, share: float) -> date:
        return ANCHOR - timedelta(days=int(self.span * share))

    def _after(self, share: float) -> date:
        return self.begin + timedelta(days=int(self.span * share))

    def _id(self) -> str:
        return "".join(self.random.choice(LETTERS) for _ in range(8))

    def _when(self, day: date) -> date | str:
        """Return a day as the person noted it: a few as a month, a year or two days only."""
        if self._happens(0.08):
            begin = day - timedelta(days=self.random.randrange(25))
            end = min(day + timedelta(days=self.random.randrange(25)), ANCHOR)
            named = begin.day % 10 == 1  # "early", "mid" or "late" in a month
            return f"{begin}/{end}" if begin < end and not named else day
        if day < self.precise:
            return f"{day:%Y}" if self._happens(0.4) else f"{day:%Y-%m}"
        return f"{day:%Y-%m}" if self._happens(0.03) else day

    def _pool(self) -> list[str]:
        pools = [
            list(FACE),
            list(FACE) + list(SIDED),
            list(SIDED),
            list(OTHER) + list(FACE),
            list(USUAL),
        ]
        pool = list(dict.fromkeys(self.random.choices(pools, k=1)[0]))
        self.random.shuffle(pool)
        return pool

    def _divided(self, areas: list[str]) -> list[list[str]]:
        groups, rest = [], areas
        while rest:
            size = self.random.randint(1, len(rest))
            groups.append(rest[:size])
            rest = rest[size:]
        return groups

    def _person(self) -> Record:
        chance = self.random
        person: Record = {}
        if self._happens(0.6):
            person["birth_year"] = chance.randint(1938, 2004)
        if self._happens(0.4):
            person["goals"] = "softer frown, brows that still move"
        if self._happens(0.4):
            person["weeks_ahead"] = chance.choice([0, 1, 3, 6, 10])
        return person

    def _count(self) -> int:
        return sum(not session.get("touch_up_of") for session in self.sessions)

    def _group(self, areas: list[str]) -> _Group:
        chance = self.random
        therapy = any(area in OTHER or (area in SIDED and area not in FACE) for area in areas)
        choices = THERAPEUTIC if therapy else COSMETIC
        products = [chance.choice(choices) for _ in range(chance.choice([1, 1, 2, 3]))]
        stop = self._back(chance.choice([0, 0, 0, 0, 0.3, 0.7, 0.9]))
        day = self.begin + timedelta(days=chance.randint(0, max(1, int(self.span * 0.3))))
        injector = chance.choice(["Dr Lee", "Dr Ahn", None])
        return _Group(areas, products, injector, day, stop)

    def _visit(self, group: _Group) -> None:
        """Have a session and perhaps a touch-up, look at them, and come to the next one's day."""
        chance, day = self.random, group.day
        session, treated = self._session(group)
        self.sessions.append(session)
        self._touch_up(day, session, treated)
        gap = (
            int(max(28, chance.gauss(115, 30))) if self._happens(0.85) else chance.randint(150, 900)
        )
        if self._happens(0.06):
            gap = chance.randint(30, 80)
        diligent = chance.choice([0, 0.3, 0.8, 1])
        for area in treated:
            self._looks(group, area, gap, diligent)
        ninth = day + timedelta(days=9)
        if self._happens(0.05) and ninth <= ANCHOR:
            effect = {"id": self._id(), "date": ninth, "effects": [chance.choice(EFFECTS)]}
            self.checkins.append((day, effect))
        group.day, group.count = day + timedelta(days=gap), group.count + 1
        if self.returned:
            group.day += timedelta(days=chance.randint(900, 2600))
            group.stop = self._back(0.35)
        if self._happens(0.04):
            group.day += timedelta(days=chance.randint(400, 2500))

    def _session(self, group: _Group) -> tuple[Record, list[str]]:
        """Return a session and the areas that were treated in it."""
        chance, day, products = self.random, group.day, group.products
        turn = min(len(products) - 1, group.count * len(products) // max(1, self.most))
        product = products[turn] if self._happens(0.9) else chance.choice(products)
        session: Record = {"id": self._id(), "date": self._when(day)}
        if product != "unknown" or self._happens(0.5):
            session["product"] = product
        treated = [area for area in group.areas if self._happens(0.85)] or group.areas[:1]
        bare, noted = self._noted(treated, SCALE.get(product, 1))
        if bare:
            session["areas"] = bare
        if noted:
            session["units"] = noted
        if self._happens(0.15):
            session["purpose"] = chance.choice(["lines", "migraine", "sweating", "jaw", "spasm"])
        if group.injector and self._happens(0.8):
            session["injector"] = group.injector if self._happens(0.95) else "Dr New"
        if self._happens(0.5):
            session["lot"] = "C" + str(chance.randint(1000, 9999))
            session["expiry"] = day + timedelta(days=300)
        if self._happens(0.6):
            session["cost"] = float(chance.choice([180, 300, 420, 650]))
            session["currency"] = chance.choice(["USD", "USD", "USD", "EUR"])
        return session, treated

    def _noted(self, treated: list[str], scale: float) -> tuple[list[str], dict[str, float]]:
        """Return the areas without units, and the units of the others."""
        chance = self.random
        bare: list[str] = []
        noted: dict[str, float] = {}
        for area in treated:
            share = chance.choice([1, 1, 1, 1, 0.8, 1.25, 1.5, 0.5])
            units = max(1, round(USUAL[area] * scale * share))
            if self._happens(0.2):
                bare.append(area)
            elif self.by_side[area] and self._happens(0.7):
                one_only = self._happens(0.1)
                noted[f"{area}-left"] = units / 2
                if not one_only:
                    noted[f"{area}-right"] = units / 2 * chance.choice([1, 1, 1.2])
            else:
                noted[area] = units
        return bare, noted

    def _touch_up(self, day: date, session: Record, treated: list[str]) -> None:
        chance = self.random
        if not self._happens(0.12) or day + timedelta(days=21) > ANCHOR:
            return
        later, area = day + timedelta(days=chance.randint(10, 28)), chance.choice(treated)
        if later <= ANCHOR:
            self.sessions.append(
                {
                    "id": self._id(),
                    "date": later,
                    "touch_up_of": session["id"],
                    "units": {area: 4},
                    "product": session.get("product", "botox-cosmetic"),
                }
            )

    def _looks(self, group: _Group, area: str, gap: int, diligent: float) -> None:
        """Look at one area's result, until the next session as a rule."""
        chance = self.random
        drifted = self.lasting[area] + self.drift[area] * group.count
        lasts = math.exp(drifted + chance.gauss(0, 0.2))
        failed = self._happens(0.04)
        for number in sorted(self._days(lasts, gap, diligent)):
            day = group.day + timedelta(days=number)
            if day > ANCHOR or (number > gap and self._happens(0.9)):
                continue
            state = _state(number, lasts, failed=failed)
            if self._happens(0.4 if self.odd else 0.04):
                state = chance.choice(STATES)
            side = chance.choice(["", "", "", "-left"]) if self.by_side[area] else ""
            self._look(day, area + side, state)

    def _days(self, lasts: float, gap: int, diligent: float) -> set[int]:
        """Return on which days after a session its result is looked at."""
        chance, days = self.random, set()
        if self._happens(diligent):
            if self._happens(0.3):
                days.add(chance.choice([1, 2, 3, 5, 7]))
            if self._happens(0.6):
                days.add(chance.choice([12, 14, 15, 16, 18]))
            for _ in range(chance.randint(0, 4)):
                days.add(chance.randint(20, max(21, int(lasts * 1.4))))
            if self._happens(0.3):
                days.add(gap)
        if self.tracks:
            days.add(int(lasts * chance.uniform(0.7, 0.95)))
            days.add(int(lasts * chance.uniform(1.02, 1.2)) if self._happens(0.85) else 15)
        return days

    def _look(self, day: date, area: str, state: str) -> None:
        """Note a look: with the others of its day, as a rule."""
        chance = self.random
        same_day = (record for on, record in self.checkins if on == day and self._happens(0.8))
        record = next(same_day, None)
        if record is None:
            record = {"id": self._id(), "date": self._when(day)}
            self.checkins.append((day, record))
        partly = state == "full" and self._happens(0.04)
        record.setdefault("state", {})[area] = "partial" if partly else state
        if self._happens(0.06):
            record.setdefault("effects", [chance.choice(EFFECTS)])
        if self._happens(0.02):
            record.setdefault("resolved", [chance.choice(EFFECTS)])
        if self._happens(0.05):
            record["note"] = chance.choice(NOTES)

    def _discussed(self) -> list[Record]:
        chance, discussed = self.random, []
        first = min(str(session["date"]) for session in self.sessions)
        for _ in range(chance.choice([0, 0, 1, 3, 6])):
            day = ANCHOR - timedelta(days=int(self.span * chance.random() ** 2))
            if str(day) >= first:
                discussed.append(
                    {
                        "id": self._id(),
                        "date": day,
                        "topic": chance.choice(TOPICS),
                        "outcome": chance.choice(["asked", "asked", "deferred", "dismissed"]),
                    }
                )
        return discussed


def _state(number: int, lasts: float, *, failed: bool) -> str:
    """Return what is seen so many days after a session whose result lasts `lasts` days."""
    if failed and number > 10:  # noqa: PLR2004 - until then it could still come
        return "no-effect"
    ends = {2: "none", 9: "kicking-in", lasts * 0.8: "full", lasts: "fading"}
    return next((state for end, state in ends.items() if number < end), "gone")
