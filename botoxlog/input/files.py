"""Files to import: read up to a size limit, and told apart by their names and first characters."""

import re
from enum import Enum, auto
from pathlib import Path

from botoxlog.core.errors import BadInputError, CannotDoError, reason
from botoxlog.core.model import TABLES
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


class Form(Enum):
    """How a file to import is written."""

    TOML = auto()
    JSON = auto()
    SHEET = auto()


_BY_SUFFIX = {
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".fhir"), Form.JSON),
    **dict.fromkeys((".csv", ".tsv", ".xlsx"), Form.SHEET),
    ".toml": Form.TOML,
}
_OTHERS = {".xml": "XML", ".html": "HTML", ".htm": "HTML", ".yaml": "YAML", ".yml": "YAML"}
_XML = rb"<(?:[?!]|[A-Za-z])"
_JSON = rb"\{|\[\s*[\[{\]]"
_KINDS = "|".join(TABLES.values()).encode()
_JOURNAL = rb"(?m)^[ \t]*(?:format[ \t]*=[ \t]*\d|\[\[(?:%b)\]\])" % _KINDS
_BEGINNING = 10_000
"""Bytes in which a journal shows that it is one: its first comments are shorter. Our choice."""


def form_of(suffix: str, raw: bytes) -> Form:
    """Return how a file is written, by the end of its name or by its beginning.

    Raises:
        BadInputError: It is in a format that cannot be imported.
    """
    suffix = suffix.casefold()
    plain = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    if named := _OTHERS.get(suffix, "XML" if re.match(_XML, plain) else None):
        raise BadInputError(
            f"This is {named}, which botoxlog cannot read. Nothing was imported.",
            "Export it as CSV, XLSX or JSON.",
        )
    known = _BY_SUFFIX.get(suffix)
    if known in {Form.TOML, Form.JSON}:
        return known
    if known is None and re.search(_JOURNAL, plain[:_BEGINNING]):
        return Form.TOML
    return Form.JSON if re.match(_JSON, plain) else Form.SHEET
