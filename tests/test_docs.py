"""The documents agree with the program."""

import json
import re
import shlex
from datetime import date, time
from pathlib import Path

import pytest

from botoxlog.catalog import load
from botoxlog.catalog.citations import evidence
from botoxlog.commands.shared.example import example_text
from botoxlog.core.model import (
    TABLES,
    Appointment,
    AreaState,
    CheckIn,
    Discussed,
    Dose,
    Outcome,
    Record,
    Session,
    Site,
    State,
    Stopped,
)
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.forecast import Conditions, Forecast, PastResult, forecast, personal_evidence
from botoxlog.forecast.plan import plan
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.forecast.survival import CheckinDates, DurationBounds
from botoxlog.journal import decoder, encoder
from botoxlog.render import svg
from botoxlog.reports.question_text import NEEDS_NO_RESEARCH
from botoxlog.reports.timeline_questions import timeline_questions
from tests.conftest import TODAY, Program, Result
from tests.forecast.test_snapshot import checkin, only, session
from tests.input.test_emergency import MUST, MUST_NOT
from tests.render.drawing import REDRAW

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
JOURNAL = (DOCS / "journal.md").read_text(encoding="utf-8")

HISTORIES: dict[str, tuple[list[DurationBounds], CheckinDates]] = {
    "none": ([], CheckinDates()),
    "one earlier result, gone between day 70 and 77": ([DurationBounds(70, 77)], CheckinDates()),
    "three such results": ([DurationBounds(70, 77)] * 3, CheckinDates()),
    "three results that still worked on day 120": ([DurationBounds(120)] * 3, CheckinDates()),
    "none, still working on 29 November 2026": ([], CheckinDates(last_working=date(2026, 11, 29))),
    "none, seen fading on 20 September 2026": (
        [],
        CheckinDates(last_working=date(2026, 9, 20), first_fading=date(2026, 9, 20)),
    ),
}


@pytest.mark.parametrize("history", HISTORIES)
def test_worked_examples_of_the_forecast(history: str) -> None:
    """Each row of the worked examples is what the forecast gives."""
    earlier, looks = HISTORIES[history]
    prior = load().prior("onabotulinumtoxina", "glabella", None)
    given = Conditions("onabotulinumtoxina", 20, prior)
    own = personal_evidence(given, [PastResult(given, lasted) for lasted in earlier])
    result = forecast(own, PartialDate.of_day(date(2026, 8, 1)), looks)
    assert isinstance(result, Forecast)
    row = f"| {history} | {result.early} | {result.likely} | {result.late} |"
    assert row in (DOCS / "forecast.md").read_text(encoding="utf-8").splitlines()


EARLIER = "".join(
    session(day) + checkin(working, "full") + checkin(gone, "gone")
    for day, working, gone in (
        ("2025-05-01", "2025-07-10", "2025-07-17"),
        ("2025-09-01", "2025-11-10", "2025-11-17"),
        ("2026-02-01", "2026-04-12", "2026-04-19"),
    )
)
PLANNED = {
    "none": "",
    "the current result still worked on 29 November 2026": checkin("2026-11-29", "full"),
    "the current result was seen gone on 1 October 2026": checkin("2026-10-01", "gone"),
    "three earlier results, gone between day 70 and 77": EARLIER,
}


@pytest.mark.parametrize("history", PLANNED)
def test_worked_examples_of_a_plan(history: str) -> None:
    """Each row of the example of a day that matters is what the plan gives."""
    today = date(2026, 12, 1)
    area = only(session("2026-08-01") + PLANNED[history], today)
    (found,) = plan([area], date(2027, 6, 12), today)
    assert found.sessions is not None
    days = f"{found.sessions.first} and {found.sessions.last}"
    row = f"| {history} | {found.chance_worn_off:.1%} | {days} |"
    assert row in (DOCS / "forecast.md").read_text(encoding="utf-8").splitlines()


def test_the_limits_quote_the_forecast_as_measured() -> None:
    """Each figure in the limits is in that row and column of the forecast's tables."""
    measured = (DOCS / "forecast.md").read_text(encoding="utf-8")
    worlds = {**table(measured, "**Harder worlds**"), **table(measured, "**With 4 to 8")}
    quoted = table((DOCS / "limits.md").read_text(encoding="utf-8"), "## Where the forecast")
    assert len(quoted) > 3
    for world, row in quoted.items():
        assert worlds[world][row["what"]] == row["there"]


def table(text: str, after: str) -> dict[str, dict[str, str]]:
    """Return the first table after some words, as column to cell for each first cell."""
    lines = text.partition(after)[2].partition("\n| ")[2].partition("\n\n")[0].splitlines()
    heads, _, *rows = ([cell.strip(" *") for cell in line.strip("|").split("|")] for line in lines)
    return {row[0]: dict(zip(heads, row, strict=True)) for row in rows}


