"""Formats of the field: each is read back with a loader that knows nothing but the published list of columns."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dragoman import ontology
from dragoman.records import Coded, Event, Status
from dragoman.write import WRITERS, Options, Record, codes, format_of, write
from dragoman.write.tellings import number, pairs
from makers import (
    PUBLISHED,
    make_article,
    make_coded,
    make_event,
    make_failure,
    make_party,
    make_place,
    make_story,
    make_unknown_party,
    make_when,
)


def listed(names: str, mark: str = " ") -> list[str]:
    return names.split(mark)


ACTOR_COLUMNS = listed(
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
)
GEO_COLUMNS = listed("Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID")
GDELT = [
    *listed("GLOBALEVENTID SQLDATE MonthYear Year FractionDate"),
    *(f"Actor1{name}" for name in ACTOR_COLUMNS),
    *(f"Actor2{name}" for name in ACTOR_COLUMNS),
    *listed("IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale"),
    *listed("NumMentions NumSources NumArticles AvgTone"),
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in GEO_COLUMNS),
    *listed("DATEADDED SOURCEURL"),
]
MENTIONS = listed(
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras"
)
ICEWS = listed(
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|"
    "Longitude",
    "|",
)
POLECAT = listed(
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version",
    "|",
)
PHOENIX = listed(
    "EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole SourceActorAttribute "
    "TargetActorFull TargetActorEntity TargetActorRole TargetActorAttribute EventCode EventRootCode QuadClass "
    "GoldsteinScore Issues Lat Lon LocationName StateName CountryCode SentenceID URLs NewsSources"
)
LISTS: dict[str, list[str]] = {
    "gdelt": GDELT,
    "gdelt-mentions": MENTIONS,
    "icews": ICEWS,
    "polecat": POLECAT,
    "phoenix": PHOENIX,
}
HEADED = ("icews", "polecat")
BY_CAMEO = ("gdelt", "icews", "phoenix")


def written(records: list[Record], format: str, **options: Any) -> str:
    stream = io.BytesIO()
    write(records, stream, format=format, options=Options(**options))
    return stream.getvalue().decode("utf-8")


def loaded(text: str, format: str, **how: Any) -> pd.DataFrame:
    """What a user's loader sees: every cell text, an empty cell ''."""
    names = {} if format in HEADED else {"names": LISTS[format]}
    header = 0 if format in HEADED else None
    return pd.read_csv(
        io.StringIO(text, newline=""), sep="\t", header=header, dtype=str, keep_default_na=False, **names, **how
    )


def rows(records: list[Record], format: str, **options: Any) -> list[dict[str, str]]:
    table = loaded(written(records, format, **options), format)
    return [dict(zip(table.columns, cells, strict=True)) for cells in table.to_numpy().tolist()]


def row(event: Event, coded: Coded, format: str) -> dict[str, str]:
    """The one row of an event."""
    (found,) = rows([make_coded(coded.article, events=[event])], format)
    return found


ARTICLE = make_article(
    "Norway met Chad and Peru in Tulsa. They fought. Norway praised Chad.", url="https://www.ex.org/a"
)
NORWAY = make_party(ARTICLE, "Norway")
CHAD = make_party(ARTICLE, "Chad", code="TCD", sector="MIL")
PERU = make_party(ARTICLE, "Peru", code="PER", sector=None)
PLAIN = make_coded(ARTICLE)


def one(format: str, **fields: Any) -> dict[str, str]:
    fields = {"actors": [NORWAY], "recipients": [CHAD], **fields}
    return row(make_event(ARTICLE, **fields), PLAIN, format)


def hostile() -> Coded:
    """Tabs, line breaks, quotes, control characters and other scripts wherever a cell takes text."""
    nasty = 'The "Free\tArmy"\r\nof Šiauliai\u2028and 東京\x00'
    article = make_article(f"{nasty} praised Chad near Xyzzy.", id='a\t"1"\n', published=dt.date(2024, 3, 6),
                           publisher='Daily\t"News"\n;Rīga', url="https://ex.org/\t?q=1\n", title="x\ty")  # fmt: skip
    who = make_unknown_party(article, nasty)
    place = make_place(article, "Xyzzy")
    event = make_event(article, actors=[who], recipients=[make_party(article, "Chad", code="TCD", office='"a"\tb')],
                       place=place, contexts=("military",))  # fmt: skip
    return make_coded(article, events=[event])


