"""The prior for how long a result lasts, before anything is known about the person.

A figure settled from what was published if there is one, else one borrowed from a similar area or
product with a wider spread. The figures, and which area borrows from which, are in
`durations.toml`; the rows that they are settled from are in `published.toml`.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from botoxlog.catalog.figures import Status

UNKNOWN_FAMILY = "unknown"

_DENIALS = frozenset({"no", "non", "not", "without", "isnt", "never"})


class Prior(NamedTuple):
    """A log-normal distribution of the days from an injection until the result is mostly gone.

    Attributes:
        median_days: The median: half last longer.
        log_sd: The standard deviation of the log, between people and sessions together.
        sources: Ids of the sources.
        borrowed_from: Whose figures these are, in words such as "frown lines, Botox"; None if they
            were published for this family and area.
        median_status: How well the median is verified.
        log_sd_status: How well the spread is verified.
        pooled: Whether the studies do not tell brands apart.
        assumed: Which cause of treatment they are for and why that one, in words; None if the area
            has no causes that last differently.
        within: The part of `log_sd` between one person's sessions; a borrowed one is the lender's.
        gain_per_session: How many times longer the next result lasts than the one before; 1.0
            unless something else is published.
    """

    median_days: float
    log_sd: float
    sources: tuple[str, ...]
    borrowed_from: str | None
    median_status: Status
    log_sd_status: Status
    within: float
    pooled: bool = False
    assumed: str | None = None
    gain_per_session: float = 1.0


class Settled(NamedTuple):
    """How long a result lasts for one family and area, settled from what was published.

    Attributes:
        median_days: The median: half last longer.
        log_sd: The standard deviation of the log.
        median_status: How well the median is verified.
        log_sd_status: How well the spread is verified.
        between: The part of `log_sd` between people, as a standard deviation of the log.
        within: The part between one person's sessions.
        split: What those two rest on.
        rows: Ids of the rows of `published.toml` that it is settled from.
        sources: Ids of `sources.toml`.
        note: How the numbers were derived.
        pooled: Whether the studies do not tell brands apart.
        gain_per_doubling: How many times longer a doubled dose lasts, None if nothing was found;
            the forecast does not use it yet.
        reference_units: The dose of `median_days`, in the product's own units, for that gain.
        gain_per_session: How many times longer the next result lasts than the one before.
    """

    median_days: float
    log_sd: float
    median_status: Status
    log_sd_status: Status
    between: float
    within: float
    split: str
    rows: tuple[str, ...]
    sources: tuple[str, ...]
    note: str
    pooled: bool = False
    gain_per_doubling: float | None = None
    reference_units: float | None = None
    gain_per_session: float = 1.0


class Cause(NamedTuple):
    """What an area is treated for, where results last differently for one cause and another.

    Attributes:
        id: Its key, within its area.
        name: In words: "an overactive bladder".
        purpose: What a session keeps as its purpose if its typed words name the cause.
        words: Words and phrases of a session's purpose that mean it, in lower case.
        sites: Muscles that are injected for it and for no other, in lower case.
        units: The usual dose, in the units of the product that has figures; None if it doesn't say.
        default: Why it is assumed if nothing says which, None if it is not.
    """

    id: str
    name: str
    purpose: str
    words: tuple[str, ...]
    sites: tuple[str, ...] = ()
    units: float | None = None
    default: str | None = None


class Loan(NamedTuple):
    """A rule by which an area, or a purpose, borrows the median of another area.

    Attributes:
        lender: The area whose median is borrowed.
        log_sd: The spread to use instead of the lender's.
        note: Why this lender.
        unless: Areas that have figures of their own for that purpose.
    """

    lender: str
    log_sd: float
    note: str
    unless: tuple[str, ...] = ()


class Family(NamedTuple):
    """An active substance, and whose figures it borrows where it has none of its own.

    Attributes:
        id: Its key.
        name: The brand name used for it in text.
        lender: The family whose figures it borrows, or None.
        widen: What is added to the lender's log_sd.
        in_proportion_to: An area settled for both families, whose ratio of medians scales the
            lender's median; None if it is not scaled.
        note: Why.
    """

    id: str
    name: str
    lender: str | None
    widen: float
    in_proportion_to: str | None
    note: str


class Durations(NamedTuple):
    """The settled durations and the borrowing rules, and the priors that follow from them.

    Attributes:
        settled: By family, area and cause; the cause is None for an area that has none.
        causes: By area, in the order in which their words count.
        area_loans: By the area that borrows and its cause; the cause is None for an area that has
            none.
        purpose_loans: By the purpose that decides.
        families: By id.
    """

    settled: Mapping[tuple[str, str, str | None], Settled]
    causes: Mapping[str, tuple[Cause, ...]]
    area_loans: Mapping[tuple[str, str | None], Loan]
    purpose_loans: Mapping[str, Loan]
    families: Mapping[str, Family]

    def prior(
        self,
        family: str,
        area: str,
        purpose: str | None,
        units: float | None,
        names: Mapping[str, str],
        sites: Collection[str] = (),
    ) -> Prior | None:
        """Return the prior for a session, or None if nothing that was found applies.

        Args:
            family: An active substance; an unfamiliar one counts as "unknown".
            area: An area id without its side, or free text.
            purpose: What the session was for, or None.
            units: The dose in the area, None if not known; it may tell causes apart.
            names: The shown name of each area, for the words of `Prior.borrowed_from`.
            sites: The injected muscles and points of the area; they may tell causes apart.
        """
        substance = self.families.get(family) or self.families[UNKNOWN_FAMILY]
        loan = self.purpose_loans.get((purpose or "").strip().casefold())
        if loan is not None and area not in loan.unless and loan.lender != self._lender(area):
            return self._borrowed(substance, loan, names)
        if area not in self.causes:
            return self._of_area(substance, area, None, names)
        cause, why = self._cause(substance, area, purpose, units, sites)
        prior = self._of_area(substance, area, cause.id, names)
        return prior and prior._replace(assumed=f"{cause.name}, {why}")

    def named_cause(self, area: str, text: str) -> Cause | None:
        """Return the cause of treatment of an area that a text names, None if it names none.

        A cause that the text rules out ("non-neurogenic") is not meant; if one is left, that is.
        """
        causes = self.causes.get(area, ())
        words = re.findall("[a-z]+", text.casefold().replace("'", ""))
        said = [_says(cause.words, words) for cause in causes]
        for cause, named in zip(causes, said, strict=True):
            if named:
                return cause
        left = [cause for cause, named in zip(causes, said, strict=True) if named is None]
        return left[0] if len(left) == 1 < len(causes) else None

    def _cause(
        self,
        family: Family,
        area: str,
        purpose: str | None,
        units: float | None,
        sites: Collection[str],
    ) -> tuple[Cause, str]:
        """Return the cause that a session is for, and why that one."""
        causes = self.causes[area]
        named = self.named_cause(area, purpose or "")
        if named is not None:
            return named, "as the purpose of the session says"
        injected = {" ".join(re.findall("[a-z]+", site.casefold())) for site in sites}
        for cause in causes:
            if site := next((site for site in cause.sites if site in injected), None):
                return cause, f"assumed from the muscle injected, {site}"
        dosed = [
            (abs(math.log(units / cause.units)), place)
            for place, cause in enumerate(causes)
            if units and cause.units and (family.id, area, cause.id) in self.settled
        ]
        if units and len(dosed) == len(causes):
            return causes[min(dosed)[1]], f"assumed from the dose of {units:g} units"
        assumed = next(cause for cause in causes if cause.default)
        return assumed, f"{assumed.default}: the session does not say which it is"

    def _lender(self, area: str) -> str:
        loan = self.area_loans.get((area, None))
        return area if loan is None else loan.lender

    def _of_area(
        self, family: Family, area: str, cause: str | None, names: Mapping[str, str]
    ) -> Prior | None:
        own = self.settled.get((family.id, area, cause))
        if own is not None:
            return Prior(
                own.median_days,
                own.log_sd,
                own.sources,
                None,
                own.median_status,
                own.log_sd_status,
                own.within,
                own.pooled,
                gain_per_session=own.gain_per_session,
            )
        loan = self.area_loans.get((area, cause))
        if loan is not None:
            return self._borrowed(family, loan, names)
        lender = self.families.get(family.lender or "")
        lent = None if lender is None else self._of_area(lender, area, cause, names)
        if lender is None or lent is None:
            return None
        return self._adapted(family, lender, lent, f"{names[area]}, {lender.name}", names)

    def _borrowed(self, family: Family, loan: Loan, names: Mapping[str, str]) -> Prior | None:
        """Borrow the lending area's median, of this family or of the one it borrows from."""
        own = self.settled.get((family.id, loan.lender, None))
        if own is not None:
            words = f"{names[loan.lender]}, {family.name}"
            return Prior(
                own.median_days,
                loan.log_sd,
                own.sources,
                words,
                Status.DERIVED,
                Status.DERIVED,
                own.within,
                gain_per_session=own.gain_per_session,
            )
        lender = self.families.get(family.lender or "")
        lent = None if lender is None else self._borrowed(lender, loan, names)
        if lender is None or lent is None:
            return None
        return self._adapted(family, lender, lent, f"{names[loan.lender]}, {lender.name}", names)

    def _adapted(
        self, family: Family, lender: Family, lent: Prior, words: str, names: Mapping[str, str]
    ) -> Prior:
        """Return another family's prior as this one's: wider, and scaled if a ratio is known."""
        scale, sources = 1.0, lent.sources
        if family.in_proportion_to is not None:
            mine = self.settled[family.id, family.in_proportion_to, None]
            theirs = self.settled[lender.id, family.in_proportion_to, None]
            scale = mine.median_days / theirs.median_days
            sources = tuple(dict.fromkeys(sources + mine.sources + theirs.sources))
            words += f", scaled as {family.name}'s {names[family.in_proportion_to]}"
        return Prior(
            lent.median_days * scale,
            round(lent.log_sd + family.widen, 2),
            sources,
            words,
            Status.DERIVED,
            Status.DERIVED,
            lent.within,
            gain_per_session=lent.gain_per_session,
        )


def _says(phrases: Collection[str], words: Sequence[str]) -> bool | None:
    """Whether words say one of some phrases; False if only after a denial, None if not at all."""
    found: bool | None = None
    for phrase in phrases:
        wanted = phrase.split()
        for start in range(len(words) - len(wanted) + 1):
            if words[start : start + len(wanted)] == wanted:
                if not start or words[start - 1] not in _DENIALS:
                    return True
                found = False
    return found
