"""JSON of the reference data, each figure with its sources."""

from collections.abc import Sequence
from datetime import date

from botoxlog.catalog import Area, Catalog, Product, Topic
from botoxlog.render.json import Json, dump, head, plain_fields


def topics(today: date, chosen: Sequence[Topic], catalog: Catalog) -> str:
    """Return `topics --json`."""
    return dump({**head(today), "topics": [_topic_row(topic, catalog) for topic in chosen]})


def _topic_row(topic: Topic, catalog: Catalog) -> Json:
    warned = catalog.warned_lots if topic.id == "counterfeit" else ()
    return {
        **plain_fields(topic),
        "about": [plain_fields(figure) for figure in topic.about],
        "questions": dict(topic.questions),
        "limits": {name: plain_fields(limit) for name, limit in topic.limits.items()},
        "warned_lots": [{**plain_fields(lot), "on": lot.on.isoformat()} for lot in warned],
        "sources": [plain_fields(catalog.sources()[source]) for source in topic.sources],
    }


def areas(today: date, chosen: Sequence[Area], catalog: Catalog) -> str:
    """Return `areas --json`."""
    return dump({**head(today), "areas": [_area_row(area, catalog) for area in chosen]})


def products(today: date, chosen: Sequence[Product]) -> str:
    """Return `products --json`."""
    return dump({**head(today), "products": [_product_row(product) for product in chosen]})


def _area_row(area: Area, catalog: Catalog) -> Json:
    prior = catalog.usual_prior(area.id)
    return {
        **plain_fields(area),
        "lasts": {
            "median_days": prior.median_days,
            "median_status": prior.median_status,
            "log_sd": prior.log_sd,
            "log_sd_status": prior.log_sd_status,
            "sources": list(prior.sources),
            "borrowed_from": prior.borrowed_from,
        }
        if prior
        else None,
    }


def _product_row(product: Product) -> Json:
    named = ("id", "name", "generic", "maker", "family", "us", "words")
    return {
        **{name: getattr(product, name) for name in named},
        "figures": {name: plain_fields(figure) for name, figure in product.figures().items()},
        "labelled": [plain_fields(dose) for dose in product.labelled],
    }