# every format


@pytest.mark.parametrize("format", LISTS)
def test_export_has_the_published_columns(format: str) -> None:
    text = written([make_story()], format)
    table = loaded(text, format)
    assert list(table.columns) == LISTS[format]
    assert len(table) > 0
    assert all(line.count("\t") == len(LISTS[format]) - 1 for line in text.splitlines())


def test_export_column_lists_have_the_published_lengths() -> None:
    assert [61, 16, 20, 40, 26] == [len(names) for names in LISTS.values()]


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_NONE])
@pytest.mark.parametrize("format", LISTS)
def test_export_survives_hostile_text(format: str, quoting: int) -> None:
    text = written([hostile(), make_story()], format)
    table = loaded(text, format, quoting=quoting)
    assert len(table) == 1 + len(rows([make_story()], format))
    assert '"' not in text and "\x00" not in text and "\r" not in text
    assert len(text.splitlines()) == len(text.split("\n")) - 1


def test_export_keeps_other_scripts() -> None:
    assert "The 'Free Army' of Šiauliai and 東京" == rows([hostile()], "icews")[0]["Source Name"]
    assert "Daily 'News' ;Rīga" == rows([hostile()], "icews")[0]["Publisher"]
    assert "THE 'FREE ARMY' OF ŠIAULIAI AND 東京" == rows([hostile()], "gdelt")[0]["Actor1Name"]
    assert "Daily 'News' ,Rīga" == rows([hostile()], "phoenix")[0]["NewsSources"]


@pytest.mark.parametrize("format", LISTS)
def test_export_survives_half_a_surrogate_pair(format: str) -> None:
    article = make_article("Nor\ud83dway praised Chad.", url="https://ex.org/\ud83d", publisher="P\ud83d")
    event = make_event(article, actors=[make_party(article, "Nor\ud83dway")])
    assert "\\ud83d" in written([make_coded(article, events=[event])], format)


@pytest.mark.parametrize("format", LISTS)
def test_export_leaves_failures_out(format: str) -> None:
    assert written([make_story()], format) == written([make_failure(), make_story()], format)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.ACTUAL])
@pytest.mark.parametrize("format", [*BY_CAMEO, "gdelt-mentions"])
def test_export_by_cameo_holds_only_what_is_told_as_done(format: str, status: Status) -> None:
    event = make_event(ARTICLE, actors=[NORWAY], status=status)
    assert rows([make_coded(ARTICLE, events=[event])], format) == []


@pytest.mark.parametrize("format", ["gdelt", "icews", "phoenix"])
def test_export_names_the_event_of_every_integer_id(format: str, tmp_path: Path) -> None:
    write([make_story()], tmp_path / "x.tsv", format=format)
    ids = pd.read_csv(tmp_path / "x.ids.tsv", sep="\t", dtype=str)
    assert ["number", "event_id", "row", "article_id"] == list(ids.columns)
    first = {"gdelt": "GLOBALEVENTID", "icews": "Event ID", "phoenix": "EventID"}[format]
    told = loaded((tmp_path / "x.tsv").read_text("utf-8"), format)[first].str.split("_").str[0]
    assert list(told) == list(ids["number"])
    assert ["e1", "e2", "e3"] == list(ids["event_id"])


def test_export_integer_ids_fit_a_double() -> None:
    ids = [number(f"event {n}", row) for n in range(500) for row in range(2)]
    assert len(set(ids)) == 1000
    assert all(0 <= id < 2**53 and int(float(id)) == id for id in ids)
    assert number("e1", 0) == number("e1", 0)


@pytest.mark.parametrize("format", BY_CAMEO)
def test_export_mirrors_what_parties_do_with_each_other(format: str) -> None:
    event = make_event(ARTICLE, "met", type="CONSULT", actors=[NORWAY, CHAD, PERU], cameo="040")
    found = rows([make_coded(ARTICLE, events=[event])], format)
    sides = {"gdelt": ("Actor1CountryCode", "Actor2CountryCode"), "icews": ("Source Country", "Target Country"),
             "phoenix": ("SourceActorEntity", "TargetActorEntity")}[format]  # fmt: skip
    told = [(each[sides[0]], each[sides[1]]) for each in found]
    assert 6 == len(told) == len(set(told))
    assert {(b, a) for a, b in told} == set(told)
    assert 6 == len({each[LISTS[format][0]] for each in found})


