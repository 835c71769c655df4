"""Import of other people's events: files as they are found, their codes, and what the store makes of them."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dragoman import imports, ontology
from dragoman.bring import FORMATS, LeftOut, bring
from dragoman.bring import gdelt as gdelt_reader
from dragoman.bring.icews import PUBLISHED as ICEWS
from dragoman.bring.vocabulary import load as vocabulary
from dragoman.cli import main
from dragoman.cli.import_ import FORMATS as CHOICES
from dragoman.errors import OptionError
from dragoman.imports import import_events
from dragoman.link import link_new
from dragoman.records import Absence, Coded, Failure, Imported, Party, Status
from dragoman.store import Filters, Store
from dragoman.store.brief import dossier, timeline
from dragoman.write import write
from makers import make_article, make_coded, make_event, make_party, make_place, make_quantity, make_story, make_when

GDELT = gdelt_reader.VERSION_2
MARCH_5 = dt.date(2024, 3, 5)


def gdelt(**cells: str) -> str:
    """A line of GDELT 2; a double underscore stands for nothing, so that every column can be named."""
    row = dict.fromkeys(GDELT, "")
    row |= {
        "GLOBALEVENTID": "1161",
        "SQLDATE": "20240305",
        "Actor1Code": "ROMGOV",
        "Actor1Name": "ROMANIA",
        "Actor1CountryCode": "ROM",
        "Actor1Type1Code": "GOV",
        "Actor2Code": "CHN",
        "Actor2Name": "CHINA",
        "Actor2CountryCode": "CHN",
        "IsRootEvent": "1",
        "EventCode": "112",
        "EventBaseCode": "112",
        "EventRootCode": "11",
        "QuadClass": "3",
        "GoldsteinScale": "-2.0",
        "NumMentions": "10",
        "NumSources": "2",
        "NumArticles": "8",
        "AvgTone": "-3.5",
        "DATEADDED": "20240306001500",
        "SOURCEURL": "https://ex.org/a",
    }
    assert set(cells) <= set(row)
    return "\t".join((row | cells).values()) + "\n"  # fmt: skip


def icews(**cells: str) -> str:
    """A line of ICEWS; names of columns with underscores for blanks."""
    row = dict.fromkeys(ICEWS, "")
    row |= {
        "Event ID": "900",
        "Event Date": "2024-03-05",
        "Source Name": "Police (India)",
        "Source Sectors": "Government,Police",
        "Source Country": "India",
        "Event Text": "Criticize or denounce",
        "CAMEO Code": "111",
        "Intensity": "-2.0",
        "Target Name": "Citizen (India)",
        "Target Sectors": "General Population / Civilian / Social,Social",
        "Target Country": "India",
        "Story ID": "77",
        "Sentence Number": "3",
        "Publisher": "Example Times",
        "City": "Pune",
        "Province": "Maharashtra",
        "Country": "India",
        "Latitude": "18.5",
        "Longitude": "73.85",
    }
    named = {name.replace("_", " "): value for name, value in cells.items()}
    assert set(named) <= set(row)
    return "\t".join((row | named).values()) + "\n"  # fmt: skip


HEADER = "\t".join(ICEWS) + "\n"


def plover(**fields: Any) -> str:
    record: dict[str, Any] = {"id": "p1", "date": "2024-03-05", "actor": [{"code": "FRA", "sector": "GOV"}],
                              "recipient": [{"code": "TCD"}], "event": ["CONSULT"], **fields}  # fmt: skip
    return json.dumps({name: value for name, value in record.items() if value is not ...}) + "\n"


def saved(folder: Path, data: str | bytes, name: str = "events.txt") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def brought(folder: Path, data: str | bytes, name: str = "events.txt", **options: Any) -> list[Any]:
    return list(bring([saved(folder, data, name)], **options))


def one(folder: Path, data: str | bytes, **options: Any) -> Imported:
    (found,) = brought(folder, data, **options)
    assert isinstance(found, Imported), found
    return found


def failures(found: list[Any]) -> list[str]:
    return [record.code for record in found if isinstance(record, Failure)]


def ids(found: list[Any]) -> list[str]:
    return [record.their_id for record in found if isinstance(record, Imported)]


# Files


def packed_zip(folder: Path, **files: str) -> bytes:
    path = folder / "packed"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path.read_bytes()


def test_files_are_read_as_published(tmp_path: Path) -> None:
    plain = gdelt() + gdelt(GLOBALEVENTID="1162")
    assert ["1161", "1162"] == ids(brought(tmp_path, plain))
    assert ["1161", "1162"] == ids(brought(tmp_path, gzip.compress(plain.encode()), "e.csv.gz"))
    archive = packed_zip(tmp_path, **{"b.CSV": gdelt(GLOBALEVENTID="2"), "a.CSV": gdelt(GLOBALEVENTID="1")})
    found = brought(tmp_path, archive, "20240306.export.CSV.zip")
    assert ["1", "2"] == ids(found)
    assert found[0].file.endswith("20240306.export.CSV.zip/a.CSV")


def test_marks_of_other_systems_are_no_part_of_a_cell(tmp_path: Path) -> None:
    text = "\ufeff" + gdelt(Actor1Name=" ROMANIA ").replace("\n", "\r\n") + "\r\n\r\n" + gdelt(GLOBALEVENTID="2")
    found = brought(tmp_path, text)
    assert [("1161", 1), ("2", 4)] == [(event.their_id, event.line) for event in found]
    assert "ROMANIA" == found[0].actors[0].name
    assert "https://ex.org/a" == found[0].story.url


def test_lines_that_are_not_utf_8_are_read_as_western(tmp_path: Path) -> None:
    data = icews(Source_Name="José Álvarez").encode("latin-1") + icews(Source_Name="Łódź", Event_ID="901").encode()
    found = brought(tmp_path, HEADER.encode() + data)
    assert ["José Álvarez", "Łódź"] == [event.actors[0].name for event in found]


@pytest.mark.parametrize(
    ("data", "name", "code", "remedy"),
    [
        (b"", "e.txt", "empty", "give events"),
        (b"\n\n", "e.txt", "empty", "give events"),
        (b"PAR1....", "e.parquet", "binary", "text file"),
        (b"plain", "e.gz", "binary", "drop the ending"),
        (b"a\0b\tc\n", "e.txt", "binary", "text file"),
        (gzip.compress(gdelt().encode() * 50)[:-30], "e.gz", "damaged", "fetch"),
        (b"PK\x03\x04broken", "e.zip", "damaged", "fetch"),
        (b"Some words of a story.\n", "e.txt", "format", "--format"),
        ("\t".join("123456789") + "\n", "e.txt", "format", "--format"),
        ("\t".join(["1"] * 16) + "\n", "e.mentions.CSV", "format", "GDELT mentions"),
        ("\t".join(["1"] * 27) + "\n", "e.gkg.csv", "format", "knowledge graph"),
        ("Event ID\tEvent Date\tEvent Type\tEvent Mode\n", "e.txt", "format", "POLECAT"),
        ("event_id_cnty,event_date,year\n", "e.csv", "format", "ACLED"),
    ],
)
def test_what_is_no_such_file_is_told_with_the_remedy(
    tmp_path: Path, data: str | bytes, name: str, code: str, remedy: str
) -> None:
    found = brought(tmp_path, data, name)
    assert code == found[-1].code
    assert remedy in found[-1].message
    assert str(tmp_path / name) in found[-1].message
    assert all(isinstance(record, Imported) for record in found[:-1])


def test_a_file_that_is_not_there_stops_no_other(tmp_path: Path) -> None:
    found = list(bring([tmp_path / "none", tmp_path, saved(tmp_path, gdelt())]))
    assert ["missing", "folder"] == failures(found)
    assert ["1161"] == ids(found)


def test_a_format_can_be_named(tmp_path: Path) -> None:
    assert ["columns"] == failures(brought(tmp_path, gdelt().replace("\t", " "), format="gdelt"))
    assert CHOICES == tuple(FORMATS)


# GDELT


def test_gdelt_row(tmp_path: Path) -> None:
    event = one(tmp_path, gdelt(ActionGeo_Type="4", ActionGeo_FullName="Beijing, Beijing, China",
                                ActionGeo_CountryCode="CH", ActionGeo_Lat="39.9289", ActionGeo_Long="116.388",
                                ActionGeo_FeatureID="-1898541"))  # fmt: skip
    assert ("ACCUSE", "allege", Status.ACTUAL, "112") == (event.type, event.mode, event.status, event.cameo)
    assert ("ROU", "GOV", "ROMANIA") == (event.actors[0].code, event.actors[0].sector, event.actors[0].name)
    assert ("CHN", None) == (event.recipients[0].code, event.recipients[0].sector)
    assert (MARCH_5, MARCH_5) == (event.first_day, event.last_day)
    assert (10, 2, 8, -3.5, True) == (event.n_mentions, event.n_sources, event.n_articles, event.tone, event.is_root)
    assert event.place is not None
    assert ("Beijing", "Beijing", "CHN", 39.9289, 116.388, "PPL", "-1898541") == (
        event.place.name, event.place.admin1, event.place.country, event.place.latitude, event.place.longitude,
        event.place.feature_code, event.place.their_id)  # fmt: skip
    assert (dt.date(2024, 3, 6), True) == (event.story.published, event.story.published_assumed)


def test_protest_keeps_the_quad_class_of_the_file_beside_ours(tmp_path: Path) -> None:
    event = one(tmp_path, gdelt(EventCode="141", EventRootCode="14", QuadClass="3"))
    assert ("PROTEST", 3) == (event.type, event.quad)
    assert 4 == ontology.load().quad(event.type)


def actor(**cells: str) -> Party | None:
    return gdelt_reader.actor(tuple(cells.get(name, "") for name in ("Code", "Name", "CountryCode", "KnownGroupCode",
                              "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code",
                              "Type3Code")))  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "code", "sectors"),
    [
        ({"CountryCode": "TMP"}, "TLS", ()),
        ({"CountryCode": "USA", "Type1Code": "MIL", "Type2Code": "REB"}, "USA", ("MIL", "REB")),
        ({"CountryCode": "USA", "Type1Code": "MED"}, "USA", ("JRN",)),
        ({"CountryCode": "USA", "Type1Code": "HLH"}, "USA", ("MED",)),
        ({"CountryCode": "TUR", "Type1Code": "SEP", "Type2Code": "INS"}, "TUR", ("REB",)),
        ({"CountryCode": "KOS"}, "KOS", ()),
        ({"CountryCode": "XKX"}, "KOS", ()),
        ({"CountryCode": "ROU"}, "ROU", ()),
        ({"Type1Code": "IGO", "KnownGroupCode": "UNO"}, "UNO", ()),
        ({"CountryCode": "EUR", "KnownGroupCode": "EEC", "Type1Code": "IGO"}, "EUR", ()),
        ({"CountryCode": "WST", "KnownGroupCode": "NAT", "Type1Code": "IGO"}, "IGO", ()),
        ({"Type1Code": "NGO"}, "NGO", ()),
        ({"CountryCode": "FRA", "Type1Code": "NGO"}, "FRA", ("SOC",)),
        ({"Type1Code": "MNC", "Type2Code": "BUS"}, "MNC", ("BUS",)),
        ({"CountryCode": "PSE", "KnownGroupCode": "HMS", "Type1Code": "REB"}, "PSE", ("REB",)),
        ({"Code": "PSEREBHMS"}, "PSE", ("REB",)),
        ({"Code": "IGOUNO"}, "UNO", ()),
        ({"Code": "USAMOS", "CountryCode": "USA", "Religion1Code": "MOS"}, "USA", ("REL",)),
    ],
)
def test_cameo_actors(cells: dict[str, str], code: str, sectors: tuple[str, ...]) -> None:
    party = actor(**cells)
    assert party is not None
    assert (code, None) == (party.code, party.absence)
    assert sectors == tuple(filter(None, (party.sector, *party.other_sectors)))


@pytest.mark.parametrize(
    ("cells", "absence"),
    [
        ({"CountryCode": "EUR"}, Absence.NO_CANDIDATE),  # Europe, not the European Union
        ({"CountryCode": "AFR", "Type1Code": "GOV"}, Absence.NO_CANDIDATE),
        ({"CountryCode": "ANT"}, Absence.AMBIGUOUS),  # three countries today
        ({"Name": "MORLANDIA"}, Absence.NO_CANDIDATE),
        ({"Code": "COP", "Type1Code": "COP"}, Absence.NOT_GIVEN),
    ],
)
def test_cameo_actors_without_a_code_say_why(cells: dict[str, str], absence: Absence) -> None:
    party = actor(**cells)
    assert party is not None
    assert (None, absence) == (party.code, party.absence)
    assert actor() is None


@pytest.mark.parametrize(
    ("fips", "iso"),
    [("CH", "CHN"), ("SZ", "CHE"), ("GM", "DEU"), ("GA", "GMB"), ("GZ", "PSE"), ("WE", "PSE"), ("RI", "SRB"),
     ("KV", "KOS"), ("FI", "FIN"), ("UP", "UKR"), ("USA", "USA"), ("ZZ", None), ("OS", None)],
)  # fmt: skip
def test_places_have_fips_codes(fips: str, iso: str | None) -> None:
    spot = gdelt_reader.place("1", "Somewhere", fips, "", "", "")
    assert spot is not None
    assert (iso, None if iso else Absence.NO_CANDIDATE) == (spot.country, spot.absence)


@pytest.mark.parametrize(
    ("geo_type", "full_name", "expected"),
    [
        ("1", "Korea, Republic of", ("Korea, Republic of", None, "PCL")),
        ("2", "Texas, United States", ("Texas", "Texas", "ADM1")),
        ("3", "Tulsa, Oklahoma, United States", ("Tulsa", "Oklahoma", "PPL")),
        ("4", "Paris, Île-De-France, France", ("Paris", "Île-De-France", "PPL")),
        ("4", "Praia, Cape Verde", ("Praia", None, "PPL")),
        ("5", "Bavaria, Germany", ("Bavaria", "Bavaria", "ADM1")),
    ],
)
def test_places_by_their_level(geo_type: str, full_name: str, expected: tuple[str, ...]) -> None:
    spot = gdelt_reader.place(geo_type, full_name, "US", "1.5", "abc", "")
    assert spot is not None
    assert expected == (spot.name, spot.admin1, spot.feature_code)
    assert (None, None) == (spot.latitude, spot.longitude)


def test_no_place_is_no_place() -> None:
    assert gdelt_reader.place("0", "", "", "", "", "") is None


@pytest.mark.parametrize(("code", "root", "type", "mode"), [
    ("043", "04", "CONSULT", "visit"), ("43", "4", "CONSULT", "visit"), ("43", "", "CONSULT", "visit"),
    ("0871", "08", "RETREAT", "ceasefire"), ("871", "8", "RETREAT", "ceasefire"), ("13", "13", "THREATEN", None),
    ("14", "14", "PROTEST", None), ("1831", "18", "ASSAULT", "suicide-attack"),
    ("1832.0", "18", "ASSAULT", "explosives"),
])  # fmt: skip
def test_codes_are_text_and_get_a_lost_zero_back(
    tmp_path: Path, code: str, root: str, type: str, mode: str | None
) -> None:
    event = one(tmp_path, gdelt(EventCode=code, EventRootCode=root))
    assert (type, mode, code) == (event.type, event.mode, event.code)


@pytest.mark.parametrize(("code", "root"), [("010", "01"), ("10", "1"), ("0251", "02"), ("20", "2")])
def test_statements_and_appeals_are_left_out(tmp_path: Path, code: str, root: str) -> None:
    (found,) = brought(tmp_path, gdelt(EventCode=code, EventRootCode=root))
    assert isinstance(found, LeftOut)


def test_appeals_are_requests_on_demand(tmp_path: Path) -> None:
    event = one(tmp_path, gdelt(EventCode="0231", EventRootCode="02"), appeals=True)
    assert ("REQUEST", "assist", ("economic",)) == (event.type, event.mode, event.contexts)
    known = ontology.load().cameo
    appeals = [f"10{code}" for code in ("0", "11", "12", "13", "14", "2", "31", "32", "33", "34", "41", "42", "43",
                                        "44", "51", "52", "53", "54", "55", "56", "6", "7", "8")]  # fmt: skip
    assert [] == [code for code in appeals if code not in known or known[code].type != "REQUEST"]


def test_contexts_that_the_table_leaves_open_are_not_chosen(tmp_path: Path) -> None:
    open_codes = [code for code, line in ontology.load().cameo.items() if any("|" in c for c in line.contexts)]
    assert open_codes
    for code in open_codes:
        assert () == one(tmp_path, gdelt(EventCode=code, EventRootCode=code[:2])).contexts


def test_older_and_exported_gdelt_files(tmp_path: Path) -> None:
    cells = dict(zip(GDELT, gdelt(ActionGeo_FullName="China", ActionGeo_Type="1", ActionGeo_CountryCode="CH")
                     .rstrip("\n").split("\t"), strict=True))  # fmt: skip
    version_2 = one(tmp_path, "\t".join(cells.values()))
    version_1 = one(tmp_path, "\t".join(v for name, v in cells.items() if "ADM2" not in name))
    names = ["SOURCEURL", *(name for name in GDELT if name != "SOURCEURL"), "Extra"]
    exported = one(tmp_path, "\t".join(names).replace("GLOBALEVENTID", "GlobalEventID").replace("FullName", "Fullname")
                   + "\n" + "\t".join([cells["SOURCEURL"], *(cells[n] for n in names[1:-1]), "x"]))  # fmt: skip
    comma = one(tmp_path, ",".join(GDELT) + "\n" + ",".join(f'"{value}"' for value in cells.values()))
    short = one(tmp_path, "\t".join(("GLOBALEVENTID", "SQLDATE", "Actor1Code", "Actor2Code", "EventCode", "SOURCEURL"))
                + "\n1161\t20240305\tROMGOV\tCHN\t112\thttps://ex.org/a\n")  # fmt: skip
    same = [(e.key, e.type, e.actors, e.place, e.story.url) for e in (version_2, version_1, exported, comma)]
    assert [same[0]] * 4 == same
    assert (version_2.key, "ROU", None) == ((*short.key[:5], *version_2.key[5:]), short.actors[0].code, short.place)


def test_a_quotation_that_never_ends_costs_its_own_line(tmp_path: Path) -> None:
    rows = [",".join(gdelt(GLOBALEVENTID=str(n), SOURCEURL=url).strip().split("\t")) for n, url in
            enumerate(("a", '"b', "c", '"d,e"', "f" * 200_000))]  # fmt: skip
    for mark, whole in ((",", ["0", "1", "2", "3"]), ("\t", ["0", "1", "2", "4"])):
        text = "\n".join((",".join(GDELT), *rows)).replace(",", mark)
        found = brought(tmp_path, text)
        assert whole == ids(found)
        assert len(rows) == len(found)


def test_base_and_root_in_the_wrong_order_do_no_harm(tmp_path: Path) -> None:
    swapped = gdelt(EventCode="0231", EventBaseCode="02", EventRootCode="023")
    assert ["REQUEST"] == [event.type for event in brought(tmp_path, swapped, appeals=True)]


def test_empty_values_in_other_words(tmp_path: Path) -> None:
    event = one(tmp_path, gdelt(Actor2Code="NULL", Actor2Name="None", Actor2CountryCode="nan", AvgTone="\\N"))
    assert ((), None) == (event.recipients, event.tone)


def test_bad_rows_stop_no_other(tmp_path: Path) -> None:
    rows = [gdelt(GLOBALEVENTID="1"), gdelt(SQLDATE="20240231"), gdelt(EventCode="---"), gdelt(EventCode="999"),
            gdelt(GLOBALEVENTID=""), gdelt(Actor1Name="A\tB"), gdelt()[:40] + "\n", gdelt(SQLDATE=""),
            gdelt(GLOBALEVENTID="2"), gdelt(GLOBALEVENTID="3").rstrip("\n") + "\t\t\n"]  # fmt: skip
    found = brought(tmp_path, "".join(rows))
    assert ["1", "2", "3"] == ids(found)
    assert ["date", "code", "code", "id", "columns", "columns", "date"] == failures(found)
    for line, failure in zip(range(2, 9), (f for f in found if isinstance(f, Failure)), strict=True):
        assert f"events.txt line {line}: " in failure.message
        assert any(word in failure.message for word in ("write", "correct", "give", "mend"))


# ICEWS


def test_icews_row(tmp_path: Path) -> None:
    event = one(tmp_path, HEADER + icews())
    assert ("ACCUSE", "disapprove", "111", "Criticize or denounce") == (event.type, event.mode, event.code, event.label)
    assert ("IND", "COP", ()) == (event.actors[0].code, event.actors[0].sector, event.actors[0].other_sectors)
    assert ("IND", "CVL", ()) == (
        event.recipients[0].code,
        event.recipients[0].sector,
        event.recipients[0].other_sectors,
    )
    assert ("77", "Example Times", None) == (event.story.id, event.story.publisher, event.story.published)
    assert event.place is not None
    assert ("Pune", "Maharashtra", "IND", 18.5, "PPL") == (
        event.place.name, event.place.admin1, event.place.country, event.place.latitude, event.place.feature_code
    )  # fmt: skip


@pytest.mark.parametrize("date", ["2024-03-05", "3/5/2024", "03/05/2024", "2024-03-05 00:00:00", "20240305"])
def test_days_as_icews_writes_them(tmp_path: Path, date: str) -> None:
    assert MARCH_5 == one(tmp_path, HEADER + icews(Event_Date=date)).first_day


@pytest.mark.parametrize("date", ["31/3/2024", "2024-02-30", "soon", ""])
def test_what_is_no_day_is_refused(tmp_path: Path, date: str) -> None:
    assert ["date"] == failures(brought(tmp_path, HEADER + icews(Event_Date=date)))


@pytest.mark.parametrize(
    ("sectors", "country", "code", "own"),
    [
        ("Government,Military,Army", "Chad", "TCD", ("MIL",)),
        ("Army,Government,Military", "Chad", "TCD", ("MIL",)),
        ("Government", "Russian Federation", "RUS", ("GOV",)),
        ("Foreign Ministry,Government,Executive", "Cote d'Ivoire", "CIV", ("GOV",)),
        ("Dissident,Insurgents", "Occupied Palestinian Territory", "PSE", ("REB",)),
        ("Dissident", "Chad", "TCD", ("OPP",)),
        ("Ideological,Parties,(National) Major Party", "Chad", "TCD", ("PTY",)),
        ("Organized Violent", "", "IMG", ()),
        ("Organized Violent", "Chad", "TCD", ("REB",)),
        ("Regional,International Government Organization", "", "IGO", ()),
        ("Nothing That Is Known", "Chad", "TCD", ()),
        ("", "Chad", "TCD", ()),
    ],
)
def test_icews_sectors(tmp_path: Path, sectors: str, country: str, code: str, own: tuple[str, ...]) -> None:
    for cell in (sectors, f'"{sectors}"'):
        event = one(tmp_path, HEADER + icews(Source_Name="X", Source_Sectors=cell, Source_Country=country))
        (party,) = event.actors
        assert (code, own) == (party.code, tuple(filter(None, (party.sector, *party.other_sectors))))


def test_icews_sides_that_are_nobody_or_a_body(tmp_path: Path) -> None:
    event = one(tmp_path, HEADER + icews(Source_Name="European Union", Source_Sectors="Regional", Source_Country="",
                                         Target_Name="Unspecified Actor", Target_Sectors="",
                                         Target_Country=""))  # fmt: skip
    assert ("EUR", ()) == (event.actors[0].code, event.recipients)
    event = one(tmp_path, HEADER + icews(Source_Country="Morlandia"))
    assert (None, Absence.NO_CANDIDATE) == (event.actors[0].code, event.actors[0].absence)


def test_icews_columns_are_found_by_name(tmp_path: Path) -> None:
    lines = [HEADER.rstrip("\n") + "\tHeadline\n", icews().rstrip("\n") + "\tNews\n"]
    moved = [line.rstrip("\n").split("\t") for line in lines]
    turned = "".join("\t".join([*cells[5:], *cells[:5]]) + "\n" for cells in moved)
    headless = icews()
    same = [one(tmp_path, text) for text in ("".join(lines), turned, HEADER + icews(), headless)]
    assert 1 == len({event.key for event in same})
    assert 1 == len({event.actors for event in same})


@pytest.mark.parametrize(
    ("code", "text", "left_out"),
    [("10", "Make statement", True), ("10", "Demand", False), ("15", "Acknowledge or claim responsibility", True),
     ("15", "Exhibit military or police power", False), ("20", "Make an appeal or request", True)],
)  # fmt: skip
def test_icews_codes_that_lost_their_zero_are_known_by_the_text(
    tmp_path: Path, code: str, text: str, left_out: bool
) -> None:
    (found,) = brought(tmp_path, HEADER + icews(CAMEO_Code=code, Event_Text=text))
    assert left_out is isinstance(found, LeftOut)


# PLOVER JSON


def test_plover_record(tmp_path: Path) -> None:
    loc = {"extracted_place": "the capital", "resolved_place": "N'Djamena", "geonameid": 2427123, "lat": 12.1,
           "lon": 15.0,           "country_code": "TCD", "province": "N'Djamena", "feature_code": "PPLC"}  # fmt: skip
    event = one(tmp_path, plover(mode=["visit"], context=["diplomatic", "future"], enddate="2024-03-07", event_loc=loc,
                                 event_text=["will visit", "Chad"], size={"dead": 3, "arrested": 10},
                                 cite_info={"url": "https://ex.org/b", "publication": "Daily",
                                            "language": "en"}))  # fmt: skip
    assert ("CONSULT", "visit", ("diplomatic",), Status.FUTURE) == (
        event.type,
        event.mode,
        event.contexts,
        event.status,
    )
    assert ("FRA", "GOV", "TCD") == (event.actors[0].code, event.actors[0].sector, event.recipients[0].code)
    assert (MARCH_5, dt.date(2024, 3, 7)) == (event.first_day, event.last_day)
    assert event.place is not None
    assert ("N'Djamena", "the capital", 2427123, "TCD") == (
        event.place.name, event.place.text, event.place.geonames_id, event.place.country)  # fmt: skip
    assert ("will visit ... Chad", (("killed", 3.0), ("arrested", 10.0))) == (event.words, event.quantities)
    assert ("https://ex.org/b", "Daily", "en") == (event.story.url, event.story.publisher, event.story.language)


CHAPTER_4 = {"raw_text": "the Paraguayan president", "entity_name": "Mario Abdo Benítez", "wikidata_id": "Q21063147",
             "country_name": "Paraguay", "sector_code": "GOV", "other_sector_codes": ["ELI"]}  # fmt: skip
NGEC = {
    "id": "20190801-2227-8b13212ac6f6", "pub_date": "2019-08-02", "date_resolved": "2019-08-01", "event_type": "ACCUSE",
    "event_mode": ["disapprove"], "event_text": "The president blamed them. They said nothing.",
    "attributes": {"ACTOR": [{"text": "The president", "wiki": "Mario Abdo Benítez", "country": "PRY", "code_1": "GOV",
                              "code_2": "ELI"}],
                   "RECIP": {"text": "them", "country": "", "code_1": "UNO"}, "LOC": [], "DATE": []},
    "event_geolocation": {"extracted_place_name": "Asunción", "resolved_placename": "Asuncion", "country_code3": "PRY",
                          "lat": "-25.3", "lon": "-57.6", "geonameid": "3439389", "admin1_name": "Asunción"},
    "story_people": ["Mario Abdo Benítez"], "story_orgs": [], "story_locs": ["Asunción"],
}  # fmt: skip


@pytest.mark.parametrize(
    "entity",
    [
        {"code": "PRY", "sector": "GOV", "other_sectors": ["ELI"]},
        {"code": "PRYGOVELI"},
        {"code": "PRY", "sector": "GOVELI"},
        {"code": "pry", "sector": ["gov", "eli"]},
        CHAPTER_4,
        {"countryName": "Paraguay", "sectorCode": "GOV", "otherSectorCodes": ["ELI"]},
    ],
)
def test_plover_entities_in_every_dialect(tmp_path: Path, entity: dict[str, Any]) -> None:
    for field in ("actor", "source"):
        (party,) = one(tmp_path, plover(**{"actor": ..., field: [entity]})).actors
        assert ("PRY", "GOV", ("ELI",)) == (party.code, party.sector, party.other_sectors)
    (party,) = one(tmp_path, plover(actor=entity)).actors
    assert "PRY" == party.code


def test_gsr_file(tmp_path: Path) -> None:
    event = one(tmp_path, json.dumps({
        "id": "g1", "date": "20190801", "source": [{"code": "PRY", "actorText": "Asunción"}],
        "target": [{"code": "XKX"}], "event": "DISAPPROVE", "eventText": "slammed",
        "textInfo": {"idnumber": "7", "markup": "Asunción [slammed] it."}, "publication": "Daily",
        "dateCoded": "2019-09-01", "coder": "AB"}))  # fmt: skip
    assert ("ACCUSE", "disapprove", "slammed") == (event.type, event.mode, event.words)
    assert ("PRY", "Asunción", "KOS") == (event.actors[0].code, event.actors[0].text, event.recipients[0].code)
    assert ("Daily", "AB", dt.date(2019, 9, 1)) == (event.story.publisher, event.coder, event.added)
    assert "Asunción [slammed] it." == event.passage


def test_ngec_output(tmp_path: Path) -> None:
    event = one(tmp_path, json.dumps(NGEC))
    assert ("ACCUSE", "disapprove", dt.date(2019, 8, 1)) == (event.type, event.mode, event.first_day)
    assert ("PRY", "GOV", ("ELI",)) == (event.actors[0].code, event.actors[0].sector, event.actors[0].other_sectors)
    assert ("Mario Abdo Benítez", "UNO") == (event.actors[0].name, event.recipients[0].code)
    assert event.place is not None
    assert ("Asuncion", "PRY", 3439389) == (event.place.name, event.place.country, event.place.geonames_id)
    assert (dt.date(2019, 8, 2), None) == (event.story.published, event.words)
    assert NGEC["event_text"] == event.passage


def test_arrays_several_types_and_old_names(tmp_path: Path) -> None:
    array = f"[{plover(event=['DEMAND', 'CONSULT'])},\n{plover(id='p2', event=['042'])}]"
    found = brought(tmp_path, array)
    assert ["REQUEST", "CONSULT", "CONSULT"] == [event.type for event in found]
    assert [1, 1, 2] == [event.line for event in found]
    assert 3 == len({event.key for event in found})


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"id": ...}, "id"),
        ({"id": ""}, "id"),
        ({"date": ...}, "date"),
        ({"date": "3rd of May"}, "date"),
        ({"enddate": "2023-01-01"}, "date"),
        ({"actor": ...}, "actor"),
        ({"event": ...}, "type_missing"),
        ({"event": []}, "type_missing"),
        ({"event": ["CRIME"]}, "type_unknown"),
        ({"event": ["999"]}, "type_unknown"),
        ({"event": [3]}, "field_type"),
        ({"actor": [3]}, "type"),
        ({"event_loc": "Paris"}, "type"),
    ],
)
def test_bad_records_stop_no_other(tmp_path: Path, fields: dict[str, Any], code: str) -> None:
    found = brought(tmp_path, plover(**fields) + "{broken\n" + "3\n" + plover(id="last"))
    assert [code, "json", "type"] == failures(found)
    assert ["last"] == ids(found)
    assert "events.txt line 1: " in found[0].message


def test_numbers_too_large_are_not_given(tmp_path: Path) -> None:
    text = plover(event_loc={"geonameid": 1e30, "country_code": "UKR"}, textInfo={"sequence": 2**31, "start": 5})
    event = one(tmp_path, text)
    assert (None, 5) == (event.sentence, event.text_start)
    assert event.place and event.place.geonames_id is None
    rows = dump(store_of(tmp_path, text, gdelt(NumMentions="99999999999999")))["imports"]
    assert [None, None] == [row["n_mentions"] for row in rows]


def test_records_that_need_no_value(tmp_path: Path) -> None:
    event = one(tmp_path, plover(date=None, actor=[], recipient=...))
    assert (None, (), ()) == (event.first_day, event.actors, event.recipients)
    (left_out,) = brought(tmp_path, plover(has_event=False))
    assert isinstance(left_out, LeftOut)


def test_tables_hold_together() -> None:
    words = vocabulary()
    sectors, kinds = set(ontology.load().sectors), set(ontology.load().international)
    for role in (*words.roles.values(), *words.icews_sectors.values()):
        assert {role.domestic} - {None} <= sectors and {role.kind} - {None} <= kinds
    assert set(words.fips.values()) <= words.iso
    assert set(words.groups.values()) <= kinds


# Store


def store_of(folder: Path, *data: str, name: str = "s.duckdb", **options: Any) -> Path:
    path = folder / name
    files = [saved(folder, text, f"{name}.{n}.txt") for n, text in enumerate(data)]
    with Store(path, write=True) as store:
        import_events(files, store, **options)
    return path


def dump(path: Path, *without: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that the file holds, but the columns `without`."""
    with Store(path) as store:
        tables = [row["table_name"] for row in store.sql("SELECT table_name FROM duckdb_tables()").to_pylist()]
        found = {table: store.sql(f"FROM {table}").to_pylist() for table in sorted(tables)}
    return {table: sorted(({k: v for k, v in row.items() if k not in without} for row in rows), key=str)
            for table, rows in found.items()}  # fmt: skip


