"""A typed date is read as far as it is known, and refused where it would have to be guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from botoxlog.core.errors import BadInputError
from botoxlog.core.partial_dates import PartialDate, parse_iso
from botoxlog.core.text import inert
from botoxlog.input.language.date_grammar import Reader
from botoxlog.input.language.date_patterns import elements
from botoxlog.input.language.date_words import TABLES, may_begin
from botoxlog.input.language.dates import date_at, parse_days, parse_typed
from botoxlog.input.language.tokens import tokens_of
from tests.laws import examples

TODAY = date(2026, 11, 23)  # a Monday
SESSION = date(2026, 11, 1)


def written(found: PartialDate) -> str:
    """Return a date as people write it, or its first and last day with a slash between them."""
    whole = (found.first.isoformat()[:length] for length in (10, 7, 4))
    days = f"{found.first}/{found.last}"
    return next((iso for iso in whole if parse_iso(iso) == found), days)


READ: dict[str, list[tuple[str, str]]] = {
    "whole dates": [
        ("2026-08-01", "2026-08-01"),
        ("2026-8-1", "2026-08-01"),
        ("20260801", "2026-08-01"),
        ("2026-08", "2026-08"),
        ("2026/8", "2026-08"),
        ("2026", "2026"),
        ("2026-11", "2026-11"),
        ("1970", "1970"),
        ("\uff12\uff10\uff12\uff16-\uff10\uff18", "2026-08"),  # a Chinese or Japanese keyboard
        ("13/04/2026", "2026-04-13"),
        ("04/13/2026", "2026-04-13"),
        ("03/03/2026", "2026-03-03"),
        ("13.4.2026", "2026-04-13"),
        ("2026/08/01", "2026-08-01"),
        ("2026.8.1", "2026-08-01"),
        ("08/2026", "2026-08"),
        ("8.2026", "2026-08"),
        ("1 Aug 2026", "2026-08-01"),
        ("Aug 1, 2026", "2026-08-01"),
        ("Aug 1,2026", "2026-08-01"),
        ("1st of august", "2026-08-01"),
        ("august 1st", "2026-08-01"),
        ("the fourth of july", "2026-07-04"),
        ("2026 august 1", "2026-08-01"),
        ("31 December", "2025-12-31"),
        ("3 aug", "2026-08-03"),
        ("sat 1 aug 2026", "2026-08-01"),
        ("Sat. 1 Aug 2026", "2026-08-01"),
        ("friday, 1 aug 2025", "2025-08-01"),
        ("1-aug-2026", "2026-08-01"),
        ("1-aug-26", "2026-08-01"),
        ("1 aug 26", "2026-08-01"),
        ("august 26", "2026-08-26"),
        ("29 feb", "2024-02-29"),
        ("29 feb 2024", "2024-02-29"),
        ("on the 5th", "2026-11-05"),
        ("the 23rd", "2026-11-23"),
        ("the 24th", "2026-10-24"),
        ("the 31st", "2026-10-31"),
        ("the 5th of last month", "2026-10-05"),
    ],
    "near today": [
        ("today", "2026-11-23"),
        (" Today ", "2026-11-23"),
        ("just now", "2026-11-23"),
        ("earlier today", "2026-11-23"),
        ("tonight", "2026-11-23"),
        ("today at 3pm", "2026-11-23"),
        ("today at 3 p.m.", "2026-11-23"),
        ("today 14:30", "2026-11-23"),
        ("lunchtime today", "2026-11-23"),
        ("this morning", "2026-11-23"),
        ("3 hours ago", "2026-11-23"),
        ("yesterday", "2026-11-22"),
        ("yesterday evening at 8pm", "2026-11-22"),
        ("late last night", "2026-11-22"),
        ("the day before yesterday", "2026-11-21"),
        ("monday", "2026-11-23"),
        ("last monday", "2026-11-16"),
        ("this monday", "2026-11-23"),
        ("friday", "2026-11-20"),
        ("last friday", "2026-11-20"),
        ("on friday night", "2026-11-20"),
        ("friday before last", "2026-11-13"),
        ("tuesday last week", "2026-11-17"),
        ("last week on tuesday", "2026-11-17"),
        ("last wednesday", "2026-11-18"),
        ("last thurs", "2026-11-19"),
        ("this week", "2026-11-23"),
        ("last week", "2026-11-16/2026-11-22"),
        ("last weekend", "2026-11-21/2026-11-22"),
        ("the week before last", "2026-11-09/2026-11-15"),
        ("the weekend before last", "2026-11-14/2026-11-15"),
        ("at the weekend", "2026-11-21/2026-11-22"),
        ("gestern", "2026-11-22"),
        ("aujourd'hui", "2026-11-23"),
        ("ayer", "2026-11-22"),
    ],
    "counted back": [
        ("10 days", "2026-11-13"),
        ("10 days ago", "2026-11-13"),
        ("10 days before today", "2026-11-13"),
        ("3 weeks ago", "2026-11-02"),
        ("three weeks back", "2026-11-02"),
        ("3 wks ago", "2026-11-02"),
        ("3w ago", "2026-11-02"),
        ("one week ago", "2026-11-16"),
        ("a week ago today", "2026-11-16"),
        ("a fortnight ago", "2026-11-09"),
        ("a couple weeks ago", "2026-11-09"),
        ("twenty one days ago", "2026-11-02"),
        ("2 weeks and 3 days ago", "2026-11-06"),
        ("2 nights ago", "2026-11-21"),
        ("2 days before christmas", "2025-12-23"),
        ("the day after christmas", "2025-12-26"),
        ("a week after 3 aug 2025", "2025-08-10"),
        ("3 months ago", "2026-08"),
        ("a couple of months ago", "2026-09"),
        ("a year and 2 months ago", "2025-09"),
        ("half a year ago", "2026-05"),
        ("\u00bd a year ago", "2026-05"),
        ("1/2 a year ago", "2026-05"),
        ("a year and a half ago", "2025-05"),
        ("1.5 years ago", "2025-05"),
        ("3.5 months ago", "2026-08"),
        ("3,5 months", "2026-08"),
        ("3 and a half months ago", "2026-08"),
        ("three and a half months ago", "2026-08"),
        ("3\u00bd months ago", "2026-08"),
        ("2 1/2 months ago", "2026-09"),
        ("a month and a half ago", "2026-10"),
        ("a year ago", "2025"),
        ("2 years ago", "2024"),
        ("2 years ago today", "2024-11-23"),
        ("vor 3 wochen", "2026-11-02"),
        ("il y a 3 semaines", "2026-11-02"),
        ("hace 3 semanas", "2026-11-02"),
    ],
    "roughly counted back": [
        ("about 2 days ago", "2026-11-19/2026-11-23"),
        ("about a day ago", "2026-11-20/2026-11-23"),  # and not after today
        ("about 10 days ago", "2026-11-11/2026-11-15"),
        ("13 days or so ago", "2026-11-08/2026-11-12"),
        ("about 14 days ago", "2026-11-06/2026-11-12"),
        ("about 3 weeks ago", "2026-10-30/2026-11-05"),
        ("~3 weeks ago", "2026-10-30/2026-11-05"),
        ("ca. 3 weeks ago", "2026-10-30/2026-11-05"),
        ("maybe 3 weeks ago", "2026-10-30/2026-11-05"),
        ("2.5 weeks ago", "2026-11-02/2026-11-08"),
        ("about 10 weeks ago", "2026-09-07/2026-09-21"),
        ("just over 10 weeks ago", "2026-09-07/2026-09-21"),
        ("10 weeks or so ago", "2026-09-07/2026-09-21"),
        ("10 weeks ago or so", "2026-09-07/2026-09-21"),
        ("about 30 weeks ago", "2026-04-07/2026-05-17"),
        ("almost 3 months ago", "2026-08-08/2026-09-07"),
        ("about 6 months ago", "2026-04-23/2026-06-22"),
        ("almost a year ago", "2025-08-24/2026-02-22"),
        ("2 years ago or so", "2024-05-25/2025-05-24"),
        ("5 years ago or so", "2021-05-25/2022-05-24"),
        ("a few days ago", "2026-11-19/2026-11-21"),
        ("a few weeks ago", "2026-10-26/2026-11-09"),
        ("several months ago", "2026-06-23/2026-08-23"),
        ("3-4 weeks ago", "2026-10-26/2026-11-02"),
        ("2 or 3 weeks ago", "2026-11-02/2026-11-09"),
        ("between 3 and 4 weeks ago", "2026-10-26/2026-11-02"),
        ("4 to 6 months ago", "2026-05-23/2026-07-23"),
        ("a week or two ago", "2026-11-09/2026-11-16"),
        ("in the last 2 weeks", "2026-11-09/2026-11-23"),
    ],
    "months and years": [
        ("aug 2026", "2026-08"),
        ("2026 august", "2026-08"),
        ("in aug 2025", "2025-08"),
        ("sept. 2025", "2025-09"),
        ("aug '26", "2026-08"),
        ("aug-26", "2026-08"),
        ("aug2024", "2024-08"),
        ("aug98", "1998-08"),
        ("Aug \u201998", "1998-08"),
        ("march", "2026-03"),
        ("in november", "2026-11"),
        ("december", "2025-12"),
        ("last august", "2026-08"),
        ("last november", "2025-11"),
        ("this november", "2026-11"),
        ("august last year", "2025-08"),
        ("this month", "2026-11"),
        ("last month", "2026-10"),
        ("the month before last", "2026-09"),
        ("the year before last", "2024"),
        ("back in '98", "1998"),
        ("in 2019 or 2020", "2019-01-01/2020-12-31"),
        ("this year", "2026"),
        ("last year", "2025"),
        ("in 2025", "2025"),
        ("back in 2025", "2025"),
        ("about 2025", "2025"),
        ("sometime in 2019", "2019"),
    ],
    "parts of months and years": [
        ("early december", "2025-12-01/2025-12-10"),
        ("early in december", "2025-12-01/2025-12-10"),
        ("mid december 2023", "2023-12-11/2023-12-20"),
        ("mid-march 2025", "2025-03-11/2025-03-20"),
        ("late december last year", "2025-12-21/2025-12-31"),
        ("the end of February", "2026-02-21/2026-02-28"),
        ("end of november", "2026-11-21/2026-11-23"),
        ("beginning of last month", "2026-10-01/2026-10-10"),
        ("first week of august", "2026-08-01/2026-08-07"),
        ("early 2024", "2024-01-01/2024-04-30"),
        ("mid-2024", "2024-05-01/2024-08-31"),
        ("mid 2024", "2024-05-01/2024-08-31"),
        ("end of 2024", "2024-09-01/2024-12-31"),
        ("end of the month", "2026-11-21/2026-11-23"),
        ("end of the year", "2026-09-01/2026-11-23"),
        ("end of last year", "2025-09-01/2025-12-31"),
        ("first half of 2023", "2023-01-01/2023-06-30"),
        ("second half of 2023", "2023-07-01/2023-12-31"),
        ("q1 2026", "2026-01-01/2026-03-31"),
        ("q4 2026", "2026-10-01/2026-11-23"),
        ("in the spring of 2024", "2024-03-01/2024-05-31"),
        ("summer of 2012", "2012-06-01/2012-08-31"),
        ("summer '19", "2019-06-01/2019-08-31"),
        ("summer last year", "2025-06-01/2025-08-31"),
        ("autumn 2014", "2014-09-01/2014-11-30"),
        ("fall 2014", "2014-09-01/2014-11-30"),
        ("winter 2014/15", "2014-12-01/2015-02-28"),
        ("winter 2015-16", "2015-12-01/2016-02-29"),
        ("early summer 2019", "2019-06-01/2019-07-15"),
        ("late summer 2019", "2019-07-16/2019-08-31"),
    ],
    "holidays": [
        ("christmas", "2025-12-25"),
        ("at christmas 2024", "2024-12-25"),
        ("christmas eve", "2025-12-24"),
        ("new year's day", "2026-01-01"),
        ("new year's eve", "2025-12-31"),
        ("valentine's day", "2026-02-14"),
        ("halloween", "2026-10-31"),
        ("july 4th", "2026-07-04"),
    ],
    "around and between": [
        ("around christmas 2024", "2024-12-18/2025-01-01"),
        ("around friday", "2026-11-18/2026-11-22"),
        ("roughly 2026-10-26", "2026-10-19/2026-11-02"),
        ("around august 2025", "2025-07-22/2025-09-10"),
        ("2023-12-20/2024-01-10", "2023-12-20/2024-01-10"),
        ("2023-11/2024-01", "2023-11-01/2024-01-31"),
        ("2026-11-20/2026-12-24", "2026-11-20/2026-11-23"),
        ("2026-08-01/2026-08-01", "2026-08-01"),
        ("between 20 Dec 2023 and 10 Jan 2024", "2023-12-20/2024-01-10"),
        ("between 20 Dec and 10 Jan 2024", "2023-12-20/2024-01-10"),
        ("between 2023-12-20 and 2024-01-10", "2023-12-20/2024-01-10"),
        ("between 3 and 5 aug 2025", "2025-08-03/2025-08-05"),
        ("between christmas and new year", "2025-12-25/2026-01-01"),
        ("between May and June 2005", "2005-05-01/2005-06-30"),
        ("May or June 2005", "2005-05-01/2005-06-30"),
        ("nov 2025 or dec 2025", "2025-11-01/2025-12-31"),
        ("today or yesterday", "2026-11-22/2026-11-23"),
        ("friday or saturday", "2026-11-20/2026-11-21"),
        ("14 sep 2026, give or take 7 days", "2026-09-07/2026-09-21"),
        ("3 weeks ago give or take a day", "2026-11-01/2026-11-03"),
        ("august or so", "2026-07-22/2026-09-10"),
        ("march/april 2021", "2021-03-01/2021-04-30"),
        ("may-june 2005", "2005-05-01/2005-06-30"),
        ("dec or jan 2024", "2023-12-01/2024-01-31"),
        ("1-2 aug 2026", "2026-08-01/2026-08-02"),
    ],
    "misspelt": [
        ("februrary 2025", "2025-02"),
        ("septmber", "2026-09"),
        ("wendesday", "2026-11-18"),
        ("yesteday", "2026-11-22"),
        ("oktober", "2026-10"),
    ],
    "counted from the session": [
        ("day 4", "2026-11-05"),
        ("on day four", "2026-11-05"),
        ("week 2", "2026-11-15"),
        ("4 days in", "2026-11-05"),
        ("after 10 days", "2026-11-11"),
        ("a week after", "2026-11-08"),
        ("the day after", "2026-11-02"),
        ("a week after the injections", "2026-11-08"),
        ("2 weeks after my last session", "2026-11-15"),
        ("two weeks later", "2026-11-15"),
        ("3 to 4 days after", "2026-11-04/2026-11-05"),
    ],
}


@pytest.mark.parametrize(
    ("typed", "saved"), [pytest.param(*row, id=row[0]) for rows in READ.values() for row in rows]
)
def test_reads_what_people_type(typed: str, saved: str) -> None:
    """A date in everyday words is read, and only as precisely as it was said."""
    assert written(parse_typed(typed, TODAY, SESSION)) == saved


REFUSED: dict[str, list[tuple[str, str]]] = {
    "not understood": [
        ("", "is empty"),
        ("foo", "not a date botoxlog can read"),
        ("my birthday", "not a date botoxlog can read"),
        ("a", "not a date botoxlog can read"),
        ("1st", "not a date botoxlog can read"),
        ("the second", "not a date botoxlog can read"),
        ("last time", "not a date botoxlog can read"),
        ("a few units", "not a date botoxlog can read"),
        ("about 20", "not a date botoxlog can read"),
        ("lots and a half months ago", "not a date botoxlog can read"),
        ("may 2020 or may 2024", 'does not understand "or may 2024"'),
        ("3 aug after lunch", 'does not understand "after lunch"'),
        ("aug '99 or 98", 'does not understand "or 98"'),
        ("Friday Friday", 'does not understand "Friday"'),
        ("christmas before last", 'does not understand "before last"'),
        ("x" * 10_000, "not a date botoxlog can read"),
        ("1 aug 2026" + " ," * 40 + " 1999", "not a date botoxlog can read"),
        ("\x1b[31m", '"<U+001B>[31m" is not a date'),
    ],
    "no such day": [
        ("2026-02-30", "Feb 2026 has 28 days, so there is no day 30"),
        ("2025-02-29", "Feb 2025 has 28 days"),
        ("29 feb 2026", "Feb 2026 has 28 days"),
        ("31 june", '"31 june" is not a date: June has 30 days.'),
        ("feb 30", "February has 29 days"),
        ("2026-13", "there is no month 13"),
        ("2026-00-10", "there is no month 0"),
        ("13/2026", "there is no month 13"),
        ("2026/30/01", "there is no month 30"),
        ("31/02/2026", "is not a date"),
    ],
    "too early": [
        ("0026-08-01", "is before 1970"),
        ("0000", "is before 1970"),
        ("1969", "is before 1970"),
        ("12/12/1026", "is before 1970"),
        ("summer 1960", "is before 1970"),
        ("1 aug 1960", "is before 1970"),
        ("99.5 years ago", "would be in 1927: is a digit missing?"),
        ("99999 days ago", "would be in 1753: is a digit missing?"),
        ("99999 years ago", "is a digit missing?"),
    ],
    "two readings": [
        ("aug24", "could be a day or a month and its year"),
        ("nov30", "could be a day or a month and its year"),
        ("03/04/2026", "could be 3 Apr 2026 or 4 Mar 2026"),
        ("1.8.2026", "could be 1 Aug 2026 or 8 Jan 2026"),
        ("about 03/04/2026", "could be 3 Apr 2026 or 4 Mar 2026"),
        ("end of 3/4/2025", "could be 3 Apr 2025 or 4 Mar 2025"),
        ("8/13", "without guessing"),
        ("15/4/25", "without guessing"),
        ("20", "without guessing"),
        ("99999-01", "without guessing"),
        ("1754006400", "without guessing"),
        ("last summer", "could be in either of two years"),
        ("this winter", "could be in either of two years"),
        ("in the spring", "could be in either of two years"),
        ("summer", "could be in either of two years"),
        ("winter 2024", "could be in either of two winters"),
        ("sun 1 aug 2026", "that day is Sat 1 Aug 2026"),
        ("2024-01-10/2023-12-20", "ends before it begins"),
        ("easter 2025", "is on another date each year"),
        ("thanksgiving", "is on another date each year"),
    ],
    "open": [
        ("before christmas", '"before christmas" has no beginning.'),
        ("until march", "has no beginning"),
        ("by may", "has no beginning"),
        ("before 2019", "has no beginning"),
        ("over a year ago", "has no beginning"),
        ("more than 2 years ago", "has no beginning"),
        ("after june", "has no end"),
        ("since friday", "has no end"),
        ("less than a month ago", "has no end"),
    ],
    "vague": [
        ("recently", "is too vague"),
        ("a while ago", "is too vague"),
        ("ages ago", "is too vague"),
        ("the other day", "is too vague"),
        ("some time ago", "is too vague"),
        ("once", "is too vague"),
    ],
    "to come": [
        ("tomorrow", '"tomorrow" is still to come.'),
        ("next friday", "is still to come"),
        ("this friday", "is still to come"),
        ("this weekend", "is still to come"),
        ("next week", "is still to come"),
        ("in 3 weeks", "is still to come"),
        ("10 days from now", "is still to come"),
        ("this december", "is still to come"),
        ("dec '26", "is still to come"),
        ("summer 2027", "is still to come"),
        ("2026-11-24", "is still to come"),
        ("on 2027-01-01", "is still to come"),
        ("2026-12", "is still to come"),
        ("2027", "is still to come"),
        ("day 400", "is Mon 6 Dec 2027, which is still to come"),
    ],
}


@pytest.mark.parametrize(
    ("typed", "reason"),
    [pytest.param(*row, id=row[0][:40]) for rows in REFUSED.values() for row in rows],
)
def test_refuses_what_it_would_have_to_guess(typed: str, reason: str) -> None:
    """A date without a single meaning in the past is refused, with the reason."""
    with pytest.raises(BadInputError) as refused:
        parse_typed(typed, TODAY, SESSION)
    assert reason in refused.value.sentence
    assert refused.value.hint


@pytest.mark.parametrize(
    ("today", "typed", "saved"),
    [
        (date(2024, 3, 10), "about 10 weeks ago", "2023-12-24/2024-01-07"),
        (date(2026, 5, 31), "february", "2026-02"),
        (date(2026, 5, 31), "3 months ago", "2026-02"),
        (date(2026, 5, 15), "end of june", "2025-06-21/2025-06-30"),
        (date(2026, 6, 10), "end of june", "2025-06-21/2025-06-30"),
        (date(2026, 6, 21), "end of june", "2026-06-21"),
        (date(2026, 12, 5), "early december", "2026-12-01/2026-12-05"),
        (date(2026, 12, 25), "christmas", "2026-12-25"),
        (date(2026, 11, 20), "friday", "2026-11-20"),
        (date(2026, 11, 20), "last friday", "2026-11-13"),
        (date(2026, 11, 28), "this weekend", "2026-11-28"),
        (date(2026, 11, 28), "last weekend", "2026-11-21/2026-11-22"),
        (date(2026, 11, 28), "the weekend", "2026-11-28"),
        (date(2026, 3, 1), "the 31st", "2026-01-31"),
        (date(2026, 1, 5), "last month", "2025-12"),
        (date(2026, 1, 5), "may or june", "2025-05-01/2025-06-30"),
        (date(2024, 2, 29), "a year ago today", "2023-02-28"),
        (date(2104, 2, 28), "29 feb", "2096-02-29"),  # 2100 has none
    ],
)
def test_the_day_of_typing_decides(today: date, typed: str, saved: str) -> None:
    """Words without a year are the latest that have begun on the day of typing."""
    assert written(parse_typed(typed, today)) == saved


@pytest.mark.parametrize(
    ("line", "phrase", "saved"),
    [
        ("11s 20 three weeks back by dr lee", "three weeks back", "2026-11-02"),
        (
            "crows feet 24 units total, early september",
            "early september",
            "2026-09-01/2026-09-10",
        ),
        ("11s=20 on 2026-08-01, forehead 8", "on 2026-08-01", "2026-08-01"),
        ("jaw 25 each side 3 aug 24", "3 aug", "2026-08-03"),
        ("jaw 25 each side 3 aug '24", "3 aug '24", "2024-08-03"),
        ("3 aug 2025 20 units", "3 aug 2025", "2025-08-03"),
        ("botox in 2019 30 units", "in 2019", "2019"),
        ("forehead 4 a couple of weeks ago", "a couple of weeks ago", "2026-11-09"),
        ("botox back in 2019", "back in 2019", "2019"),
        ("botox summer 2019 30", "summer 2019", "2019-06-01/2019-08-31"),
        ("aug 20 units", "aug", "2026-08"),
        ("20, friday, 1 aug 2025 at 14:30 by lee", "friday, 1 aug 2025 at 14:30", "2025-08-01"),
        ("420usd last tuesday", "last tuesday", "2026-11-17"),
        ("fading about 10 days after botox", "about 10 days after", "2026-11-09/2026-11-13"),
        ("jaw 20 2023-12-20/2024-01-10 dysport", "2023-12-20/2024-01-10", "2023-12-20/2024-01-10"),
        ("augusta 20 november", "20 november", "2026-11-20"),
    ],
)
def test_finds_the_date_in_a_line(line: str, phrase: str, saved: str) -> None:
    """Of a whole line, exactly the words of the date are taken."""
    tokens = tokens_of(line)
    dates = ((at, date_at(tokens, at, TODAY, SESSION)) for at in range(len(tokens)))
    at, found = next((at, found) for at, found in dates if found)
    assert line[tokens[at].start : tokens[found.end - 1].end] == phrase
    assert written(found.date) == saved
    rest = range(found.end, len(tokens))
    assert [date_at(tokens, at, TODAY, SESSION) for at in rest] == [None] * len(rest)


@pytest.mark.parametrize(
    "line",
    [
        "20",
        "2019",
        "botox 2019 units",
        "in 2000 units",
        "forehead 20-25 units",
        "crows feet 12/12 left 3/4",
        "a few units in the second area",
        "last time, first time, the 2nd time",
        "5th session",
        "lasted 3 months, every 4 months",
        "jaw 12.5 8.2026",
        "day 4 units",
        "20 in 4 sites",
        "mid forehead late",
        "match 3 marsh",
        "at spring clinic by dr summer",
    ],
)
def test_takes_no_units_for_a_date(line: str) -> None:
    """Numbers and words that may be something else are left to the rest of the line."""
    tokens = tokens_of(line)
    assert [date_at(tokens, at, TODAY, SESSION) for at in range(len(tokens))] == [None] * len(
        tokens
    )


@pytest.mark.parametrize("line", ["brows 4 weeks ago", "a few days ago", "a couple of weeks ago"])
def test_the_end_of_a_phrase_is_not_vague(line: str) -> None:
    """Whoever has read the number already finds no date in the rest, and no refusal."""
    tokens = tokens_of(line)
    assert date_at(tokens, len(tokens) - 2, TODAY) is None


def test_a_numeric_date_without_its_year_is_asked_for_the_year() -> None:
    """After "on", 11/20 can only be a date."""
    with pytest.raises(BadInputError) as refused:
        date_at(tokens_of("Botox on 11/20"), 1, TODAY)
    assert refused.value.sentence.startswith('"on 11/20" is not a date')
    assert refused.value.hint == "Add the year, and write the date as 2026-08-01 or 1 Aug 2026."


@pytest.mark.parametrize(
    ("typed", "weekday", "counted"),
    [
        ("friday", True, False),
        ("on last tuesday evening", True, False),
        ("friday, 1 aug 2025", False, False),
        ("yesterday", False, False),
        ("day 4", False, True),
        ("a week after", False, True),
        ("a week after 1 aug 2026", False, False),
    ],
)
def test_says_how_a_date_was_found(typed: str, weekday: bool, counted: bool) -> None:
    """A weekday alone, and what is counted from the session, are marked as such."""
    found = date_at(tokens_of(typed), 0, TODAY, SESSION)
    assert found is not None
    assert (found.weekday, found.counted) == (weekday, counted)


def test_the_grammar_is_loaded_for_every_word_that_begins_one_of_its_phrases() -> None:
    """What a phrase may begin with, `may_begin` knows: without it the phrase would not be read."""
    unknown: set[str] = set()
    for pattern, _, _ in Reader.grammar.phrases:
        for element in elements(pattern):
            unknown |= {word for word in element.words if not element.absent}
            if not (element.optional or element.absent):
                break
    unknown |= {name.partition(" ")[0] for table in TABLES.values() for name in table}
    known = {word for word in unknown if may_begin(word)}
    assert {word for word in unknown - known if word[0].isalpha()} == set()
    assert (may_begin("janaury"), may_begin("aug98"), may_begin("q1")) == (True, True, True)
    assert (may_begin("glabella"), may_begin("forehead"), may_begin("dysport")) == (False,) * 3


def test_without_a_session_nothing_is_counted_from_it() -> None:
    """A day counted from a session of which the day is not recorded is refused."""
    with pytest.raises(BadInputError) as refused:
        parse_typed("day 4", TODAY)
    sentence = '"day 4" counts from your last session, and its day is not recorded.'
    assert refused.value.sentence == sentence
    assert refused.value.hint == "Write the date, such as 2026-08-01."


@pytest.mark.parametrize(
    ("typed", "next_step"),
    [
        ("4/15", "Add the year, and write the date as 2026-08-01 or 1 Aug 2026."),
        ("15/4/25", "Write the year with four digits: 15/4/2025."),
        ("03/04/2026", "Write 2026-04-03 or 2026-03-04."),
        ("winter 2024", 'Write "winter 2023/24" or "winter 2024/25", or a month.'),
        ("last summer", "Write a month that fits, such as 2026-02, or the year alone."),
        (
            "before june",
            "Write the two days it lies between, such as 2025-12-01/2025-12-24, or the month.",
        ),
        (
            "tomorrow",
            'Log it when it has happened. To book it: botoxlog book "12 jan 14:30"',
        ),
    ],
)
def test_a_refusal_names_what_would_do(typed: str, next_step: str) -> None:
    """Where it is plain what is missing, the next step says that rather than every way there is."""
    with pytest.raises(BadInputError) as refused:
        parse_typed(typed, TODAY)
    assert refused.value.hint == next_step


# --- laws --------------------------------------------------------------------------------------

TODAYS = st.dates(date(2008, 1, 1), date(2100, 12, 31))
MORE_WORDS = (
    "the of ago back between and or to before after in a last next this 3pm '24 5th day week 1 2 3 "
    "12 20 31 99 2019 2026 20260801 99999 3.5 11/20 03/04/2026 2026-08 13/4/26 / - . , : ~"
)
WORDS = sorted({word for table in TABLES.values() for name in table for word in name.split()})
WORDS += MORE_WORDS.split() * 4


@examples(200)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(typed: str) -> None:
    """Whatever is typed, a past date or a refusal on one short line comes of it."""
    said, found = "", None
    try:
        found = parse_typed(typed, TODAY)
    except BadInputError as refused:
        said = refused.sentence
    assert bool(said) != bool(found and found.first <= TODAY)
    assert inert(said) == said
    assert len(said) < 800  # sixty characters, each shown as its code at worst


@examples(400)
@given(TODAYS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join))
def test_any_words_of_dates_give_a_past_date_or_a_refusal(today: date, line: str) -> None:
    """A date in a line begins before it ends, has begun, and ends where the line does or before."""
    tokens = tokens_of(line)
    for at in range(len(tokens)):
        try:
            found = date_at(tokens, at, today, today - timedelta(days=40))
        except BadInputError:
            continue
        if found:
            assert date(1969, 1, 1) < found.date.first <= min(found.date.last, today)
            assert at < found.end <= len(tokens)


@examples(80)
@given(TODAYS, st.integers(1, 99))
def test_so_long_ago_is_counted_back(today: date, count: int) -> None:
    """Days and weeks ago are days; months ago a month and years ago a year, on any day of any."""
    back = today.year * 12 + today.month - 1 - count
    assert written(parse_typed(f"{count} days ago", today)) == str(today - timedelta(days=count))
    assert written(parse_typed(f"{count} weeks ago", today)) == str(today - timedelta(weeks=count))
    assert written(parse_typed(f"{count} months ago", today)) == f"{back // 12}-{back % 12 + 1:02}"
    years = count % 30 + 1
    assert written(parse_typed(f"{years} years ago", today)) == str(today.year - years)


@examples(80)
@given(TODAYS, st.integers(1, 99), st.sampled_from(["days", "weeks", "months", "years"]))
def test_a_rough_date_holds_the_exact_one(today: date, count: int, unit: str) -> None:
    """So long ago said roughly holds that day and the day before, and at most a year."""
    count = count % 30 + 1 if unit == "years" else count
    rough = parse_typed(f"about {count} {unit} ago", today)
    exact = parse_typed(f"{count} {unit} ago today", today)
    assert rough.first < exact.first <= rough.last
    limits = {"days": 40, "weeks": 40, "months": 60, "years": 364}
    assert (rough.last - rough.first).days <= limits[unit]


@examples(60)
@given(TODAYS, st.integers(1, 12), st.integers(0, 6))
@example(date(2008, 1, 29), 2, 1)
@example(date(2026, 5, 31), 6, 6)
def test_a_name_alone_is_the_latest(today: date, month: int, back: int) -> None:
    """A month is the latest that has begun; a weekday the latest, and today's if it is today."""
    name = date(2000, month, 1).strftime("%B")
    year = today.year if month <= today.month else today.year - 1
    assert written(parse_typed(name, today)) == f"{year}-{month:02}"
    day = today - timedelta(days=back)
    for said in (f"{day:%A}", f"on {day:%a}"):
        assert parse_typed(said, today) == PartialDate.of_day(day)
    week_before = day if back else day - timedelta(days=7)
    assert parse_typed(f"last {day:%A}", today) == PartialDate.of_day(week_before)


