"""A small share of `python -m bench.consistency`, and the parts that it is made of."""

import argparse
import hashlib
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bench.consistency import __main__ as entry
from bench.consistency import sentences
from bench.consistency.case import Ground
from bench.consistency.generator import build, dump
from bench.consistency.laws import LAWS, Tally
from bench.consistency.printed import Day, as_noted, days, every_day
from bench.consistency.program import Program
from bench.consistency.record import Record
from bench.consistency.statistics import median

ROOT = Path(__file__).parent.parent
BENCH = ROOT / "bench" / "consistency"


@pytest.mark.parametrize(
    ("seed", "digest"),
    [
        (1, "68d957f24c57fc3f5fc4244bfd361edc82fc3729979838ba8e048b7ab3229dc0"),
        (7, "7bd368a4e1c341c00ebdbaca44ec8125c885ad039824808b3795585e2b423a47"),
        (42, "0c9b54b5c8ad8ced4fb77eb6bc8403833638fbec02870de3a2fa7cf8d86448d2"),
        (1001, "8f9c9362f20ce51ec3a1eb2252dd9f7c8fce47f834775a8cac045ddb647b5803"),
    ],
)
def test_a_seed_is_always_the_same_journal(seed: int, digest: str) -> None:
    """A law that a seed breaks can be looked at again, by anybody."""
    assert hashlib.sha256(dump(build(seed)).encode()).hexdigest() == digest


def test_every_law_is_checked_and_every_check_has_a_law() -> None:
    """No law stands in the table alone, and none is checked that is not in it."""
    assert len(LAWS) == 81
    called = re.compile(r"check\(\s*\"(L\d+[a-z]?)\"")
    code = "".join(path.read_text(encoding="utf-8") for path in BENCH.glob("*.py"))
    assert set(called.findall(code)) == set(LAWS)


@pytest.mark.parametrize(
    ("pattern", "told", "meant"),
    [
        (
            sentences.BETWEEN,
            "Likely to wear off around 20 Jan; 80% chance between 23 Sep 2026 and 8 Nov 2027.",
            ["23 Sep 2026", "8 Nov 2027"],
        ),
        (
            sentences.LIKELY,
            "Likely to wear off around 20 Jan 2027; 80% chance between 23 Sep 2026 and 8 Nov 2027.",
            ["20 Jan 2027"],
        ),
        (
            sentences.LIKELY,
            "The likely date was 30 Oct; 80% chance it wears off between 12 Sep and 23 Dec.",
            ["30 Oct"],
        ),
        (
            sentences.BETWEEN,
            "about even; 80% chance it wears off between 23 Sep and 8 Nov",
            ["23 Sep", "8 Nov"],
        ),
        (
            sentences.OPENS,
            "the window for wearing off has been open since 23 Sep 2026 and runs to 8 Nov 2027.",
            ["23 Sep 2026", "8 Nov 2027"],
        ),
        (
            sentences.OPENS,
            "temples: the window for wearing off opens 30 Oct and runs to 18 Nov.",
            ["30 Oct", "18 Nov"],
        ),
        (
            sentences.ENDS,
            "temples: the window for wearing off opens 30 Oct and runs to 18 Nov.",
            ["30 Oct", "18 Nov"],
        ),
        (
            sentences.LIKELY_DAY,
            "leg: the likely date, 23 Nov, is past. If you plan to repeat it, you can book now.",
            ["23 Nov"],
        ),
        (
            sentences.LABEL_DAY,
            "leg: the US label's earliest date, 23 Nov, is today. If you plan to repeat it, ...",
            ["23 Nov"],
        ),
        (
            sentences.REPEAT,
            "in 7 days: frown lines: if you plan to repeat it around 14 Dec, book from 30 Nov on.",
            ["14 Dec"],
        ),
        (sentences.BOOK_FROM, "if you plan to repeat it, book from 23 Jul on.", ["23 Jul"]),
        (
            sentences.LABEL,
            "you can book now. The US label's earliest date is 7 Dec (91 days).",
            ["7 Dec"],
        ),
        (
            sentences.LABEL_LINE,
            "arm, label: The European label's earliest date is 23 Jul (70 days).",
            ["23 Jul"],
        ),
        (
            sentences.NARROWS,
            "temples, narrower: A check-in around 7 May would narrow the window most.",
            ["7 May"],
        ),
        (
            sentences.AGAIN_ON,
            "Bunny lines: treated again on 29 Jun 2026, 80 days after.",
            ["29 Jun 2026"],
        ),
    ],
)
def test_days_are_read(pattern: re.Pattern[str], told: str, meant: list[str]) -> None:
    """What the program says of days, as it says it."""
    assert [str(day) for day in days(pattern, told)] == meant
    assert days(pattern, "nothing is said of days") == []


