"""What the name of a column says: nouns, and the words that may stand beside them.

"Date of Service", "vial_lot", "unitsInjected" and "Total (GBP)" are read as phrases: each word is
either a noun of one role or a word that changes nothing about it. A head with any other word is not
understood: "Next visit date" is not the date of the session.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from botoxlog.catalog.lookup import tokens, without_brackets
from botoxlog.input.language.money import CODES
from botoxlog.input.language.scanner import side_of

_NOUNS = {
    "expiry": "expiry, exp, expire, expiration, use by, best before, "
    "verfall, verfallsdatum, haltbar bi, peremption, caducidad, scadenza, vervaldatum, validade",
    "lot": "lot, batch, charge, chargen, ch b, chargennummer, chargennr, chargenbezeichnung, lote, "
    "lotto, partij",
    "effects": "side effect, adverse effect, adverse event, adverse reaction, complication, "
    "reaction, ae, nebenwirkung, effet secondaire, effet indesirable, efecto secundario, "
    "efecto adverso, nebenwirkungen, effetto collaterale, bijwerking, bijwerkingen, "
    "efeito colateral, efeito adverso",
    "status": "status, attendance, attended, cancelled, canceled, cancellation, no show, did not "
    "attend, completed, arrived, turned up, statut, estado, estatus, stato, situacao, presence, "
    "presencia, presenza, presenca, asistencia, asistio, teilnahme, opkomst, aanwezig, "
    "aanwezigheid, anwesend, anwesenheit, erschienen, wahrgenommen, stattgefunden, uitgevoerd, "
    "realizado, effettuato, happened, took place, abgesagt, annule, cancelado, annullato, "
    "geannuleerd",
    "touch_up": "touch up, top up, nachbehandlung, korrektur, retouche, retoque, ritocco",
    "currency": "currency, wahrung, devise, moneda, valuta, moeda",
    "cost": "cost, price, paid, pay, fee, charge, spent, spend, preis, kosten, betrag, prix, cout, "
    "tarif, montant, precio, coste, importe, prezzo, importo, costo, prijs, bedrag, preco, custo, "
    "bezahlt, paye, pagado, pagato, betaald, honorar, honorario, tarifa",
    "left": "left, l, link, gauche, izquierda, izquierdo, sinistra, sinistro, esquerda, esquerdo",
    "right": "right, r, recht, droite, derecha, derecho, destra, destro, direita, direito",
    "side": "side, laterality, seite, cote, lado, lato, zijde",
    "units": "unit, u, iu, ie, ui, e, ee, dose, dosage, einheit, einheiten, dosis, dosierung, "
    "unite, dunite, unidad, unidade, unita, eenheid, eenheden, dosi",
    "note": "note, comment, remark, observation, anything else, memo, bemerkung, "
    "bemerkungen, notiz, notizen, kommentar, anmerkung, remarque, commentaire, observacion, "
    "observacione, nota, comentario, opmerking, opmerkingen, observacao, observacoe",
    "injector": "injector, nurse, doctor, dr, provider, practitioner, physician, surgeon, "
    "dermatologist, neurologist, aesthetician, clinician, by, who did, "
    "who injected, who treated, "
    "arzt, arztin, behandler, medecin, docteur, praticien, medico, medica, arts, behandelaar",
    "person": "patient, client, person, member, family member, user, who was treated, subject, "
    "for whom, whose, "
    "patientin, kunde, kundin, paciente, cliente, paziente, persona, personne, persoon, pessoa",
    "clinic": "clinic, practice, office, spa, salon, where i went, praxis, klinik, cabinet, "
    "clinique, clinica, kliniek, praktijk, consultorio, studio",
    "purpose": "purpose, reason, indication, diagnosis, condition, for, why, grund, zweck, "
    "indikation, diagnose, motif, diagnostic, motivo, indicacion, diagnostico, indicazione, "
    "diagnosi, indicatie, reden, indicacao",
    "date": "date, when, day, visit, appointment, appt, do, dt, ts, datetime, timestamp, "
    "datum, termin, jour, rendez vou, rdv, seance, fecha, dia, data, "
    "giorno, treated on, injected on, administered on, given on, done on, performed on, "
    "started on, started at",
    "area": "area, zone, region, muscle, body part, spot, site, where injected, where treated, "
    "treated, what was treated, bereich, areal, stelle, muskel, lokalisation, "
    "zonen, bereiche, areale, stellen, muskeln, regionen, partie, zona, zone, regiao, "
    "musculo, muscolo, gebied, gebieden, spier, spieren",
    "product": "product, brand, toxin, neurotoxin, neuromodulator, botulinum, drug, medication, "
    "medicine, praparat, produkt, "
    "mittel, marke, wirkstoff, medikament, arzneimittel, produit, marque, medicament, producto, "
    "marca, prodotto, farmaco, medicamento, merk, middel, medicijn, produto, toxina, toxine",
}
"""The words that name each role. Where a head fits several, the first role is meant."""

_ANYWHERE = (
    "the a an of my your our their i we you they it was were is are did do have had be been to in "
    "on at and or any all which what how much many used use actual name "
    "treatment treated treat treating injection injected inject injecting administration "
    "administered administering given giving done performed session visit appointment appt service "
    "procedure tx target cosmetic aesthetic "
    "de du des la le les der die das den del della di da do dos el los et und y traitee "
    "behandlung behandelt behandelte behandelten behandel behandelde injektion injiziert injectie "
    "traite traites injecte injectee tratada tratado trattata trattate traitement tratamiento "
    "trattamento behandeling tratamento"
)
"""Words that may stand beside any noun."""

_WITH_TAX = (
    "paid incl inc including inclusive excl excluding with vat tax gst tip inkl brutto netto mwst "
    "ttc tva iva btw"
)
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "expiry": ("lot", "product", "date", "vial"),
    "lot": ("product", "number no nr num n code id vial numero nummer"),
    "effects": ("note", "experienced noticed seen"),
    "status": ("date", "booking"),
    "cost": (
        "total amount price billed charged invoiced gesamt totale line item net gross grand",
        _WITH_TAX,
    ),
    "units": (
        "product",
        "qty quantity amount number no nr num total count nombre gesamt totale speywood",
    ),
    "left": ("units", "side"),
    "right": ("units", "side"),
    "note": ("date", "injector", "clinic", "person", "clinical further other additional general"),
    "injector": ("seen rendering attending performing",),
    "person": ("id full first last",),
    "clinic": ("location med medical",),
    "date": ("time start started starting begin beginning",),
    "area": ("body anatomical anatomic",),
    "product": ("type botulinum",),
}
"""For each role, other roles whose nouns, and words, that change nothing beside its own nouns."""

_BY_CONTENT: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "where",
            "place",
            "location",
            "site",
            "ort",
            "lieu",
            "endroit",
            "lugar",
            "luogo",
            "plaats",
        ),
        ("area", "clinic"),
    ),
    "who": ("injector", "person"),
    "name": ("product", "area", "name"),
    **dict.fromkeys(
        (
            *("treatment", "procedure", "service", "item", "what", "title", "summary", "event"),
            *(
                "description",
                "entry",
                "detail",
                "metric",
                "activity",
                "leistung",
                "artikel",
                "article",
                "articulo",
            ),
            *("behandlung", "traitement", "tratamiento", "trattamento", "behandeling"),
        ),
        ("product", "area", "note"),
    ),
    "subject": ("product", "area", "person"),
    "agent": ("product", "injector"),
    **dict.fromkeys(
        (
            "injectable",
            "type",
            "category",
            "kind",
            "class",
            "typ",
            "kategorie",
        ),
        ("product", "note"),
    ),
    "amount": ("cost", "units"),
    "howmuch": ("cost", "units"),
    "total": ("cost", "extra"),
    "charge": ("cost", "lot"),
    **dict.fromkeys(("qty", "quantity", "count"), ("units", "extra")),
    "outcome": ("status", "extra"),
    "state": ("status", "extra"),
    **dict.fromkeys(
        ("tag", "start", "begin", "beginn", "debut", "inicio", "inizio"), ("date", "extra")
    ),
    **dict.fromkeys(("value", "wert", "valeur", "valor", "valore", "waarde"), ("cost", "value")),
    **dict.fromkeys(
        ("session", "visit", "appointment", "appt"), ("date", "product", "area", "extra")
    ),
    "time": ("date", "extra"),
    "protocol": ("area", "extra"),
    **dict.fromkeys(("treated", "injected", "given", "administered"), ("date", "area")),
    **dict.fromkeys(("treatedat", "injectedat", "givenat", "performedat"), ("date", "clinic")),
}
"""Heads that people use for several things: the first role that fits the cells, else the last."""


def _key(phrase: str) -> str:
    return "".join(tokens(phrase))


def _keys(phrases: str, separator: str | None = ",") -> frozenset[str]:
    return frozenset(_key(phrase) for phrase in phrases.split(separator))


_MODIFIERS = _keys(
    f"line grand net gross further other additional general more short {_WITH_TAX}", None
)
"""Words that may stand beside those of `_BY_CONTENT` only."""

_RECORDED = _keys(
    "timestamp created create recorded logged entered added submitted updated modified edited", None
)
"""Words for when a row was written, which is the date of the session only if nothing else is."""

_BILLED = _keys("invoice receipt billing bill rechnung facture factura fattura factuur", None)
"""Words for a bill, whose date is that of the session only if nothing else is."""

_NOUN_KEYS = {role: _keys(phrases) for role, phrases in _NOUNS.items()}
_ANYWHERE_KEYS = _keys(_ANYWHERE, None) | _BILLED
_BESIDE_KEYS = {
    role: _ANYWHERE_KEYS.union(
        *(
            _NOUN_KEYS[item] if item in _NOUNS else _keys(item, None)
            for item in _BESIDE.get(role, ())
        )
    )
    for role in _NOUNS
}
_ALL_NOUNS = frozenset().union(*_NOUN_KEYS.values())
_COMPOUND = r"(behandlung|behandel|injektion|injectie|rechnung|factuur|produkt|product)s?(\w{3,})"
_LONGEST_PHRASE = 4  # words: "what was treated", "where i went"
_CAMEL = r"(?<=[^\W\d_A-Z])(?=[A-Z])"
_APART = r"[/|&+,]|\band\b|\bor\b|\bund\b|\bet\b"
_SYMBOL = r"US\$|\bR\$|[$\u00a3\u20ac\u20a9\u00a5\u20b9]"
_CODES = frozenset(CODES.split())
TO_ROUND = str.maketrans("[]{}", "()()")
"""For `str.translate`: makes all brackets round."""

_DAY_FIRST = frozenset({"datum", "fecha", "data", "giorno", "dia", "jour"})
"""Words for a date in languages that put the day first."""

_DAY, _MONTH, _YEAR = "[dtjg]{1,2}", "m{1,2}", "(?:y|j|a){2,4}"


@lru_cache(maxsize=4096)
def role_of(head: str) -> str | None:
    """Return the role that a head names by itself; "Lot / Batch" names one, "Left / Right" none.

    >>> role_of("Date of Service"), role_of("vialLot"), role_of("Next visit date")
    ('date', 'lot', None)
    """
    if by_content(head) and not head_words(head)[1:]:
        return None
    parts = [role for part in re.split(_APART, head) if (role := _role_of_phrase(part))]
    if len(set(parts)) > 1:
        return "area" if parts == ["area", "units"] else None
    return _role_of_phrase(head) or (parts[0] if parts and _each_named(head) else None)


def _each_named(head: str) -> bool:
    return all(map(_role_of_phrase, filter(str.strip, re.split(_APART, head))))


def _role_of_phrase(head: str) -> str | None:
    words = head_words(head)
    for role, nouns in _NOUN_KEYS.items():
        named = _covered(words, nouns, _BESIDE_KEYS[role])
        if named:
            return role
    return "date" if _covered(words, _RECORDED, _BESIDE_KEYS["date"]) else None


def _covered(words: list[str], nouns: frozenset[str], beside: frozenset[str]) -> bool:
    """Whether the words are phrases of both kinds and nothing else, at least one of them a noun."""
    start, named = 0, False
    while start < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - start), 0, -1):
            phrase = "".join(words[start : start + length])
            if phrase in nouns or phrase in beside:
                named = named or phrase in nouns
                start += length
                break
        else:
            return False
    return named


@lru_cache(maxsize=4096)
def by_content(head: str) -> tuple[str, ...]:
    """Return the roles that a head may have, of which its cells choose one; often none."""
    words = head_words(head)
    if choices := _BY_CONTENT.get("".join(words)):
        return choices
    listed = [word for word in words if word not in _ANYWHERE_KEYS]
    if listed[1:] and all(map(side_of, listed)):
        return ("side", "extra")  # "L/R/B"
    if not words or any(
        word not in _BY_CONTENT and word not in _ANYWHERE_KEYS | _MODIFIERS for word in words
    ):
        return ()
    named = [word for word in words if word in _BY_CONTENT]
    nouns = [word for word in named if word not in _ANYWHERE_KEYS] or named
    return _BY_CONTENT[nouns[-1]] if nouns else ()


def is_prose(head: str) -> bool:
    """Whether a head names a text of any kind, which may mention an area without treating it."""
    return not {"detail", "description", "summary"}.isdisjoint(head_words(head))


def else_role(head: str) -> str:
    """Return the role of a column that another column is the better one for."""
    return "note" if by_content(head)[-1:] == ("note",) else "extra"


def may_be_date(head: str) -> bool:
    """Whether a head names a date, or may name one."""
    return role_of(head) == "date" or "date" in by_content(head)


def is_note(head: str) -> bool:
    """Whether a head names notes of some kind, as "Internal notes" does."""
    return not _NOUN_KEYS["note"].isdisjoint(head_words(head))


def is_secondary(head: str) -> bool:
    """Whether a head names a date only for want of a better one: a time, or as `is_recorded`."""
    return "time" in head_words(head) or is_recorded(head)


def is_recorded(head: str) -> bool:
    """Whether a head names the date of a bill, or of the row itself."""
    return not (_RECORDED | _BILLED).isdisjoint(head_words(head))


def head_words(head: str) -> list[str]:
    """Return the words of a head, without brackets and currencies.

    >>> head_words("Total_paid (GBP)"), head_words("unitsInjected"), head_words("[Date]")
    (['total', 'paid'], ['unit', 'injected'], ['date'])
    """
    plain = re.sub(_SYMBOL, " ", head.translate(TO_ROUND))
    plain = re.sub(_CAMEL, " ", plain) if " " not in plain.strip() else plain
    outside = tokens(without_brackets(plain)) or tokens(plain)
    words = [
        part for word in outside if word.upper() not in _CODES for part in _compound_parts(word)
    ]
    return words[:-1] if len(words) > 1 and words[-1] == "in" else words  # "Cost in EUR"


def _compound_parts(word: str) -> tuple[str, ...]:
    """Return the two parts of a German or Dutch compound: "behandlungsdatum" is made of two."""
    split = re.fullmatch(_COMPOUND, word)
    return (split[1], split[2]) if split and split[2] in _ALL_NOUNS else (word,)


def bracket_words(head: str) -> list[str]:
    """Return the words in the brackets of a head: "Glabella [U per side]" has three."""
    inside = re.findall(r"\(([^)]*)\)", head.translate(TO_ROUND))
    return [word for part in inside for word in tokens(part)]


def currency_of(head: str) -> str:
    """Return the currency that a head names, else ""."""
    if symbol := re.search(_SYMBOL, head):
        return "BRL" if symbol[0] == "R$" else symbol[0]
    words = tokens(re.sub(_CAMEL, " ", head))
    return next((word.upper() for word in words if word.upper() in _CODES), "")


def day_first_of(head: str) -> bool | None:
    """Return whether a head such as "Date (DD/MM/YYYY)" puts the day first; None if it is silent.

    Other languages write TT.MM.JJJJ, JJ/MM/AAAA, GG/MM/AAAA.
    """
    plain = head.casefold()
    if not _DAY_FIRST.isdisjoint(head_words(head)):
        return True
    for first, (one, other) in ((True, (_DAY, _MONTH)), (False, (_MONTH, _DAY))):
        if re.search(rf"\b{one}[/. -]{other}(?:[/. -]{_YEAR})?\b", plain):
            return first
    return None


def same_head(one: str, other: str) -> bool:
    """Whether two heads are the same but for capitals, accents and signs."""
    return one.strip().casefold() == other.strip().casefold() or (
        bool(tokens(one)) and tokens(one) == tokens(other)
    )
