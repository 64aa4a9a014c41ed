"""Whoever is told that something cannot be done is told what to do next."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "botoxlog"
ERRORS = {"CannotDoError", "BadInputError", "UnreadableJournalError"}
EXCUSED = re.compile(
    "^'(Stopped. )?Nothing was written.'$"  # to somebody who said no, or pressed Ctrl-C
    "|{wrong} Nothing was written"  # what is wrong in an edited record, with its own next step
    "|name its key file"  # says it in the one line that a shell's start-up file may show
)
"""The sentences that need no next step."""

OF_A_ROW = {
    f"input/spreadsheet/{name}.py" for name in ("rows", "treatment_cells", "date_cells", "sessions")
}
"""Their errors become lines of a list, with one next step under all of them."""


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
    if module.relative_to(PACKAGE).as_posix() in OF_A_ROW:
        return
    assert [sentence for sentence in without_hint(module) if not EXCUSED.search(sentence)] == []