@pytest.mark.parametrize(
    ("pattern", "told", "groups"),
    [
        (
            sentences.FADED_AGO,
            "Almost certainly worn off. The likely date was 257 days ago. How does it look?",
            ("257",),
        ),
        (
            sentences.REMINDER,
            "missing: leg and underarms: the lot number for 2026 is missing.",
            ("missing", "leg and underarms", "the lot number for 2026 is missing."),
        ),
        (
            sentences.SESSIONS_WITHIN,
            "Arm and leg: 3 sessions in the past two years.",
            ("Arm and leg", "3", "two years"),
        ),
        (
            sentences.YEARS_OF_TWO,
            "Temples: two or more sessions in 5 calendar years since 2021.",
            ("Temples", "5", "2021"),
        ),
        (
            sentences.TREATED_AGAIN,
            "Bunny lines: treated again on 29 Jun 2026, 80 days after.",
            ("Bunny lines", "80"),
        ),
        (
            sentences.FIRST_AT_AGE,
            "Frown lines: first treated at about age 25.",
            ("Frown lines", "25"),
        ),
        (
            sentences.LAST_TREATED,
            "Jaw left: last session on 1 Jul 2025; the window for wearing off ended on 3 Dec 2025.",
            ("Jaw left", "1 Jul 2025"),
        ),
        (sentences.LAST_TREATED, "Chin: last session in Jul 2025.", ("Chin", "Jul 2025")),
        (
            sentences.SEEN_ON,
            "Jaw: no effect seen on 22 Jul 2026, 21 days after the session.",
            ("Jaw", "no effect seen", "22", "Jul", "2026", "21"),
        ),
        (
            sentences.RECORDED_AFTER,
            "Headache recorded on 12 Jul 2026, 11 days after the session on 1 Jul 2026.",
            ("12", "Jul", "2026", "11", "1", "Jul", "2026"),
        ),
        (
            sentences.OVER_BY,
            "Forehead: worn off by day 70, after the session on 1 Jul 2026.",
            ("Forehead", "70", "1", "Jul", "2026"),
        ),
        (
            sentences.PAID,
            "You recorded 850 USD in the past 12 months.",
            ("850 USD",),
        ),
        (
            sentences.LACKING,
            "3 sessions of the past year have no lot number or no expiry date.",
            ("3",),
        ),
        (
            sentences.SO_FAR,
            "1 session so far: too early to know how long it lasts for you.",
            ("1",),
        ),
        (sentences.ASKED, "Asked on 26 Jan 2025; 3 sessions since.", ("26 Jan 2025", "3")),
        (
            sentences.GONE_BY,
            "Frown lines: the last results had worn off by day 120, 90 and 56.",
            ("Frown lines", "120, 90 and 56"),
        ),
        (
            sentences.VISIT,
            "Fri 3 Jul 2026, 143 days ago: Botox Cosmetic, lot not recorded",
            ("Fri", "3", "Jul", "2026", "143"),
        ),
        (
            sentences.TURNED_OUT,
            (
                "Of your 9 results that can be judged, 6.6 ended inside the window given on the "
                "day of the session; 7.0 were expected. For the 6 with both ends known, the "
                "likely date missed by 1 day on average; 90 days would have missed by 19."
            ),
            ("9", "6.6", "7.0", "6", "1", "19"),
        ),
        (
            sentences.TURNED_OUT,
            (
                "Of your 5 results that can be judged, 4 ended inside the window given on the day "
                "of the session; 4.0 were expected. The likely date missed by 12 days on average; "
                "90 days would have missed by 9."
            ),
            ("5", "4", "4.0", None, "12", "9"),
        ),
    ],
)
def test_counts_are_read(
    pattern: re.Pattern[str], told: str, groups: tuple[str | None, ...]
) -> None:
    """What the program says of counts and names, as it says it."""
    found = pattern.search(told)
    assert found
    assert found.groups() == groups