def test_export_pairs_of_compound_parties() -> None:
    def names(event: Event, mirrored: bool = True) -> list[tuple[str | None, ...]]:
        return [tuple(party.name if party else None for party in pair) for pair in pairs(event, mirrored=mirrored)]

    both: dict[str, Any] = {"actors": [NORWAY, CHAD]}
    assert [("Norway", "Peru"), ("Chad", "Peru")] == names(make_event(ARTICLE, **both, recipients=[PERU]))
    assert [("Norway", None), ("Chad", None)] == names(make_event(ARTICLE, type="PROTEST", **both))
    assert [("Norway", "Chad"), ("Chad", "Norway")] == names(make_event(ARTICLE, type="ASSAULT", **both))
    assert [("Norway", None), ("Chad", None)] == names(make_event(ARTICLE, type="ASSAULT", mode="aerial", **both))
    assert [("Norway", "Chad")] == names(make_event(ARTICLE, type="CONSULT", **both), mirrored=False)
    assert [(None, "Peru")] == names(make_event(ARTICLE, recipients=[PERU]))
    assert [(None, None)] == names(make_event(ARTICLE))


@pytest.mark.parametrize("format", [*BY_CAMEO, "polecat"])
def test_export_second_tellings_are_no_rows_of_their_own(format: str) -> None:
    event = make_event(ARTICLE, actors=[NORWAY], id="e1")
    again = make_event(ARTICLE, "fought", actors=[NORWAY], id="e2", same_as="e1")
    assert 1 == len(rows([make_coded(ARTICLE, events=[event, again])], format))


@pytest.mark.parametrize("format", BY_CAMEO)
def test_export_second_telling_stands_in_where_the_first_is_left_out(format: str) -> None:
    plan = make_event(ARTICLE, actors=[NORWAY], id="e1", status=Status.FUTURE)
    done = make_event(ARTICLE, "fought", actors=[NORWAY], id="e2", same_as="e1")
    assert 1 == len(rows([make_coded(ARTICLE, events=[plan, done])], format))


@pytest.mark.parametrize(
    ("format", "column", "form"),
    [("gdelt", "SQLDATE", "%Y%m%d"), ("icews", "Event Date", "%Y-%m-%d"), ("polecat", "Event Date", "%Y-%m-%d"),
     ("phoenix", "Date", "%Y%m%d")],
)  # fmt: skip
def test_export_date_is_the_day_told_else_of_publication(format: str, column: str, form: str) -> None:
    day = dt.date(2023, 12, 31)
    assert f"{day:{form}}" == one(format, time=make_when(ARTICLE, "Tulsa", day))[column]
    assert f"{PUBLISHED:{form}}" == one(format)[column]
    assert f"{PUBLISHED:{form}}" == one(format, time=make_when(ARTICLE, "Tulsa", None))[column]
    undated = make_article(ARTICLE.text, published=None)
    assert "" == rows([make_coded(undated, events=[make_event(undated)])], format)[0][column]


def test_export_codes_stay_text_with_their_zeros() -> None:
    assert ("010", "010", "01") == tuple(
        one("gdelt", cameo="010")[name] for name in ("EventCode", "EventBaseCode", "EventRootCode")
    )
    assert ("0231", "023", "02") == tuple(
        one("gdelt", cameo="0231")[name] for name in ("EventCode", "EventBaseCode", "EventRootCode")
    )
    assert "010" == one("icews", cameo="010")["CAMEO Code"]
    assert ("010", "01") == tuple(one("phoenix", cameo="010")[name] for name in ("EventCode", "EventRootCode"))


# quad classes, from each format's own table
GDELT_QUADS = {**dict.fromkeys(range(1, 6), 1), **dict.fromkeys(range(6, 9), 2), **dict.fromkeys(range(9, 15), 3),
               **dict.fromkeys(range(15, 21), 4)}  # fmt: skip
