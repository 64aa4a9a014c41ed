"""What `doctor` finds, as values."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What sort of thing is wrong."""

    UNREADABLE = "unreadable"
    PROBLEM = "problem"
    TOUCH_UP = "touch-up"
    CONFLICT_COPY = "conflict-copy"
    PERMISSION = "permission"
    TEMPORARY_FILE = "temporary-file"
    KEPT_EDIT = "kept-edit"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        path: The file or folder that it is about.
        line: Where in the journal, counted from 1; None where it is about a file.
        message: What is wrong.
        remedy: What to do.
        repair: What `doctor --fix` does about it, None where that is for a person to decide.
    """

    kind: Kind
    path: Path
    line: int | None
    message: str
    remedy: str
    repair: Callable[[], None] | None = None