def test_the_documented_journal_is_read_without_a_problem() -> None:
    """The example of the format is a valid journal, apart from its placeholders."""
    example = JOURNAL.partition("```toml\n")[2].partition("```")[0]
    journal = decoder.decode(decoder.parse(example), example, TODAY)
    messages = [problem.message for problem in journal.problems]
    assert messages == [
        'The id "..." is used twice. Give one of them another id.',  # placeholders
        (
            "Two copies of this journal disagree about session k7q2m9xd. "
            "Choose: botoxlog merge --keep ... or --take ..."
        ),
    ]
    assert (len(journal.sessions), len(journal.checkins), len(journal.discussed)) == (1, 1, 1)


@pytest.mark.parametrize("name", TABLES.values())
def test_the_keys_of_a_record_are_documented(name: str) -> None:
    """The table of the format names each key of a record, in the order of writing."""
    row = table(JOURNAL, "## The keys")[f"`[[{name}]]`"]["keys, all optional but those in bold"]
    tables = {
        "session": ["units", "sites", "same_as"],
        "checkin": ["state"],
        "appointment": ["same_as"],
    }.get(name, [])
    assert re.findall(r"`(\w+)`", row) == [*written_keys(name), *tables]


def written_keys(name: str) -> list[str]:
    """Return the keys of a record with every field, as they are written."""
    day = PartialDate.of_day(TODAY)
    doses = (Dose("chin"), Dose("neck", 2, (Site("sternomastoid", 2),)))
    session = Session("a", day, doses, "b", "c", "d", "e", "f", day, 1.0)
    records: dict[str, Record] = {
        "session": session._replace(currency="USD", touch_up_of="g", appointment="i", note="h"),
        "checkin": CheckIn("a", day, (AreaState("chin", State.FULL),), ("headache",), ("c",), "b"),
        "discussed": Discussed("a", day, "goals", Outcome.ASKED, "b"),
        "appointment": Appointment("a", day, time(14, 30), ("chin",), "b", "c", "d"),
        "stopped": Stopped("a", day, ("chin",), "b"),
    }
    text, values = encoder.render(records[name]), encoder.fields_of(records[name])
    return [key for key in re.findall(r"^(\w+) =", text, re.MULTILINE) if key in values]


def test_the_dates_of_a_journal_are_read_as_documented() -> None:
    """Each way to write a date is read as the table says."""
    rows = table(JOURNAL, "## Dates")
    assert len(rows) > 8
    for written, row in rows.items():
        text = f"[[session]]\nareas = ['chin']\ndate = {written.strip('`')}\n"
        journal = decoder.read(text, TODAY).journal
        read = [session.date.iso for session in journal.sessions] or ["a problem"]
        assert read == [row["is"]], written
        assert bool(journal.problems) == (not journal.sessions), written


def test_the_topics_are_documented() -> None:
    """Each topic has its row, and the emergency phrases and their counts are those of the tests."""
    document = (DOCS / "topics.md").read_text(encoding="utf-8")
    rows = {
        f"| `{topic.id}` | {topic.raised_when} | "
        f"{'none needed' if topic.id in NEEDS_NO_RESEARCH else evidence(topic.evidence)} |"
        for topic in load().topics.values()
    }
    assert rows <= set(document.splitlines())
    assert f"{len(MUST)} phrases that must show the text and {len(MUST_NOT)} that must" in document
    table = document.partition("| shown | not shown |\n| --- | --- |\n")[2].partition("\n\n")[0]
    shown, silent = zip(
        *(line.strip("| ").split(" | ") for line in table.splitlines()), strict=True
    )
    assert (set(shown) <= set(MUST), set(silent) <= set(MUST_NOT)) == (True, True)


LOGGING = (DOCS / "logging.md").read_text(encoding="utf-8")
ONE_SESSION = """
[[session]]
id = "aaaaaaaa"
date = 2026-11-01
product = "botox-cosmetic"
units = { glabella = 20, masseter = 50, crows-feet = 24 }
"""
"""The journal that the page about logging names."""
UNSAID = {
    "add": "Mon 23 Nov 2026, product not recorded, ",
    "checkin": "Mon 23 Nov 2026, check-in, ",
}
"""How a record begins if the line gives neither the date nor the product."""


def typed_lines(outcome: str) -> list[tuple[str, str, str]]:
    """Return the rows of the tables of the page about logging: command, line and outcome."""
    tables = re.findall(
        rf"^\| `?(add|checkin|date)`? \| is {outcome} \|\n\| --- \| --- \|\n((?:\|.*\n)+)",
        LOGGING,
        re.MULTILINE,
    )
    return [
        (command, line, result)
        for command, rows in tables
        for line, result in re.findall(r"^\| `(.+?)` \| (.+) \|$", rows, re.MULTILINE)
    ]


def type_line(program: Program, command: str, line: str) -> Result:
    """Run a row of the page about logging; a line with an option is cut as a shell does it."""
    program.journal.write_text(ONE_SESSION, encoding="utf-8")
    words = shlex.split(line) if "--" in line else line.split(" ")
    match command:
        case "add":
            return program("add", "--dry-run", *words, columns=400)
        case "checkin":
            return program("checkin", *words, columns=400)
        case _:
            return program("checkin", "--effect", "headache", "--on", line, "--json")


