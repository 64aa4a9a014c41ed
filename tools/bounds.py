"""Tries the tests with the oldest and the newest libraries that pyproject.toml admits.

python -m tools.bounds lowest [--python 3.11]   the oldest of each library, tools included
python -m tools.bounds newest [--python 3.13]   the newest of everything
python -m tools.bounds locked                   what requirements-dev.txt pins, by its hashes
python -m tools.bounds lock                     write requirements-dev.txt anew

Needs uv on PATH, for its resolution of the oldest versions. Other words go to pytest.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements-dev.txt"
COMPILE = ("uv", "pip", "compile", "--quiet", "pyproject.toml")


def lock() -> None:
    """Write down the newest of everything, with hashes, for every system."""
    unnamed = ("--no-emit-index-url", "--no-emit-find-links")
    command = ("--custom-compile-command", "python -m tools.bounds lock")
    how = ("--python-version", "3.11", "--universal", "--generate-hashes", "--upgrade")
    _run(*COMPILE, *unnamed, *command, *how, "--extra", "dev", "--output-file", str(LOCK))


def oldest(python: str) -> str:
    """Return the oldest of each library that pyproject.toml names, as constraints."""
    how = ("--python-version", python, "--resolution", "lowest-direct", "--all-extras")
    return _run(*COMPILE, *how, "--no-annotate", "--no-header").stdout


def attempt(kind: str, python: str, words: list[str]) -> int:
    """Run the tests in an environment of their own; return pytest's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o755)  # some tests run the program as nobody
        _run("uv", "venv", "--quiet", "--python", python, str(home / "venv"))
        programs = home / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        install = ["uv", "pip", "install", "--quiet", "--python", str(programs / "python")]
        if kind == "locked":
            _run(*install, "--require-hashes", "-r", str(LOCK))
            _run(*install, "--no-deps", "-e", str(ROOT))
        else:
            constraints = home / "constraints.txt"
            text = oldest(python) if kind == "lowest" else ""
            constraints.write_text(text, encoding="utf-8")
            _run(*install, "-c", str(constraints), "-e", f"{ROOT}[dev]")
            print(text)
        print(_run("uv", "pip", "list", "--quiet", "--python", str(programs / "python")).stdout)
        sys.stdout.flush()
        tests = [str(programs / "python"), "-m", "pytest", "-q", *words]
        return subprocess.run(tests, cwd=ROOT, check=False).returncode


def _run(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)


def main() -> int:
    """Do what the words say; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    parser.add_argument("kind", choices=["lowest", "newest", "locked", "lock"])
    parser.add_argument("--python", default="3.11")
    given, words = parser.parse_known_args()
    if given.kind == "lock":
        lock()
        return 0
    return attempt(given.kind, given.python, words)


_AsWritten = argparse.RawDescriptionHelpFormatter

if __name__ == "__main__":
    sys.exit(main())
