"""The same crowd, side by side: what other journals keep of 200 records added 20 at a time."""

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.torture.ground import TODAY
from bench.torture.table import Row

WRITERS, ROUNDS = 20, 10
PACKAGES = ("jrnl", "td-watson")


@dataclass(frozen=True, slots=True)
class Peer:
    """A journal of the command line.

    Attributes:
        add: From a record's name to the command that adds it.
        kept: The names that are there afterwards.
    """

    name: str
    add: Callable[[str], list[str]]
    kept: Callable[[], str]
    environ: dict[str, str]


def side_by_side() -> list[Row]:
    """Add to each in turn; the others come from PyPI, into an environment of their own."""
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        return [_crowded(peer) for peer in _peers(Path(folder))]


def _peers(folder: Path) -> list[Peer]:
    venv.create(folder / "venv", with_pip=True)
    bin_ = folder / "venv" / "bin"
    subprocess.run([bin_ / "pip", "install", "--quiet", *PACKAGES], check=True)
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUTF8": "1"}
    environ |= {"WATSON_DIR": str(folder / "watson"), "BOTOXLOG_JOURNAL": str(folder / "j.toml")}
    jrnl = folder / ".config" / "jrnl" / "jrnl.yaml"
    jrnl.parent.mkdir(parents=True)
    version = _version(bin_, "jrnl")
    jrnl.write_text(JRNL.format(path=folder / "jrnl.txt", version=version))
    (folder / "jrnl.txt").touch()
    ours = [sys.executable, "-m", "botoxlog", "--today", TODAY]
    times = ["--from", "2026-01-01 10:00", "--to", "2026-01-01 11:00"]
    frames = folder / "watson" / "frames"
    return [
        Peer(
            "botoxlog",
            lambda name: [*ours, "add", "--other-area", name],
            (folder / "j.toml").read_text,
            environ,
        ),
        Peer(
            f"jrnl {version}",
            lambda name: [str(bin_ / "jrnl"), f"today: {name} seen."],
            (folder / "jrnl.txt").read_text,
            environ,
        ),
        Peer(
            f"Watson {_version(bin_, 'td-watson')}",
            lambda name: [str(bin_ / "watson"), "add", *times, name],
            lambda: json.dumps(json.loads(frames.read_text())),
            environ,
        ),
    ]


JRNL = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals: {{default: {{journal: {path}}}}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%F %r'
version: v{version}
"""


def _version(bin_: Path, package: str) -> str:
    code = f"import importlib.metadata as m; print(m.version('{package}'))"
    return subprocess.check_output([bin_ / "python", "-c", code], text=True).strip()


def _crowded(peer: Peer) -> Row:
    reported = 0
    names = [[f"rec-{round_}-{n}-end" for n in range(WRITERS)] for round_ in range(ROUNDS)]
    for batch in names:
        runs = [
            subprocess.Popen(
                peer.add(name),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=peer.environ,
            )
            for name in batch
        ]
        reported += sum(run.wait() == 0 for run in runs)
    try:
        kept = peer.kept()
    except (OSError, ValueError) as error:
        kept = type(error).__name__
    lost = [name for batch in names for name in batch if name not in kept]
    note = f"{reported} reported as saved, {WRITERS * ROUNDS - len(lost)} there"
    return Row(peer.name, WRITERS * ROUNDS, "records", lost, note)
