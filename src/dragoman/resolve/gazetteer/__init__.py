"""The gazetteer's table: folded name -> rows of places, read from one compressed file.

`places.npz` is built by `python -m dragoman.train.gazetteer` from GeoNames (CC BY 4.0) and `news_places.tsv`.
A name is looked up by the 64-bit BLAKE2 digest of its folded form, so 130,000 spellings cost one sorted array.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from dragoman.errors import AssetError

FOLDER = Path(__file__).parent
TABLE = FOLDER / "places.npz"

MAIN, SPELLING, OTHER = 0, 1, 2  # how a key names its row: its name, the same name spelt otherwise, another name
PRIOR_UNIT = 0.05  # priors are stored in one byte: log10 of inhabitants, in steps of 0.05
NO_ROW = 0xFFFF

_APOSTROPHES = re.compile(r"[.'’‘`´ʻʼʿʾ]")
_BREAKS = re.compile(r"[\s\-\u2010-\u2015\u00a0]+")
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae", "ə": "a"}
)


def fold(name: str) -> str:
    """A name without case, accents, apostrophes, full stops; hyphens and white space as one space."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(letter for letter in name if not unicodedata.combining(letter))
    return _BREAKS.sub(" ", _APOSTROPHES.sub("", name)).strip().lower()


def digest(key: str) -> int:
    """The 64 bits under which a folded name is filed."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place. `prior` is log10 of inhabitants, adjusted for capitals, countries and divisions."""

    index: int
    name: str
    country: str | None
    admin1: int | None
    geonames_id: int | None
    latitude: float
    longitude: float
    feature_code: str
    prior: float


class PlaceTable:
    """Names and rows of the gazetteer file, held as flat arrays (about 3 MB)."""

    def __init__(self, path: Path = TABLE) -> None:
        """Raises AssetError when the file is missing or damaged."""
        try:
            with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
                columns = {name: file[name] for name in file.files}
            self._digests = array("Q", columns["digest"].astype("<u8").tobytes())
            self._rows = columns["row"]
            self._kinds = columns["kind"]
            self._names: list[str] = columns["names"].tobytes().decode().split("\n")
            self._countries: list[str] = columns["countries"].tobytes().decode().split("\n")
            self._features: list[str] = columns["features"].tobytes().decode().split("\n")
            self._columns = columns
        except (OSError, KeyError, ValueError, EOFError, BadZipFile, zlib.error) as error:
            raise AssetError(
                "gazetteer", f"expected the gazetteer at {path}, found: {error}; reinstall or rebuild it"
            ) from error

    @property
    def n_places(self) -> int:
        return len(self._names)

    def find(self, key: str) -> tuple[tuple[int, int], ...]:
        """(row, kind) of every place filed under a folded name, main names first."""
        wanted = digest(key)
        at = bisect_left(self._digests, wanted)
        found = []
        while at < len(self._digests) and self._digests[at] == wanted:
            found.append((int(self._rows[at]), int(self._kinds[at])))
            at += 1
        return tuple(found)

    def prior(self, index: int) -> float:
        return float(self._columns["prior"][index]) * PRIOR_UNIT

    def country(self, index: int) -> str | None:
        return self._countries[int(self._columns["country"][index])] or None

    def admin1(self, index: int) -> int | None:
        row = int(self._columns["admin1"][index])
        return None if row == NO_ROW else row

    def feature(self, index: int) -> str:
        return self._features[int(self._columns["feature"][index])]

    def name(self, index: int) -> str:
        return self._names[index]

    def row(self, index: int) -> Row:
        columns = self._columns
        return Row(
            index=index,
            name=self.name(index),
            country=self.country(index),
            admin1=self.admin1(index),
            geonames_id=int(columns["geonames_id"][index]) or None,
            latitude=round(float(columns["latitude"][index]), 4),
            longitude=round(float(columns["longitude"][index]), 4),
            feature_code=self.feature(index),
            prior=self.prior(index),
        )