PHOENIX_QUADS = [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 3, 4, 4, 4, 4]


@pytest.mark.parametrize("root", range(1, 21))
def test_export_quad_classes_follow_each_format(root: int) -> None:
    code = f"{root:02}0"
    assert str(GDELT_QUADS[root]) == one("gdelt", cameo=code)["QuadClass"]
    assert str(PHOENIX_QUADS[root - 1]) == one("phoenix", cameo=code)["QuadClass"]


def test_export_protest_has_three_quad_classes() -> None:
    fields: dict[str, Any] = {"type": "PROTEST", "cameo": "141"}
    assert "3" == one("gdelt", **fields)["QuadClass"]
    assert "4" == one("phoenix", **fields)["QuadClass"]
    assert "MATERIAL CONFLICT" == one("polecat", **fields)["Quad Code"]


# country and role codes

PARTIES = [
    ({"code": "ROU", "sector": "GOV"}, "ROMGOV", "ROM", ("GOV", ""), "Romania"),
    ({"code": "TLS", "sector": "COP"}, "TMPCOP", "TMP", ("COP", ""), "East Timor"),
    ({"code": "RUS", "sector": "MED"}, "RUSHLH", "RUS", ("HLH", ""), "Russian Federation"),
    ({"code": "RUS", "sector": "JRN", "other_sectors": ("GOV",)}, "RUSMEDGOV", "RUS", ("MED", "GOV"),
     "Russian Federation"),
    ({"code": "UNO", "sector": None}, "IGOUNO", "", ("IGO", ""), ""),
    ({"code": "EUR", "sector": "LEG"}, "IGOEUREECLEG", "EUR", ("IGO", "LEG"), ""),
    ({"code": "IGO", "sector": None, "name": "NATO"}, "IGOWSTNAT", "WST", ("IGO", ""), ""),
    ({"code": "PSE", "sector": "REB", "name": "Hamas"}, "PSEREBHMS", "PSE", ("REB", ""),
     "Occupied Palestinian Territory"),
    ({"code": "KOS", "sector": None}, "KOS", "KOS", ("", ""), "Kosovo"),
    ({"code": None, "sector": "COP"}, "COP", "", ("COP", ""), ""),
    ({"code": None, "sector": None}, "", "", ("", ""), ""),
    ({"code": "XXX", "sector": "UNK"}, "", "", ("", ""), ""),
]  # fmt: skip


@pytest.mark.parametrize(("party", "code", "country", "types", "icews"), PARTIES)
def test_export_actor_codes(party: dict[str, Any], code: str, country: str, types: tuple[str, str], icews: str) -> None:
    actor = make_party(ARTICLE, "Norway", **party)
    found = one("gdelt", actors=[actor])
    assert (code, country) == (found["Actor1Code"], found["Actor1CountryCode"])
    assert types == (found["Actor1Type1Code"], found["Actor1Type2Code"])
    assert icews == one("icews", actors=[actor])["Source Country"]


def test_export_phoenix_splits_root_agent_and_others() -> None:
    names = ("SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute")

    def told(**party: Any) -> tuple[str, ...]:
        found = one("phoenix", actors=[make_party(ARTICLE, "Norway", **party)])
        return tuple(found[name] for name in names)

    assert ("USAELIBUSLAB", "USA", "ELI", "BUS;LAB") == told(code="USA", sector="ELI", other_sectors=("BUS", "LAB"))
    assert ("IGOUNO", "IGO", "UNO", "") == told(code="UNO", sector=None)
    assert ("---COP", "---", "COP", "") == told(code=None, sector="COP")
    assert ("---", "---", "", "") == told(code=None, sector=None)


def test_export_sectors_all_have_a_line() -> None:
    plover = ontology.load()
    assert {*plover.sectors, *plover.international} == set(codes.load().sectors)


def test_export_countries_are_those_of_iso_with_one_fips_code_each() -> None:
    pycountry = pytest.importorskip("pycountry")
    countries = codes.load().countries
    assert {country.alpha_3 for country in pycountry.countries} | {"KOS"} == set(countries)
    fips = [country.fips for country in countries.values() if country.iso not in ("ALA", "UMI")]
    assert len(fips) == len(set(fips)) and all(re.fullmatch("[A-Z]{2}", code) for code in fips)
    cow = [country.cow for country in countries.values() if country.cow]
    assert len(cow) == len(set(cow))


