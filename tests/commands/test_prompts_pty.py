"""The questions, in a real terminal."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from botoxlog import store
from botoxlog.core.model import Dose, Session
from botoxlog.core.partial_dates import PartialDate
from tests.conftest import TODAY, Program
from tests.terminals import Terminal, ended, opened

Start = Callable[..., Terminal]
DAY = PartialDate.of_day(date(2026, 8, 1))


@pytest.fixture
def start(program: Program) -> Iterator[Start]:
    """Return a way to start the program in a terminal of its own."""
    started: list[Terminal] = []

    def spawn(*arguments: str, columns: int = 100) -> Terminal:
        child = opened(
            [*program.command, *arguments],
            env={**os.environ, "TERM": "dumb"}, dimensions=(40, columns), echo=False,
        )  # fmt: skip
        started.append(child)
        return child

    yield spawn
    for child in started:
        child.close(force=True)


def answer(child: Terminal, *pairs: tuple[str, str]) -> None:
    """Wait for each question and type its answer."""
    for question, typed in pairs:
        child.expect_exact(question)
        child.sendline(typed)


def press(child: Terminal, *pairs: tuple[str, str]) -> None:
    """Wait for each question and press its key, with no Enter behind it."""
    for question, key in pairs:
        child.expect_exact(question)
        child.send(key)


def sessions(path: Path) -> list[tuple[str, list[tuple[str, float | None]], str | None]]:
    """Return date, doses and product of each session of a journal."""
    return [
        (item.date.iso, [(dose.area, dose.units) for dose in item.doses], item.product)
        for item in store.load(path, TODAY).journal.sessions
    ]


def first_visit(child: Terminal) -> None:
    """Answer every question of a first visit."""
    answer(
        child,
        ("When", "2026-08-01"),
        ("Areas", "11s, crow's feet"),
        ("Units in the frown lines", "20"),
        ("Units in the crow's feet", ""),
        ("Product", "botox"),
        ("Injected by", "Dr Lee"),
        ("Clinic", ""),
        ("Lot number", ""),
        ("Cost", "420usd"),
        ("Note", ""),
        ("Save?", ""),
    )


def test_a_first_visit_and_a_repeat_of_enters(start: Start, program: Program) -> None:
    """A first visit is asked for; the repeat needs a date and Enter, and is the same again."""
    child = start("add")
    first_visit(child)
    assert ended(child)[0] == 0
    child = start("add")
    child.expect_exact("When")
    child.sendline("2026-11-20")
    for question in ("Areas", "Units in the", "Product", "Injected by", "Clinic", "Lot", "Cost",
                     "Note"):  # fmt: skip
        child.expect_exact(question)
        child.sendline("")
        if question == "Units in the":
            child.expect_exact("Units in the")
            child.sendline("")
    answer(child, ("just before", "each"), ("just before", "fading"), ("just before", ""))
    answer(child, ("Save?", "y"))
    code, shown = ended(child)
    assert code == 0
    assert "Fri 20 Nov 2026, Botox Cosmetic" in shown
    (one, two) = sessions(program.journal)
    assert one == (
        "2026-08-01", [("crows-feet", None), ("glabella", 20)], "botox-cosmetic",
    )  # fmt: skip
    assert two[1:] == one[1:]
    journal = store.load(program.journal, TODAY).journal
    assert (journal.sessions[1].injector, journal.sessions[1].cost) == ("Dr Lee", 420)
    assert len(journal.checkins) == 1


def test_after_three_visits_alike_a_date_and_enters(start: Start, program: Program) -> None:
    """The guided `add` then needs only the date typed, for a visit of now or of long ago."""
    for day in ("2025-12-01", "2026-03-02", "2026-06-01"):
        told = ["11s=20", "forehead=8", "-p", "botox", "--cost", "420usd", "--injector", "Dr Lee"]
        assert program("add", *told, "--on", day).code == 0
    for day, weekday in (("2026-09-07", "Mon 7 Sep"), ("2025-08-25", "Mon 25 Aug")):
        child = start("add")
        answer(
            child,
            ("When", day),
            ("Was this one the same (yes or no) [yes]: ", ""),
            ("Lot number", ""),
            ("Note", ""),
        )
        if day.startswith("2026"):
            answer(child, ("How did forehead and frown lines look just before", ""))
        answer(child, ("Save?", ""))
        code, shown = ended(child)
        assert code == 0
        assert f"{weekday} {day[:4]}, Botox Cosmetic, frown lines 20 units" in shown
    usual = [("forehead", 8.0), ("glabella", 20.0)]
    found = store.load(program.journal, TODAY).journal.sessions
    assert [sorted((dose.area, dose.units) for dose in item.doses) for item in found] == [usual] * 5
    assert {(item.product, item.cost, item.injector) for item in found} == {
        ("botox-cosmetic", 420, "Dr Lee")
    }


@pytest.mark.parametrize(("key", "code"), [("n", 2), ("", 2), ("y", 0)])
def test_an_area_that_nobody_knows_is_asked_about(
    start: Start, program: Program, key: str, code: int
) -> None:
    """It may have been meant as something else, so Enter is no; kept once, it is known."""
    child = start("add", "11s", "20", "gloop", "5")
    child.expect_exact('botoxlog does not know "gloop".')
    answer(child, ("Is it a treated area", key))
    assert ended(child)[0] == code
    assert program.journal.exists() is (code == 0)
    if code == 0:
        child = start("add", "gloop", "--on", "2026-05-01")
        assert ended(child)[0] == 0


def test_what_makes_no_sense_is_asked_again(start: Start, program: Program) -> None:
    """A wrong date, a word with two readings and a wrong amount are asked again."""
    child = start("add")
    answer(child, ("When", "03/04/2026"))
    child.expect_exact("could be 3 Apr 2026 or 4 Mar 2026")
    answer(child, ("When", "2026-08"), ("Areas", "frown"))
    child.expect_exact("can mean:")
    answer(child, ("Number", "1"), ("Units", "13 shots"))
    child.expect_exact("not a number of units")
    answer(child, ("Units", "-"), ("Product", ""), ("Injected", ""), ("Clinic", ""))
    answer(child, ("Lot", ""), ("Cost", ""), ("Note", ""), ("Save?", "y"))
    assert ended(child)[0] == 0
    assert sessions(program.journal) == [("2026-08", [("glabella", None)], None)]


@pytest.mark.parametrize("questions", range(5))
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_leaving_at_any_question_writes_nothing(
    start: Start, program: Program, questions: int, key: str
) -> None:
    """Ctrl-C and end of input leave, without a traceback and without a journal."""
    script = [("When", "today"), ("Areas", "11s"), ("Units", "20"), ("Product", ""), ("Inj", "")]
    child = start("add")
    answer(child, *script[:questions])
    child.expect_exact(script[questions][0])
    child.expect_exact(": ")
    code, shown = ended(child, key)
    assert code != 0
    assert "Traceback" not in shown
    assert not program.journal.exists()


def test_no_at_the_last_look_writes_nothing(start: Start, program: Program) -> None:
    """Answering no to "Save?" writes nothing."""
    child = start("add")
    answer(child, ("When", ""), ("Areas", "chin"), ("Units", ""), ("Product", ""), ("Inj", ""))
    answer(child, ("Clinic", ""), ("Lot", ""), ("Cost", ""), ("Note", ""), ("Save?", "n"))
    code, shown = ended(child)
    assert (code, "Nothing was written" in shown) == (1, True)
    assert not program.journal.exists()


def test_a_slip_is_asked_about(start: Start, program: Program) -> None:
    """In a terminal a likely slip is saved only on a yes."""
    program("add", "11s=20", "--on", "2026-11-01")
    child = start("add", "11s=20", "--on", "2026-11-20")
    child.expect_exact("less than 12 weeks")
    answer(child, ("Save", "n"))
    assert ended(child)[0] == 1
    assert len(sessions(program.journal)) == 1


def test_a_near_miss_is_asked_about(start: Start, program: Program) -> None:
    """In a terminal a nearly known word becomes the known one on a yes."""
    child = start("add", "glabela=20")
    child.expect_exact("Did you mean")
    answer(child, ("Number", "1"))
    assert ended(child)[0] == 0
    assert sessions(program.journal)[0][1] == [("glabella", 20)]


def test_a_narrow_terminal(start: Start, program: Program) -> None:
    """A question is wrapped between its words, and asked again as a whole."""
    program("add", "11s=20", "chin=5", "--on", "2026-08")
    child = start("checkin", columns=40)
    press(child, ("chin (1 of 2): about even\r\n[n,k,f,p,w,g,x,?] ", "?"))
    child.expect_exact("\r\nw=fading (wearing off): some of it is\r\nleft\r\n")
    press(child, ("chin (1 of 2", "g"), ("frown lines (2 of 2", "w"))
    answer(child, ("Side effects, separated by commas (Enter\r\nif none, b goes back): ", ""))
    answer(child, ("Note (Enter if none): ", ""))
    press(child, ("Save? [Y/n] ", "n"))
    assert ended(child)[0] == 1
    child = start("add", columns=40)
    child.expect_exact("When (a day, or a month such as 2026-08)\r\n[today]: ")


def test_a_guided_check_in(start: Start, program: Program) -> None:
    """Run bare, `checkin` asks about each area, and every question can be skipped."""
    program("add", "11s=20", "chin=5", "--on", "2026-08-01")
    child = start("checkin")
    press(child, ("chin (1 of 2", " "), ("frown lines (2 of 2", "W"))
    answer(child, ("Side effects", "bruise"), ("Note", "ok"))
    press(child, ("Save?", "\r"))
    assert ended(child)[0] == 0
    (look,) = store.load(program.journal, TODAY).journal.checkins
    assert [(seen.area, str(seen.state)) for seen in look.states] == [("glabella", "fading")]
    assert (look.effects, look.note) == (("injection-site-reaction",), "ok")


def test_one_key_an_area_and_back(start: Start, program: Program) -> None:
    """What a key stands for is shown beside it, and backspace takes it back."""
    program("add", "11s=20", "chin=5", "--on", "2026-08-01")
    child = start("checkin", "--on", "yesterday")
    child.expect_exact("Check-in for Sun 22 Nov 2026\r\n")
    press(child, ("[n,k,f,p,w,g,x,?] ", "f"))
    child.expect_exact("full\r\n")
    press(child, ("frown lines (2 of 2", "\x7f"))
    child.expect_exact("[n,k,f,p,w,g,x,?] back\r\n")
    press(child, ("chin (1 of 2", "g"))
    child.expect_exact("[full] worn off\r\n")
    press(child, ("frown lines", "w"))
    answer(child, ("Side effects", ""), ("Note", ""))
    press(child, ("Save?", "y"))
    assert ended(child)[0] == 0
    (look,) = store.load(program.journal, TODAY).journal.checkins
    assert (look.date.iso, [(seen.area, str(seen.state)) for seen in look.states]) == (
        "2026-11-22", [("chin", "gone"), ("glabella", "fading")]
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["fgw", "fading", "\N{LATIN SMALL LETTER E WITH ACUTE}", "1", "\t", "\N{GRINNING FACE}"],
)
def test_what_is_no_key_is_no_answer(start: Start, program: Program, typed: str) -> None:
    """Nor is anything behind it up to Enter: the rest of a word is not read as keys."""
    program("add", "11s=20", "chin=5", "--on", "2026-08-01")
    child = start("checkin")
    press(child, ("chin (1 of 2", typed), ("Press Enter, then one key.", "n"))
    child.send("g")
    child.send("\r")
    press(child, ("chin (1 of 2", "f"), ("frown lines (2 of 2", "\r"))
    answer(child, ("Side effects", ""), ("Note", ""))
    press(child, ("Save?", typed), ("Press Enter", "\r"), ("Save?", "\r"))
    assert ended(child)[0] == 0
    (look,) = store.load(program.journal, TODAY).journal.checkins
    assert [(seen.area, str(seen.state)) for seen in look.states] == [("chin", "full")]


def test_what_is_typed_ahead_is_kept(start: Start, program: Program) -> None:
    """All keys at once, each with its Enter, reach the questions in their order."""
    program("add", "11s=20", "chin=5", "--on", "2026-08-01")
    child = start("checkin")
    child.send("g\nw\nbruise\nok\ny\n")
    assert ended(child)[0] == 0
    (look,) = store.load(program.journal, TODAY).journal.checkins
    assert [(seen.area, str(seen.state)) for seen in look.states] == [
        ("chin", "gone"), ("glabella", "fading")
    ]  # fmt: skip
    assert (look.effects, look.note) == (("injection-site-reaction",), "ok")


def test_a_terminal_that_sends_whole_lines(start: Start, program: Program) -> None:
    """A key and Enter that come together are the key alone."""
    program("add", "11s=20", "chin=5", "--on", "2026-08-01")
    child = start("checkin")
    answer(child, ("chin (1 of 2", "f"), ("frown lines (2 of 2", "w"))
    answer(child, ("Side effects", ""), ("Note", ""), ("Save?", "y"))
    assert ended(child)[0] == 0
    (look,) = store.load(program.journal, TODAY).journal.checkins
    assert [str(seen.state) for seen in look.states] == ["full", "fading"]


@pytest.mark.parametrize("key", ["q", "\x1b"])
def test_stopping_asks_if_answers_would_be_lost(start: Start, program: Program, key: str) -> None:
    """`q` or Esc stops at once, or after a yes, and nothing is written."""
    program("add", "11s=20", "chin=5", "--on", "2026-08-01")
    before = program.journal.read_bytes()
    child = start("checkin")
    press(child, ("chin (1 of 2", key))
    code, shown = ended(child)
    assert (code, "Stopped. Nothing was written." in shown) == (1, True)
    child = start("checkin")
    press(child, ("chin (1 of 2", "f"), ("frown lines", key), ("[y/N]", "n"), ("frown lines", key))
    press(child, ("[y/N]", "y"))
    assert ended(child)[0] == 1
    assert program.journal.read_bytes() == before


@pytest.mark.parametrize("questions", range(5))
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_leaving_a_check_in_writes_nothing(
    start: Start, program: Program, questions: int, key: str
) -> None:
    """Ctrl-C and end of input leave `checkin` and its last look, the journal as it was."""
    program("add", "11s=20", "chin=5", "--on", "2026-08-01")
    before = program.journal.read_bytes()
    script = [("chin", "f"), ("frown", "f"), ("Side", ""), ("Note", ""), ("Save?", "")]
    child = start("checkin")
    for question, typed in script[:questions]:
        (press if typed else answer)(child, (question, typed))
    child.expect_exact(script[questions][0])
    child.expect_exact(": " if script[questions][1] == "" and questions < 4 else "] ")
    code, shown = ended(child, key)
    assert (code, "Traceback" in shown) == (1, False)
    assert program.journal.read_bytes() == before


@pytest.mark.parametrize("questions", range(7))
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_leaving_a_repeat_visit_writes_nothing(
    start: Start, program: Program, questions: int, key: str
) -> None:
    """The later questions of `add` can be left too, up to the last look."""
    program("add", "11s=20", "--on", "2026-06-01")
    before = program.journal.read_bytes()
    script = ["Clinic", "Lot", "Expiry", "Cost", "Note", "just before", "Save?"]
    child = start("add")
    answer(child, *((word, "") for word in ("When", "Areas", "Units", "Product", "Injected")))
    typed = {"Lot": "C1"}
    answer(child, *((word, typed.get(word, "")) for word in script[:questions]))
    child.expect_exact(script[questions])
    child.expect_exact(": ")
    code, shown = ended(child, key)
    assert (code, "Traceback" in shown) == (1, False)
    assert program.journal.read_bytes() == before


@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.parametrize(
    ("arguments", "question"),
    [
        (["frown=20"], "Number"),
        (["glabela=20"], "Number"),
        (["chin=5", "-p", "dysprt"], "Number"),
        (["11s=200"], "Save it anyway?"),
    ],
)
def test_leaving_a_question_about_a_word_writes_nothing(
    start: Start, program: Program, arguments: list[str], question: str, key: str
) -> None:
    """A word or a slip that is asked about can be left as well."""
    program("add", "11s=20", "--on", "2026-06-01")
    before = program.journal.read_bytes()
    child = start("add", *arguments)
    child.expect_exact(question)
    child.expect_exact(": ")
    code, shown = ended(child, key)
    assert (code, "Traceback" in shown) == (1, False)
    assert program.journal.read_bytes() == before


def test_a_word_with_two_readings_is_asked_about(start: Start, program: Program) -> None:
    """In a terminal the person says which reading was meant, once."""
    child = start("add", "frown=20")
    child.expect_exact('"frown" can mean:')
    answer(child, ("Number", "9"), ("Number", "mouth-corners"))
    assert ended(child)[0] == 0
    assert sessions(program.journal)[0][1] == [("mouth-corners", 20)]


def test_a_slip_is_saved_on_a_yes(start: Start, program: Program) -> None:
    """In a terminal Enter saves what was pointed out."""
    program("add", "11s=20", "--on", "2026-06-01")
    child = start("add", "11s=200")
    child.expect_exact("10 times the usual")
    answer(child, ("Save it anyway?", ""))
    assert ended(child)[0] == 0
    assert len(sessions(program.journal)) == 2


def test_a_script_in_a_terminal_is_not_asked(start: Start, program: Program) -> None:
    """`--json` asks nothing, even in a terminal: a word with two readings is refused."""
    code, shown = ended(start("checkin", "--json"))
    assert code == 2
    assert "--json asks no questions." in shown
    child = start("add", "frown=20", "--json")
    code, shown = ended(child)
    assert code == 2
    assert "Write glabella or mouth-corners." in shown
    assert not program.journal.exists()


def test_a_dry_run_of_the_questions_writes_nothing(start: Start, program: Program) -> None:
    """`add --dry-run` asks, shows and stops."""
    child = start("add", "--dry-run")
    answer(child, ("When", ""), ("Areas", "chin=5"), ("Product", ""), ("Injected", ""))
    answer(child, ("Clinic", ""), ("Lot", ""), ("Cost", ""), ("Note", ""))
    code, shown = ended(child)
    assert (code, "Would save" in shown) == (0, True)
    assert not program.journal.exists()


def test_a_touch_up_is_asked_about(start: Start, program: Program) -> None:
    """A visit two weeks after another may be its touch-up; sides are offered as they were."""
    program("add", "jaw=25 each", "--on", "2026-11-01")
    child = start("add")
    answer(child, ("When", "2026-11-15"))
    child.expect_exact("[jaw left, jaw right]")
    child.sendline("jaw left")
    answer(child, ("Units", "4"), ("touch-up of the session on Sun 1 Nov 2026", "y"))
    answer(child, *((word, "") for word in ("Product", "Inj", "Clinic", "Lot", "Cost", "Note")))
    answer(child, ("Save?", ""))
    assert ended(child)[0] == 0
    whole, touch_up = store.load(program.journal, TODAY).journal.sessions
    assert touch_up.touch_up_of == whole.id
    assert [(dose.area, dose.units) for dose in touch_up.doses] == [("masseter-left", 4)]


def test_bytes_that_are_no_text_are_asked_again(start: Start, program: Program) -> None:
    """A key that is not UTF-8 is no answer and no traceback."""
    child = start("checkin")
    answer(child, ("Side", ""))
    child.expect_exact("Note (Enter if none): ")
    os.write(child.fileno(), b"\xff\n")
    child.expect_exact("UTF-8")
    child.expect_exact("Note (Enter if none): ")
    child.send("\x04")
    code, shown = ended(child)
    assert (code, "Traceback" in shown) == (1, False)
    assert not program.journal.exists()


EDITOR = """
import sys
from pathlib import Path

