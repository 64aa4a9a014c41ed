"""Facts about one session that several reports need: its product, and when its result ended."""

from botoxlog.catalog import Catalog
from botoxlog.core.model import Session
from botoxlog.forecast.area_forecast import product_of
from botoxlog.forecast.treatment_history import Treatment


def is_over(treatment: Treatment) -> bool:
    """Whether a result wore off at a check-in, or the area was treated again."""
    return treatment.treated_again_on is not None or treatment.lasted.end_seen


def worked_days(treatment: Treatment) -> tuple[float, float]:
    """Return the least and the most days that a result worked; it has to be over.

    It ended when it wore off or when the area was treated again, whichever came first: after that
    the new result is the one that works.
    """
    ends = []
    if treatment.lasted.at_most is not None:
        ends.append(treatment.lasted.at_most)
    if treatment.treated_again_on is not None:
        ends.append(float((treatment.treated_again_on.last - treatment.date.first).days))
    most = min(ends)
    return min(treatment.lasted.at_least or 0.0, most), most


def plain_name(name: str) -> str:
    """Return a name for comparison, without differences in case and spacing."""
    return " ".join(name.casefold().split())


def product_key(session: Session, catalog: Catalog) -> str | None:
    """Return a session's product id, or its plain name if unknown; None if not recorded."""
    known = product_of(session, catalog)
    if known is not None:
        return known.id
    return plain_name(session.product) if session.product else None
