"""Every word that the signs and standings are made of, and a text analysed with them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from botoxlog.catalog.findings import SymptomWords
from botoxlog.catalog.symptoms.signs import Sign
from botoxlog.catalog.symptoms.vocabulary import Span, Vocabulary
from botoxlog.core.text import words_of

_TOKEN = re.compile(
    r"""
      (?<![^\W_])(?:[^\W\d_][-\ ]){3,}[^\W\d_](?![^\W_])   # "f-a-i-n-t", "d o u b l e"
    | [^\W_]+(?:['`\u00b4\u2018\u2019\u2032][^\W_]+)*                  # "can't"
    | \n | [^\w\s]
    """,
    re.VERBOSE,
)
_APOSTROPHE = re.compile("['`\u00b4\u2018\u2019\u2032]")
_DRAWN = re.compile(r"(\w)\1{2,}")
"""A letter that was held: "sluuurred"."""

_STRONG = frozenset(".!?;\n")
_PARTS = frozenset(",:()\u2013\u2014-|")
_HEADS = frozenset(":-\u2013\u2014")
_CONTRAST = words_of(
    "but however although instead whereas except excepting besides otherwise yet while"
)
_EXCEPT = frozenset({("apart", "from"), ("aside", "from"), ("other", "than")})
_OPENS = words_of(
    """i im ive my now it its he she they then still had have am was is can cant cannot could
    there no not a an"""
)
"""Words behind "and" that begin a new clause."""

_OF_IDIOMS = frozenset({"my", "a", "an", "his", "her", "your", "our", "the"})
"""Words that may stand within an idiom."""

OF_DATES = words_of(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec spring summer autumn fall winter early late mid
    about around circa year back"""
)
"""Words that a date may have."""

_OF_CUES = frozenset(
    {"completely", "totally", "fully", "entirely", "now", "really", "quite", "just"}
)
"""Words that may stand within a cue: "has completely gone"."""

_SHORT, _JOINED_FROM, _JOINED_TO, _MOST_PARTS = 3, 8, 60, 3
"""Letters of a short word; letters from which words may have been typed as one, and how many."""


class Word(NamedTuple):
    """A word of a text in plain letters, and where it stands."""

    text: str
    start: int
    end: int


class Clause(NamedTuple):
    """Words that one standing reaches, from `start` up to `end`, in a sentence."""

    start: int
    end: int
    sentence: int

    def holds(self, span: Span) -> bool:
        """Whether a span lies in the clause."""
        return self.start <= span.start and span.end <= self.end


class Lexicon:
    """The words of all concepts, cues and idioms.

    Attributes:
        parts: The names of the concepts that are parts of the body, or functions.
        light: Words that add nothing to a sign.
    """

    def __init__(self, words: SymptomWords, signs: Sequence[Sign]) -> None:
        """File the words; one in a sign that is no concept stands for itself."""
        self.parts, self.light = frozenset(words.parts), words.light
        known = _composed({**words.parts, **words.concepts})
        used = {one for sign in signs for term in sign.terms for one in term.concepts}
        used |= {one for sign in signs for one in sign.unless}
        own = {one: (one.replace("_", " "),) for one in used if one not in known}
        phrases = {**known, **own}
        careful = {word for phrase in _weighty(signs, known, phrases) for word in phrase.split()}
        self._concepts = Vocabulary(
            phrases, words.light, careful=careful - words.light, ordinary=words.ordinary
        )
        cues = {f"is {name}": texts for name, texts in words.standing.items()}
        self._cues = Vocabulary(cues, _OF_CUES, exact=True)
        self._idioms = Vocabulary({"idiom": words.idioms}, _OF_IDIOMS)

    def knows(self, word: str) -> bool:
        """Whether a word, in some form, is of a concept or light."""
        return self._concepts.knows(word)

    def may_be_of_sign(self, word: str) -> bool:
        """Whether a word may be of a concept, or of several that were typed as one."""
        return bool(self._concepts.plain(word)) or len(word) >= _JOINED_FROM

    def idiomatic(self, said: Sequence[str]) -> frozenset[int]:
        """Return the indexes of the words that belong to an idiom."""
        forms = [self._idioms.plain(word) for word in said]
        spans = self._idioms.spans(forms, said).get("idiom", ())
        return frozenset(index for span in spans for index in range(*span))

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the plain forms that a word may have."""
        return self._concepts.plain(word)

    def spans(
        self, forms: Sequence[tuple[str, ...]], said: Sequence[str], idiom: frozenset[int]
    ) -> dict[str, list[Span]]:
        """Return where each concept, and each cue ("is denied"), is in a text."""
        cues = [() if index in idiom else self._cues.plain(word) for index, word in enumerate(said)]
        return self._concepts.spans(forms, said) | self._cues.spans(cues, said)


class Text:
    """A text analysed: its words, clauses, and where each concept and cue is.

    Attributes:
        typed: As it was typed.
        words: Its words.
        said: Their plain letters.
        spans: Where each concept and cue is.
        light: Whether each word adds nothing.
        idiom: The indexes of the words of idioms.
        clauses: Its clauses.
    """

    def __init__(self, typed: str, lexicon: Lexicon) -> None:
        """Analyse a text."""
        self.typed, self._lexicon = typed, lexicon
        self.words, self._breaks = _words(typed)
        self._part_joined_words()
        self.said = [word.text for word in self.words]
        self.idiom = lexicon.idiomatic(self.said)
        forms = [
            () if index in self.idiom else lexicon.forms(word)
            for index, word in enumerate(self.said)
        ]
        self.spans = lexicon.spans(forms, self.said, self.idiom)
        self.light = [
            index in self.idiom or word in lexicon.light for index, word in enumerate(self.said)
        ]
        self._weights: list[int] = []
        for light in self.light:
            self._weights.append((self._weights[-1] if self._weights else 0) + (not light))
        self.clauses = list(self._clauses())

    def apart(self, first: int, last: int) -> int:
        """Return how many words lie from one to another, small ones aside."""
        return self._weights[last] - self._weights[first]

    def breaks_before(self, index: int) -> bool:
        """Whether a sign, or the end, stands before a word."""
        return index >= len(self._breaks) or bool(self._breaks[index])

    def names_part(self, index: int) -> bool:
        """Whether a word names a part of the body, or what one does with it."""
        return any(
            span.start <= index < span.end
            for part in self._lexicon.parts
            for span in self.spans.get(part, ())
        )

    def cues(self, name: str, clause: Clause, used: frozenset[int] = frozenset()) -> list[Span]:
        """Return the cues of a name in a clause, those that begin in a sign aside."""
        return [
            span
            for span in self.spans.get(f"is {name}", ())
            if clause.holds(span) and span.start not in used
        ]

    def cue_words(self, names: Iterable[str], clause: Clause) -> set[int]:
        """Return the indexes of the words of these cues in a clause."""
        return {
            index for name in names for span in self.cues(name, clause) for index in range(*span)
        }

    def sentence(self, clause: Clause) -> Clause:
        """Return the sentence of a clause as one clause."""
        mine = [each for each in self.clauses if each.sentence == clause.sentence]
        start = min([clause.start, *(each.start for each in mine)])
        return Clause(start, max([clause.end, *(each.end for each in mine)]), clause.sentence)

    def clause_before(self, clause: Clause) -> Clause | None:
        """Return the clause before another in its sentence."""
        for each in self.clauses:
            if each.end == clause.start and each.sentence == clause.sentence:
                return each
        return None

    def is_date(self, index: int) -> bool:
        """Whether a year stands in a clause that is only a date: "2014: could not swallow"."""
        clause = next(each for each in self.clauses if each.start <= index < each.end)
        return all(
            self.said[at][0].isdigit() or self.said[at] in OF_DATES or self.light[at]
            for at in range(clause.start, clause.end)
        )

    def is_heading(self, clause: Clause) -> bool:
        """Whether a clause stands before a colon, or the dash of a list: "gone: headache"."""
        after = self.typed[self.words[clause.end - 1].end :].lstrip()
        return after[:1] in _HEADS

    @property
    def whole(self) -> Clause:
        """All words as one clause."""
        return Clause(0, len(self.said), 0)

    def _clauses(self) -> Iterator[Clause]:
        start = sentence = 0
        for index, word in enumerate(self.said):
            follows = self.said[index + 1] if index + 1 < len(self.said) else ""
            opens = word == "and" and follows in _OPENS
            before = self.said[index - 1] if index else ""
            contrast = (word in _CONTRAST and (before, word) != ("not", "yet")) or (
                word,
                follows,
            ) in _EXCEPT
            if index > start and (self._breaks[index] or contrast or opens):
                yield Clause(start, index, sentence)
                start = index
                sentence += self._breaks[index] == "." or contrast
        if start < len(self.said):
            yield Clause(start, len(self.said), sentence)

    def _part_joined_words(self) -> None:
        """Part words that were typed as one: "doublevision"."""
        for index in range(len(self.words) - 1, -1, -1):
            word = self.words[index]
            if not _JOINED_FROM <= len(word.text) <= _JOINED_TO or self._lexicon.knows(word.text):
                continue
            if parts := self._parts_of(word.text, _MOST_PARTS):
                self.words[index : index + 1] = [word._replace(text=text) for text in parts]
                self._breaks[index + 1 : index + 1] = [""] * (len(parts) - 1)

    def _parts_of(self, text: str, most: int) -> list[str]:
        """Return the known words that a text joins, at most so many; empty if it does not."""
        if len(text) > _SHORT and self._lexicon.knows(text):
            return [text]
        for cut in range(len(text) - _SHORT, 1, -1) if most > 1 else ():
            first = text[:cut]
            long_enough = cut > _SHORT or first in self._lexicon.light or first in {"no", "not"}
            rest = (
                long_enough and self._lexicon.knows(first) and self._parts_of(text[cut:], most - 1)
            )
            if rest:
                return [first, *rest]
        return []


_SLIPPED = re.compile(r"(?<=n)[,;](?=t\b)|(?<=\bw)/(?=o\b)", re.IGNORECASE)
"""An apostrophe that was missed, "can,t", and the stroke of "w/o"."""


def _words(text: str) -> tuple[list[Word], list[str]]:
    """Return the words of a text, and what stands before each: "." "," or nothing."""
    words: list[Word] = []
    breaks: list[str] = []
    pending = ""
    for found in _TOKEN.finditer(_SLIPPED.sub("'", text)):
        raw = found.group()
        if raw[0].isalnum():
            if len(raw) == 1 and words and len(words[-1].text) == 1 and pending == ",":
                pending = ""  # "p, b, r"
            words.append(Word(_folded(raw), *found.span()))
            breaks.append(pending)
            pending = ""
        elif raw in _STRONG:
            pending = "."
        elif raw in _PARTS and not _joins(text, found.start()):
            pending = pending or ","
    return words, breaks


def _joins(text: str, at: int) -> bool:
    """Whether a hyphen joins two words: "short-of-breath"."""
    return text[at] == "-" and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _folded(raw: str) -> str:
    text = _APOSTROPHE.sub("'", raw.casefold()).replace("-", "").replace(" ", "")
    text = _DRAWN.sub(r"\1", text).removesuffix("'s").replace("'", "")
    if text.isascii():
        return text
    import unicodedata  # only where it is needed: every start would pay for it

    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _composed(concepts: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return concepts with the names of others among their phrases replaced by theirs."""

    def phrases(name: str) -> Iterator[str]:
        for phrase in concepts[name]:
            if phrase in concepts:
                yield from phrases(phrase)
            else:
                yield phrase

    return {name: tuple(dict.fromkeys(phrases(name))) for name in concepts}


def _weighty(
    signs: Iterable[Sign], known: Iterable[str], phrases: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Yield the phrases whose words are worth reading when misspelt."""
    for concept in known:
        yield from phrases[concept]
    for sign in signs:
        if len(sign.terms) == 1:
            for concept in sign.terms[0].concepts:
                yield from phrases[concept]