@examples(60)
@given(TODAYS, st.integers(0, 5000))
def test_a_whole_date_in_words_is_that_day(today: date, back: int) -> None:
    """Day, month and year are that day in any usual order, and as botoxlog itself shows them."""
    day = max(today - timedelta(days=back), date(1970, 1, 1))
    for said in (
        f"{day.day} {day:%b %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%a} {day.day} {day:%B %Y}",
        f"{day.day}-{day:%b-%Y}",
        str(PartialDate.of_day(day)),
        day.isoformat(),
    ):
        assert parse_typed(said, today) == PartialDate.of_day(day)
    for whole in (PartialDate.of_month(day.year, day.month), PartialDate.of_year(day.year)):
        assert parse_typed(str(whole), today) == parse_typed(whole.iso, today) == whole


@examples(60)
@given(st.dates(date(1970, 1, 1), TODAY), st.dates(date(1970, 1, 1), TODAY))
def test_two_days_with_a_slash_are_the_days_between(one: date, other: date) -> None:
    """A date between two days is typed as it is stored."""
    first, last = sorted((one, other))
    assert parse_typed(f"{first}/{last}", TODAY) == PartialDate(first, last)


# --- spans -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "days"), [("30d", 30), ("30", 30), ("6w", 42), ("2 months", 60), ("1y", 365)]
)
def test_reads_spans(typed: str, days: int) -> None:
    """A span is read in days, weeks, months or years."""
    assert parse_days(typed) == days


@pytest.mark.parametrize("typed", ["", "d", "-3d", "3 fortnights", "1e3", "99999999d"])
def test_refuses_other_spans(typed: str) -> None:
    """Whatever is no span is refused."""
    with pytest.raises(BadInputError):
        parse_days(typed)
