"""The program, for tests of the words that people give it."""

import pytest

from tests.conftest import Program


@pytest.fixture
def program(program_inside: Program) -> Program:
    """Return the program inside this process: what is read and said needs no other."""
    return program_inside