def test_lines_of_an_area_are_read() -> None:
    """Areas whose name goes on with a side keep to their own lines."""
    plain = (
        "palms: full (seen 3 Nov)\n"
        "palms, right: about even\n"
        "palms, right, window: The likely date was 3 Nov; 80% chance it wears off between ...\n"
        "palms, right, session: Thu 2 Dec 2021: Botox; not treated again since.\n"
        "palms, right, session: Mon 5 Jul 2021: Botox; no effect seen.\n"
    )
    told = sentences.labelled("palms, right", plain)
    assert told["state"] == "about even"
    assert told["window"] == "The likely date was 3 Nov; 80% chance it wears off between ..."
    assert told["session"] == "Thu 2 Dec 2021: Botox; not treated again since."
    assert sentences.labelled("palms", plain) == {"state": "full (seen 3 Nov)"}
    brief = "palms, right, now: Probably worn off. The likely date was 7 Feb 2022; 80% chance ..."
    now = sentences.now_on_brief("palms, right", brief.replace("palms, right", "palms right"))
    assert now
    assert sentences.stage(sentences.brief_state(now)) == "probably"
    assert sentences.status_state("about even; 80% chance it wears off ...") == "about even"
    assert sentences.status_state("not known. No forecast yet") == "not known"
    assert [sentences.stage(word) for word in ("worn off (seen 3 Nov)", "Full (seen 3 Nov)")] == [
        "gone",
        "working",
    ]


def test_names_and_results_are_read() -> None:
    """Several areas in one sentence, and several results on one line."""
    names = {"palms, left", "palms, right", "forehead"}
    told = "forehead, palms, left and palms, right"
    assert sentences.named(told, names) == ["forehead", "palms, left", "palms, right"]
    assert sentences.mentions("Jaw left and jaw right", "jaw, right")
    assert not sentences.mentions("Jaw left and jaw right", "jaw")
    lines = (
        "Apr 2019, palms right and chin, lasted: not known (no check-in), treated again\n"
        "2018, palms left, lasted: at most 90 days\n"
        "2018, palms right, lasted: 103 to 117 days"
    )
    found = sentences.earlier_results("palms, right", lines)
    assert [when for when, _ in found] == ["Apr 2019", "2018"]
    assert sentences.lasting_told(103, 117) == found[1][1]
    why = "450 units of Botox products from 10 Sep 2026 to 20 Oct 2026, all uses together."
    assert sentences.botox_units(why) == (450, date(2026, 9, 10), date(2026, 10, 20))


def test_what_remind_claims_is_read() -> None:
    """The same words mean another thing before their day and on it."""
    opens = "temples: the window for wearing off opens 30 Oct and runs to 18 Nov."
    assert sentences.due_claim(opens, now=False)[1] == "opens"
    assert sentences.due_claim(opens, now=True) == ("", "")
    over = "bladder: almost certainly worn off. The likely date was 257 days ago."
    assert sentences.due_claim(over, now=True)[1] == "almost"
    even = (
        "chin: about even: worn off or still working. A check-in now would help your forecast most."
    )
    assert sentences.due_claim(even, now=True)[1] == "even"
    opened = opens.replace("opens", "has been open since")
    assert sentences.due_claim(opened, now=True)[1] == "mid"


