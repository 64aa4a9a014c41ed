"""Whoever is told that something cannot be done is told what to do next."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "botoxlog"
ERRORS = {"CannotDoError", "BadInputError", "UnreadableJournalError"}
OF_THEIR_OWN_WILL = {"Nothing was written.", "Stopped. Nothing was written."}
"""What is said to somebody who said no, or pressed Ctrl-C: they know."""

OF_A_ROW = "moving/readings.py"
"""Its errors become lines of a list, with one next step under all of them."""


def without_hint(module: Path) -> list[str]:
    """Return the errors of a module that are raised with a sentence alone."""
    calls = (
        node
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ERRORS
        and len(node.args) + len(node.keywords) == 1
    )
    return [ast.unparse(call.args[0]) for call in calls]


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_errors_suggest_the_next_step(module: Path) -> None:
    """Each error is raised with a hint, but for the few where there is nothing to do."""
    if module.relative_to(PACKAGE).as_posix() == OF_A_ROW:
        return
    excused = {repr(sentence) for sentence in OF_THEIR_OWN_WILL} | {
        "f'{wrong} Nothing was written.'"
    }
    assert [sentence for sentence in without_hint(module) if sentence not in excused] == []
