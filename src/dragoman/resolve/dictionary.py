"""The tables of known actors, and the one scan that finds them in a text.

Tables lie in `actors_data/` (see docs/actors.md); a user's own come as our CSV or in the PETRARCH/Phoenix dictionary
format. A name is found by dictionary look-up on folded words, longest name first; capitals decide what lower case
would confuse ("US" and "us", "IS" and "is").
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import InputError

WORD = re.compile(r"(?:[A-Z]\.){2,}(?:[A-Z]\b)?|[^\W_]+")
KINDS_OF_STATE = frozenset({"country", "people", "capital", "seat"})
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "HUN", "KHM"})
_SPECIAL = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "Ø": "O", "Ł": "L"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reading of a known name.

    `since` and `until` are prefixes of YYYY-MM-DD, compared as text; empty means open. `kind` is one of country people
    capital seat place igo ngo firm media body party armed vague region people_group kurd kurds person.
    """

    name: str
    code: str | None
    sector: str | None = None
    others: tuple[str, ...] = ()
    kind: str
    office: str | None = None
    since: str = ""
    until: str = ""
    gender: str | None = None
    table: str = ""

    def holds_on(self, day: str) -> bool:
        return self.since <= day and (not self.until or day < self.until)


class Token(NamedTuple):
    """A word of the text: characters [start, end), as written and folded."""

    start: int
    end: int
    raw: str
    key: str


class Hit(NamedTuple):
    """A known name in the text: tokens [first, last], characters [start, end), and its readings."""

    first: int
    last: int
    start: int
    end: int
    entries: tuple[Entry, ...]


@lru_cache(maxsize=60_000)
def fold(word: str) -> str:
    """The word without marks, dots and case: "Erdoğan" -> "erdogan", "U.S." -> "us"."""
    if word.isascii():
        return word.replace(".", "").lower()
    word = unicodedata.normalize("NFKD", word.translate(_SPECIAL))
    return "".join(c for c in word if not unicodedata.combining(c)).replace(".", "").lower()


def tokenize(text: str) -> list[Token]:
    """The words of a text, in order. `tuple.__new__` is twice as fast as the class's own constructor."""
    new = tuple.__new__
    return [new(Token, (m.start(), m.end(), m[0], fold(m[0]))) for m in WORD.finditer(text)]


class Names:
    """Known names by folded words: `add` fills it, `scan` finds the longest names of a text from left to right."""

    def __init__(self) -> None:
        self._readings: dict[str, list[tuple[str, Entry]]] = {}
        self._longest: dict[str, int] = {}

    def add(self, alias: str, entry: Entry) -> None:
        words = WORD.findall(alias)
        if len(words) > 1 and words[0].lower() == "the":
            del words[0]
        if not words:
            return
        keys = [fold(word) for word in words]
        shape = "".join([_shape(word) for word in words])
        readings = self._readings.setdefault(keys[0] if len(keys) == 1 else " ".join(keys), [])
        if not any(form == shape and known is entry for form, known in readings):
            readings.append((shape, entry))
        if len(keys) > self._longest.get(keys[0], 0):
            self._longest[keys[0]] = len(keys)

    def get(self, words: str) -> tuple[Entry, ...]:
        """Readings of a name given alone, whatever its case."""
        return tuple(entry for _, entry in self._readings.get(words, ()))

    def surnames(self) -> dict[str, tuple[Entry, ...]]:
        """Persons by the last word of their full names, and by the first where the family name comes first."""
        index: dict[str, list[Entry]] = {}
        for key, readings in self._readings.items():
            words = key.split(" ")
            for _, entry in readings:
                if entry.kind != "person" or len(words) < 2:
                    continue
                ends = {words[-1], words[0]} if entry.code in FAMILY_NAME_FIRST else {words[-1]}
                for word in sorted(ends):
                    known = index.setdefault(word, [])
                    if entry not in known:
                        known.append(entry)
        return {word: tuple(entries) for word, entries in index.items()}

    def scan(self, tokens: Sequence[Token]) -> list[Hit]:
        hits: list[Hit] = []
        index, n_tokens, longest = 0, len(tokens), self._longest
        starting = [i for i, token in enumerate(tokens) if token.key in longest]
        for start in starting:
            if start < index:
                continue
            found = self._longest_at(tokens, start, min(longest[tokens[start].key], n_tokens - start))
            if found:
                hits.append(found)
                index = found.last + 1
        return hits

    def _longest_at(self, tokens: Sequence[Token], index: int, n_words: int) -> Hit | None:
        for n in range(n_words, 0, -1):
            words = tokens[index : index + n]
            readings = self._readings.get(" ".join(t.key for t in words) if n > 1 else words[0].key)
            if readings is None or words[-1].end - words[0].start > 40 + 12 * n:
                continue
            entries = tuple(entry for shape, entry in readings if _fits(shape, words))
            if entries:
                return Hit(index, index + n - 1, words[0].start, words[-1].end, entries)
        return None


