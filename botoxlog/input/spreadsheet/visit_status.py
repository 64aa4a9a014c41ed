"""What a status column says: whether a visit took place."""

from collections.abc import Sequence
from functools import lru_cache

from botoxlog.catalog.lookup import tokens
from botoxlog.input.spreadsheet.heads import head_words

_YES_WORDS = "yes y true x 1 ja j oui o si s sim wahr vrai vero waar \u2713 \u2714"
_NO_WORDS = "no n false 0 nein non nao nee falsch faux falso onwaar"
_NOT_WORDS = "not no didnt never non nicht kein keine nie pas jamai ne niet geen nao nunca mai"
_HELD_WORDS = (
    "complet attended attend done arrived paid finished fulfilled happened treated given "
    "administered injected seen settled came come turn show start "
    "erledigt abgeschlossen bezahlt erschienen wahrgenommen durchgefuhrt stattgefunden behandelt "
    "gekommen anwesend eingehalten fertig beendet "
    "effectue termine honore realise fait present venu venue paye accompli fini "
    "realizad completad asist acudi atendid hech pagad presentad vino efectuad finalizad terminad "
    "eseguit effettuat completat svolt fatt presentat pagat conclus venut "
    "afgerond voltooid gekomen verschenen aanwezig betaald uitgevoerd behandeld "
    "feit compareceu concluid"
)
"""Beginnings of words: the visit took place."""

_NOT_HELD_WORDS = (
    "cancel noshow dna fta missed resched rebook moved postpon booked book planned plan scheduled "
    "upcoming pending tentative declin refus error void deleted requested waitlist hold progress "
    "skipped absent excused "
    "abgesagt absage abgebrochen storniert storno verschoben verlegt geplant vorgemerkt gebucht "
    "versaumt verpasst fehl entschuldig ausgefallen entfallen "
    "abwesend fern reserviert offen ausstehend vereinbart "
    "annul report prevu decommande manque defection planifi reserve deplace programm attente "
    "anulad aplazad ausent falt pospuest suspendid pendiente reservad reprogramad programad "
    "previst agendad citad "
    "annullat rinviat disdett assent mancat sospes spostat prenotat posticipat attesa "
    "geannuleerd afgezegd afgemeld verzet verplaatst gepland geboekt afwezig gemist uitgesteld "
    "openstaand desmarcad adiad marcad remarcad"
)
"""Beginnings of words: it did not, or has not yet."""

_PLAIN_WORDS = "and in full fully ok card cash yes was is has been visit appointment treatment"
_TOGETHER = "no show, follow up, check up, touch up, top up, patch test"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
YES_OR_NO = _YES | _NO
_NOT, _PLAIN = frozenset(tokens(_NOT_WORDS)), frozenset(tokens(_PLAIN_WORDS))
_HELD, _NOT_HELD = tuple(_HELD_WORDS.split()), tuple(_NOT_HELD_WORDS.split())
_JOINED = {tuple(pair.split()): pair.replace(" ", "") for pair in _TOGETHER.split(", ")}
_LONGEST = 3  # words: "cancelled by patient"


def is_status(cell: str) -> bool:
    """Whether a cell says that a visit took place or did not, and little else."""
    words = words_of(cell)
    return len(words) <= _LONGEST and (says(words, _HELD) or says(words, _NOT_HELD))


@lru_cache(maxsize=4096)
def took_place(head: str, cell: str) -> bool | None:
    """Return whether a status says that the visit took place, None if it does not say.

    A head such as "Cancelled?" turns yes and no round.
    """
    plain = cell.strip().rstrip(".!").casefold()
    named = words_of(" ".join(head_words(head)))
    words = words_of(cell)
    held, not_held = says(words, _HELD), says(words, _NOT_HELD)
    turned = says(named, _NOT_HELD) or not _NOT.isdisjoint(named)
    if turned and (plain in YES_OR_NO or not (held or not_held)):
        return (not any(map(str.isalnum, plain)) and plain not in _YES) or plain in _NO
    if plain in YES_OR_NO:
        return plain in _YES
    if not words:
        return True
    if not_held or (held and not _NOT.isdisjoint(words)):
        return False
    return True if held and all(word in _PLAIN or says([word], _HELD) for word in words) else None


def words_of(cell: str) -> list[str]:
    """Return the words of a cell, those that belong together as one."""
    words = tokens(cell)
    joined: list[str] = []
    for word in words:
        if joined and (both := _JOINED.get((joined[-1], word))):
            joined[-1] = both
        else:
            joined.append(word)
    return joined


def says(words: Sequence[str], beginnings: tuple[str, ...]) -> bool:
    """Whether one of the words begins so."""
    return any(word.startswith(beginnings) for word in words)