file, tries = Path(sys.argv[1]), Path(sys.argv[1]).with_name("tries")
tries.write_text(tries.read_text() + "x" if tries.exists() else "x")
text = file.read_text()
if len(tries.read_text()) == 1:
    file.write_text(text.replace("glabella", "= oops") + "# long work")
else:
    file.write_text(text.replace("= oops", "chin"))
"""


@pytest.fixture
def editing(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have a session, and an editor that makes a mistake first; return the id."""
    script = tmp_path / "editor.py"
    script.write_text(EDITOR)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    (session,) = store.append(program.journal, [Session(None, DAY, (Dose("glabella", 20),))])
    assert session.id
    return session.id


def test_after_a_mistake_it_goes_back_to_the_editor(
    start: Start, program: Program, editing: str
) -> None:
    """What was typed is still there, and is kept once it will do."""
    child = start("edit", editing)
    child.expect_exact("not valid TOML")
    answer(child, ("Open the editor again?", ""))
    code, shown = ended(child)
    assert (code, f"Now {editing}: " in shown) == (0, True)
    assert sessions(program.journal)[0][1] == [("chin", 20)]
    assert "# long work" in program.journal.read_text()
    assert list(Path.home().rglob("botoxlog-edit-*")) == []


@pytest.mark.parametrize("key", ["n\n", "\x03", "\x04"])
def test_after_a_mistake_one_may_leave(
    start: Start, program: Program, editing: str, key: str
) -> None:
    """The journal is as it was, and what was typed is kept and its place said."""
    before = program.journal.read_bytes()
    child = start("edit", editing)
    child.expect_exact("Open the editor again?")
    child.expect_exact(": ")
    code, shown = ended(child, key)
    assert (code, "Traceback" in shown, "Nothing was written." in shown) == (1, False, True)
    (kept,) = Path.home().rglob("botoxlog-edit-*/journal.toml")
    assert str(kept) in shown
    assert "# long work" in kept.read_text()
    assert program.journal.read_bytes() == before