def events(path: Path, **filters: Any) -> list[dict[str, Any]]:
    with Store(path) as store:
        rows: list[dict[str, Any]] = store.query("events", oldest_first=True, **filters).to_pylist()
        return rows


MEETING = icews(Event_ID="1", CAMEO_Code="040", Source_Name="Chad", Source_Sectors="", Source_Country="Chad",
                Target_Name="Mali", Target_Sectors="", Target_Country="Mali")  # fmt: skip
MIRROR = icews(Event_ID="2", CAMEO_Code="040", Source_Name="Mali", Source_Sectors="", Source_Country="Mali",
               Target_Name="Chad", Target_Sectors="", Target_Country="Chad")  # fmt: skip


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own story, and a file of each format."""
    folder = tmp_path_factory.mktemp("mixed")
    path = store_of(folder, gdelt(), HEADER + icews() + MEETING + MIRROR, plover(size={"dead": 4}))
    with Store(path, write=True) as store:
        store.add([make_story()])
        link_new(store)
    return path


def test_own_and_imported_stand_side_by_side(mixed: Path) -> None:
    with Store(mixed) as store:
        rows = store.sql("SELECT coder, count(*) AS n FROM v_events GROUP BY ALL ORDER BY ALL").to_pylist()
        assert [("dragoman", 6), ("gdelt", 1), ("icews", 2), ("plover", 1)] == [(r["coder"], r["n"]) for r in rows]
        assert [1] * 4 == [store.count("articles", coder=coder) for coder in ("dragoman", *FORMATS)]
        day = Filters(type=("ACCUSE",), since=MARCH_5, until=MARCH_5, coder="gdelt")
        asked = [
            {"coder": "gdelt"},
            {"actor": "ROU"},
            {"actor": "ROU:GOV"},
            {"actor": "Romania"},
            {"pair": ("ROU", "CHN")},
        ]
        for filters in (day, *(Filters(**fields) for fields in asked)):
            assert 1 == store.count("events", filters)
        assert 0 == store.count("events", Filters(coder="gdelt", min_confidence=0.01))
        with pytest.raises(OptionError, match="coder"):
            Filters(coder="acled")


def test_what_an_imported_event_lacks_has_a_reason(mixed: Path) -> None:
    with Store(mixed) as store:
        (row,) = store.sql("SELECT e.*, a.text, a.text_absence FROM events e JOIN articles a USING (article_id) "
                           "WHERE e.imported_from = 'gdelt'").to_pylist()  # fmt: skip
        (kept,) = store.sql("FROM v_imports WHERE dataset = 'gdelt'").to_pylist()
    lacking = (
        "sentence",
        "trigger_text",
        "trigger_start",
        "trigger_end",
        "confidence",
        "place_name",
        "source_name",
        "text",
    )
    assert {None} == {row[name] for name in lacking}
    assert {"not_given"} == {row[n] for n in ("trigger_absence", "place_absence", "source_absence", "text_absence")}
    assert ("given", MARCH_5, "2024-03-05", "day") == (row["day_from"], row["day"], row["date"], row["grain"])
    assert (3, -3.5, "112", -2.0) == (row["quad"], row["score"], row["cameo"], row["goldstein"])
    assert ("1161", "112", "ROMGOV | ROMANIA", "CHN | CHINA", 10, 2, 8, 1) == tuple(kept[n] for n in (
        "their_id", "code", "actor_told", "recipient_told", "n_mentions", "n_sources", "n_articles",
        "line"))  # fmt: skip


def test_imported_events_join_no_incident(mixed: Path) -> None:
    with Store(mixed) as store:
        rows = store.sql("SELECT DISTINCT coder FROM v_events WHERE incident_id IS NOT NULL").to_pylist()
        assert [{"coder": "dragoman"}] == rows
        assert 0 == link_new_in_copy(mixed)


def link_new_in_copy(path: Path) -> int:
    copy = path.with_suffix(".copy")
    copy.write_bytes(path.read_bytes())
    with Store(copy, write=True) as store:
        return link_new(store)


def test_timeline_and_dossier_hold_both(mixed: Path) -> None:
    with Store(mixed) as store:
        lines = timeline(store, Filters())
        told = [line.what for line in lines]
        assert "ACCUSE allege: ROMANIA (ROU) → CHINA (CHN) [gdelt]" in told
        assert any(what.startswith("CONSULT: Chad, Mali (TCD MLI) → –") for what in told)
        assert any("killed: 4" in what for what in told)
        assert all(line.day_told for line in lines if line.what.startswith("ACCUSE allege: ROMANIA"))
        brief = dossier(store, "ROU")
        assert 1 == brief.n_events
        assert ["https://ex.org/a"] == [source.url for source in brief.sources]


@pytest.mark.parametrize("command", [["query", "events"], ["query", "articles"], ["timeline"], ["dossier", "CHN"],
                                     ["query", "events", "--coder", "icews", "--format", "csv"]])  # fmt: skip
def test_commands_show_imported_events(mixed: Path, command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--db", str(mixed)])
    assert (0, None) == (result.exit_code, result.exception)
    assert any(words in result.output for words in ("ROMANIA", "ex.org/a", "IND"))
    assert 1 >= result.output.count("https://ex.org/a")


def test_both_sides_of_a_mutual_act_are_one_event(tmp_path: Path) -> None:
    orders = [(HEADER + MEETING + MIRROR,), (HEADER + MIRROR + MEETING,), (HEADER + MEETING, HEADER + MIRROR),
              (HEADER + MIRROR, HEADER + MEETING)]  # fmt: skip
    dumps = []
    for n, files in enumerate(orders):
        path = store_of(tmp_path, *files, name=f"{n}.duckdb")
        (row,) = events(path)
        assert (["TCD", "MLI"], []) == (row["actor_codes"], row["recipient_codes"])
        dumps.append(dump(path, "file", "line", "read_from"))
    assert [dumps[0]] * 4 == dumps
    (kept,) = dumps[0]["imports"]
    assert ("1", ["2"], True) == (kept["their_id"], kept["also_ids"], kept["mirrored"])


def test_what_is_not_mutual_stays_apart(tmp_path: Path) -> None:
    accused, back = (line.replace("\t040\t", "\t111\t") for line in (MEETING, MIRROR))
    other_sentence = MIRROR.replace("\t3\tExample", "\t4\tExample")
    assert 2 == len(events(store_of(tmp_path, HEADER + accused + back, name="a")))
    assert 2 == len(events(store_of(tmp_path, HEADER + MEETING + other_sentence, name="b")))
    (lone,) = events(store_of(tmp_path, HEADER + MEETING, name="c"))
    assert (["TCD"], ["MLI"]) == (lone["actor_codes"], lone["recipient_codes"])


def test_a_visit_told_by_guest_and_host_is_one_event_of_the_guest(tmp_path: Path) -> None:
    guest = MEETING.replace("\t040\t", "\t042\t")
    host = MIRROR.replace("\t040\t", "\t043\t")
    for n, text in enumerate((guest + host, host + guest, host)):
        (row,) = events(store_of(tmp_path, HEADER + text, name=str(n)))
        assert (["TCD"], ["MLI"], "visit", "042") == (
            row["actor_codes"], row["recipient_codes"], row["mode"], row["cameo"])  # fmt: skip


def test_gdelt_rows_of_one_meeting_are_one_event_where_they_name_an_article(tmp_path: Path) -> None:
    sides = {
        "Actor1Code": "CHN",
        "Actor1Name": "CHINA",
        "Actor1CountryCode": "CHN",
        "Actor1Type1Code": "",
        "Actor2Code": "ROMGOV",
        "Actor2Name": "ROMANIA",
        "Actor2CountryCode": "ROM",
        "Actor2Type1Code": "GOV",
    }
    for url, n in (("https://ex.org/a", 1), ("", 2)):
        text = gdelt(EventCode="040", SOURCEURL=url) + gdelt(EventCode="040", SOURCEURL=url, GLOBALEVENTID="7", **sides)
        rows = events(store_of(tmp_path, text, name=f"{n}"))
        assert n == len(rows)
        assert {n: 2 // n for n in (1, 2)}[n] == len(rows[0]["actor_codes"])  # fmt: skip


def test_import_repeated_changes_nothing(tmp_path: Path) -> None:
    text = HEADER + icews() + MEETING + MIRROR + icews(Event_Date="soon")
    path = store_of(tmp_path, text, gdelt(), plover())
    before = dump(path)
    with Store(path, write=True) as store:
        done = import_events([tmp_path / f"s.duckdb.{n}.txt" for n in (2, 0, 1)], store)
    assert (0, 5, 1) == (done.written, done.known, len(done.failures))
    assert before == dump(path)


def test_files_that_overlap_add_up(tmp_path: Path) -> None:
    first, second = gdelt() + gdelt(GLOBALEVENTID="2"), gdelt(GLOBALEVENTID="2") + gdelt(GLOBALEVENTID="3")
    path = store_of(tmp_path, first, second)
    assert ["1161", "2", "3"] == sorted(row["their_id"] for row in dump(path)["imports"])
    assert [3] == [row["n_events"] for row in dump(path)["articles"]]


def test_another_version_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = store_of(tmp_path, HEADER + icews() + MEETING + MIRROR)
    before = dump(path, "run_id")
    monkeypatch.setattr(imports, "__version__", "99")
    again = store_of(tmp_path, HEADER + icews() + MIRROR + MEETING)
    assert before["events"] == dump(again, "run_id")["events"]
    assert before["imports"] == dump(again, "run_id")["imports"]
    assert 1 == len({row["run_id"] for row in dump(again)["imports"]})


def test_another_version_replaces_what_the_last_one_read_of_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = HEADER + MEETING + MIRROR
    path = store_of(tmp_path, rows)
    before = dump(path, "run_id")["imports"]
    with Store(path, write=True) as store:
        store.sql("UPDATE imports SET label = 'misread', intensity = -99")
    monkeypatch.setattr(imports, "__version__", "99")
    assert before == dump(store_of(tmp_path, rows), "run_id")["imports"]


def test_what_stops_an_import_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(gdelt(GLOBALEVENTID=str(n), SOURCEURL=f"https://ex.org/{n % 3}") for n in range(10))
    whole = store_of(tmp_path, text, name="whole")
    monkeypatch.setattr(imports, "COMMIT_EVENTS", 3)

    def cut(*args: Any, **options: Any) -> Iterator[Any]:
        for n, found in enumerate(bring(*args, **options)):
            if n == 7:
                raise KeyboardInterrupt
            yield found

    with monkeypatch.context() as struck:
        struck.setattr(imports, "bring", cut)
        with pytest.raises(KeyboardInterrupt):
            store_of(tmp_path, text, name="cut")
    assert 6 == len(events(tmp_path / "cut"))
    store_of(tmp_path, text, name="cut")
    assert dump(whole, "file", "read_from") == dump(tmp_path / "cut", "file", "read_from")


def test_failures_are_kept_until_the_file_is_mended(tmp_path: Path) -> None:
    path = store_of(tmp_path, gdelt() + gdelt(SQLDATE="x"))
    (kept,) = dump(path)["failures"]
    assert ("bring", "date") == (kept["room"], kept["code"])
    assert kept["document"].endswith("txt line 2")
    store_of(tmp_path, gdelt())
    assert [] == dump(path)["failures"]


def test_older_store_takes_an_import(tmp_path: Path) -> None:
    """The migration keeps what stands there, with its indexes."""
    with Store(tmp_path / "s.duckdb", write=True) as store:
        store.add([make_story()])
    path = store_of(tmp_path, gdelt())
    with Store(path) as store:
        names = {row["index_name"] for row in store.sql("SELECT index_name FROM duckdb_indexes()").to_pylist()}
    assert {"events_by_id", "articles_by_id"} <= names
    assert 7 == len(events(path))


# Round trip


def coded() -> Coded:
    """Acts of several kinds, as the coder gives them: contexts and CAMEO code as the ontology has them."""
    article = make_article("Norway accused Chad in Tulsa. Romania met the UN. Peru's police arrested rebels.",
                           url="https://www.ex.org/a", publisher="Daily News", id="a1")  # fmt: skip
    party = {"Norway": make_party(article, "Norway"), "Chad": make_party(article, "Chad", code="TCD", sector=None),
             "Romania": make_party(article, "Romania", code="ROU", sector="GOV", other_sectors=("MIL",)),
             "the UN": make_party(article, "the UN", name="United Nations", code="UNO", sector=None),
             "police": make_party(article, "police", name="Peruvian police", code="PER", sector="COP", office="chief"),
             "rebels": make_party(article, "rebels", code="PER", sector="REB")}  # fmt: skip
    place = make_place(article, "Tulsa", name="Tulsa", country="USA", admin1="Oklahoma", geonames_id=4553433,
                       latitude=36.154, longitude=-95.9928, feature_code="PPLA2")  # fmt: skip
    events = (
        make_event(article, "accused", id="e1", type="ACCUSE", mode="allege", cameo="112", actors=[party["Norway"]],
                   recipients=[party["Chad"]], place=place, time=make_when(article, "accused", MARCH_5),
                   quantities=[make_quantity(article, "Chad", "killed", 12)]),
        make_event(article, "met", id="e2", type="CONSULT", cameo="040", actors=[party["Romania"], party["the UN"]]),
        make_event(article, "arrested", id="e3", type="COERCE", mode="arrest", contexts=("legal",), cameo="173",
                   actors=[party["police"]], recipients=[party["rebels"]]),
    )  # fmt: skip
    return make_coded(article, events=events)


def again(folder: Path, format: str, name: str) -> dict[str, dict[str, Any]]:
    """What comes back, by its CAMEO code."""
    write([coded()], folder / name, format=format)
    with Store(folder / "s.duckdb", write=True) as store:
        done = import_events([folder / name], store)
        assert [] == done.failures
    rows = events(folder / "s.duckdb")
    assert 3 == len(rows)
    return {row["cameo"]: row for row in rows}


def carried(row: dict[str, Any]) -> tuple[Any, ...]:
    """Lists sorted: which of two who meet is named first is up to the ids of the rows."""
    names = ("type", "mode", "contexts", "actor_codes", "actor_sectors", "recipient_codes", "recipient_sectors")
    return tuple(sorted(row[name]) if isinstance(row[name], list) else row[name] for name in names)


EXPECTED = {
    "112": ("ACCUSE", "allege", [], ["NOR"], ["GOV"], ["TCD"], []),
    "040": ("CONSULT", None, [], ["ROU", "UNO"], ["GOV", "MIL"], [], []),
    "173": ("COERCE", "arrest", ["legal"], ["PER"], ["COP"], ["PER"], ["REB"]),
}


@pytest.mark.parametrize(("format", "name"), [("gdelt", "a.export.CSV"), ("icews", "a.tab"), ("jsonl", "a.jsonl")])
def test_round_trip(tmp_path: Path, format: str, name: str) -> None:
    found = again(tmp_path, format, name)
    expected = dict(EXPECTED)
    if format == "icews":  # the order of sectors means nothing there
        expected["040"] = ("CONSULT", None, [], ["ROU", "UNO"], ["MIL"], [], [])
    assert expected == {cameo: carried(row) for cameo, row in found.items()}
    row = found["112"]
    assert (MARCH_5, "Tulsa", "USA", "Oklahoma") == (
        row["day"], row["place_name"], row["place_country"], row["place_admin1"])  # fmt: skip
    assert (36.154, -95.9928) == (row["place_latitude"], row["place_longitude"])
    assert dt.date(2024, 3, 6) == found["040"]["day"]
    if format == "jsonl":
        assert (["Norway"], "accused", "https://www.ex.org/a", "Daily News") == (
            row["actor_names"], row["trigger_text"], row["url"], row["publisher"])  # fmt: skip
        with Store(tmp_path / "s.duckdb") as store:
            (number,) = store.sql("FROM quantities").to_pylist()
            assert ("killed", 12.0) == (number["what"], number["value"])
            (place,) = store.sql("SELECT place_geonames_id AS id FROM events WHERE cameo = '112'").to_pylist()
            assert {"id": 4553433} == place


# Command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments])


def test_command_says_what_it_did(tmp_path: Path) -> None:
    good = saved(tmp_path, gdelt() + gdelt(EventCode="010"), "good.CSV")
    bad = saved(tmp_path, gdelt(SQLDATE="x"), "bad.CSV")
    db = str(tmp_path / "s.duckdb")
    result = run(str(good), "--db", db)
    assert 0 == result.exit_code
    assert "1 events imported; 0 known before; 0 failed" in result.output
    assert "left out: 1 of CAMEO 01" in result.output
    result = run(str(good), str(bad), "--db", db)
    assert 1 == result.exit_code
    assert "0 events imported; 1 known before; 1 failed" in result.output
    assert "bad.CSV line 1: 'x'" in result.output
    assert 2 == run(str(bad), "--db", db).exit_code
    assert 2 == run(str(good), "--db", str(tmp_path / "none" / "s.duckdb")).exit_code
    assert 2 == run(str(good), "--db", db, "--format", "acled").exit_code