@pytest.mark.parametrize(
    ("told", "ill"),
    [
        (
            "arm, earlier results: Apr 2026: at least 1 days, treated again after about 61 days",
            True,
        ),
        ("Side effects and notes since 3 Jul 2026: None logged.", False),
        ("chin: None", True),
        ("leg, window: It wears off between 0 and 3 days.", True),
        ("palms, right, units: not recorded", False),
        ("palms, right, now: ", True),
        ("Botox: 2016: 202 units, 2 sessions; 21 days", False),
    ],
)
def test_what_is_ill_said_is_found(told: str, ill: bool) -> None:
    """Values of the code, wrong plurals and sentences without their facts; and nothing else."""
    assert bool(sentences.ILL_SAID.search(told)) is ill


def test_a_printed_day_means_what_it_says() -> None:
    """A day that names no year is that day of any."""
    (day,) = every_day("today: Mon 23 Nov 2026")
    assert day == Day(23, 11, 2026)
    assert day.means(date(2026, 11, 23))
    assert not day.means(date(2025, 11, 23))
    assert Day(23, 11, None).means(date(2025, 11, 23))
    assert not day.means(None)
    assert [as_noted(noted) for noted in ("2026-11-23", "2026-11", "2026")] == [
        "23 Nov 2026",
        "Nov 2026",
        "2026",
    ]


def test_looks_belong_to_the_session_before_them() -> None:
    """The record is read here on its own: a look of the session's day is of the one before it."""
    journal = {
        "session": [
            {"id": "a", "date": date(2026, 1, 1), "units": {"masseter-left": 20}},
            {"id": "b", "date": date(2026, 5, 1), "areas": ["masseter"]},
            {"id": "c", "date": date(2026, 5, 15), "touch_up_of": "b", "areas": ["masseter"]},
            {"id": "d", "date": date(2027, 1, 1), "areas": ["masseter"]},
        ],
        "checkin": [
            {"date": date(2026, 5, 1), "state": {"masseter": "fading"}},
            {"date": date(2026, 5, 8), "state": {"masseter-right": "full"}},
        ],
    }
    record = Record(journal, date(2026, 11, 23))
    results = record.results("masseter-left")
    assert results is not None
    assert [result.last_state for result in results] == ["fading", None]
    assert len(record.sessions("masseter-right")) == 1
    assert [look.state for look in record.looks("masseter-right")] == ["fading", "full"]


def test_the_median_counts_those_whose_end_nobody_saw() -> None:
    """It is later than that of the ends alone, and infinite where half are not over."""
    assert median([(60, True), (80, True), (100, True)]) == 80
    assert median([(60, True), (80, False), (90, True), (100, True)]) == 90
    assert median([(60, True), (80, False), (90, False)]) == float("inf")


def test_a_stumble_is_told_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the bench itself fails, it is counted, and the next day is looked at even so."""

    def stumble(*_: object) -> None:
        raise ValueError("no such sentence")

    monkeypatch.setattr(entry, "examine", stumble)
    today = [date(2026, 11, 22), date(2026, 11, 23)]
    wanted = argparse.Namespace(today=today, budget=60)
    with Program("botoxlog", tmp_path, fork=False) as program:
        bench = entry.Bench(wanted, Ground(program, tmp_path, set(), Tally()))
        assert bench.look(("seed 1", build(1))) == 2
    assert len(bench.stumbles) == 2
    told = capsys.readouterr().err
    assert "CHECKER seed 1 2026-11-23: ValueError no such sentence test_consistency.py:" in told


def test_one_journal_on_one_day() -> None:
    """Every law is told with its counts, and the bench itself never stumbles."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    arguments = ["--first", "9", "--seeds", "1", "--days", "1", "--no-journals"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.consistency", *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert "1 journals, 1 journal-days" in done.stdout
    line = r"^(?:ok|unseen|BROKEN) +(L\d+[a-z]?) +(\d+) checked +\d+ broken  "
    told = re.findall(line, done.stdout, re.MULTILINE)
    assert [law for law, _ in told] == list(LAWS)
    assert sum(int(checked) for _, checked in told) > 100
    assert done.stdout.rstrip().endswith(" 0 stumbles")
