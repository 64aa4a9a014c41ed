"""The records themselves."""

from botoxlog.catalog import Figure, Product, Status


def test_only_the_figures_that_are_there() -> None:
    """A product lists its figures by key and leaves out what is not known."""
    peak = Figure("day 30", Status.RECALLED, days=30, note="from memory")
    product = Product("x", "X", "x", "m", "f", us=True, words=(), peak=peak)
    assert product.figures() == {"peak": peak}
