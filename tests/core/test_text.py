"""Text from outside is shown, never obeyed."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from botoxlog.core.errors import BadInputError
from botoxlog.core.text import (
    clean,
    command_line,
    inert,
    join_words,
    names_lot,
    plain_lot,
    plain_lots,
    plain_number,
    plural,
    rows,
    shell_words,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("[red]droopy[/x] :smile:", "[red]droopy[/x] :smile:"),
        ("one\ntwo\r\nthree\tfour", "one two three four"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("\x7f\x9b", "<U+007F><U+009B>"),
        ("\u202eevil", "<U+202E>evil"),
        ("\u2028line", "<U+2028>line"),
        ("\ud800", "<U+D800>"),
        ("\u2066x\u2069\u200f", "<U+2066>x<U+2069><U+200F>"),
        ("\r\r\n\x0b", "  <U+000B>"),
        ("\x00\x85", "<U+0000><U+0085>"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),  # Persian is spelt with it
        ("", ""),
        ("\u0301\u0308e\u0301", "<U+0301><U+0308>e\u0301"),  # no mark on what stands before
        ("\u0301" * 5000, "<U+0301>" * 5000),
        ("héllo 你好 👩‍🔬", "héllo 你好 👩‍🔬"),
    ],
)
def test_what_acts_is_made_visible(text: str, shown: str) -> None:
    """Control codes and reordering marks are shown as their code; everything else as it is."""
    assert inert(text) == shown


@given(st.text())
def test_nothing_that_acts_gets_through(text: str) -> None:
    """Whatever comes in, one line without control characters comes out."""
    shown = inert(text)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_joins_as_people_do(words: list[str], joined: str) -> None:
    """Words are joined with commas and a last "and"."""
    assert join_words(words) == joined


def test_counts_with_its_noun() -> None:
    """One is one, anything else is more."""
    assert (plural(1, "day"), plural(0, "day"), plural(3, "day")) == ("1 day", "0 days", "3 days")


def test_free_text() -> None:
    """Text is kept to the letter; blank text and half characters are refused."""
    assert clean(" two\nlines ", "note") == " two\nlines "
    assert clean(None, "note") is None
    with pytest.raises(BadInputError, match="The note is empty"):
        clean(" \n", "note")
    with pytest.raises(BadInputError, match="not UTF-8"):
        clean("a\udcff", "note")


@pytest.mark.parametrize(
    ("amount", "text"), [(20, "20"), (20.0, "20"), (12.5, "12.5"), (1200000, "1200000")]
)
def test_a_number_as_it_is_read_back(amount: float, text: str) -> None:
    """A number that is offered as a default can be read again."""
    assert plain_number(amount) == text


@pytest.mark.parametrize(
    ("text", "width", "indent", "broken"),
    [
        ("", 40, 0, [""]),
        ("one two", 40, 2, ["one two"]),
        ("123456789 123456789 x", 20, 0, ["123456789 123456789", "x"]),  # 21 columns
        ("123456789 1234567890", 20, 0, ["123456789 1234567890"]),  # 20 of them fit
        ("1234567890 x", 5, 0, ["1234567890 x"]),  # no row is narrower than 12
        ("123456789 123456789 x", 5, 0, ["123456789", "123456789 x"]),
        ("123456789 123456789 x", 20, 2, ["123456789 123456789", "  x"]),
        ("see botoxlog-home--here-it-is", 27, 0, ["see", "botoxlog-home--here-it-is"]),
        ("你好你好你好你好你好 x", 21, 0, ["你好你好你好你好你好", "x"]),  # 20 columns and 2
        ("你好你好你好你好你好 x", 22, 0, ["你好你好你好你好你好 x"]),
        ("a 你好你好你好你好你好", 21, 0, ["a", "你好你好你好你好你好"]),
        ("a 你好你好你好你好你好你", 21, 0, ["a 你好你好你好你好你", "好你"]),
        ("ab 123456789012345678901", 20, 2, ["ab 12345678901234567", "  8901"]),
        ("  123456789012345678901", 20, 0, ["  123456789012345678", "901"]),
        ("123 12345678901234567890", 20, 99, ["123 1234567890123456", "          7890"]),
    ],
)
def test_a_row_is_as_wide_as_it_is_said(
    text: str, width: int, indent: int, broken: list[str]
) -> None:
    """Rows break between words at their width, letters of two columns counted as two."""
    assert rows(text, width, indent) == broken


def test_what_is_to_stay_whole_is_never_broken() -> None:
    """An address longer than a row has a row of its own."""
    address = "https://example.org/" + "a" * 30
    assert rows(f"see {address} there", 20, whole=True) == ["see", address, "there"]


@pytest.mark.parametrize(
    ("lot", "plain"), [("C-12 34a", "c1234a"), ("C1234A", "c1234a"), ("-", "")]
)
def test_a_lot_is_compared_without_its_marks(lot: str, plain: str) -> None:
    """Spaces, hyphens and capitals make no other lot."""
    assert plain_lot(lot) == plain


@pytest.mark.parametrize(
    "text",
    [
        "C3709C3",
        "c3709-c3",
        "LOT C3709C3",
        "lot: C3709C3",
        "LotC3709C3",
        "Lot No. C3709C3",
        "C3709C3 exp 12/2023",
        "C3709C3 / C6835C3",
        "C6835C3,C3709C3",
        "\uff23\uff13\uff17\uff10\uff19\uff23\uff13",
        "the box said C3709 C3, and no more",
    ],
)
def test_a_lot_is_named_whatever_stands_around_it(text: str) -> None:
    """A label, an expiry date, another lot, blanks and full-width letters hide no lot number."""
    assert names_lot(text, "C3709C3")


@pytest.mark.parametrize("text", ["C3709C3F", "C3709", "AC3709C3", "C37 09", "C3 709 C4", ""])
def test_another_lot_is_not_named(text: str) -> None:
    """A lot number that only begins or ends as another is not that one."""
    assert not names_lot(text, "C3709C3")


@pytest.mark.parametrize(
    ("text", "lots"),
    [
        ("LOT C3709C3 / C6835C3 exp 12/2023", {"c3709c3", "c6835c3", "c3709c3c6835c3"}),
        ("C3016 C3", {"c3016c3"}),
        ("batch no. AB-12", {"ab12"}),
        ("lot", {"lot"}),
    ],
)
def test_the_lots_of_a_text(text: str, lots: set[str]) -> None:
    """Each number that a session names can be looked for, without label and expiry date."""
    assert lots <= plain_lots(text)
    assert not {"12", "2023", "122023"} & plain_lots(text)


@pytest.mark.parametrize(
    ("word", "typed", "typed_on_windows"),
    [
        ("jaw=full", "jaw=full", "jaw=full"),
        ("/a/b.toml", "/a/b.toml", "/a/b.toml"),
        ("--keep", "--keep", "--keep"),
        ("", '""', '""'),
        ("11s 20", '"11s 20"', '"11s 20"'),
        ("it's; (x) & y | z > f <g * ~ #", *['"it\'s; (x) & y | z > f <g * ~ #"'] * 2),
        ("=gone", '"=gone"', '"=gone"'),  # zsh looks for a program named gone
        ("a,b", '"a,b"', '"a,b"'),  # two words in PowerShell
        ("$(x)", "'$(x)'", '"<U+0024>(x)"'),
        ("`x` 50%", "'`x` 50%'", '"<U+0060>x<U+0060> 50<U+0025>"'),
        ('say "hi"', "'say \"hi\"'", '"say <U+0022>hi<U+0022>"'),
        ("“x”", "'“x”'", '"<U+201C>x<U+201D>"'),  # quotation marks in PowerShell
        ("C:\\my\\", "'C:\\my\\'", '"C:\\my\\\\"'),
        ("it's $HOME", "'it'\"'\"'s $HOME'", '"it\'s <U+0024>HOME"'),
        ("a\x1b[2J\nb", '"a<U+001B>[2J b"', '"a<U+001B>[2J b"'),
    ],
)
def test_a_word_is_typed_so_that_a_shell_leaves_it_alone(
    word: str, typed: str, typed_on_windows: str
) -> None:
    """What no shell obeys stays bare; double marks where they are enough, as people type them."""
    assert shell_words(word, windows=False) == typed
    assert shell_words(word, windows=True) == typed_on_windows


@pytest.mark.parametrize(
    ("own", "words", "options", "typed"),
    [
        ("merge", ("a b.toml",), "", 'botoxlog merge "a b.toml"'),
        ("edit", ("-x",), "", "botoxlog edit -- -x"),
        ("remove", ("a", "-y"), "", "botoxlog remove -- a -y"),
        ("merge --keep", ("-x",), "", "botoxlog merge --keep -x"),
        ("checkin", ("a=gone",), "--on DATE", "botoxlog checkin a=gone --on DATE"),
        ("checkin", ("-a=gone",), "--on DATE", "botoxlog checkin --on DATE -- -a=gone"),
    ],
)
def test_a_word_of_a_person_is_no_option(
    own: str, words: tuple[str, ...], options: str, typed: str
) -> None:
    """A hyphen in front makes an option of no id, file or area."""
    assert command_line(own, *words, options=options) == typed


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose only program says the words that it was started with."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "botoxlog"
    program.write_text('#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done\n')
    program.chmod(0o700)
    return folder


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(), min_size=1, max_size=4))
@example(words=["$(>x)", "`>x`", ";>x", "|>x", "&>x", "\n>x", ">x", "'", '"', "\\", "\\\n", "!!"])
@example(words=["-x", "", "~", "*", "{a,b}", "a=b", "#c", "\t", "%1", "[a]", "$HOME", "'\"'"])
def test_a_shell_gives_the_words_that_were_shown_and_runs_nothing_else(
    said: Path, words: list[str]
) -> None:
    """A command that is copied reaches the program word by word."""
    typed = command_line("discuss --answer", *words)
    done = subprocess.run(
        ["/bin/sh", "-c", typed], env={"PATH": str(said)}, cwd=said, capture_output=True, check=True
    )
    shown = [inert(word).encode() for word in words]
    assert done.stdout.split(b"\0")[:-1] == [b"discuss", b"--answer", *shown]
    assert done.stderr == b""
    assert [file.name for file in said.iterdir()] == ["botoxlog"]