def test_export_places_use_fips_and_levels() -> None:
    tulsa = make_place(ARTICLE, "Tulsa", name="Tulsa", country="USA", admin1="Oklahoma", geonames_id=4553433,
                       latitude=36.15398, longitude=-95.99277, feature_code="PPLA2")  # fmt: skip
    found = one("gdelt", place=tulsa)
    assert ["3", "Tulsa, Oklahoma, United States", "US", "USOK", "", "36.154", "-95.9928", ""] == [
        found[f"ActionGeo_{name}"] for name in GEO_COLUMNS
    ]
    icews = one("icews", place=tulsa)
    assert ("Tulsa", "Oklahoma", "United States") == (icews["City"], icews["Province"], icews["Country"])
    polecat = one("polecat", place=tulsa)
    assert ("USA", "4553433", "PPLA2") == (polecat["Country"], polecat["GeoNames ID"], polecat["Feature Type"])
    phoenix = one("phoenix", place=tulsa)
    assert ("Tulsa", "Oklahoma", "USA") == (phoenix["LocationName"], phoenix["StateName"], phoenix["CountryCode"])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"country": "DEU", "feature_code": "PCLI", "name": "Germany"}, ("1", "Germany", "GM", "GM", "GM")),
        ({"country": "DEU", "feature_code": "ADM1", "name": "Bavaria", "admin1": "Bavaria"},
         ("5", "Bavaria, Germany", "GM", "", "")),
        ({"country": "USA", "feature_code": "ADM1", "name": "Ohio", "admin1": "Ohio"},
         ("2", "Ohio, United States", "US", "USOH", "")),
        ({"country": "PSE", "feature_code": "PPLA", "name": "Gaza", "longitude": 34.46}, ("4", "Gaza, Palestine", "GZ",
                                                                                       "", "")),
        ({"country": "PSE", "feature_code": "PPLA", "name": "Hebron", "longitude": 35.1},
         ("4", "Hebron, Palestine", "WE", "", "")),
        ({}, ("0", "", "", "", "")),
    ],
)  # fmt: skip
def test_gdelt_kinds_of_places(fields: dict[str, Any], told: tuple[str, ...]) -> None:
    found = one("gdelt", place=make_place(ARTICLE, "Tulsa", **fields))
    names = ("Type", "FullName", "CountryCode", "ADM1Code", "FeatureID")
    assert told == tuple(found[f"ActionGeo_{name}"] for name in names)


# GDELT


def test_gdelt_unknown_party_place_and_date() -> None:
    found = one("gdelt", actors=[make_unknown_party(ARTICLE, "They")], recipients=[],
                place=make_place(ARTICLE, "Tulsa"), time=make_when(ARTICLE, "Tulsa", None))  # fmt: skip
    assert {"THEY"} == {found[f"Actor1{name}"] for name in ACTOR_COLUMNS} - {""}
    assert {""} == {found[f"Actor2{name}"] for name in ACTOR_COLUMNS}
    assert ("0", "", "") == tuple(found[f"ActionGeo_{name}"] for name in ("Type", "FullName", "Lat"))
    assert ("20240306", "202403", "2024", "2024.1808") == tuple(found[name] for name in GDELT[1:5])


def test_gdelt_numbers_are_read_as_numbers() -> None:
    table = pd.read_csv(io.StringIO(written([make_story()], "gdelt")), sep="\t", header=None, names=GDELT)
    kinds = {name: table[name].dtype.kind for name in ("GLOBALEVENTID", "SQLDATE", "QuadClass", "GoldsteinScale")}
    assert {"GLOBALEVENTID": "i", "SQLDATE": "i", "QuadClass": "i", "GoldsteinScale": "f"} == kinds
    assert table["AvgTone"].isna().all()


def test_gdelt_counts_tellings_as_mentions() -> None:
    events = rows([make_story()], "gdelt")
    mentions = rows([make_story()], "gdelt-mentions")
    assert ["2", "1", "1"] == [event["NumMentions"] for event in events]
    for event in events:
        of_event = [told for told in mentions if told["GLOBALEVENTID"] == event["GLOBALEVENTID"]]
        assert int(event["NumMentions"]) == len(of_event)


