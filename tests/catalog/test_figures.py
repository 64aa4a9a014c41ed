"""The one rule about figures."""

import pytest

from botoxlog.catalog import CatalogError, Status
from botoxlog.catalog.figures import check_standing


@pytest.mark.parametrize(
    ("status", "sources", "note"),
    [
        (Status.VERIFIED, ["read"], None),
        (Status.VERIFIED, ["read"], "a remark"),
        (Status.DERIVED, ["read"], "how"),
        (Status.RECALLED, [], "the label, from memory"),
    ],
)
def test_a_figure_that_stands(status: Status, sources: list[str], note: str | None) -> None:
    """A figure with what its status asks for is accepted."""
    check_standing(status, sources, note, "here")


@pytest.mark.parametrize(
    ("status", "sources", "note", "message"),
    [
        (Status.VERIFIED, [], None, "here: a verified figure must cite a source"),
        (Status.DERIVED, [], "how", "here: a derived figure must cite a source"),
        (Status.DERIVED, ["read"], None, "here: a derived figure must say in a note"),
        (Status.RECALLED, ["read"], "memory", "here: a recalled figure must not cite a source"),
        (Status.RECALLED, [], None, "here: a recalled figure must say in a note"),
        (Status.RECALLED, [], "", "here: a recalled figure must say in a note"),
    ],
)
def test_a_figure_that_does_not(
    status: Status, sources: list[str], note: str | None, message: str
) -> None:
    """Each way of claiming more than is known is refused, and the place is named."""
    with pytest.raises(CatalogError, match=message):
        check_standing(status, sources, note, "here")
