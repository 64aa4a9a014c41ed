"""What the jobs reported: how each test ended, and the table of it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Ended(NamedTuple):
    """How one test ended, or a whole file that could not be read.

    Attributes:
        test: pytest's id of it.
        outcome: "passed", "failed" or "skipped", which is left out here.
        why: The reason it was left out, or how it failed.
        seconds: How long it took.
    """

    test: str
    outcome: str
    why: str = ""
    seconds: float = 0.0


def read_report(text: str) -> tuple[dict[str, Ended], str | None]:
    """Return how the tests of a report ended, by test, and the one that was running at its end.

    A failure counts, whatever else is reported of the same test.
    """
    ended: dict[str, Ended] = {}
    running = None
    for line in map(json.loads, text.splitlines()):
        if "begins" in line:
            running = line["begins"]
            continue
        test = line["ended"]
        if ended.get(test, Ended(test, "")).outcome != "failed":
            why = line["why"].removeprefix("Skipped: ")
            if line["outcome"] == "skipped":  # Hypothesis adds the example
                why = why.partition("\n")[0]
            ended[test] = Ended(test, line["outcome"], why, line["seconds"])
        running = None
    return ended, running


def table(ended: Iterable[Ended], there: Mapping[str, int]) -> tuple[str, bool]:
    """Return how many tests passed, failed and were left out and why, and whether all is well.

    Args:
        ended: How tests and unreadable files ended.
        there: How many tests each file has on this computer's Python. What is missing of them is
            counted as lost, which is as bad as a failure.
    """
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    left = Counter(there)
    for each in ended:
        file = each.test.partition("::")[0]
        tests = left[file] if each.test == file and each.outcome == "skipped" else 1
        left[file] -= tests
        outcomes[each.outcome] += tests
        if each.outcome == "skipped":
            reasons[each.why] += tests
    lost = {file: tests for file, tests in left.items() if tests > 0}
    rows = [
        (outcomes["passed"], "passed"),
        (outcomes["failed"], "failed"),
        (outcomes["skipped"], "left out:"),
        *((tests, f"  {why}") for why, tests in reasons.most_common()),
        *((tests, f"lost in {file}") for file, tests in lost.items()),
    ]
    well = not outcomes["failed"] and not lost
    return "\n".join(f"{tests:7,} {what}" for tests, what in rows), well


def batches(there: Mapping[str, int], most: int) -> list[list[str]]:
    """Return the files in their order, in batches of up to `most` tests, or of one larger file."""
    batch: list[str] = []
    found = [batch]
    size = 0
    for file, tests in there.items():
        if batch and size + tests > most:
            batch, size = [], 0
            found.append(batch)
        batch.append(file)
        size += tests
    return [each for each in found if each]