def test_gdelt_mentions_point_at_words() -> None:
    story = make_story()
    first, second = rows([story], "gdelt-mentions")[:2]
    text = story.article.text
    for told, actor in ((first, "Ana Duarte"), (second, "Portugal")):
        assert text[int(told["ActionCharOffset"]) :].startswith("accused")
        assert text[int(told["Actor1CharOffset"]) :].startswith(actor)
        assert text[int(told["Actor2CharOffset"]) :].startswith("Morlandia")
    assert ("1", "example.org", "97", "1", str(len(text))) == tuple(
        first[name] for name in ("MentionType", "MentionSourceName", "Confidence", "SentenceID", "MentionDocLen")
    )
    assert "event=e1;mention=e6;row=0" == second["Extras"]
    clash = rows([story], "gdelt-mentions")[-1]
    assert ("-1", "-1") == (clash["Actor1CharOffset"], clash["Actor2CharOffset"])


def test_gdelt_mentions_without_address_are_citations() -> None:
    article = make_article(publisher="Example News")
    (found,) = rows([make_coded(article, events=[make_event(article)])], "gdelt-mentions")
    assert ("2", "Example News", "a1") == tuple(
        found[name] for name in ("MentionType", "MentionSourceName", "MentionIdentifier")
    )


def test_gdelt_root_events_are_those_of_the_first_paragraph() -> None:
    assert ["1", "1", "0"] == [event["IsRootEvent"] for event in rows([make_story()], "gdelt")]


def test_gdelt_date_added_is_given_or_of_publication() -> None:
    assert "20240306000000" == rows([make_story()], "gdelt")[0]["DATEADDED"]
    assert "20240401000000" == rows([make_story()], "gdelt", coded_date=dt.date(2024, 4, 1))[0]["DATEADDED"]


def test_gdelt_files_have_gdelts_names(tmp_path: Path) -> None:
    target = tmp_path / "20240306000000.export.CSV"
    assert "gdelt" == format_of(target)
    write([make_story()], target, format="gdelt")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert ["20240306000000.export.CSV", "20240306000000.ids.CSV", "20240306000000.mentions.CSV"] == names
    mentions = (tmp_path / "20240306000000.mentions.CSV").read_text("utf-8")
    assert written([make_story()], "gdelt-mentions") == mentions
    assert "gdelt-mentions" == format_of(tmp_path / "20240306000000.mentions.CSV")
    assert "csv" == format_of(tmp_path / "events.csv")


# ICEWS


def test_icews_row() -> None:
    found = rows([make_story()], "icews")[0]
    names = ("Event Date", "Source Name", "Source Sectors", "Source Country", "CAMEO Code", "Intensity", "Target Name",
             "Sentence Number", "Publisher")  # fmt: skip
    assert (
        "2024-03-05",
        "Ana Duarte",
        "Government",
        "Portugal",
        "112",
        "-2",
        "Morlandia",
        "1",
        "Example News",
    ) == tuple(found[name] for name in names)
    assert "Accuse" == found["Event Text"]


def test_icews_unknown_party_place_and_date() -> None:
    found = one(
        "icews", actors=[], recipients=[make_unknown_party(ARTICLE, "They")], place=make_place(ARTICLE, "Tulsa")
    )
    assert ("Unspecified Actor", "", "", "They", "", "") == tuple(
        found[f"{side} {name}"] for side in ("Source", "Target") for name in ("Name", "Sectors", "Country")
    )
    assert {""} == {found[name] for name in ICEWS[14:]}


def test_icews_sectors_are_joined_by_commas() -> None:
    party = make_party(ARTICLE, "Norway", sector="COP", other_sectors=("GOV", "JRN"))
    assert "Police,Government,Media,Social" == one("icews", actors=[party])["Source Sectors"]


# POLECAT


