"""Whatever is typed, nothing is guessed, nothing is lost and no traceback is shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Program, Result

GOOD = '# mine\nformat = 1\n\n[[session]]\nid = "good2345"\ndate = 2026-08-01\nareas = ["chin"]\n'


def refused(result: Result, code: int, *says: str) -> None:
    """Check how a run ended, and that it said why on stderr alone."""
    assert result.code == code
    assert "Traceback" not in result.err
    assert [part for part in says if part not in result.err] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["11s=20", "--on", "2026-02-30"], "no day 30"),
        (["11s=20", "--on", "03/04/2026"], "could be 3 Apr 2026 or 4 Mar 2026"),
        (["11s=20", "--on", "2026-11-24"], "is still to come"),
        (["11s=20", "--on", ""], "empty"),
        (["11s=-5"], '"-5" is not a number above 0'),
        (["11s=0"], '"0" is not a number above 0'),
        (["11s=nan"], '"nan" was not understood'),
        (["11s=inf"], '"inf" was not understood'),
        (["11s=lots"], '"lots" was not understood'),
        (["11s="], "needs an area before it and a number of units after it"),
        (["11s=1e3"], '"e3" was not understood'),
        (["11s", "20", "wibble"], "Understood so far: frown lines 20."),
        (["wibble"], '--other-area "wibble"'),
        (["11s", "--other-area", "chin=4"], 'botoxlog knows "chin"'),
        (["20"], "names no area"),
        (["=20"], "needs an area before it and a number of units after it"),
        (["20", "11s", "chin"], "isn't clear how the units are split between the areas"),
        (["11s=13 shots"], "number of injections"),
        (["jaw=2 vials"], "not units"),
        (["frown=20"], "can mean frown lines (glabella) or mouth corners (mouth-corners)"),
        (["11s=20", "glabella=10"], "named twice"),
        (["jaw=50", "masseter-left=25"], "named twice"),
        (["11s=10 each"], "no left and right side"),
        (["lips=2", "-p", "juvederm"], "can mean"),
        (["11s=20", "-p", "juvederm"], "not a botulinum toxin"),
        (["11s=20", "--cost", "a lot"], "not an amount of money"),
        (["11s=20", "--cost", "-5"], "not an amount of money"),
        (["11s=20", "--expiry", "soon"], "expiry date was not understood"),
        (["11s=20", "--touch-up"], "no earlier session"),
        (["11s=20", "--note", " "], "note is empty"),
        ([], "this isn't a terminal"),
    ],
)
def test_a_value_that_makes_no_sense_writes_nothing(
    program: Program, arguments: list[str], says: str
) -> None:
    """Exit code 2, the reason, and no journal where there was none."""
    refused(program("add", *arguments), 2, says)
    assert not program.journal.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["11s=melting"], '"melting" was not understood'),
        (["melting"], '"melting" was not understood'),
        (["11s"], "States: none, kicking-in, full"),
        (["gone"], "names no area"),
        ([], "this isn't a terminal"),
        (["11s=gone", "--on", "tomorrow"], "is still to come"),
    ],
)
def test_a_check_in_that_makes_no_sense_writes_nothing(
    program: Program, arguments: list[str], says: str
) -> None:
    """A check-in is refused in the same way."""
    refused(program("checkin", *arguments), 2, says)
    assert not program.journal.exists()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"[[session]\n", "line 1"),
        (b"format = 1\nnote = '\xff'\n", "line 2: not UTF-8"),
    ],
)
@pytest.mark.parametrize("command", [["timeline"], ["remind"], ["log"], ["add", "11s=20"]])
def test_an_unreadable_journal_is_left_alone(
    process: Program, raw: bytes, says: str, command: list[str]
) -> None:
    """Exit code 3 with file and line, whatever was asked, and not one byte changed."""
    process.journal.write_bytes(raw)
    refused(process(*command), 3, "journal.toml", says, "Nothing was changed")
    assert process.journal.read_bytes() == raw


def test_a_folder_is_no_journal(tmp_path: Path) -> None:
    """A folder in the journal's place is exit code 3."""
    refused(Program(tmp_path)("timeline"), 3, "is a folder")


def test_a_record_with_a_mistake_hides_nothing(program: Program) -> None:
    """The rest works; the problem and its line are on stderr."""
    program.journal.write_text(GOOD + "\n[[session]]\ndate = 2026-12-24\nareas = ['x']\n")
    result = program("timeline")
    assert result.code == 0
    assert "chin" in result.out
    assert "journal.toml, line 10: The date 2026-12-24 is in the future." in result.err


def test_a_newer_format_is_read_and_never_written(program: Program) -> None:
    """A journal of a newer format is shown, and adding to it is refused."""
    text = GOOD.replace("format = 1", "format = 2")
    program.journal.write_text(text)
    assert "chin" in program("timeline").out
    refused(program("add", "11s=20"), 1, "which needs a newer botoxlog")
    refused(program("me", "--birth-year", "1988"), 1, "which needs a newer botoxlog")
    assert program.journal.read_text() == text


@pytest.mark.parametrize("command", [["timeline"], ["remind"], ["log"], ["me"]])
def test_before_the_first_session_there_is_a_first_step(
    program: Program, command: list[str]
) -> None:
    """No journal yet is no error: reading commands end with 0 and say how to begin."""
    result = program(*command)
    assert result.code == 0
    assert command == ["me"] or "botoxlog add" in result.err
    assert not program.journal.exists()


