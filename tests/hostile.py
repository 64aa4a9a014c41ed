"""A journal whose every text would act on a terminal, a shell or a page if it were let."""

import itertools
import json
import re
import unicodedata

CANARY = "canary"
"""The file that a shell makes where it runs what a text says."""

FOREIGN_COLOUR = "\x1b[5;66m"
"""A colour that the program never asks for."""

ACTING = (
    f"\u0301Zq{FOREIGN_COLOUR}\x1b]0;title\x07\x9b2J\x00\x08\r\n\t\x0b\x7f\x85\u202e\u2066\u200f"
    f"\u2028\u2029\u200b\ufeff$(>{CANARY})`>{CANARY}`;>{CANARY};|>{CANARY}&>{CANARY}\n>{CANARY}"
    "'\"\\ -x [red]<i>&amp;*_(b)\u4f60\U0001f600,=é"
)
"""Codes that control a terminal, reorder or join text, and what a shell or a page would obey."""


class Texts:
    """Texts of that kind, each another one."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def __call__(self, start: str = "") -> str:
        """Return the next one as TOML writes it."""
        text = json.dumps(f"{start}{ACTING}{next(self._numbers)}", ensure_ascii=False)
        return text.replace("\x7f", "\\u007f").replace("\x85", "\\u0085")


def journal() -> str:
    """Return a journal with such a text in every place that may hold one."""
    text = Texts()
    first, one, other = text(), text(), text("-")
    return f"""\
format = 1
{text()} = {text()}

[person]
goals = {text()}
injector = {text()}
clinic = {text()}
currency = {text()}
{text()} = {text()}

[[session]]
id = {first}
date = 2026-08-01
product = {text()}
purpose = {text()}
injector = {text()}
clinic = {text()}
lot = {text()}
expiry = "2027-01"
cost = 400
currency = {text()}
note = {text()}
{text()} = {text()}
areas = [{text()}, {other}]

[session.units]
{one} = 20
glabella = 20

[session.sites.{one}]
{text()} = 10
{text()} = 10

[[session]]
id = {text("-")}
date = 2026-08-10
touch_up_of = {first}
areas = [{one}]

[[session]]
id = {text()}
date = 2025-01-10
touch_up_of = {text()}
product = "botox"
cost = 200
currency = {text()}
areas = [{one}, {other}, "glabella"]

[[session]]
id = {text()}
date = {text()}
areas = [{text()}]

[[checkin]]
id = {text()}
date = 2026-11-01
effects = [{text()}, "headache"]
resolved = [{text()}]
note = {text()}

[checkin.state]
{one} = "fading"
{other} = "gone"
{text()} = {text()}

[[discussed]]
id = {text()}
date = 2026-11-02
topic = {text()}
outcome = "asked"
note = {text()}

[[discussed]]
id = {text()}
date = 2026-11-02
topic = "weak-muscle"
outcome = {text()}

[[appointment]]
id = {text()}
date = 2026-11-20
areas = [{one}]
clinic = {text()}

[[appointment]]
id = {text("-")}
date = 2027-01-12
time = {text()}
areas = [{one}, "glabella", {text()}]
injector = {text()}
clinic = {text()}
note = {text()}

[[stopped]]
id = {text()}
date = 2026-11-22
areas = [{other}]
note = {text()}

[[conflict]]
id = {text("-")}
kind = {text()}
of = {text()}
{text()} = {text()}

[[conflict]]
id = {text()}
kind = "session"
of = {first}

[conflict.other]
id = {first}
date = 2026-08-02
note = {text()}
areas = [{text()}]
"""


def acting(shown: str) -> set[str]:
    """Return what acts in a text that a terminal was given, apart from line ends and own colours.

    The two joiners are not among it: words and emoji are written with them.
    """
    if FOREIGN_COLOUR in shown:
        return {FOREIGN_COLOUR}
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown)
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return {
        letter
        for letter in plain
        if unicodedata.category(letter) in kinds and letter not in "\n\u200c\u200d"
    }
