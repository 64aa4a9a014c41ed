"""The catalog in a terminal: areas, products and topics, each figure with its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.catalog import Area, Catalog, Product, Status, Topic, citations
from botoxlog.render.terminal.lists import hanging


@dataclass(frozen=True, slots=True)
class AreasView:
    """The areas, the words for them, and the published durations that forecasts start from."""

    areas: Sequence[Area]
    catalog: Catalog

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield a paragraph for each area, and one with how long results last there."""
        width = options.max_width
        for area in self.areas:
            sides = "; left and right" if area.sides else ""
            text = f"{area.name} ({area.muscle}{sides}). You can type: {', '.join(area.words)}"
            yield from hanging(f"{area.id}  ", text, width, "bold")
            for label, words in (("parts", area.sites), ("treated for", area.conditions)):
                if words:
                    yield from hanging(f"  {label}: ", ", ".join(words), width, indent=4)
            for name, prior in self.catalog.usual_priors(area.id):
                lasts = citations.prior_line(prior, self.catalog)
                yield from hanging(f"  lasts, {name}: ", lasts, width, indent=4)


@dataclass(frozen=True, slots=True)
class ProductsView:
    """The products, each figure with its source and whether it is verified."""

    products: Sequence[Product]
    catalog: Catalog

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield a paragraph for each product and one for each figure."""
        width = options.max_width
        for index, product in enumerate(self.products):
            if index > 0:
                yield Text()
            text = f"{product.name}: {product.generic}, {product.maker}"
            yield from hanging(f"{product.id}  ", text, width, "bold")
            for name, figure in product.figures().items():
                mark = citations.citation(figure, self.catalog)
                label = name.replace("_", " ")
                yield from hanging(f"  {label}: ", f"{figure.text} {mark}", width, indent=4)
            for dose in product.labelled:
                where = " + ".join(self.catalog.area_label(area) for area in dose.areas)
                mark = citations.citation(dose, self.catalog)
                text = f"{dose.units} units {mark}"
                yield from hanging(f"  usual dose, {where}: ", text, width, indent=4)
            for interval in product.intervals:
                where = ", ".join(
                    self.catalog.area_label(area) for area in (*interval.areas, *interval.parts)
                )
                mark = citations.citation(interval, self.catalog)
                label = f"  {interval.region} label, {where}, for {interval.purpose}: "
                yield from hanging(label, f"at least {interval.days} days {mark}", width, indent=4)
        if any(
            figure.status is not Status.VERIFIED
            for product in self.products
            for figure in product.figures().values()
        ):
            yield Text()
            yield from hanging("", citations.UNVERIFIED_NOTE, width, indent=0)


@dataclass(frozen=True, slots=True)
class TopicsView:
    """One topic in full, or a paragraph for each of several."""

    topics: Sequence[Topic]
    catalog: Catalog

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the paragraphs."""
        width = options.max_width
        if len(self.topics) == 1:
            yield from self._in_full(self.topics[0], width)
            return
        for topic in self.topics:
            research = citations.evidence(topic.evidence)
            text = f"{topic.title}. Research: {research}. Raised when: {topic.raised_when}."
            yield from hanging(f"{topic.id}  ", text, width, "bold")
        yield Text()
        yield from hanging("", citations.HOW_TO_READ_TOPICS, width, indent=0)

    def _in_full(self, topic: Topic, width: int) -> Iterator[Text]:
        yield from hanging(f"{topic.id}  ", topic.title, width, "bold")
        lines = [
            ("research", citations.evidence(topic.evidence)),
            ("raised when", topic.raised_when),
            ("not raised if", topic.unless),
            *(
                ("published", f"{figure.text} {citations.citation(figure, self.catalog)}")
                for figure in topic.about
            ),
            *(
                ("threshold", citations.limit_line(limit, self.catalog))
                for limit in topic.limits.values()
            ),
            *(("question", f'"{question}"') for question in topic.questions.values()),
            ("settled when", topic.moot),
        ]
        if topic.id == "counterfeit":
            lots = self.catalog.warned_lots
            lines += [("warning", citations.warned_lot_line(lot, self.catalog)) for lot in lots]
            lines.append(("note", citations.NOT_COMPLETE))
        sources = citations.topic_sources(topic, self.catalog)
        lines += [("source", citations.source_line(source)) for source in sources]
        for label, text in lines:
            yield from hanging(f"  {label}: ", text, width, indent=4)