def test_polecat_row() -> None:
    found = rows([make_story()], "polecat")[0]
    names = ("Event ID", "Event Type", "Event Mode", "Intensity", "Contexts", "Actor Country", "Actor COW",
             "Actor Title", "Publication Date", "Story People", "Language")  # fmt: skip
    expected = ("e1-0", "ACCUSE", "allege", "-3.5", "weapons;military", "PRT", "235", "foreign minister", "2024-03-06",
                "Ana Duarte", "en")  # fmt: skip
    assert expected == tuple(found[name] for name in names)


def test_polecat_unknown_party_place_and_date() -> None:
    found = one("polecat", recipients=[make_unknown_party(ARTICLE, "They")], place=make_place(ARTICLE, "Tulsa"))
    recipient = [name for name in POLECAT if "Recipient" in name]
    assert ["They", "None", "", "None", "None", "None", "They", ""] == [found[name] for name in recipient]
    assert ("", "", "", "Tulsa") == tuple(found[name] for name in ("Placename", "Country", "Latitude", "Raw Placename"))
    nobody = one("polecat", recipients=[])
    assert ["None", "None", "", "None", "None", "None", "None", ""] == [nobody[name] for name in recipient]


def told_as(type: str, mode: str | None, status: Status) -> list[dict[str, str]]:
    day = make_when(ARTICLE, "Tulsa", dt.date(2024, 5, 1))
    event = make_event(ARTICLE, type=type, mode=mode, status=status, actors=[NORWAY], recipients=[CHAD], time=day)
    return rows([make_coded(ARTICLE, events=[event])], "polecat")


@pytest.mark.parametrize(
    ("type", "mode", "read_as", "score"),
    [("CONSULT", "visit", "AGREE", "2.5"), ("AID", None, "AGREE", "2.5"), ("RETREAT", "withdraw", "CONCEDE", "4.5")],
)
def test_polecat_reads_what_is_ahead_by_plovers_rules(type: str, mode: str | None, read_as: str, score: str) -> None:
    (found,) = told_as(type, mode, Status.FUTURE)
    assert (read_as, "", score, "VERBAL COOPERATION") == tuple(
        found[name] for name in ("Event Type", "Event Mode", "Intensity", "Quad Code")
    )
    assert PUBLISHED.isoformat() == found["Event Date"]


@pytest.mark.parametrize("status", [Status.FUTURE, Status.HYPOTHETICAL, Status.NEGATED, Status.HISTORICAL])
def test_polecat_leaves_out_what_keeps_an_auxiliary(status: Status) -> None:
    assert [] == told_as("ASSAULT", None, status)


def test_polecat_tells_a_meeting_once() -> None:
    event = make_event(ARTICLE, type="CONSULT", actors=[NORWAY, CHAD], id="m")
    (found,) = rows([make_coded(ARTICLE, events=[event])], "polecat")
    assert ("m-0", "NOR", "TCD") == (found["Event ID"], found["Actor Country"], found["Recipient Country"])


# Phoenix


def test_phoenix_row() -> None:
    found = rows([make_story()], "phoenix")[0]
    assert re.fullmatch(r"\d+_0\.1\.0", found["EventID"])
    expected = ("20240305", "2024", "03", "05", "PRTGOV", "PRT", "GOV", "", "---", "---", "", "", "112", "11", "3",
                "-2", "WEAPONS,1;MILITARY,1")  # fmt: skip
    assert expected == tuple(found[name] for name in PHOENIX[1:18])
    assert ("story_1;story_6", "https://example.org/portugal", "Example News") == tuple(
        found[name] for name in PHOENIX[23:]
    )


def test_phoenix_unknown_party_place_and_date() -> None:
    found = one(
        "phoenix", actors=[make_unknown_party(ARTICLE, "They")], recipients=[], place=make_place(ARTICLE, "Tulsa")
    )
    assert ("---", "---") == (found["SourceActorFull"], found["TargetActorFull"])
    assert {""} == {found[name] for name in PHOENIX[18:23]}


# documentation


@pytest.mark.parametrize("format", LISTS)
def test_export_says_in_the_docs_what_it_cannot_carry(format: str) -> None:
    page = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")
    section = page.split(f"\n## {format}\n")[1].split("\n## ")[0]
    assert "cannot carry" in section
    assert all(f"`{suffix}`" in section for suffix in WRITERS[format].suffixes)
    assert all(name in section for name in LISTS[format] if format in HEADED)
