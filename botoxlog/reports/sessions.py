"""What every report asks of one session: with what, whether it is over, how long it worked."""

from botoxlog.catalog import Catalog
from botoxlog.core.model import Session
from botoxlog.forecast.area_forecast import product_of
from botoxlog.forecast.treatment_history import Treatment


def is_over(treatment: Treatment) -> bool:
    """Whether a result has come to its end, or was repeated before it did."""
    return treatment.retreated is not None or treatment.lasted.end_seen


def worked_days(treatment: Treatment) -> tuple[float, float]:
    """Return the least and the most days that a result that is over worked.

    It ended when it was gone or when it was repeated, whichever came first: after a repetition it
    is the new one that works.
    """
    ends = []
    if treatment.lasted.at_most is not None:
        ends.append(treatment.lasted.at_most)
    if treatment.retreated is not None:
        ends.append(float((treatment.retreated.last - treatment.date.first).days))
    most = min(ends)
    return min(treatment.lasted.at_least or 0.0, most), most


def plain_name(name: str) -> str:
    """Return a name as it is compared: people write one thing in several cases and spacings."""
    return " ".join(name.casefold().split())


def product_key(session: Session, catalog: Catalog) -> str | None:
    """Return the id of a session's product, else its words as compared, None where it has none."""
    known = product_of(session, catalog)
    if known is not None:
        return known.id
    return plain_name(session.product) if session.product else None
