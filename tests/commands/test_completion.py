"""Tab offers what fits, from the commands themselves, in real shells."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from botoxlog.cli import COMMANDS
from tests.conftest import Program, Result
from tests.shells import ShellScreen
from tests.stranger import Stranger, arrive

JOURNAL = """\
[[session]]
id = "k7q2m9xd"
date = 2026-08-01
units = {glabella = 20}

[[checkin]]
id = "bcdefghj"
date = 2026-10-02
state = {glabella = "full"}
"""

OFFERED = {
    ("",): list(COMMANDS),
    ("timel",): ["timeline"],
    ("nonsense", ""): [],
    ("add", "masseter-"): ["masseter-left", "masseter-right"],
    ("add", "scowl"): ["scowl"],
    ("add", "chin", "forehead", "glab"): ["glabella"],
    ("add", "chin", "-p", "dys"): ["dysport"],
    ("add", "chin", "--product", "dys"): ["dysport"],
    ("add", "chin", "--product=dys"): ["--product=dysport"],
    ("add", "--touch-up", "glabella"): ["glabella"],
    ("add", "--to"): ["--touch-up"],
    ("add", "--on", "y"): ["yesterday"],
    ("add", "--date", "y"): ["yesterday"],
    ("checkin", "--date=y"): ["--date=yesterday"],
    ("timeline", "chi"): ["chin"],
    ("timeline", "11s", "scowler"): ["scowler"],
    ("timeline", "--since", "2025", "chi"): ["chin"],
    ("stats", "chin", "forehe"): ["forehead"],
    ("status", "masseter-"): ["masseter-left", "masseter-right"],
    ("plan", "tomorrow", "chi"): ["chin"],
    ("brief", "chi"): ["chin"],
    ("log", "dysp"): ["dysphonia", "dyspareunia", "dysport", "dysphagia"],
    ("log", "chin", "si"): ["sienes", "sialorrhea", "since"],
    ("log", "heada"): ["headache", "headache-left", "headache-right"],
    ("remind", "3"): ["30d"],
    ("add", "--note", "gl"): [],
    ("add", "--", "--to"): [],
    ("checkin", "scowler"): ["scowler="],
    ("checkin", "scowler=fa"): ["scowler=fading"],
    ("checkin", "11s=full", "al"): ["all=", "alar="],
    ("checkin", "--effect", "heada"): ["headache", "headache-left", "headache-right"],
    ("edit", ""): ["bcdefghj", "k7q2m9xd"],
    ("remove", "bcdefghj", "k"): ["k7q2m9xd"],
    ("--journal", "none.toml", "edit", ""): [],
    ("--journal=none.toml", "edit", ""): [],
    ("--today", "2026-11-01", "edit", "k"): ["k7q2m9xd"],
    ("discuss", "vei"): ["veins"],
    ("discuss", "veins", "--outcome", "d"): ["deferred", "dismissed"],
    ("topics", "vei"): ["veins"],
    ("checkin", "--effect", "dysp"): ["dysphagia"],
    ("checkin", "chin=p"): ["chin=partial"],
    ("add", "--purpose", "dr"): ["drooling"],
    ("products", "xeo"): ["xeomin", "xeomeen"],
    ("areas", "chi"): ["chin"],
    ("export", "--format", "f"): ["fhir"],
    ("import", "diary.csv", "--cost-of", "v"): ["visit"],
    ("import", "di"): [],
}
"""What was typed after `botoxlog`, and the words that are offered for the last of it."""


@pytest.mark.parametrize("typed", OFFERED, ids=" ".join)
def test_what_fits_is_offered(typed: tuple[str, ...], program: Program) -> None:
    """Commands, options and values that begin as what was typed, and nothing else."""
    program.journal.write_text(JOURNAL, encoding="utf-8")
    result = program("completion", "bash", "--", *typed)
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == OFFERED[typed]


def test_a_journal_that_cannot_be_read_offers_no_ids(run_inside: Callable[..., Result]) -> None:
    """A shell that waits for a word gets no message instead of one."""
    Path(os.environ["HOME"], "bad.toml").write_text("= nonsense", encoding="utf-8")
    typed = ["--journal", "~/bad.toml", "edit", ""]
    assert run_inside("completion", "zsh", "--", *typed) == Result(0, "", "")


def test_words_come_with_what_they_mean(run_inside: Callable[..., Result]) -> None:
    """Shells that show descriptions get one: a tab parts it from the word."""
    assert run_inside("completion", "fish", "--", "topics", "vei").out.startswith("veins\t")
    assert run_inside("completion", "zsh", "--", "add", "--to").out == (
        "--touch-up\tThis was a correction of the session before.\n"
    )


def test_powershell_marks_its_words(run_inside: Callable[..., Result]) -> None:
    """An empty word gets lost on its way from PowerShell: each has a "+" in front."""
    shown = run_inside("completion", "powershell", "--", "+topics", "+vei").out
    assert shown.startswith("veins\t")
    assert len(run_inside("completion", "powershell", "--", "+").out.splitlines()) == len(COMMANDS)


def test_completing_loads_no_more_than_it_needs(program: Program) -> None:
    """An area is offered without Rich, the forecast or the reader of dates."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    code = "import sys; from botoxlog.cli import run; run(sys.argv[1:]); print(*sys.modules)"
    words = ["completion", "bash", "--", "add", "glabella"]
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    shown = done.stdout
    heavy = {
        "rich.console",
        "botoxlog.input.language.date_grammar",
        "botoxlog.forecast.forecast",
        "botoxlog.forecast.snapshot",
        "fasteners",
    }
    assert "glabella" in shown
    assert heavy & set(shown.split()) == set()
    assert not program.journal.exists()


