"""What the program says: calm, and neither a diagnosis nor advice."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import botoxlog
from botoxlog.catalog import load
from tests.forecast.test_questions import BOTH, raised

PACKAGE = Path(botoxlog.__file__).parent

FORBIDDEN = re.compile(
    r"\byou (should|must|need|ought|have|are|suffer|may have|might have|could have|will)\b"
    r"|\byou'(ve|re)\b|\byour (condition|disease|diagnosis|atrophy|antibodies|symptoms)\b"
    r"|\b(we|doctors|experts) (recommend|advise|suggest)|\b(recommended|advisable|advice is)\b"
    r"|\b(stop|increase|reduce|decrease|delay|postpone|skip|avoid|consider|switch to|go back)\b"
    r"|\b(should|must|ought|have to|need to)\b"
    r"|\bwarning sign|\bdanger|\brisk of\b|\bsafe\b"
    r"|\bgenuine|\bauthentic|\bdiagnos|\bsee (a|your) (doctor|surgeon)|\bworry|\bproof\b",
    re.IGNORECASE,
)
"""Turns of a diagnosis or of advice. A question may speak of a dose, nothing says what to do."""


def test_no_topic_judges_or_advises() -> None:
    """No text of a topic holds a turn of a diagnosis or of advice."""
    catalog = load()
    for topic in catalog.topics.values():
        texts = (
            topic.title,
            topic.raised_when,
            topic.unless,
            topic.moot,
            *(figure.text for figure in topic.about),
            *topic.questions.values(),
            *(limit.text for limit in topic.limits.values()),
        )
        assert [text for text in texts if FORBIDDEN.search(text)] == []
        assert all(question.endswith("?") for question in topic.questions.values())
    assert not any(FORBIDDEN.search(lot.text) for lot in catalog.warned_lots)


@pytest.mark.parametrize(
    "turn",
    [
        "You should ask for less.",
        "You have antibodies.",
        "Stop the sessions.",
        "Increase the interval.",
        "reduce your dose",
        "Delay the next visit.",
        "It is best to avoid this product.",
        "This lot is genuine.",
    ],
)
def test_what_is_forbidden_is_found(turn: str) -> None:
    """The list of forbidden turns catches them."""
    assert FORBIDDEN.search(turn)


def spoken(module: str) -> Iterator[str]:
    """Yield every text in a module that may be shown: its literals, docstrings left out."""
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    silent = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            yield node.value


OLD_WORDS = re.compile(
    r"\b(told|lanes?|reckon\w*|noted|mend(s|ed|ing)?|fades?|faded|observations?)\b"
    r"|\b(a|the|two-week) look\b|\bin (all|clear)\b|\btwice running\b"
    r"|(?<!there )\b(is|are) no (?!longer)",
    re.IGNORECASE,
)
"""Words that the glossary of docs/architecture.md replaces."""

SPOKEN = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*.py")
    if "input" not in path.relative_to(PACKAGE).parts  # it holds the words that people type
)


@pytest.mark.parametrize("module", SPOKEN)
def test_one_thing_has_one_word(module: str) -> None:
    """No sentence that the program can show uses a word that the glossary replaces."""
    sentences = [text for text in spoken(module) if " " in text]
    assert [text for text in sentences if OLD_WORDS.search(text)] == []


@pytest.mark.parametrize("old", ["Log a look.", "It is no area.", "30 units in all", "It faded."])
def test_the_words_that_are_replaced_are_found(old: str) -> None:
    """The list of replaced words catches them."""
    assert OLD_WORDS.search(old)


SPEAKING = (
    "reports/area_explanation.py",
    "reports/question_text.py",
    "catalog/citations.py",
    "reports/sentences.py",
    *(
        f"forecast/questions/{name}.py"
        for name in ("open_questions", "body", "case", "results", "visits")
    ),
)


@pytest.mark.parametrize("module", SPEAKING)
def test_no_sentence_of_the_program_judges_or_advises(module: str) -> None:
    """No text that these modules can show holds such a turn."""
    texts = list(spoken(module))
    assert len(texts) > 5
    assert [text for text in texts if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("topic", BOTH)
def test_no_question_as_it_is_shown_judges_or_advises(topic: str) -> None:
    """Whole sentences as they reach the screen, over every history that raises something."""
    for history, near_miss in BOTH[topic]:
        for found in (*raised(history).values(), *raised(near_miss).values()):
            for text in (found.title, *found.why, found.question):
                assert not FORBIDDEN.search(text), text
                assert text.isascii()