def _shape(word: str) -> str:
    """a lower case, A all capitals of up to three letters, I longer acronym, C capitalised."""
    letters = word.replace(".", "")
    if letters.isupper() and len(letters) > 1:
        return "A" if len(letters) <= 3 else "I"
    return "C" if word[0].isupper() else "a"


def _fits(shape: str, words: Sequence[Token]) -> bool:
    for form, word in zip(shape, words, strict=True):
        if form == "A" and not word.raw.replace(".", "").isupper():
            return False
        # Some papers write "Democratic party", "European commission": only the first word must be capital.
        if form in "CI" and word is words[0] and not word.raw[0].isupper():
            return False
        if form == "C" and len(shape) == 1 and word.raw.isupper() and 1 < len(word.raw) <= 3:
            return False
    return True


def read_table(name: str) -> Iterator[dict[str, str]]:
    text = (files("dragoman.resolve") / "actors_data" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = text.splitlines()
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=False))


def split_cell(cell: str) -> list[str]:
    return [item for item in cell.split("|") if item]


def load_names() -> Names:
    """All built-in tables in one look-up."""
    names = Names()
    for row in read_table("regions"):
        for column, kind, sector in (("names", "place", None), ("people", "people_group", "CVL")):
            for alias in split_cell(row[column]):
                names.add(alias, Entry(name=alias, code=row["code"], sector=sector, kind=kind, table="regions.tsv"))
    _add_countries(names)
    for row in read_table("bodies"):
        kind = "people_group" if row["kind"] == "people" else row["kind"]
        entry = Entry(
            name=row["name"],
            code=row["code"] or None,
            sector=row["sector"] or None,
            others=tuple(row["others"].split()),
            kind=kind,
            table="bodies.tsv",
        )
        for alias in [row["name"], *split_cell(row["aliases"])]:
            for spelling in sorted(_spellings(alias)):
                names.add(spelling, entry)
    for row in read_table("persons"):
        person = _person(row)
        for alias in [row["name"], *split_cell(row["aliases"])]:
            names.add(alias, person)
    _add_cities(names)
    return names


def _spellings(alias: str) -> set[str]:
    """British and American spelling of one name."""
    british = (
        alias.replace("rganiz", "rganis")
        .replace("Labor ", "Labour ")
        .replace("Defense", "Defence")
        .replace("Center", "Centre")
    )
    american = (
        alias.replace("rganis", "rganiz")
        .replace("Labour ", "Labor ")
        .replace("Defence", "Defense")
        .replace("Centre", "Center")
    )
    return {alias, british, american}


def _add_countries(names: Names) -> None:
    for row in read_table("countries"):
        for kind, cell in (
            ("country", row["names"]),
            ("people", row["people"]),
            ("capital", row["capitals"]),
            ("seat", row["seats"]),
        ):
            entry = Entry(name=row["name"], code=row["code"], sector="GOV", kind=kind, table="countries.tsv")
            for alias in [*([row["name"]] if kind == "country" else []), *split_cell(cell)]:
                names.add(alias, entry)


def _add_cities(names: Names) -> None:
    """Cities that no other table names: the Commonwealth is no suburb of Manila, Ontario no town in California."""
    for row in read_table("cities"):
        if not names.get(" ".join(token.key for token in tokenize(row["name"]))):
            names.add(row["name"], Entry(name=row["name"], code=row["code"], kind="place", table="cities.tsv"))


def _person(row: dict[str, str]) -> Entry:
    return Entry(
        name=row["name"],
        code=row["code"] or None,
        sector=row["sector"] or None,
        others=tuple(row["others"].split()),
        kind="person",
        office=row["office"] or None,
        since=row["from"],
        until=row["to"],
        gender=row.get("gender") or None,
        table="persons.tsv",
    )


# --- the user's own tables ---------------------------------------------------------------------------------------

CSV_FIELDS = ("name", "aliases", "code", "sector", "other_sectors", "office", "from", "to", "kind")
_PETRARCH_CODE = re.compile(r"\[\s*([A-Za-z]{3,})\s*([<>]?)\s*(\d{6,8})?\s*(?:-\s*(\d{6,8}))?\s*\]")
_CAMEO_SECTORS = {
    "INS": "REB",
    "SEP": "REB",
    "HLH": "MED",
    "MED": "JRN",
    "ENV": "SOC",
    "HRI": "SOC",
    "NGO": "SOC",
    "IGO": "",
}
SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
_CAMEO_ACTORS = {
    "IGO": "IGO",
    "UNO": "UNO",
    "EEC": "EUR",
    "EUR": "EUR",
    "NGO": "NGO",
    "NGM": "NGO",
    "IMG": "IMG",
    "MNC": "MNC",
    "ISM": "ISM",
}


