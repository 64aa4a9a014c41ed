"""A mistake in the command line itself is said like every other error."""

from collections.abc import Callable

import pytest

from tests.conftest import Result


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["timelin"], 'There is no command "timelin".\nDid you mean: botoxlog timeline'),
        (["xyz\x1b"], 'There is no command "xyz<U+001B>".\nTo list the commands: botoxlog --help'),
        (["log", "--are"], 'There is no option "--are" for botoxlog log.\nDid you mean --area?'),
        (
            ["log", "-z"],
            'There is no option "-z" for botoxlog log.\nTo see how it is used: botoxlog log --help',
        ),
        (
            ["add", "--journal", "x"],
            (
                'There is no option "--journal" for botoxlog add.\n'
                "Put it before the command: botoxlog --journal ... add"
            ),
        ),
        (
            ["--area"],
            'There is no option "--area" for botoxlog.\nTo see how it is used: botoxlog --help',
        ),
        (["add", "--on"], '--on needs a value.\n--on DATE: The date: 2026-08-01, 2026-08 or "3 we'),
        (["log", "--json=3"], "--json takes no value.\nWrite only --json."),
        (["import"], "FILE is missing.\nFor example: botoxlog import diary.csv --dry-run"),
        (["remove"], "ID is missing.\nFor example: botoxlog remove k7q2m9xd"),
        (
            ["export", "--format", "xml"],
            '"xml" is not a value for --format.\nChoose one of: toml, json, csv, fhir.',
        ),
        (
            ["completion", "tcsh"],
            '"tcsh" is not a value for SHELL.\nChoose one of: bash, zsh, fish, powershell.',
        ),
        (
            ["undo", "0"],
            'STEPS needs a whole number, 1 or more, not "0".\nSTEPS: How many changes to undo.',
        ),
        (
            ["undo", "two"],
            'STEPS needs a whole number, 1 or more, not "two".\nSTEPS: How many changes to undo.',
        ),
        (
            ["me", "jaw", "chin"],
            (
                'Unexpected after botoxlog me: "jaw chin".\n'
                "To see how it is used: botoxlog me --help"
            ),
        ),
    ],
)
def test_a_usage_error_names_the_mistake_and_the_next_step(
    run_inside: Callable[..., Result], arguments: list[str], error: str
) -> None:
    """Exit code 2, nothing on stdout, and two lines on stderr: what is wrong and what to type."""
    result = run_inside(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"botoxlog: {error}")
    assert result.err.count("\n") == 2


def test_an_unknown_command_has_nothing_to_complete(run_inside: Callable[..., Result]) -> None:
    """Tab after a command that does not exist offers nothing and is no error."""
    for name in ("nonsense", "list"):
        result = run_inside("completion", "bash", "--", name, "")
        assert (result.code, result.out, result.err) == (0, "", "")
