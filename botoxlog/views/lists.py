"""Everything that is shown as lines rather than as a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog import words
from botoxlog.due import Urgency
from botoxlog.model import Person, Record
from botoxlog.outlook import Outlook
from botoxlog.reference import Area, Product, Reference, Status, Topic
from botoxlog.text import rows
from botoxlog.topics import Raised
from botoxlog.words import DueLine

_URGENCY_STYLES = {
    Urgency.OVERDUE: "bold yellow",
    Urgency.TODAY: "bold",
    Urgency.SOON: "",
    Urgency.LATER: "dim",
}
_NARROW = 60
BOTOX = "onabotulinumtoxina"
"""The substance whose durations stand for an area where no product is named."""


def hanging(lead: str, text: str, width: int, style: str = "", indent: int = 2) -> Iterator[Text]:
    """Yield `lead` and `text` wrapped to `width`, later lines indented."""
    for place, row in enumerate(rows(f"{lead}{text}", width, indent)):
        line = Text(row)
        if place == 0 and style:
            line.stylize(style, 0, len(lead))
        yield line


@dataclass(frozen=True, slots=True)
class RemindView:
    """What is due, a sentence each, most urgent first, then what to raise at the next visit."""

    outlook: Outlook
    lines: Sequence[DueLine]
    days: int
    raised: Sequence[Raised] = ()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Write each line with its time in front, then each question under its title."""
        width = options.max_width
        yield from self._due(width)
        if self.raised:
            yield Text()
            yield Text("To raise at the next visit", "bold")
            for raised in self.raised:
                yield from hanging(raised.title, "", width, "bold")
                for line in words.raised_lines(raised):
                    yield from hanging("  ", line, width, indent=4)
            yield Text()
            more = words.more_to_raise(self.raised, self.outlook)
            yield from hanging("", more, width, indent=0)

    def plain(self) -> Iterator[str]:
        """Yield each thing with its time in front, then each question part by part."""
        if not self.lines:
            yield words.nothing_due(self.outlook, self.days)
        for line in self.lines:
            yield f"{line.when}: {line.text}"
        if any(words.asks_for_a_look(line) for line in self.lines):
            yield words.how_to_check_in(self.lines, self.outlook)
        for raised in self.raised:
            yield f"to raise: {raised.title}"
            for sentence in words.raised_lines(raised):
                yield f"{raised.topic}: {sentence}"
        if self.raised:
            yield words.more_to_raise(self.raised, self.outlook)

    def _due(self, width: int) -> Iterator[Text]:
        if not self.lines:
            yield Text(words.nothing_due(self.outlook, self.days))
            return
        column = max(len(line.when) for line in self.lines) + 2
        indent = column if width >= _NARROW else 2
        for line in self.lines:
            lead = f"{line.when:<{column}}" if width >= _NARROW else f"{line.when}: "
            yield from hanging(lead, line.text, width, _URGENCY_STYLES[line.urgency], indent)
        if any(words.asks_for_a_look(line) for line in self.lines):
            yield Text()
            yield from hanging("", words.how_to_check_in(self.lines, self.outlook), width, indent=0)


@dataclass(frozen=True, slots=True)
class LogView:
    """The records with their ids, oldest first."""

    records: Sequence[Record]
    reference: Reference

    def plain(self) -> Iterator[str]:
        """Yield one record a line, its id first."""
        for record in self.records:
            yield f"{record.id or '-'}: {words.record_line(record, self.reference)}"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Write one paragraph for each record."""
        for record in self.records:
            lead = f"{record.id or '-':<8}  "
            text = words.record_line(record, self.reference)
            indent = len(lead) if options.max_width >= _NARROW else 2
            yield from hanging(lead, text, options.max_width, "bold", indent)


@dataclass(frozen=True, slots=True)
class PairsView:
    """Sentences with what each is about in front."""

    pairs: Sequence[tuple[str, str]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Write one paragraph for each."""
        for lead, text in self.pairs:
            yield from hanging(f"{lead}: ", text, options.max_width, "bold")


