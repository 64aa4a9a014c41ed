"""The prior for how long a result lasts, before anything is known about the person.

A published figure if there is one, else one borrowed from a similar area or product with a wider
spread. The figures, and which area borrows from which, are in `durations.toml`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from botoxlog.catalog.figures import Status

UNKNOWN_FAMILY = "unknown"


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
    """

    median_days: float
    log_sd: float
    sources: tuple[str, ...]
    borrowed_from: str | None
    median_status: Status
    log_sd_status: Status


class Published(NamedTuple):
    """A duration that was published for one family and area, or derived from what was.

    Attributes:
        median_days: The median: half last longer.
        log_sd: The standard deviation of the log.
        median_status: How well the median is verified.
        log_sd_status: How well the spread is verified.
        sources: Ids of `sources.toml`.
        note: How the numbers were derived.
    """

    median_days: float
    log_sd: float
    median_status: Status
    log_sd_status: Status
    sources: tuple[str, ...]
    note: str | None = None


class Loan(NamedTuple):
    """A rule by which an area, or a purpose, borrows the median of a published area.

    Attributes:
        lender: The area whose median is borrowed.
        log_sd: The spread to use instead of the lender's.
        note: Why this lender.
    """

    lender: str
    log_sd: float
    note: str


class Family(NamedTuple):
    """An active substance, and whose figures it borrows where it has none of its own.

    Attributes:
        id: Its key.
        name: The brand name used for it in text.
        lender: The family whose figures it borrows, or None.
        widen: What is added to the lender's log_sd.
        in_proportion_to: An area published for both families, whose ratio of medians scales the
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
    """The published durations and the borrowing rules, and the priors that follow from them.

    Attributes:
        published: By family and area.
        area_loans: By the area that borrows.
        purpose_loans: By the purpose that decides.
        families: By id.
    """

    published: Mapping[tuple[str, str], Published]
    area_loans: Mapping[str, Loan]
    purpose_loans: Mapping[str, Loan]
    families: Mapping[str, Family]

    def prior(
        self, family: str, area: str, purpose: str | None, names: Mapping[str, str]
    ) -> Prior | None:
        """Return the prior for a session, or None if nothing published applies.

        Args:
            family: An active substance; an unfamiliar one counts as "unknown".
            area: An area id without its side, or free text.
            purpose: What the session was for, or None.
            names: The shown name of each area, for the words of `Prior.borrowed_from`.
        """
        substance = self.families.get(family) or self.families[UNKNOWN_FAMILY]
        loan = self.purpose_loans.get((purpose or "").strip().casefold())
        if loan is not None and loan.lender != self._lender(area):
            return self._borrowed(substance, loan, names)
        return self._of_area(substance, area, names)

    def _lender(self, area: str) -> str:
        loan = self.area_loans.get(area)
        return area if loan is None else loan.lender

    def _of_area(self, family: Family, area: str, names: Mapping[str, str]) -> Prior | None:
        own = self.published.get((family.id, area))
        if own is not None:
            return Prior(
                own.median_days, own.log_sd, own.sources, None, own.median_status, own.log_sd_status
            )
        loan = self.area_loans.get(area)
        if loan is not None:
            return self._borrowed(family, loan, names)
        lender = self.families.get(family.lender or "")
        lent = None if lender is None else self._of_area(lender, area, names)
        if lender is None or lent is None:
            return None
        return self._adapted(family, lender, lent, f"{names[area]}, {lender.name}", names)

    def _borrowed(self, family: Family, loan: Loan, names: Mapping[str, str]) -> Prior | None:
        """Borrow the lending area's median, of this family or of the one it borrows from."""
        own = self.published.get((family.id, loan.lender))
        if own is not None:
            words = f"{names[loan.lender]}, {family.name}"
            derived = Status.DERIVED
            return Prior(own.median_days, loan.log_sd, own.sources, words, derived, derived)
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
            mine = self.published[family.id, family.in_proportion_to]
            theirs = self.published[lender.id, family.in_proportion_to]
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
        )