# --- real shells -----------------------------------------------------------------------------

SHELLS = {
    "bash": ("bash --noprofile --norc -i", 'eval "$(botoxlog completion bash)"'),
    "zsh": ("zsh -f -i", 'eval "$(botoxlog completion zsh)"'),
    "fish": ("fish --no-config -i", "botoxlog completion fish | source"),
}
TYPED = {
    "botoxlog timel": "botoxlog timeline",
    "botoxlog add --touc": "botoxlog add --touch-up",
    "botoxlog add chin -p dysp": "botoxlog add chin -p dysport",
    "botoxlog checkin scowler=fad": "botoxlog checkin scowler=fading",
    "botoxlog checkin masseter-l": "botoxlog checkin masseter-left=",
    "botoxlog edit k7q": "botoxlog edit k7q2m9xd",
    "botoxlog --journal other.toml edit b3d": "botoxlog --journal other.toml edit b3d5f7h9",
    "botoxlog discuss vei": "botoxlog discuss veins",
    "botoxlog import dia": "botoxlog import diary.csv",
}
"""What is typed before Tab, and the line that it becomes."""


def seen(stranger: Stranger, shell: str, typed: str, wanted: str) -> list[str]:
    """Type `typed` and Tab in a real shell; return its screen, which may show `wanted`."""
    start, teach = SHELLS[shell]
    screen = ShellScreen(start, stranger.folder, stranger.environ)
    screen.types(f"{teach}; echo taught-{shell[:2]}''-now\n")
    screen.shows(f"taught-{shell[:2]}-now")
    screen.types(f"{typed}\t")
    screen.shows(wanted)
    screen.close()
    return screen.lines


@pytest.mark.unmeasured
@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_in_a_real_shell(shell: str, typed: str, tmp_path: Path) -> None:
    """In an interactive shell with nothing but our script, Tab finishes the word."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not on this machine")
    shown = seen(arrive(tmp_path), shell, typed, TYPED[typed])
    assert any(TYPED[typed] in line for line in shown), "\n".join(shown)