def test_remove_shows_and_asks(start: Start, program: Program, editing: str) -> None:
    """Nothing goes before a yes."""
    child = start("remove", editing)
    child.expect_exact(f"To remove {editing}: Sat 1 Aug 2026")
    answer(child, ("Remove it?", "n"))
    assert ended(child)[0] == 1
    assert len(sessions(program.journal)) == 1
    child = start("remove", editing)
    answer(child, ("Remove it?", ""))
    code, shown = ended(child)
    assert (code, "Removed" in shown) == (0, True)
    assert sessions(program.journal) == []


def test_ctrl_c_in_the_editor_is_the_editors(
    start: Start, program: Program, editing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A key that an editor takes for itself does not end the program around it."""
    script = tmp_path / "patient.py"
    script.write_text(
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "input('ready ')\n"
        "text = open(sys.argv[1]).read()\n"
        "open(sys.argv[1], 'w').write(text.replace('glabella = 20', 'glabella = 24'))\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    child = start("edit", editing)
    child.expect_exact("ready ")
    child.send("\x03")
    child.sendline("")
    code, shown = ended(child)
    assert (code, "24 units" in shown) == (0, True)
    assert sessions(program.journal)[0][1] == [("glabella", 24)]


def test_a_series_is_shown_and_asked_about(start: Start, program: Program) -> None:
    """Nothing is written before a yes, and then all of it."""
    series = ("add", "11s", "20", "botox", "--every", "4 months", "--since", "2026")
    child = start(*series)
    child.expect_exact("To add: 3 records")
    answer(child, ("Save?", "n"))
    code, shown = ended(child)
    assert (code, "Nothing was written." in shown) == (1, True)
    assert not program.journal.exists()
    child = start(*series)
    answer(child, ("Save?", ""))
    code, shown = ended(child)
    assert (code, "Saved 3 sessions" in shown) == (0, True)
    assert [doses for _, doses, _ in sessions(program.journal)] == [[("glabella", 20)]] * 3


def test_a_series_is_worked_out_again_if_the_journal_changes(
    start: Start, program: Program
) -> None:
    """A visit that arrives while it asks is left out, and the rest is shown and asked about."""
    child = start("add", "11s", "20", "botox", "--every", "4 months", "--since", "2026")
    child.expect_exact("To add: 3 records")
    child.expect_exact("Save?")
    assert program("add", "11s 20 botox", "--on", "2026-02-15").code == 0
    child.sendline("")
    child.expect_exact("To add: 2 records")
    child.expect_exact("Left out 1 visit")
    answer(child, ("Save?", ""))
    code, shown = ended(child)
    assert (code, "Saved 2 sessions" in shown) == (0, True)
    assert len(sessions(program.journal)) == 3
