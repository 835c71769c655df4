"""The tables of the vocabulary as frozen types, read from the toml and tsv files beside this module.

Types, modes, contexts, sectors and scores are those of PLOVER 2.0 (Open Event Data Alliance), with the readings that
docs/ontology.md gives for the places where the manual contradicts itself. Goldstein scores are those of CAMEO.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from dragoman.errors import AssetError, OptionError
from dragoman.ontology.cameo import CameoLine, Nearest
from dragoman.records import Status

QUADS = MappingProxyType(
    {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
)
MAX_CONTEXTS = 3  # contexts of one event; protests and meetings often carry several by design (codebook section 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How an act of some type is done. `cameo`: the code where the CAMEO table has none of its own for this mode."""

    name: str
    score: float
    definition: str
    cameo: str | None = None
    adds_context: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence of the type; `actors` and `recipients` as "CODE SECTOR, CODE SECTOR", what is unknown left out."""

    text: str
    mode: str | None = None
    actors: str = ""
    recipients: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterExample:
    """A sentence that looks like the type; `type` is what it is, None when it is no event."""

    text: str
    why: str
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One of the 16 types. `cameo`: the code of an act of this type of which no more is known."""

    name: str
    definition: str
    quad: int
    score: float
    recipient_required: bool
    cameo: str
    modes: tuple[Mode, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[CounterExample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Why, or about what. `yields_to`: narrower contexts beside which this one is not given."""

    name: str
    definition: str
    limits: str = ""
    yields_to: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """The whole vocabulary. Mappings keep the codebook's order (types: alphabetical)."""

    version: str  # sha256 over the names and bytes of all tables, first 12 digits
    types: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    masks: tuple[str, ...]  # phrases that look like context cues and are none
    sectors: Mapping[str, str]
    international: Mapping[str, str]
    cameo: Mapping[str, CameoLine]
    nearest: Nearest
    scores: Mapping[tuple[str, str | None], float]
    added: Mapping[tuple[str, str | None], str]

    def type(self, name: str) -> EventType:
        """The type of that name. OptionError when PLOVER has none."""
        found = self.types.get(name)
        if found is None:
            raise OptionError("unknown_type", f"expected one of {', '.join(self.types)}, was: {name}")
        return found

    def modes(self, type: str) -> tuple[str, ...]:
        """Names of the modes of a type; empty for the types that have none."""
        return tuple(mode.name for mode in self.type(type).modes)

    def quad(self, type: str) -> int:
        """Quad class 1 to 4, by type only and never by the sign of a score (REQUEST is conflict with score 0)."""
        return self.type(type).quad

    def score(self, type: str, mode: str | None = None) -> float:
        """PLOVER score, -10 to 10; without a mode, or with one that the type does not have, the type's own."""
        found = self.scores.get((type, mode))
        return self.type(type).score if found is None else found

    def with_mode_context(self, type: str, mode: str | None, contexts: tuple[str, ...]) -> tuple[str, ...]:
        """The contexts with the one that the mode brings in front (COERCE cyber, COERCE misinformation), at most 3."""
        added = self.added.get((type, mode))
        if added is None:
            return contexts
        return (added, *(context for context in contexts if context != added))[:MAX_CONTEXTS]

    def nearest_cameo(
        self, type: str, mode: str | None, contexts: tuple[str, ...], status: Status = Status.ACTUAL
    ) -> tuple[str, float]:
        """The CAMEO code that fits best, and its Goldstein score.

        CAMEO has no status, so `status` does not move the code: a negated ASSAULT is looked up as an ASSAULT, and
        whoever aggregates Goldstein scores filters by status first.
        """
        return self.nearest.find(self.type(type).name, mode, contexts)


@cache
def load() -> Ontology:
    """The vocabulary, read once a process (45 ms). AssetError when a table is missing or contradicts another."""
    tables = tuple(_tables(files("dragoman.ontology")))
    if not tables:
        raise AssetError("ontology_missing", "the ontology tables are not beside the package; install dragoman again")
    try:
        return _ontology({name: raw.decode("utf-8") for name, raw in tables}, _version(tables))
    except (KeyError, TypeError, ValueError) as error:
        raise AssetError("ontology_damaged", f"the ontology tables cannot be read: {error!r}; restore them") from error


def _tables(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for name in ("cameo.tsv", "contexts.toml", "sectors.toml"):
        yield name, folder.joinpath(name).read_bytes()
    for entry in sorted(folder.joinpath("types").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            yield f"types/{entry.name}", entry.read_bytes()


def _version(tables: tuple[tuple[str, bytes], ...]) -> str:
    digest = hashlib.sha256()
    for name, raw in tables:
        digest.update(f"{name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()[:12]


def _ontology(texts: Mapping[str, str], version: str) -> Ontology:
    types = [_type(tomllib.loads(text)) for name, text in texts.items() if name.startswith("types/")]
    about = tomllib.loads(texts["contexts.toml"])
    sectors = tomllib.loads(texts["sectors.toml"])
    lines = tuple(CameoLine.parse(line) for line in texts["cameo.tsv"].splitlines()[1:])
    modes = [(type.name, mode) for type in types for mode in type.modes]
    return Ontology(
        version=version,
        types=MappingProxyType({type.name: type for type in types}),
        contexts=MappingProxyType({name: _context(name, row) for name, row in about["contexts"].items()}),
        masks=tuple(about["masks"]),
        sectors=MappingProxyType({code: row["definition"] for code, row in sectors["sectors"].items()}),
        international=MappingProxyType({code: row["name"] for code, row in sectors["international"].items()}),
        cameo=MappingProxyType({line.code: line for line in lines}),
        nearest=Nearest(
            lines,
            {type.name: type.cameo for type in types},
            {(type, mode.name): mode.cameo for type, mode in modes if mode.cameo},
        ),
        scores=MappingProxyType({(type, mode.name): mode.score for type, mode in modes}),
        added=MappingProxyType({(type, mode.name): mode.adds_context for type, mode in modes if mode.adds_context}),
    )


def _type(row: dict[str, Any]) -> EventType:
    modes = tuple(Mode(**mode) for mode in row.pop("modes", ()))
    examples = tuple(Example(**example) for example in row.pop("examples"))
    counter_examples = tuple(CounterExample(**example) for example in row.pop("counter_examples"))
    return EventType(modes=modes, examples=examples, counter_examples=counter_examples, **row)


def _context(name: str, row: dict[str, Any]) -> Context:
    return Context(
        name=name,
        definition=row["definition"],
        limits=row.get("limits", ""),
        yields_to=tuple(row.get("yields_to", ())),
        strong=tuple(row["strong"]),
        weak=tuple(row["weak"]),
    )
