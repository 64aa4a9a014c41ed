"""Files to import, read up to a size limit."""

from pathlib import Path

from botoxlog.core.errors import CannotDoError, reason
from botoxlog.core.private_files import NotAFileError, TooLargeError, read_file

MOST_BYTES = 50_000_000
"""Upper limit for the size of a file in bytes; no spreadsheet of sessions is larger. Our choice."""


def read(path: Path) -> bytes:
    """Return the bytes of a regular file, or of a pipe that this process was started with.

    Raises:
        CannotDoError: It does not exist, is something else, is unreadable, or is too large.
    """
    try:
        return read_file(path, piped=True, most=MOST_BYTES)
    except TooLargeError:
        raise CannotDoError(
            f"{path} is larger than {MOST_BYTES // 1_000_000} MB. Nothing was read.",
            "Export only the sheet with your sessions, as CSV.",
        ) from None
    except (FileNotFoundError, IsADirectoryError, NotAFileError) as error:
        is_missing = isinstance(error, FileNotFoundError)
        what = "does not exist" if is_missing else "is not a regular file"
        raise CannotDoError(f"{path} {what}. Nothing was read.", "Check the name.") from None
    except OSError as error:
        raise CannotDoError(
            f"{path} cannot be read: {reason(error)}. Nothing was read.",
            "Check its permissions.",
        ) from None