def test_the_page_about_logging_has_its_tables() -> None:
    """No row of a table escapes the two tests below."""
    rows = len(typed_lines("saved as")) + len(typed_lines("refused"))
    assert rows == len(re.findall(r"^\| `.+` \| (?!is )", LOGGING, re.MULTILINE)) > 80


@pytest.mark.parametrize(("command", "line", "saved"), typed_lines("saved as"))
def test_a_line_is_saved_as_the_page_says(
    command: str, line: str, saved: str, program_inside: Program
) -> None:
    """Each line of the page is saved as the record beside it, and as nothing else."""
    done = type_line(program_inside, command, line)
    assert done.code == 0, done.err
    if command == "date":
        assert json.loads(done.out)["saved"][0]["date"] == saved
    else:
        shown = re.sub(r"^(Would save|Saved \w+): ", "", done.out.partition("\n")[0])
        assert shown.removeprefix(UNSAID[command]) == saved.removeprefix(UNSAID[command])
        if command == "add":
            again = program_inside("add", shown, "--dry-run", columns=400).out
            assert again.partition("\n")[0] == f"Would save: {shown}"


@pytest.mark.parametrize(("command", "line", "reason"), typed_lines("refused"))
def test_a_line_is_refused_as_the_page_says(
    command: str, line: str, reason: str, program_inside: Program
) -> None:
    """Each such line of the page is refused for the reason beside it, and nothing is written."""
    done = type_line(program_inside, command, line)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0].startswith(f"botoxlog: {reason}")
    assert program_inside.journal.read_text(encoding="utf-8") == ONE_SESSION


def test_the_readme_opens_with_the_real_timeline(program: Program) -> None:
    """The picture in the README is what `demo` draws."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    drawn = program("demo").out.partition("$ botoxlog timeline\n")[2]
    assert drawn.partition("\n$ botoxlog remind")[0].strip("\n") in readme


def test_the_saved_picture_is_the_real_one() -> None:
    """The picture in the documents is what `timeline --save` writes for the example."""
    text = example_text(TODAY)
    snapshot = build_snapshot(decoder.decode(decoder.parse(text), text, TODAY), load(), TODAY)
    drawn = svg.timeline(snapshot, snapshot.areas, None, timeline_questions(snapshot))
    golden = DOCS / "timeline.svg"
    if REDRAW:
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


def test_the_readme_has_two_set_up_commands() -> None:
    """One shows the demo, one runs the tests, each a single line."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"```sh\n(.*?)```", readme, re.DOTALL)
    assert [command.count("\n") for command in commands] == [1, 1]
    assert commands[0].endswith("botoxlog demo\n")
    assert commands[1].endswith("pytest -q -n auto\n")


DOCUMENTS = [*sorted(DOCS.glob("*.md")), *sorted(ROOT.glob("*.md"))]
HAND_WRITTEN = [path for path in DOCUMENTS if path.name not in {"commands.md", "figures.md"}]
OLD_WORDS = (
    r"\b(?:told|reckon\w*|in clear|so many|in all\b(?=[,.])|twice running|as far as|beside|lanes"
    r"|(?:a|the|each|last|every|two-week) look|looks at it|fades?|faded|re-treat\w*|amiss)\b"
)
"""Words that have a plainer one in the glossary of docs/architecture.md."""


def test_the_readme_is_one_page() -> None:
    """The README has at most 700 words, the picture included."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) <= 700


def test_every_command_is_in_the_readme(program: Program) -> None:
    """The README names every command that `--help` lists."""
    helped = program("--help").out.partition("Commands:")[2]
    commands = re.findall(r"^  (\w+)", helped, re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(commands) >= 9
    assert [name for name in commands if name not in readme] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    """A link inside the project leads to a file, and to a heading of it where it names one."""
    text = document.read_text(encoding="utf-8")
    for name, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]+))?\)", text):
        target = document.parent / name if name else document
        assert target.exists(), name
        assert not anchor or anchor in anchors(target), f"{name}#{anchor}"


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub and the site make them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).casefold().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_named_files_are_there(document: Path) -> None:
    """A file of the project that a document names exists."""
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"(?<![\w/~.-])((?:botoxlog|tests|bench|tools|docs)/[\w/.-]*\w)", text)
    made = {"tests/failing"}  # by a law that fails
    assert [name for name in named if not (ROOT / name).exists() and name not in made] == []


def test_every_picture_is_shown() -> None:
    """No screenshot is kept that no document shows."""
    kept = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.*g") if path.is_file()]
    texts = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    assert len(kept) > 1
    assert [name for name in kept if f"{name})" not in texts] == []


@pytest.mark.parametrize("document", HAND_WRITTEN, ids=lambda path: path.name)
def test_the_documents_keep_to_the_glossary(document: Path) -> None:
    """No document uses the project's old words: a reader would have to learn them."""
    quoted = (
        r'```.*?```|^\| `[\w-]+` \| [^\n]*|`[^`\n]*`|"[^"\n]*"'  # output, topics, words of others
    )
    text = re.sub(quoted, "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert re.findall(OLD_WORDS, text, re.IGNORECASE) == []
