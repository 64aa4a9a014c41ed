"""The journals that pictures are looked at with: what people really have, and what is odd."""

from datetime import date, timedelta

from botoxlog.commands.shared.example import example_text

TODAY = date(2026, 11, 23)
"""The day that the pictures are of."""

AREAS = (
    "glabella", "forehead", "crows-feet", "masseter", "platysma", "underarms", "palms", "chin",
    "lip-flip", "bunny-lines", "trapezius", "migraine-pattern",
)  # fmt: skip


def session(
    number: int,
    day: date,
    units: dict[str, float],
    product: str = "botox-cosmetic",
    extra: str = "",
) -> str:
    """Return one session as it stands in a journal."""
    doses = "".join(f'"{area}" = {amount}\n' for area, amount in units.items())
    return (
        f'\n[[session]]\nid = "s{number:04}"\ndate = {day}\nproduct = "{product}"\n'
        f'lot = "C{number:04}"\n{extra}\n[session.units]\n{doses}'
    )


def look(day: date, states: dict[str, str]) -> str:
    """Return one check-in as it stands in a journal."""
    seen = "".join(f'"{area}" = "{state}"\n' for area, state in states.items())
    return f"\n[[checkin]]\ndate = {day}\n\n[checkin.state]\n{seen}"


def new() -> str:
    """One area, treated for the first time nine days ago."""
    return session(1, TODAY - timedelta(days=9), {"glabella": 20})


def pair() -> str:
    """Two areas, four sessions each, looked at as people do: now and then."""
    starts = [date(2025, 10, 4), date(2026, 2, 7), date(2026, 6, 6), date(2026, 10, 10)]
    parts = []
    for number, start in enumerate(starts, 1):
        parts.append(
            session(
                number,
                start,
                {"glabella": 20, "crows-feet": 24},
                extra='cost = 420\ncurrency = "USD"\n',
            )
        )
        parts.append(look(start + timedelta(days=15), {"glabella": "full", "crows-feet": "full"}))
    for number, start in enumerate(starts[:3]):
        gone = start + timedelta(days=96 + 5 * number)
        parts.append(
            look(
                gone - timedelta(days=18),
                {"glabella": "full", "crows-feet": "fading" if number else "full"},
            )
        )
        parts.append(look(gone, {"crows-feet": "gone", "glabella": "fading"}))
    return "".join(parts)


def decade(first: int = 2016) -> str:
    """Twelve areas, three sessions a year."""
    parts = ["format = 1\n"]
    for year in range(first, 2027):
        for number, month in enumerate((2, 6, 10)):
            if (year, month) > (2026, 9):
                break
            units = "".join(f"{area} = 20\n" for area in AREAS)
            seen = "".join(
                f'{area} = "{"gone" if (place + number) % 3 else "full"}"\n'
                for place, area in enumerate(AREAS)
            )
            parts.append(
                f'\n[[session]]\nid = "s{year}{month:02}"\ndate = {year}-{month:02}-05\n'
                f'product = "botox-cosmetic"\n\n[session.units]\n{units}'
                f"\n[[checkin]]\ndate = {year}-{month + 2:02}-25\n\n[checkin.state]\n{seen}"
            )
    return "".join(parts)


def both() -> str:
    """Migraine every twelve weeks, and lines when there is money for them."""
    parts = []
    for number in range(6):
        start = date(2025, 9, 1) + timedelta(days=85 * number)
        parts.append(
            session(number, start, {"migraine-pattern": 155}, "botox", 'purpose = "migraine"\n')
        )
        if number < 5:
            parts.append(look(start + timedelta(days=62), {"migraine-pattern": "full"}))
            parts.append(look(start + timedelta(days=76), {"migraine-pattern": "fading"}))
    for number, start in enumerate((date(2025, 11, 15), date(2026, 5, 2)), 50):
        parts.append(session(number, start, {"glabella": 50, "forehead": 30}, "dysport"))
        parts.append(look(start + timedelta(days=110), {"glabella": "gone", "forehead": "fading"}))
    return "".join(parts)


def shrinking() -> str:
    """Results that get shorter each time, and looks that saw it."""
    parts, start = [], date(2024, 9, 7)
    for number, days in enumerate((150, 132, 104, 80, 61), 1):
        parts.append(session(number, start, {"glabella": 20}))
        parts.append(look(start + timedelta(days=days - 10), {"glabella": "fading"}))
        parts.append(look(start + timedelta(days=days), {"glabella": "gone"}))
        start += timedelta(days=days + 40)
    return "".join([*parts, session(9, date(2026, 10, 17), {"glabella": 20})])


FIRST = '[[session]]\nid = "a"\ndate = "2026-10"\nproduct = "xeomin"\nareas = ["glabella"]\n'
ODD = """
[[session]]
id = "a"
date = 2026-09-01
areas = ["a very long name of an area that nobody has ever heard of 你好", "[red]x[/red]"]

[[session]]
id = "c"
date = 2026-10-01
areas = ["glabella", "👩‍🔬 smile 😀", "額のしわ"]

[[session]]
id = "b"
date = 2012
areas = ["chin"]
"""

FIVE = {
    "new": new(),
    "pair": pair(),
    "decade": decade(),
    "both": both(),
    "shrinking": shrinking(),
}
"""One area, new; two areas, four sessions; twelve areas, ten years; two purposes; a trend."""

JOURNALS = {
    **FIVE,
    "demo": example_text(TODAY),
    "lifetime": decade(1996),
    "partial": FIRST,
    "odd": ODD,
}


def years_of(count: int, years: int) -> str:
    """`count` areas, three sessions a year for so many years, looked at as people do.

    Every third session was never looked at. Of the first area one a year had no effect.
    """
    parts, number = [], 0
    start = TODAY - timedelta(days=round(365.25 * years) - 60)
    while start < TODAY - timedelta(days=20):
        number += 1
        treated = [area for place, area in enumerate(AREAS[:count]) if (place + number) % 4]
        treated = treated or [AREAS[0]]
        parts.append(session(number, start, dict.fromkeys(treated, 20.0)))
        failed = number % 5 == 4
        looked = start + timedelta(days=28)
        if number % 3 and looked <= TODAY:
            states = dict.fromkeys(treated, "full")
            if failed:
                states[treated[0]] = "no-effect"
            parts.append(look(looked, states))
            gone = start + timedelta(days=88 + number % 7)
            if gone < TODAY and not failed:
                parts.append(look(gone, dict.fromkeys(treated[:6], "gone")))
        start += timedelta(days=122)
    return "".join(parts)


LIVES = {f"{count}x{years}": years_of(count, years) for count in (1, 4, 12) for years in (1, 5, 30)}
"""1, 4 and 12 areas, over 1, 5 and 30 years."""
