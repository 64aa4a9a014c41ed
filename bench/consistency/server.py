"""Runs the program many times without its start-up: each run is a fork of this warm interpreter.

It is started by the interpreter of the program's own environment, so that it imports the code that
is asked about. A line of JSON on stdin is one run: its arguments, what stands in its environment,
and the files that its output goes to. The answer is a line with its exit code.
"""

import importlib
import json
import os
import pkgutil
import sys
from contextlib import suppress
from typing import Any


def warm() -> None:
    """Import everything that a run may need."""
    package = importlib.import_module("botoxlog")
    modules = [found.name for found in pkgutil.walk_packages(package.__path__, "botoxlog.")]
    libraries = ["rich.console", "rich.table", "rich.text", "icalendar"]
    for name in [*modules, *libraries]:
        if not name.endswith("__main__"):
            with suppress(Exception):  # what is not there is not needed, or fails in the run
                importlib.import_module(name)


def run(asked: dict[str, Any]) -> int:
    """Run the program in this process, and return its exit code."""
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = ((os.devnull, os.O_RDONLY), (asked["out"], writing), (asked["err"], writing))
    for number, (path, flags) in enumerate(files):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - a descriptor
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - the same
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - the same
    os.environ.update(asked["env"])
    sys.argv = ["botoxlog", *asked["args"]]
    try:
        code = importlib.import_module("botoxlog.__main__").main() or 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the run failed
        print(repr(error), file=sys.stderr)
        code = 1
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()
    return int(code)


def serve() -> None:
    """Answer until stdin ends."""
    warm()
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(run(json.loads(line)))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