def read_user_actors(path: Path) -> list[tuple[str, Entry]]:
    """(alias, entry) pairs of a user's file; the format is told by the first line that holds anything.

    Raises InputError when the file cannot be read or a line says nothing (file, line number, remedy).
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "actors_unreadable", f"{path}: cannot be read as UTF-8 text ({error}); check the name and encoding"
        ) from error
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith(("#", "<"))), "")
    if first.lower().startswith("name,"):
        return list(_read_csv(text, path))
    return list(_read_petrarch(text, path))


def _read_csv(text: str, path: Path) -> Iterator[tuple[str, Entry]]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(lines)
    unknown = set(reader.fieldnames or ()) - set(CSV_FIELDS)
    if unknown or "code" not in (reader.fieldnames or ()):
        raise InputError(
            "actors_columns", f"{path}: columns are {', '.join(CSV_FIELDS)}; found {', '.join(reader.fieldnames or ())}"
        )
    for number, row in enumerate(reader, start=2):
        name, code = (row.get("name") or "").strip(), (row.get("code") or "").strip()
        if not name or not re.fullmatch(r"[A-Z]{3}|", code):
            raise InputError(
                "actors_line",
                f"{path}:{number}: expected a name and a code of three capitals or none, was: {name!r}, {code!r}",
            )
        entry = Entry(
            name=name,
            code=code or None,
            sector=(row.get("sector") or "").strip() or None,
            others=tuple((row.get("other_sectors") or "").replace("|", " ").split()),
            kind=(row.get("kind") or "").strip() or ("person" if row.get("office") else "body"),
            office=(row.get("office") or "").strip() or None,
            since=(row.get("from") or "").strip(),
            until=(row.get("to") or "").strip(),
            table=path.name,
        )
        for alias in [name, *split_cell(row.get("aliases") or "")]:
            yield alias, entry


def _read_petrarch(text: str, path: Path) -> Iterator[tuple[str, Entry]]:
    """`NAME_ [CODE]`, `+SYNONYM_`, indented `[CODE <date]`, `[CODE >date]`, `[CODE date-date]`; dates YY(YY)MMDD."""
    aliases: list[str] = []
    entries: list[Entry] = []
    for number, line in enumerate(text.splitlines(), start=1):
        body = line.split(";")[0].split("#")[0].rstrip()
        if not body.strip() or body.lstrip().startswith("<"):
            continue
        if body[0] not in "+ \t[":
            yield from _pairs(aliases, entries)
            aliases, entries = [_petrarch_name(body.split("[")[0])], []
        elif body.lstrip().startswith("+"):
            aliases.append(_petrarch_name(body.lstrip()[1:].split("[")[0]))
        elif "[" not in body:
            raise InputError(
                "actors_line",
                f"{path}:{number}: expected NAME [CODE], +SYNONYM or [CODE date], was: {line.strip()[:60]!r}",
            )
        if not aliases:
            raise InputError(
                "actors_line", f"{path}:{number}: a code or synonym before any name, was: {line.strip()[:60]!r}"
            )
        entries.extend(_petrarch_entry(aliases[0], match, path) for match in _PETRARCH_CODE.finditer(body))
    yield from _pairs(aliases, entries)


def _pairs(aliases: Iterable[str], entries: Sequence[Entry]) -> Iterator[tuple[str, Entry]]:
    for alias in aliases:
        for entry in entries:
            yield alias, entry


def _petrarch_name(words: str) -> str:
    """Dictionary names are upper case with underscores; they match text with a capital first letter."""
    plain = words.replace("_", " ").strip()
    return plain.title() if plain.isupper() and len(plain) > 3 else plain


def _petrarch_entry(name: str, match: re.Match[str], path: Path) -> Entry:
    letters, sign, day, day2 = match.groups()
    parts = [letters[i : i + 3].upper() for i in range(0, len(letters), 3)]
    code = _CAMEO_ACTORS.get(parts[0]) or (None if parts[0] in SECTORS or parts[0] in _CAMEO_SECTORS else parts[0])
    rest = parts if code is None else parts[1:]
    sectors = [s for s in (_CAMEO_SECTORS.get(part, part) for part in rest) if s in SECTORS]
    since, until = "", ""
    if sign == "<":
        until = _petrarch_day(day)
    elif sign == ">":
        since = _petrarch_day(day)
    elif day:
        since, until = _petrarch_day(day), _petrarch_day(day2)
    return Entry(
        name=name,
        code=code,
        sector=sectors[0] if sectors else None,
        others=tuple(sectors[1:]),
        kind="person" if since or until else "body",
        since=since,
        until=until,
        table=path.name,
    )


def _petrarch_day(day: str | None) -> str:
    if not day:
        return ""
    if len(day) == 6:
        day = ("19" if int(day[:2]) > 30 else "20") + day
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}"