@pytest.mark.parametrize(
    "note",
    [
        "[red]droopy[/x] :smile: :warning:",
        "ESC \x1b[31m and \x9b and \u202e",
        "two\nlines\r\nand a tab\t",
        'quotes " \\ and """ and \'\'\'',
        "你好 👩‍🔬 ß ﷺ",
    ],
)
def test_a_note_is_kept_exactly_and_shown_inert(program: Program, note: str) -> None:
    """Markup, codes, line breaks and any script are data: kept as typed, shown harmless."""
    import json

    assert program("add", "11s=20", "--note", note).code == 0
    told = json.loads(program("log", "--json").out)
    assert told["records"][0]["note"] == note
    shown = program("log", columns=200).out
    assert "[red]" in shown or "red" not in note
    assert not any(ord(character) < 32 for character in shown.replace("\n", ""))
    assert program("timeline").code == 0


def test_bytes_that_are_no_text_are_refused(process: Program) -> None:
    """An argument that is not UTF-8 is refused: it could not be written."""
    refused(process("add", "11s=20", "--note", "a\udcff"), 2, "not UTF-8")
    refused(process("add", "a\udcff"), 2, "not UTF-8")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_old_terminal_shows_it_all(program: Program, encoding: str) -> None:
    """A terminal without Unicode gets plain marks and codes, never an error."""
    old = Program(program.journal, environ={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert old("add", "11s=20", "--note", "你好", "--on", "2026-09-01").code == 0
    for command in ("timeline", "remind", "log", "demo"):
        result = old(command)
        assert (result.code, result.err) == (0, "")
        assert result.out.isascii()


def test_a_reader_who_has_seen_enough_is_no_error(process: Program) -> None:
    """`botoxlog demo | head -1` shows no traceback."""
    import subprocess

    command = f"{' '.join(process.command)} demo | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert done.stdout == "An example journal, not yours.\n"
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize("arguments", ["demo", "areas jaw", "log --json", "--version"])
def test_an_answer_that_cannot_be_written_is_told(process: Program, arguments: str) -> None:
    """A full disk behind `>` ends with 1 and a sentence, however much had to be shown."""
    import subprocess

    command = f"{' '.join(process.command)} {arguments} > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert done.returncode == 1
    assert done.stderr == (
        "botoxlog: The output could not be written because its disk is full.\n"
        "Free some space on that disk.\n"
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("arguments", ["demo", "timeline", "add chin --on 2026-08-01"])
def test_a_stream_that_is_closed_is_no_error(process: Program, arguments: str, closed: str) -> None:
    """Whoever starts it may have nothing to read from or to show anything on."""
    import subprocess

    command = f"{' '.join(process.command)} {arguments} {closed}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert done.returncode == 0
    assert "Unexpected error" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["me", "--birth-year", "1066"], "not a valid birth year"),
        (["me", "--birth-year", "x"], "not a valid birth year"),
        (["me", "--weeks-ahead", "-1"], "not a number of weeks"),
        (["me", "--currency", "dollars"], "not a currency code"),
        (["remind", "--within", "soon"], "not a period of time"),
        (["timeline", "--since", "03/04/2026"], "could be"),
        (["--today", "2026-02-30", "timeline"], "no day 30"),
        (["--today", "2026-02", "timeline"], "not a single day"),
        (["timeline", "--nonsense"], 'no option "--nonsense" for botoxlog timeline'),
        (["nonsense"], 'no command "nonsense"'),
    ],
)
def test_wrong_usage_is_exit_code_2(process: Program, arguments: list[str], says: str) -> None:
    """Options and values that make no sense end with 2 and the reason."""
    refused(process(*arguments), 2, says)
    assert not process.journal.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["timeline", "--area", "jaw"], "Your journal has no session for jaw"),
        (["areas", "elbowx"], "not an area botoxlog knows"),
        (["products", "disportt"], "Did you mean"),
    ],
)
def test_what_is_not_there_is_exit_code_1(
    process: Program, arguments: list[str], says: str
) -> None:
    """Asking for what the journal or the reference data do not have ends with 1."""
    process.journal.write_text(GOOD)
    refused(process(*arguments), 1, says)


def test_it_says_once_that_others_can_read_the_journal(program: Program) -> None:
    """Calmly, on stderr, with the line that ends it; not at every start of a shell."""
    program("add", "chin", "--on", "2026-08-01")
    program.journal.chmod(0o644)
    program.journal.parent.chmod(0o755)
    for arguments in (["timeline"], ["log", "--json"], ["add", "chin"], ["me", "--clinic", "x"]):
        result = program(*arguments)
        assert result.code == 0
        assert result.err.count(f"To keep it private: chmod 600 {program.journal}\n") == 1
    assert program("remind", "--quiet").err == ""
    program.journal.chmod(0o600)
    assert program("timeline").err == ""


def test_an_empty_product_is_refused(run_inside: Callable[..., Result]) -> None:
    """Saved, it would be reported as a mistake in the journal from then on."""
    result = run_inside("add", "11s=20", "-p", "")
    assert (result.code, result.err) == (
        2,
        "botoxlog: The product is empty.\nName it, such as -p botox, or omit it.\n",
    )
    assert "There is no journal yet" in run_inside("log").err
