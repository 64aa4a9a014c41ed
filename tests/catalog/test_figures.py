"""docs/figures.md, written by `python -m tools.figures`."""

import runpy
import warnings
from pathlib import Path

import pytest

from botoxlog.catalog import Catalog
from tools.figures import render

DOCUMENT = Path(__file__).parents[2] / "docs" / "figures.md"


def test_the_document_is_current(catalog: Catalog) -> None:
    """docs/figures.md is what the catalog says today."""
    assert DOCUMENT.read_text(encoding="utf-8") == render(catalog)


def test_the_document_is_whole(catalog: Catalog) -> None:
    """Every product, area and source is in it, in ASCII and without a broken table."""
    text = render(catalog)
    assert text.isascii()
    for product in catalog.products.values():
        assert f"### {product.name}\n" in text
    for area in catalog.areas.values():
        assert f"| {area.name} |" in text
    for source in catalog.sources:
        assert f"| {source} |" in text
    for topic in catalog.topics.values():
        assert f"### {topic.title} (`{topic.id}`)\n" in text
    assert "\n\n\n" not in text


def test_the_command_prints_it(catalog: Catalog, capsys: pytest.CaptureFixture[str]) -> None:
    """Running the module prints the document and nothing else."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # it is imported already, by this test
        runpy.run_module("tools.figures", run_name="__main__")
    assert capsys.readouterr().out == render(catalog)