@dataclass(frozen=True, slots=True)
class MeView:
    """What the journal knows about its owner."""

    person: Person

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Write one setting a line."""
        for name, value in words.person_lines(self.person):
            yield from hanging(f"{name}: ", value, options.max_width)


@dataclass(frozen=True, slots=True)
class AreasView:
    """The areas, the words for them, and the prior that a forecast starts from."""

    areas: Sequence[Area]
    reference: Reference

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Write a paragraph for each area, and one for how long results last there."""
        width = options.max_width
        for area in self.areas:
            sides = "; left and right" if area.sides else ""
            text = f"{area.name} ({area.muscle}{sides}). Say: {', '.join(area.words)}"
            yield from hanging(f"{area.id}  ", text, width, "bold")
            if (prior := self.reference.prior(BOTOX, area.id, None)) is not None:
                lasts = words.prior_line(prior, self.reference)
                yield from hanging("  lasts, Botox: ", lasts, width, indent=4)


@dataclass(frozen=True, slots=True)
class ProductsView:
    """The products, each figure with its source and how well it is verified."""

    products: Sequence[Product]
    reference: Reference

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Write one paragraph for each product and a line for each figure."""
        width = options.max_width
        for place, product in enumerate(self.products):
            if place > 0:
                yield Text()
            text = f"{product.name}: {product.generic}, {product.maker}"
            yield from hanging(f"{product.id}  ", text, width, "bold")
            for name, figure in product.figures().items():
                mark = words.citation(figure, self.reference)
                label = name.replace("_", " ")
                yield from hanging(f"  {label}: ", f"{figure.text} {mark}", width, indent=4)
            for dose in product.labelled:
                where = " + ".join(self.reference.area_label(area) for area in dose.areas)
                mark = words.citation(dose, self.reference)
                text = f"{dose.units} units {mark}"
                yield from hanging(f"  usual dose, {where}: ", text, width, indent=4)
        if any(
            figure.status is not Status.VERIFIED
            for product in self.products
            for figure in product.figures().values()
        ):
            yield Text()
            yield from hanging("", words.UNVERIFIED_NOTE, width, indent=0)


@dataclass(frozen=True, slots=True)
class LinesView:
    """Sentences, each with what stands in bold before it; an empty one is a blank line."""

    lines: Sequence[tuple[str, str]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Write them, wrapped."""
        for lead, text in self.lines:
            yield from hanging(lead, text, options.max_width, "bold", indent=2)


@dataclass(frozen=True, slots=True)
class TopicsView:
    """The topics: one in full, each figure with its source, or a paragraph for each."""

    topics: Sequence[Topic]
    reference: Reference

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Write the one that was asked for whole, several in short."""
        width = options.max_width
        if len(self.topics) == 1:
            yield from self._whole(self.topics[0], width)
            return
        for topic in self.topics:
            text = f"{topic.title}. Evidence: {words.evidence(topic.evidence)}. {_when(topic)}"
            yield from hanging(f"{topic.id}  ", text, width, "bold")
        yield Text()
        yield from hanging("", words.HOW_TO_READ_TOPICS, width, indent=0)

    def _whole(self, topic: Topic, width: int) -> Iterator[Text]:
        yield from hanging(f"{topic.id}  ", topic.title, width, "bold")
        lines = [
            ("evidence", words.evidence(topic.evidence)),
            ("raised", topic.raised_when),
            *(
                ("published", f"{figure.text} {words.citation(figure, self.reference)}")
                for figure in topic.about
            ),
            *(
                ("reckons with", words.limit_line(limit, self.reference))
                for limit in topic.limits.values()
            ),
            *(("question", f'"{question}"') for question in topic.questions.values()),
            ("settled when", topic.moot),
        ]
        if topic.id == "counterfeit":
            lots = self.reference.warned_lots
            lines += [("warned of", words.warned_lot_line(lot, self.reference)) for lot in lots]
            lines.append(("mind", words.NOT_COMPLETE))
        sources = [self.reference.sources()[source] for source in topic.sources]
        lines += [("source", words.source_line(source)) for source in sources]
        for label, text in lines:
            yield from hanging(f"  {label}: ", text, width, indent=4)


def _when(topic: Topic) -> str:
    return f"Raised: {topic.raised_when}."
