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
from threading import Lock
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


class Shelf:
    """The rows of `persons.tsv` by the words that names begin and end with; an `Entry` is made when a text has one.

    An article names few of the many thousands. To index them takes a fifth of the time that to add them all would.
    """

    def __init__(self, rows: str) -> None:
        self._rows = rows.splitlines()[1:]
        self._entries: dict[int, Entry] = {}
        self._first: dict[str, list[int]] = {}
        self._last: dict[str, list[int]] = {}
        before: tuple[str, str, str] | None = None
        ends: tuple[set[str], set[str]] = (set(), set())
        for number, row in enumerate(self._rows):
            name, aliases, code, _ = row.split("\t", 3)
            if (name, aliases, code) != before:  # else the same person in another office
                before, ends = (name, aliases, code), _ends(f"{name}|{aliases}", code in FAMILY_NAME_FIRST)
            for index, words in zip((self._first, self._last), ends, strict=True):
                for word in words:
                    if word in index:
                        index[word].append(number)
                    else:
                        index[word] = [number]

    def first_words(self) -> Iterable[str]:
        return self._first.keys()

    def beginning(self, word: str) -> Iterator[tuple[str, Entry]]:
        """(name, person) of the names whose first word it is, in the order of the table."""
        for number in self._first.get(word, ()):
            name, aliases, _ = self._rows[number].split("\t", 2)
            for alias in (name, *split_cell(aliases)):
                if fold(WORD.findall(alias)[0]) == word:
                    yield alias, self._entry(number)

    def of_family(self, word: str) -> tuple[Entry, ...]:
        """Persons whose full names end with the word, or begin with it where the family name comes first."""
        return tuple(self._entry(number) for number in self._last.get(word, ()))

    def _entry(self, number: int) -> Entry:
        known = self._entries.get(number)
        if known is not None:
            return known
        name, _, code, sector, others, office, since, until, gender = self._rows[number].split("\t")
        entry = Entry(
            name=name,
            code=code,
            sector=sector or None,
            others=tuple(others.split()),
            kind="person",
            office=office or None,
            since=since,
            until=until,
            gender=gender or None,
            table="persons.tsv",
        )
        return self._entries.setdefault(number, entry)  # one object for a row, whichever thread was first


def _ends(names: str, family_name_first: bool) -> tuple[set[str], set[str]]:
    """First words of the names, and the words that may be their family names, folded."""
    first: set[str] = set()
    last: set[str] = set()
    for name in split_cell(fold.__wrapped__(names)):  # the cache is for words of texts
        begins, ends = name.partition(" ")[0], name.rpartition(" ")[2]
        if not begins.isalnum() or not ends.isalnum():  # "al-Bashir"
            words = WORD.findall(name)
            begins, ends = words[0], words[-1]
        first.add(begins)
        if begins != name:
            last.add(ends)
            if family_name_first:
                last.add(begins)
    return first, last


class Names:
    """Known names by folded words: `scan` finds the longest names of a text from left to right.

    `add` fills it, before the first `scan` or `get`; `persons` come in by themselves.
    """

    def __init__(self, persons: Shelf | None = None) -> None:
        self.persons = persons or Shelf("")
        self._readings: dict[str, list[tuple[str, Entry]]] = {}
        self._closed = set(self.persons.first_words())
        self._longest: dict[str, int] = dict.fromkeys(self._closed, 0)
        self._opening = Lock()  # articles are coded by several threads

    def add(self, alias: str, entry: Entry) -> None:
        words = WORD.findall(alias)
        if len(words) > 1 and words[0].lower() == "the":
            del words[0]
        if not words:
            return
        keys = [fold(word) for word in words]
        shape = "".join([_shape(word) for word in words])
        readings = self._readings.setdefault(keys[0] if len(keys) == 1 else " ".join(keys), [])
        if entry.table == "persons.tsv" and readings and readings[-1][1].table == "cities.tsv":
            readings.pop()  # a city gives way, as to every other table
        if not any(form == shape and known is entry for form, known in readings):
            readings.append((shape, entry))
        if len(keys) > self._longest.get(keys[0], 0):
            self._longest[keys[0]] = len(keys)

    def get(self, words: str) -> tuple[Entry, ...]:
        """Readings of a name given alone, whatever its case."""
        self._open({words.partition(" ")[0]})
        return tuple(entry for _, entry in self._readings.get(words, ()))

    def knows(self, name: str) -> bool:
        """Whether a name is known already, persons left out of account."""
        return " ".join(map(fold, WORD.findall(name))) in self._readings

    def _open(self, words: set[str]) -> None:
        """Take in the persons whose names begin with these words."""
        if self._closed.isdisjoint(words):
            return
        with self._opening:
            for word in words & self._closed:
                for name, person in self.persons.beginning(word):
                    self.add(name, person)
                self._closed.discard(word)

    def scan(self, tokens: Sequence[Token]) -> list[Hit]:
        hits: list[Hit] = []
        index, n_tokens, longest = 0, len(tokens), self._longest
        starting = [i for i, token in enumerate(tokens) if token.key in longest]
        self._open({tokens[i].key for i in starting})
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


def _table_text(name: str) -> str:
    return (files("dragoman.resolve") / "actors_data" / f"{name}.tsv").read_text(encoding="utf-8")


def read_table(name: str) -> Iterator[dict[str, str]]:
    lines = _table_text(name).splitlines()
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=False))


def split_cell(cell: str) -> list[str]:
    return [item for item in cell.split("|") if item]


def load_names() -> Names:
    """All built-in tables in one look-up."""
    names = Names(Shelf(_table_text("persons")))
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
        if not names.knows(row["name"]):
            names.add(row["name"], Entry(name=row["name"], code=row["code"], kind="place", table="cities.tsv"))


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
