"""Brings the interpreter and the libraries into a folder, and runs the tests there in turn."""

import argparse
import importlib.metadata
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import PathFinder
from pathlib import Path

import tools.next_python
from tools.next_python.plugin import no_build
from tools.next_python.results import Ended, batches, read_report, table

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

FROM_SOURCE = "MarkupSafe"
"""A library that has no wheel for WebAssembly, but leaves out its compiled half if need be."""

BATCH = 800
"""Tests of one interpreter: it keeps its memory until it ends."""

STACK = 64_000
"""Kilobytes of stack for Node: 100,000 brackets fill its usual one, which ends the interpreter."""

SILENCE = 600
"""Seconds without a line of the report, after which an interpreter is taken for stuck."""


class Interpreter:
    """A folder with one Python as WebAssembly, the libraries, and a copy of the project."""

    def __init__(self, folder: Path, version: str) -> None:
        self._folder = folder
        self._site = folder / "site"
        _run("npm", "install", "--silent", "--prefix", str(folder), f"pyodide@{version}")
        package = folder / "node_modules" / "pyodide"
        self.version = json.loads((package / "package.json").read_text("utf-8"))["version"]
        info = json.loads((package / "pyodide-lock.json").read_text("utf-8"))["info"]
        self.python: str = info["python"]
        self._platform = f"pyemscripten_{info['abi_version']}_wasm32"

    def install(self) -> list[str]:
        """Install every library of pyproject.toml that can be; return those that cannot.

        Raises:
            subprocess.CalledProcessError: One that botoxlog itself needs cannot be installed.
        """
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        wheels = str(self._folder / "wheels")
        source = ("wheel", "--quiet", "--no-deps", "--no-binary", FROM_SOURCE, FROM_SOURCE)
        _pip(*source, "--wheel-dir", wheels, CC="false")
        major, minor, _ = self.python.split(".")
        tags = ("--implementation", "cp", "--abi", f"cp{major}{minor}", "--abi", "none")
        binary = ("--only-binary", ":all:", *tags, "--python-version", f"{major}.{minor}")
        install = [
            "install",
            "--quiet",
            "--no-compile",
            "--target",
            str(self._site),
            "--find-links",
            wheels,
        ]
        install += [*binary, "--platform", self._platform]
        wanted: list[str] = project["dependencies"]
        extras = {each for extra in project["optional-dependencies"].values() for each in extra}
        refused = []
        for each in sorted(extras):
            try:
                _pip(*install, "--dry-run", *project["dependencies"], each)
                wanted = [*wanted, each]
            except subprocess.CalledProcessError:
                refused.append(each)
        _pip(*install, *wanted)
        return refused

    def copy_project(self) -> None:
        """Copy what git knows of the project, and what it would add, as it is now."""
        which = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
        for name in filter(None, _run("git", *which).split("\0")):
            file = self._folder / "project" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).exists():  # not one that is removed, but not yet committed so
                shutil.copy2(ROOT / name, file)
        shutil.copy2(HERE / "interpreter.mjs", self._folder)

    def run(self, name: str, files: list[str]) -> list[Ended]:
        """Run the tests of some files; start again after one that ends the interpreter.

        Args:
            name: The name of the job, as a file's.
            files: Test files, from the project's folder.
        """
        job = self._folder / "jobs" / name
        (job / "tmp").mkdir(parents=True)
        report = job / "report.jsonl"
        report.touch()
        (job / "absent.json").write_text(json.dumps(self._absent()), "utf-8")
        died: dict[str, Ended] = {}
        while True:
            ended, _ = read_report(report.read_text("utf-8"))
            (job / "done.json").write_text(json.dumps([*ended, *died]), "utf-8")
            said = self._start(job, files)
            ended, running = read_report(report.read_text("utf-8"))
            if said is None:
                return [*ended.values(), *died.values()]
            if running is None and not ended:
                return self._apart(name, files, said)
            culprit = running or f"{files[0]}::?"
            died[culprit] = Ended(culprit, "failed", f"The interpreter ended:\n{said}")
            if running is None:  # after its last test: no use in starting again
                return [*ended.values(), *died.values()]

    def _apart(self, name: str, files: list[str], said: str) -> list[Ended]:
        """Run each folder by itself, where pytest could not begin; leave out one that cannot."""
        folders = sorted({Path(file).parent for file in files})
        if len(folders) == 1:
            module = re.search(r"No module named '(\w+)", said)
            absent = module and self._absent().get(module[1])
            if absent:
                return [Ended(file, "skipped", f"needs {no_build(absent)}") for file in files]
            return [Ended(f"{folders[0]}", "failed", f"The interpreter ended:\n{said}")]
        ended = []
        for number, folder in enumerate(folders):
            here = [file for file in files if Path(file).parent == folder]
            ended += self.run(f"{name}-{number}", here)
        return ended

    def _start(self, job: Path, files: list[str]) -> str | None:
        """Run one interpreter to its end; return its last lines if that was not pytest's end."""
        words = ("-q", "-p", "tools.next_python.plugin", "--continue-on-collection-errors")
        node = ("node", f"--stack-size={STACK - 4_000}", str(self._folder / "interpreter.mjs"))
        log, report = job / "log", job / "report.jsonl"
        with log.open("w", encoding="utf-8") as out:
            process = subprocess.Popen(
                [
                    *node,
                    str(self._folder),
                    job.name,
                    *words,
                    "-o",
                    "tmp_path_retention_policy=none",
                    *files,
                ],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            while process.poll() is None:
                newest = max(log.stat().st_mtime, report.stat().st_mtime)
                if time.time() - newest > SILENCE:
                    process.kill()
                    process.wait()
                    return f"no test ended for {SILENCE} seconds"
                time.sleep(0.5)
        printed = log.read_text("utf-8", errors="replace").splitlines()
        asked = process.returncode in {0, 1, 5} and printed and " in " in printed[-1]
        return None if asked else "\n".join(line[:200] for line in printed[-30:])

    def _absent(self) -> dict[str, str]:
        """Return the modules that this Python has and the next one lacks, with what brings them."""
        here = importlib.metadata.packages_distributions()
        site = [str(self._site)]
        return {
            module: distributions[0]
            for module, distributions in here.items()
            if PathFinder.find_spec(module, site) is None
        }


def tests_here(files: list[str]) -> dict[str, int]:
    """Return how many tests each file has on this computer's Python."""
    collect = (sys.executable, "-m", "pytest", "--collect-only", "-q", *files)
    lines = _run(*collect).splitlines()
    return dict(Counter(line.partition("::")[0] for line in lines if "::" in line))


def run_all(python: Interpreter, there: dict[str, int], at_once: int) -> list[Ended]:
    """Run the tests of all files in batches, and print how far it is."""
    ended: list[Ended] = []
    jobs = {f"{number:03}": files for number, files in enumerate(batches(there, BATCH))}
    with ThreadPoolExecutor(at_once) as pool:
        for job, results in zip(jobs, pool.map(python.run, jobs, jobs.values()), strict=True):
            ended += results
            took = sum(each.seconds for each in results)
            print(f"{int(job) + 1} of {len(jobs)} batches: {took:.0f} s", flush=True)
    return ended


def _pip(*words: str, **environ: str) -> None:
    _run(sys.executable, "-m", "pip", "--disable-pip-version-check", *words, **environ)


def _run(*words: str, **environ: str) -> str:
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, **environ},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


def main() -> int:
    """Run the tests of the files that are named, or of all; return the exit code."""
    parser = argparse.ArgumentParser(
        description=tools.next_python.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--pyodide", default="314", help="its version, as npm takes one")
    parser.add_argument("--at-once", type=int, default=2, help="how many interpreters")
    given = parser.parse_args()
    start = time.monotonic()
    resource.setrlimit(resource.RLIMIT_STACK, (STACK * 1024, resource.RLIM_INFINITY))
    there = tests_here(given.files)
    with tempfile.TemporaryDirectory() as name:
        python = Interpreter(Path(name), given.pyodide)
        refused = python.install()
        python.copy_project()
        print(f"CPython {python.python} (pyodide {python.version}), without {', '.join(refused)}")
        ended = run_all(python, there, given.at_once)
    for each in ended:
        if each.outcome == "failed":
            print(f"\n== {each.test}\n{each.why}")
    printed, well = table(ended, there)
    print(f"\nCPython {python.python}, {(time.monotonic() - start) / 60:.0f} minutes\n{printed}")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
