"""Files to import, read up to a size limit."""

from pathlib import Path

from botoxlog.core.errors import CannotDoError, reason

MOST_BYTES = 50_000_000
"""Upper limit for the size of a file in bytes; no spreadsheet of sessions is larger. Our choice."""


def read(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        CannotDoError: It does not exist, is not a regular file, is unreadable, or is too large.
    """
    try:
        if not path.is_file():
            what = "is not a regular file" if path.exists() else "does not exist"
            raise CannotDoError(f"{path} {what}. Nothing was read.", "Check the name.")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CannotDoError(
            f"{path} cannot be read: {reason(error)}. Nothing was read.",
            "Check its permissions.",
        ) from None
    if len(raw) > MOST_BYTES:
        raise CannotDoError(
            f"{path} is larger than {MOST_BYTES // 1_000_000} MB. Nothing was read.",
            "Export only the sheet with your sessions, as CSV.",
        )
    return raw
