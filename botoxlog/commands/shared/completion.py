"""Suggestions for the next word of a command line, for shells that ask at every press of Tab.

Commands and options come from Typer. Values are chosen by parameter name, so a new command with an
`area` or `product` parameter gets completion without any change here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from botoxlog.core.text import inert

if TYPE_CHECKING:
    from botoxlog.catalog import Catalog
    from botoxlog.core.model import Journal


class Parameter(Protocol):
    """The part of an option or an argument that completion uses; Typer's parameters match it."""

    name: str
    opts: list[str]
    param_type_name: str
    type: Any


class Program(Protocol):
    """A command, or the group of all commands; Typer's commands match it."""

    params: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggested word and its description, which may be empty."""

    word: str
    about: str = ""


@dataclass(slots=True)
class Completable:
    """The sources of values; each is read only when it is needed."""

    catalog: "Callable[[], Catalog]"
    journal: "Callable[[Path | None], Journal]"
    load: Callable[[str], Program | None]
    commands: Sequence[str]
    journal_path: Path | None = None


def offers(program: Program, words: Sequence[str], known: Completable) -> list[Offer]:
    """Return the suggestions for the last of `words`.

    Args:
        program: The whole program, with the options that come before a command.
        words: The words after the program's name; the last one is still being typed.
        known: The sources of commands and values.
    """
    *before, typed = words or ("",)
    line = _Line(program, known)
    for word in before:
        line.read(word)
    return list(line.suggestions(typed))


@dataclass(slots=True)
class _Line:
    """The state of reading a command line word by word."""

    program: Program
    known: Completable
    command: str | None = None
    waiting: Parameter | None = None
    given: int = 0
    only_arguments: bool = False
    arguments: list[Parameter] = field(default_factory=list)

    def read(self, word: str) -> None:
        """Read one complete word."""
        if self.waiting is not None:
            self._take_value(self.waiting, word)
            self.waiting = None
        elif word == "--":
            self.only_arguments = True
        elif word.startswith("-") and not self.only_arguments:
            self._take_option(word)
        elif self.command is None:
            self.command = word
            self.program = self.known.load(word) or _NoCommand()
            self.arguments = [item for item in self.program.params if _is_argument(item)]
        else:
            self.given += 1

    def _take_option(self, word: str) -> None:
        name, equals, value = word.partition("=")
        option = self._option(name)
        if option is not None and _takes_value(option):
            if equals:
                self._take_value(option, value)
            else:
                self.waiting = option

    def _take_value(self, option: Parameter, value: str) -> None:
        if option.name == "journal" and self.command is None:
            self.known.journal_path = Path(value)

    def _option(self, name: str) -> Parameter | None:
        return next((item for item in self._options() if name in item.opts), None)

    def _options(self) -> Iterator[Any]:
        return (item for item in self.program.params if not _is_argument(item))

    def suggestions(self, typed: str) -> Iterator[Offer]:
        """Yield the suggestions for a word that begins with `typed`."""
        name, equals, value = typed.partition("=")
        if self.waiting is not None:
            yield from self._values(self.waiting, typed)
        elif typed.startswith("-") and not self.only_arguments:
            option = self._option(name) if equals else None
            if option is not None:
                for offer in self._values(option, value):
                    yield Offer(f"{name}={offer.word}", offer.about)
            elif not equals:
                yield from self._option_names(typed)
        elif self.command is None:
            for offer in _matching(typed, map(Offer, self.known.commands)):
                yield Offer(offer.word, _first_sentence(self.known.load(offer.word)))
        elif self.arguments:
            yield from self._values(self.arguments[min(self.given, len(self.arguments) - 1)], typed)

    def _option_names(self, typed: str) -> Iterator[Offer]:
        for item in self._options():
            for name in item.opts:
                if name.startswith(typed) and name.startswith("--"):
                    yield Offer(name, _help_of(item))

    def _values(self, item: Parameter, typed: str) -> Iterator[Offer]:
        choices = getattr(item.type, "choices", None)
        if choices is not None:
            yield from _matching(typed, (Offer(str(choice)) for choice in choices))
            return
        kind = KINDS.get(f"{self.command}.{item.name}") or KINDS.get(item.name)
        if kind is not None:
            yield from kind(typed, self.known)


class _NoCommand:
    """The empty program for an unknown command."""

    params: Sequence[Any] = ()


def _is_argument(item: Parameter) -> bool:
    return item.param_type_name == "argument"


def _takes_value(item: Any) -> bool:
    return not (item.is_flag or item.count)


def _help_of(item: Any) -> str:
    return str(item.help or "")


def _first_sentence(command: Any) -> str:
    return str(command.help or "").partition("\n")[0]


def _matching(typed: str, all_offers: Iterable[Offer]) -> Iterator[Offer]:
    folded = typed.casefold()
    return (offer for offer in all_offers if offer.word.casefold().startswith(folded))


# --- the kinds of values ---------------------------------------------------------------------


def _areas(typed: str, known: Completable) -> Iterator[Offer]:
    """Suggest ids or, if none matches, an everyday word: "scowl" for glabella."""
    for area in known.catalog().areas.values():
        sides = ("left", "right") if typed and area.sides else ()
        ids = [area.id, *(f"{area.id}-{side}" for side in sides)]
        found = [name for name in ids if name.startswith(typed.casefold())]
        if not found:
            words = (word for word in area.naming if word.isalnum())
            found = [word for word in words if word.startswith(typed.casefold())][:1]
        yield from (Offer(word, area.name) for word in found)


def _states(typed: str, known: Completable) -> Iterator[Offer]:
    area, equals, _ = typed.partition("=")
    if equals:
        states = known.catalog().states.values()
        yield from _matching(typed, (Offer(f"{area}={state.id}", state.name) for state in states))
        return
    yield from _matching(typed, [Offer("all=", "every area whose result is still active")])
    for offer in _areas(typed, known):
        yield Offer(f"{offer.word}=", offer.about)


def _products(typed: str, known: Completable) -> Iterator[Offer]:
    products = known.catalog().products.values()
    return _matching(typed, (Offer(product.id, product.name) for product in products))


def _purposes(typed: str, known: Completable) -> Iterator[Offer]:
    return _matching(typed, (Offer(purpose, "") for purpose in known.catalog().purposes))


def _topics(typed: str, known: Completable) -> Iterator[Offer]:
    topics = known.catalog().topics.values()
    return _matching(typed, (Offer(topic.id, topic.title) for topic in topics))


def _effects(typed: str, known: Completable) -> Iterator[Offer]:
    catalog = known.catalog()
    for effect in catalog.effects.values():
        sides = ("left", "right") if typed and effect.sides else ()
        ids = [effect.id, *(f"{effect.id}-{side}" for side in sides)]
        yield from _matching(typed, (Offer(id_, catalog.effect_label(id_)) for id_ in ids))


def _record_words(typed: str, known: Completable) -> Iterator[Offer]:
    """Suggest what `log` can find by name; the text of a record is not read for it."""
    yield from _areas(typed, known)
    for kind in (_products, _effects, _words("since", "until")):
        yield from kind(typed, known)


def _ids(typed: str, known: Completable) -> Iterator[Offer]:
    journal = known.journal(known.journal_path)
    records = sorted(journal.records, key=lambda record: record.date.last, reverse=True)
    catalog = known.catalog()
    for record in records:
        if record.id is not None and record.id.isalnum():
            about = ", ".join(catalog.area_label(area) for area in record.areas)
            offer = Offer(record.id, inert(f"{record.date} {about}".strip()))
            yield from _matching(typed, [offer])


def _words(*words: str) -> "Callable[[str, Completable], Iterator[Offer]]":
    return lambda typed, _: _matching(typed, (Offer(word) for word in words))


KINDS: "Mapping[str, Callable[[str, Completable], Iterator[Offer]]]" = {
    "area": _areas,
    "add.words": _areas,
    "areas.name": _areas,
    "timeline.words": _areas,
    "stats.words": _areas,
    "status.words": _areas,
    "plan.words": _areas,
    "brief.words": _areas,
    "log.words": _record_words,
    "remind.words": _words("7d", "14d", "30d", "6w"),
    "product": _products,
    "products.name": _products,
    "topic": _topics,
    "topics.name": _topics,
    "effect": _effects,
    "checkin.words": _states,
    "identity": _ids,
    "ids": _ids,
    "on": _words("today", "yesterday"),
    "outcome": _words("asked", "deferred", "dismissed"),
    "purpose": _purposes,
}
"""The values of a parameter, by its name or by command and name."""
