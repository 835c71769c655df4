"""What is known of an actor, and what a table row or an owner adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragoman.records import Absence, Span
from dragoman.resolve.dictionary import INTERNATIONAL, Entry
from dragoman.resolve.names import Noun

FORCE_TYPES = frozenset({"ASSAULT", "MOBILIZE"})
STATE_FORCES = frozenset({"army", "military", "navy"})  # a state's, whatever armed group is named beside them
NO_RECIPIENT_SECTOR = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """An actor as far as it is known."""

    name: str | None = None
    code: str | None = None
    sector: str | None = None
    others: tuple[str, ...] = ()
    office: str | None = None
    kind: str = "noun"  # person state place igo armed body people vague noun pronoun
    evidence: str | None = None
    antecedent: Span | None = None
    absence: Absence | None = None
    explicit: bool = False  # the words themselves give the code
    noun: str | None = None
    gender: str | None = None
    number: str | None = None  # s | p


def of_entry(entry: Entry, event_type: str | None, role: str) -> Who:
    sector, kind = entry.sector, entry.kind
    if kind in ("country", "people", "capital", "seat"):
        sector, kind = state_sector(entry, event_type, role), "state"
    elif kind == "place":
        sector = None
    elif kind == "armed" and sector == "PTY" and event_type in FORCE_TYPES and role == "actor":
        sector = "REB"
    elif kind == "igo" and sector is None and event_type in FORCE_TYPES and role == "actor" and entry.code == "IGO":
        sector = "MIL"
    elif kind in ("vague", "region", "people_group") and entry.code is None:
        return Who(
            name=entry.name,
            sector=entry.sector,
            kind="vague",
            evidence=entry.table,
            absence=Absence.AMBIGUOUS,
            explicit=True,
            number="p",
        )
    return Who(
        name=entry.name,
        code=entry.code,
        sector=sector,
        others=entry.others,
        office=entry.office,
        kind=kind,
        evidence=entry.table,
        explicit=True,
        number="s",
    )


def of_kurds(sector: str | None, weights: Mapping[str, float]) -> Who:
    """Kurds have no country code of their own: the one of the four states the article is most about."""
    prior = {"SYR": 1.0, "IRQ": 0.8, "TUR": 0.35, "IRN": 0.35}
    code = max(prior, key=lambda c: prior[c] * weights.get(c, 0.0))
    if not any(weights.get(c) for c in prior):
        return Who(
            name="Kurds",
            sector=sector or "CVL",
            kind="people",
            absence=Absence.AMBIGUOUS,
            evidence="bodies.tsv",
            explicit=True,
        )
    armed = sector in (None, "MIL", "REB", "PRM")
    home = {"SYR": "REB", "TUR": "REB", "IRN": "REB", "IRQ": "MIL"}[code]
    return Who(
        name="Kurds",
        code=code,
        sector=home if armed else sector,
        kind="people",
        evidence="bodies.tsv, the article's countries",
        explicit=True,
        number="p",
    )


def combine(noun: Noun, base: Who, owner: Who) -> Who:
    """Head noun and owner: the code is the owner's, the sector the noun's unless the owner's says more."""
    sector = base.sector
    pointing = noun.kind in ("pointer", "pointers", "part") or sector is None
    if owner.kind == "armed":
        sector = (
            owner.sector if pointing or sector in ("GOV", "MIL", "REB", "PTY", "PRM", "UAF", "COP", "CRM") else sector
        )
    elif owner.code in INTERNATIONAL or owner.kind == "igo":
        if owner.kind == "media":
            sector = "JRN"
        elif sector in ("GOV", "SOC", "LEG", "OPP", "CVL") or pointing:
            sector = owner.sector
    elif owner.kind in ("media", "firm", "ngo", "party"):
        if pointing or sector in ("GOV", "BUS", "SOC", "CVL", "JRN"):
            sector = owner.sector
    elif owner.kind == "body":
        if pointing or sector == "GOV":
            sector = owner.sector
    elif (owner.kind == "person" and pointing) or (
        owner.kind == "person" and sector == "GOV" and owner.sector in ("PTY", "OPP", "REB", "LEG")
    ):
        sector = owner.sector
    elif owner.kind in ("state", "place") and pointing:
        sector = "GOV" if noun.kind in ("pointer", "pointers") else owner.sector
    elif owner.kind == "vague" and noun.kind == "nation":
        return base
    elif owner.kind == "vague":
        return replace(base, kind="vague", absence=Absence.AMBIGUOUS, explicit=True)
    pre = owner.others if "PRE" in owner.others or owner.kind in ("armed", "party") else ()
    return replace(
        base,
        code=owner.code,
        sector=sector,
        others=tuple(o for o in pre if o != sector),
        evidence=owner.evidence,
        absence=owner.absence,
        kind="armed" if owner.kind == "armed" else base.kind,
        explicit=owner.code is not None,
    )


def placed(who: Who, code: str, entry: Entry | None, span: Span | None) -> Who:
    """With a country from the context; from words that the reader points at, they are the antecedent."""
    evidence, sector = "country from context", who.sector
    if entry is not None:
        evidence = f"home; {entry.table}"
        open_sectors = (None, "GOV", "MIL", "PTY") if entry.kind == "armed" else (None, "GOV", "LEG")
        rebels = entry.kind == "armed" and STATE_FORCES.isdisjoint((who.name or "").lower().split())
        if sector in open_sectors and (rebels or code in INTERNATIONAL):
            sector = entry.sector
    return replace(
        who,
        code=code,
        sector=sector,
        evidence=f"{who.evidence}; {evidence}" if who.evidence else evidence,
        antecedent=who.antecedent or span,
    )


def state_sector(entry: Entry, event_type: str | None, role: str) -> str | None:
    """A country acting by force is MIL, as a bare victim has no sector, otherwise GOV (guide, rule 8)."""
    if role == "recipient" and event_type in NO_RECIPIENT_SECTOR and entry.kind != "seat":
        return None
    if role == "actor" and event_type in FORCE_TYPES and entry.kind != "seat" and "PRE" not in entry.others:
        return "MIL"
    return entry.sector


def number_of(noun: Noun) -> str | None:
    if noun.kind in ("office", "pointer"):
        return "s"
    return "p" if noun.kind in ("people", "pointers", "nations") else None


def gender_of(noun: Noun) -> str | None:
    if noun.kind != "office":
        return None
    if noun.words.endswith(
        ("woman", "queen", "mother", "daughter", "wife", "sister", "girl", "widow", "nun", "princess")
    ):
        return "f"
    return (
        "m"
        if noun.words.endswith(
            ("man", "king", "father", "son", "husband", "brother", "boy", "pope", "prince", "emperor")
        )
        else None
    )
