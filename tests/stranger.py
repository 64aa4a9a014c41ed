"""A machine of somebody who has just found this project: what they type is run as it stands."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pyrage

from botoxlog.commands.shared.example import example_text
from tests.conftest import TODAY
from tests.terminals import ended, opened

ROOT = Path(__file__).parent.parent
RECORDS = {"dm1a2b3c": "k7q2m9xd", "dm4e5f6g": "p3r5t7v9"}
"""Records of the example journal, by the ids that the documents use for one."""

CONFLICT = """
[[conflict]]
id = "bsjqqvmd"
kind = "session"
of = "k7q2m9xd"

[conflict.record]
id = "k7q2m9xd"
date = 2025-09-06
lot = "C1243"
"""
AGAIN = """
[[session]]
id = "p3b4c5d6"
date = "2025-09"
areas = ["glabella"]
"""
"""A session of the example journal as another device recorded it."""

DIARY = """\
Date,Product,Area,Units,Cost ($),Notes
2024-02-03,Botox,11s,20,420,the first
2024-06-15,Botox,"11s, forehead",,,both
"""


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody with the example journal, a few files beside them, and Enter for every question."""

    folder: Path
    environ: dict[str, str]

    def types(self, line: str, answers: str = "") -> tuple[int, str]:
        """Run one line in a terminal; return its exit code and what was shown.

        Args:
            line: For the shell.
            answers: What they type next, before Enter and only Enter.
        """
        shell = opened(
            ["bash", "-c", line],
            cwd=str(self.folder), env=self.environ, echo=False, dimensions=(24, 80),
        )  # fmt: skip
        shell.send(answers + "\n" * 40)
        code, shown = ended(shell)
        return code, shown.replace("\r\n", "\n")


def arrive(home: Path, *, sealed: bool = False) -> Stranger:
    """Return somebody in an empty home; `sealed` gives them a key of their own to use."""
    folder = home / "journals"
    folder.mkdir()
    (home / "Calendars").mkdir()
    text = example_text(TODAY)
    for plain, named in RECORDS.items():
        text = text.replace(plain, named)
    files = {
        "journal.toml": text,
        "other.toml": text + '\n[[checkin]]\nid = "b3d5f7h9"\ndate = 2026-11-20\nnote = "phone"\n',
        "old.toml": text,
        "diary.csv": DIARY,
        "key.txt": f"{pyrage.x25519.Identity.generate()}\n",
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    programs = Path(sys.executable).parent
    environ = {
        "HOME": str(home),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "BOTOXLOG_JOURNAL": str(folder / "journal.toml"),
        "BOTOXLOG_TODAY": TODAY.isoformat(),
        "EDITOR": "true",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
        **{name: value for name, value in os.environ.items() if name.startswith("COV")},
    }
    if sealed:
        environ["BOTOXLOG_KEY"] = str(folder / "key.txt")
    return Stranger(folder, environ)
