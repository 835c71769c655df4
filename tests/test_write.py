"""Writers: what each format holds, that bytes never change, and what happens when a place cannot be written."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import columns
from dragoman.errors import OptionError, OutputError
from dragoman.records import (
    Absence,
    Agreement,
    Claim,
    Coded,
    Commitment,
    Figure,
    Ledger,
    Meeting,
    Span,
    Stance,
    Status,
    Violation,
)
from dragoman.write import WRITERS, Options, Tally, format_of, write
from dragoman.write.output import Record
from makers import (
    make_article,
    make_coded,
    make_event,
    make_failure,
    make_party,
    make_place,
    make_quantity,
    make_statement,
    make_story,
    make_unknown_party,
    make_when,
    span_of,
)

DOCS = Path(__file__).parent.parent / "docs"
TEXT_FORMATS = [name for name, form in WRITERS.items() if not form.binary]
# codes and names only: no words of the act (test_exports.py tries their cells)
WORDLESS = {"gdelt", "gdelt-mentions", "icews", "polecat", "phoenix"}


def written(records: list[Record], format: str, **options: Any) -> str:
    stream = io.BytesIO()
    write(records, stream, format=format, options=Options(**options))
    return stream.getvalue().decode("utf-8")


def objects(records: list[Record], format: str = "json", **options: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(records, format, **options).splitlines()]


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# every format


@pytest.mark.parametrize("format", WRITERS)
def test_every_format_gives_the_same_bytes_twice(format: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write([make_story(), make_failure()], tmp_path / name, format=format)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("format", WRITERS)
def test_every_format_keeps_what_came_before_an_interruption(format: str, tmp_path: Path) -> None:
    def interrupted() -> Iterator[Record]:
        yield make_story(id="first")
        raise KeyboardInterrupt

    tally = Tally(interrupted())
    with pytest.raises(KeyboardInterrupt):
        write(tally, tmp_path / "cut", format=format)
    write([make_story(id="first")], tmp_path / "whole", format=format)
    assert tally.summary().documents == 1
    assert (tmp_path / "cut").read_bytes() == (tmp_path / "whole").read_bytes()


@pytest.mark.parametrize("format", WRITERS)
def test_every_format_takes_no_articles_at_all(format: str, tmp_path: Path) -> None:
    summary = write([], tmp_path / "none", format=format)
    assert (summary.documents, summary.failures) == (0, ())
    assert (tmp_path / "none").exists()


@pytest.mark.parametrize("format", WRITERS)
def test_every_format_is_shown_in_the_docs(format: str) -> None:
    page = (DOCS / "output.md").read_text("utf-8")
    assert f"## {format}" in page.lower()
    assert all(f"`{suffix}`" in page for suffix in WRITERS[format].suffixes)


@pytest.mark.parametrize("format", sorted(set(TEXT_FORMATS) - WORDLESS))
def test_every_text_format_survives_half_a_surrogate_pair(format: str) -> None:
    article = make_article("Norway praised \ud83d Chad.")
    event = make_event(article, "praised \ud83d Chad")
    assert "praised \\ud83d" in written([make_coded(article, events=[event])], format).replace("[", "")


@pytest.mark.parametrize("format", sorted(set(TEXT_FORMATS) - {"html"}))
def test_every_line_format_writes_while_articles_still_come(format: str) -> None:
    stream = io.BytesIO()
    lengths: list[int] = []

    def source() -> Iterator[Record]:
        for _ in range(3):
            yield make_story()
            lengths.append(len(stream.getvalue()))

    write(source(), stream, format=format)
    assert 0 < lengths[0] < lengths[1] < lengths[2]


def test_write_does_not_load_heavy_libraries_for_json() -> None:
    code = (
        "import io, sys; from makers import make_story; from dragoman.write import write;"
        "write([make_story()], io.BytesIO(), format='json');"
        "print(sorted({'arro3', 'duckdb', 'jinja2', 'rich', 'pandas'} & set(sys.modules)))"
    )
    path = os.pathsep.join([str(Path(columns.__file__).parent.parent.parent), str(Path(__file__).parent)])
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True)
    assert done.stdout.decode().strip() == "[]", done.stderr.decode()


# json


def test_json_spans_point_at_their_words() -> None:
    story = make_story()
    [found] = objects([story])
    spots = [e["trigger"] for e in found["events"]]
    spots += [p for e in found["events"] for p in e["actors"] + e["recipients"]]
    spots += [e[key] for e in found["events"] for key in ("source", "place", "time") if e[key]]
    spots += [q for e in found["events"] for q in e["quantities"]]
    spots += [c for s in found["statements"] for c in [*s["content"], s["cue"], s["speaker"]]]
    assert len(spots) == 37
    for spot in spots:
        assert spot["text"] == story.article.text[spot["start"] : spot["end"]]


def test_json_event_holds_the_scored_fields() -> None:
    story = make_story()
    event = objects([story])[0]["events"][3]
    sentence, antecedent = story.sentences[3], span_of(story.article, "Ana Duarte")
    assert [event[key] for key in ("type", "mode", "status", "date")] == ["CONSULT", "visit", "future", "2024-03-08"]
    assert [event["actors"][0][key] for key in ("name", "code", "sector")] == ["Ana Duarte", "PRT", "GOV"]
    assert event["place"]["text"] == "Madrid"
    assert event["actors"][0]["antecedent"] == {"text": "Ana Duarte", "start": antecedent.start, "end": antecedent.end}
    assert event["sentence"] == {"index": 3, "start": sentence.start, "end": sentence.end}


def test_json_unresolved_party_keeps_words_and_reason() -> None:
    recipient = objects([make_story()])[0]["events"][0]["recipients"][0]
    assert (recipient["text"], recipient["code"], recipient["absence"]) == ("Morlandia", None, "no_candidate")


def test_json_rounds_and_holds_only_numbers_json_has() -> None:
    article = make_article("Norway praised 12 people in Praia.")
    place = make_place(article, "Praia", latitude=14.93151249, longitude=-0.000001)
    numbers = make_quantity(article, "12", value=12.0, high=float("inf"))
    event = make_event(article, place=place, quantities=[numbers], confidence=0.123456, score=float("nan"))
    found = objects([make_coded(article, events=[event])])[0]["events"][0]
    assert (found["place"]["latitude"], str(found["place"]["longitude"])) == (14.93151, "0.0")
    assert (found["confidence"], found["score"]) == (0.1235, None)
    assert (str(found["quantities"][0]["value"]), found["quantities"][0]["high"]) == ("12", None)


def test_json_failure_is_a_line_of_its_own() -> None:
    good, bad = objects([make_story(), make_failure("lost")])
    assert good["document"]["id"] == "story"
    assert (bad["document"]["id"], bad["events"], bad["statements"]) == ("lost", [], [])
    assert bad["failure"]["code"] == "input_empty"


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029", "\x0b", "\x1c", "\n"])
def test_json_article_stays_one_line_whatever_breaks_lines(mark: str) -> None:
    article = make_article(f"Norway praised{mark}Chad.")
    event = make_event(article, f"praised{mark}Chad")
    coded = make_coded(article, events=[event])
    assert [found["events"][0]["trigger"]["text"] for found in objects([coded])] == [f"praised{mark}Chad"]
    assert [found["event_text"] for found in objects([coded], "jsonl")] == [[f"praised{mark}Chad"]]


# PLOVER JSON lines


def test_plover_holds_the_required_fields_and_the_codebook_names() -> None:
    events = objects([make_story()], "jsonl")
    assert len(events) == 6
    for event in events:
        assert event["id"] and re.fullmatch(r"\d{4}-\d\d-\d\d", event["date"])
        assert isinstance(event["actor"], list) and len(event["event"]) == 1
    assert events[0]["actor"][0]["entity_text"] == "Ana Duarte"
    assert events[0]["recipient"][0] == {
        "code": None, "sector": None, "other_sectors": [], "entity_text": "Morlandia", "identifier_text": None,
        "office": None,
    }  # fmt: skip
    assert events[0]["event_text"] == ["accused"]


def test_plover_date_is_the_event_else_the_publication() -> None:
    events = objects([make_story()], "jsonl")
    assert [events[0]["date"], events[1]["date"]] == ["2024-03-05", "2024-03-06"]
    assert (events[2]["date"], events[2]["enddate"]) == ("2024-02-26", "2024-03-03")


@pytest.mark.parametrize(
    ("status", "auxiliary"),
    [
        (Status.ACTUAL, []),
        (Status.FUTURE, ["future"]),
        (Status.HYPOTHETICAL, ["hypothetical"]),
        (Status.NEGATED, ["negation"]),
        (Status.HISTORICAL, ["historical"]),
    ],
)
def test_plover_status_becomes_an_auxiliary_after_the_contexts(status: Status, auxiliary: list[str]) -> None:
    article = make_article()
    event = make_event(article, contexts=("military",), status=status)
    assert objects([make_coded(article, events=[event])], "jsonl")[0]["context"] == ["military", *auxiliary]


def test_plover_two_tellings_share_one_link() -> None:
    links = [event["link"] for event in objects([make_story()], "jsonl")]
    assert links == ["e1", None, None, None, None, "e1"]


def test_plover_counts_and_place() -> None:
    event = objects([make_story()], "jsonl")[2]
    assert event["size"] == {"dead": 12}
    location = event["event_loc"]
    assert (location["geonameid"], location["city"], location["country_code"]) == (3374333, "Praia", "CPV")
    assert (location["feature_class"], location["resolution"]) == ("P", 4)


def test_plover_coder_and_date_only_when_given() -> None:
    plain = objects([make_story()], "jsonl")[0]
    named = objects([make_story()], "jsonl", coder="desk 3", coded_date=dt.date(2024, 4, 1))[0]
    assert "coder" not in plain and "coded_date" not in plain
    assert (named["coder"], named["coded_date"]) == ("desk 3", "2024-04-01")


# columns, csv, parquet

SMALL_TEXT = "Norway and Chad praised Kosovo on Tuesday in Oslo, where 40 people met; officials said so."


@st.composite
def stories(draw: st.DrawFn) -> Coded:
    """An article with events of every shape: missing, empty and odd values."""
    article = make_article(SMALL_TEXT)
    some = lambda strategy: st.one_of(st.none(), strategy)  # noqa: E731
    words = st.sampled_from(["Norway", "Chad", "Kosovo", "officials"])
    odd = st.text(max_size=5).filter(lambda s: s.isprintable())
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    parties = st.builds(
        lambda words, code, others, office, antecedent, absence: dataclasses.replace(
            make_party(article, words, code=code, other_sectors=others, office=office, absence=absence),
            antecedent=span_of(article, "Norway") if antecedent else None,
        ),
        some(words), some(odd), st.lists(odd, max_size=2), some(odd), st.booleans(), some(st.sampled_from(Absence)),
    )  # fmt: skip
    place = make_place(article, "Oslo", name=draw(some(odd)), latitude=draw(some(numbers)))
    when = make_when(article, "on Tuesday", draw(some(st.dates())))
    number = make_quantity(article, "40", what=draw(odd), value=draw(some(numbers)), qualifier=draw(some(odd)))
    event = make_event(
        article,
        contexts=draw(st.lists(odd, max_size=2)),
        status=draw(st.sampled_from(Status)),
        actors=draw(st.lists(parties, max_size=3)),
        recipients=draw(st.lists(parties, max_size=2)),
        source=draw(some(parties)),
        place=draw(some(st.just(place))),
        time=draw(some(st.just(when))),
        quantities=draw(st.lists(st.just(number), max_size=2)),
        confidence=draw(st.floats(0, 1)),
    )
    return make_coded(article, events=[event])


@settings(deadline=None)
@given(stories())
def test_arrow_round_trip_gives_the_same_events(coded: Coded) -> None:
    assert columns.from_arrow(columns.table_of("events", columns.event_rows(coded))) == coded.events


def test_arrow_tables_have_a_row_each() -> None:
    tables = columns.to_arrow([make_story(), make_failure(), make_coded()])
    counts = {name: table.num_rows for name, table in tables.items() if table.num_rows}
    assert counts == {"events": 6, "statements": 4, "documents": 2} and list(tables) == list(columns.TABLES)
    assert tables["events"].column("actor_codes").to_pylist()[0] == ["PRT"]
    assert tables["statements"].column("content_text")[3].as_py() == "a fairy tale"


def test_arrow_of_nothing_has_every_column() -> None:
    assert columns.to_arrow([])["events"].column_names == [column.name for column in columns.EVENTS]


@pytest.mark.parametrize("table", columns.TABLES)
def test_columns_are_all_in_the_docs(table: str) -> None:
    page = (DOCS / "output.md").read_text("utf-8")
    missing = [c.name for c in columns.TABLES[table] if f"| `{c.name}` | {c.type} | {c.about} |" not in page]
    assert missing == []


def test_structs_are_all_in_the_docs() -> None:
    page = (DOCS / "output.md").read_text("utf-8")
    for name, fields in columns.STRUCTS.items():
        assert f"- {name}: {', '.join(f'`{key}` {type}' for key, type in fields)}\n" in page


def make_kept() -> Coded:
    """An article with one record of every kind in its ledger."""
    story = make_story()
    article = story.article
    accused = make_party(article, "Duarte", name="Ana Duarte", code="PRT")
    denier = make_unknown_party(article, "Morlandia")
    place = make_place(article, "Praia")
    words = span_of(article, "hospital officials")
    ledger = Ledger(
        claims=(
            Claim(id="c1", sentence=0, span=words, mentions=(words, words), about=(denier,), stances=(
                Stance(by=accused, stance="asserts", span=words, sentence=0, date="2024-03-06", outlet="Paper"),
                Stance(by=denier, stance="denies", span=words, sentence=1),
            )),
        ),
        commitments=(
            Commitment(id="k1", sentence=0, kind="threat", span=words, cue=words, by=accused, to=(denier,),
                       condition=words, consequence=None, deadline=None, same_as=None),
        ),
        agreements=(
            Agreement(id="g1", name="the accord", span=words, mentions=(words,), aliases=("the pact", "the deal"),
                      year="2011", parties=(accused, denier), brokers=(), place=None, obligations=(words,),
                      violations=(Violation(accuser=None, violator=accused, span=words),), status="in_force"),
        ),
        meetings=(
            Meeting(id="m1", sentence=0, span=words, mentions=(words,), participants=(accused,), date="2024-03-08",
                    time=make_when(article, "on Friday", dt.date(2024, 3, 8)), place=place, forum=words, status="held"),
        ),
        figures=(
            Figure(id="f1", sentence=0, span=words, what="killed", value=None, low=12.0, high=None,
                   qualifier="at least", unit=None, of=denier, place=place, date=None, according_to=None),
        ),
    )  # fmt: skip
    return dataclasses.replace(story, ledger=ledger)


def test_arrow_ledger_keeps_every_field_of_every_record() -> None:
    kept = make_kept()
    words = "hospital officials"
    rows = {name: table.to_pylist() for name, table in columns.to_arrow([kept]).items()}
    assert {len(rows[name]) for name in ("claims", "commitments", "agreements", "meetings", "figures")} == {1}
    claim, commitment, agreement, meeting, figure = (
        rows[name][0] for name in ("claims", "commitments", "agreements", "meetings", "figures")
    )
    assert (claim["text"], claim["asserted_by_codes"], claim["denied_by_codes"]) == (words, ["PRT"], [])
    assert [(s["stance"], s["by_text"], s["by_absence"], s["outlet"]) for s in claim["stances"]] == [
        ("asserts", "Duarte", None, "Paper"), ("denies", "Morlandia", "no_candidate", None),
    ]  # fmt: skip
    assert (commitment["by_code"], commitment["addressees"][0]["text"]) == ("PRT", "Morlandia")
    assert (commitment["condition_text"], commitment["consequence_text"]) == (words, None)
    [violation] = agreement["violations"]
    assert (violation["accuser_name"], violation["accuser_other_sectors"]) == (None, None)
    assert (violation["violator_code"], violation["text"]) == ("PRT", words)
    assert (meeting["participant_codes"], meeting["first_day"]) == (["PRT"], dt.date(2024, 3, 8))
    assert (meeting["place_text"], meeting["forum_text"]) == ("Praia", words)
    assert (figure["low"], figure["of_absence"], figure["according_to_other_sectors"]) == (12.0, "no_candidate", None)
    for name, found in rows.items():
        text = kept.article.text
        assert name == "documents" or all(r["text_start"] == text.index(words) for r in found if "text_start" in r)


@pytest.mark.parametrize("name", [name for name in columns.FILES if name != "events"])
def test_csv_and_parquet_have_a_file_for_every_table(name: str, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    kept = make_kept()
    for format in ("csv", "parquet"):
        write([kept], tmp_path / f"coded.{format}", format=format)
    expected = columns.to_arrow([kept])[name]
    assert pq.read_table(tmp_path / f"coded.{name}.parquet").to_pylist() == expected.to_pylist()
    rows = cells((tmp_path / f"coded.{name}.csv").read_text("utf-8"))
    assert [row["id"] for row in rows] == expected["id"].to_pylist() != []


def test_csv_lists_of_stances_are_a_column_a_field(tmp_path: Path) -> None:
    write([make_kept()], tmp_path / "coded.csv", format="csv")
    [claim] = cells((tmp_path / "coded.claims.csv").read_text("utf-8"))
    assert (claim["stances_stance"], claim["stances_by_code"]) == ("asserts;denies", "PRT;")
    assert (claim["about_text"], claim["mentions_start"].count(";")) == ("Morlandia", 1)


def test_parquet_says_what_its_columns_mean(tmp_path: Path) -> None:
    import duckdb

    write([make_story()], tmp_path / "coded.parquet", format="parquet")
    sql = "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)"
    told = dict(duckdb.execute(sql, [str(tmp_path / "coded.parquet")]).fetchall())
    assert {c.name: c.about for c in columns.EVENTS}.items() <= told.items()


def test_parquet_keeps_the_order_of_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than wait at once and than lie in a row group."""
    import pyarrow.parquet as pq

    from dragoman.write import parquet

    monkeypatch.setattr(parquet, "ROWS_AT_ONCE", 500)
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 2048)
    n = 400
    write((make_story(id=f"d{i}") for i in range(n)), tmp_path / "coded.parquet", format="parquet")
    file = pq.ParquetFile(tmp_path / "coded.parquet")
    found = file.read(["document"])["document"].to_pylist()
    assert file.num_row_groups == 2
    assert found == [f"d{i}" for i in range(n) for _ in range(6)]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["coded.parquet", *(f"coded.{name}.parquet" for name in columns.FILES if name != "events")]
    )


def test_tables_are_taken_by_polars_pandas_pyarrow_and_duckdb() -> None:
    import duckdb
    import pandas
    import polars
    import pyarrow

    events = columns.to_arrow([make_story()])["events"]
    types = [event.type for event in make_story().events]
    assert polars.DataFrame(events)["type"].to_list() == types
    assert pandas.DataFrame.from_arrow(events)["type"].tolist() == types
    assert pyarrow.table(events).to_pylist() == events.to_pylist()
    assert [row[0] for row in duckdb.sql("SELECT type FROM events").fetchall()] == types
    assert (len(events), events.schema.field("type").metadata_str) == (6, {"about": "PLOVER type, one of 16"})


def test_tables_need_no_pyarrow() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None;"
        "from makers import make_story; from dragoman import columns; from dragoman.write import write;"
        "write([make_story()], sys.argv[1], format='parquet'); import duckdb;"
        "events = columns.to_arrow([make_story()])['events'];"
        "print(events.num_rows, duckdb.sql(f\"FROM '{sys.argv[1]}' JOIN events USING (id)\").fetchall()[0][0])"
    )
    path = os.pathsep.join([str(Path(columns.__file__).parent.parent.parent), str(Path(__file__).parent)])
    with tempfile.TemporaryDirectory() as folder:
        argv = [sys.executable, "-c", code, f"{folder}/coded.parquet"]
        done = subprocess.run(argv, env={**os.environ, "PYTHONPATH": path}, capture_output=True)
    assert done.stdout.decode().split() == ["6", "e1"], done.stderr.decode()


def test_parquet_round_trip_through_files(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    story = make_story()
    write([story, make_failure()], tmp_path / "coded.parquet", format="parquet")
    assert columns.from_arrow(pq.read_table(tmp_path / "coded.parquet")) == story.events
    assert pq.read_table(tmp_path / "coded.statements.parquet").num_rows == 4


def test_arrow_replaces_half_a_surrogate_pair() -> None:
    article = make_article("Norway praised \ud83d Chad.")
    tables = columns.to_arrow([make_coded(article, events=[make_event(article, "praised \ud83d Chad")])])
    assert tables["events"].column("trigger_text").to_pylist() == ["praised \ufffd Chad"]


def test_parquet_is_refused_on_a_stream() -> None:
    with pytest.raises(OutputError, match="need a file of their own"):
        write([make_story()], io.BytesIO(), format="parquet")


def test_what_the_article_says_of_a_speaker_is_in_every_form() -> None:
    article = make_article("Ole Dahl, a retired general, praised Chad.")
    said = make_statement(article, "praised Chad", speaker=make_party(article, "Ole Dahl"), cue="praised",
                          description="a retired general")  # fmt: skip
    coded = make_coded(article, statements=[said])
    (row,) = objects([coded])[0]["statements"]
    assert row["description"] == {"text": "a retired general", "start": 10, "end": 27}
    (flat,) = columns.statement_rows(coded)
    assert (flat["description_text"], flat["description_start"], flat["description_end"]) == (
        "a retired general",
        10,
        27,
    )
    assert "(NOR GOV) (a retired general) praised" in re.sub(r"\s+", " ", written([coded], "terminal"))
    page = written([coded], "html")
    assert re.search(r"who is</dt>\s*<dd[^>]*>a retired general</dd>", page)
    assert re.search(r'class="m [^"]*description', page)


def test_csv_has_a_row_an_event_and_a_file_for_statements(tmp_path: Path) -> None:
    write([make_story()], tmp_path / "coded.csv", format="csv")
    events = cells((tmp_path / "coded.csv").read_text("utf-8"))
    statements = cells((tmp_path / "coded.statements.csv").read_text("utf-8"))
    assert [row["id"] for row in events] == ["e1", "e2", "e3", "e4", "e5", "e6"]
    assert [row["speaker_text"] for row in statements] == ["Duarte", "hospital officials", "its embassy", "its embassy"]
    assert (events[0]["contexts"], events[1]["cameo"]) == ("weapons;military", "072")
    assert (events[2]["place_latitude"], events[2]["confidence"]) == ("14.93151", "0.71")


def test_csv_lists_of_parties_stay_in_step() -> None:
    article = make_article("Norway, Morlandia and Chad; praised.")
    actors = [
        make_party(article, "Norway", other_sectors=["MIL", "PTY"]),
        make_unknown_party(article, "Morlandia"),
        make_party(article, "Chad;", code="TCD", sector=None),
    ]
    [row] = cells(written([make_coded(article, events=[make_event(article, actors=actors)])], "csv"))
    assert row["actors_text"] == "Norway;Morlandia;Chad,"
    assert (row["actors_code"], row["actors_sector"]) == ("NOR;;TCD", "GOV;;")
    assert (row["actors_other_sectors"], row["actor_codes"]) == ("MIL PTY;;", "NOR;TCD")


def test_csv_quotes_what_would_break_a_row() -> None:
    article = make_article('Norway "praised,\nloudly" Chad.')
    event = make_event(article, '"praised,\nloudly"')
    [row] = cells(written([make_coded(article, events=[event])], "csv"))
    assert row["trigger_text"] == '"praised,\nloudly"'


# terminal


@pytest.mark.parametrize("width", [80, 100, 120])
def test_terminal_fits_its_width_and_has_no_colour_in_a_file(width: int) -> None:
    text = written([make_story(), make_failure()], "terminal", width=width)
    assert max(len(line) for line in text.splitlines()) == width
    assert "\x1b" not in text


def test_terminal_says_who_to_whom_when_where_and_in_what_words() -> None:
    text = written([make_story()], "terminal", width=120)
    for said in (
        "4 CONSULT visit  future  88 %",
        "who Ana Duarte (PRT GOV) “The minister” → foreign minister of Spain (ESP GOV) “her Spanish counterpart”",
        "when 8 March 2024 “on Friday”",
        "where Madrid, ESP",
        "words The minister will [meet] her Spanish counterpart",
        "told by hospital officials (CPV MED)",
        "numbers killed 12 or more “At least 12 people”",
        "same as event 1, told again",
        "note Morlandia is in no table",
    ):
        assert said in text


def test_terminal_ends_with_the_count_and_tells_failures() -> None:
    text = written([make_story(), make_failure("lost")], "terminal")
    assert text.splitlines()[-1] == "1 article · 6 events · 4 statements · 1 failed"
    assert "lost: broken.txt is empty" in text


def test_terminal_colours_on_request() -> None:
    assert "\x1b[" in written([make_story()], "terminal", colour=True)


def test_terminal_text_cannot_steer_the_terminal() -> None:
    article = make_article("Norway \x1b[2J\x9b31m praised \u202eChad\x07.", title="\x1b]0;owned\x07")
    coded = make_coded(article, events=[make_event(article, "praised", actors=[make_party(article, "Norway \x1b[2J")])])
    text = written([coded, make_failure(message="\x1b[31m")], "terminal")
    assert not set("\x1b\x9b\x07\u202e") & set(text)


def test_terminal_cuts_a_long_sentence_around_its_trigger() -> None:
    article = make_article("word " * 400 + "Norway praised Chad " + "word " * 400)
    text = written([make_coded(article, events=[make_event(article)])], "terminal", width=100)
    assert re.search(r"… word.*Norway \[praised\] Chad.* …", text, re.DOTALL)
    assert len(text.splitlines()) < 15


# html


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, and the article's text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.in_text = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in ("meta", "link", "br", "img"):
            self.open.append(tag)
        if tag == "section" and found.get("class") == "text":
            self.in_text = len(self.open)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if len(self.open) < self.in_text:
            self.in_text = 0

    def handle_data(self, data: str) -> None:
        if self.in_text:
            self.texts.append(data)

    def with_class(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.tags if name in (attrs.get("class") or "").split()]


def test_html_shows_the_text_unchanged_between_its_marks() -> None:
    page = Page(written([make_story()], "html"))
    lines = [line for line in "".join(page.texts).split("\n") if line]
    assert lines == make_story().article.text.split("\n")
    assert page.open == []


def test_html_has_a_card_for_each_record_and_links_that_lead_somewhere() -> None:
    page = Page(written([make_story(), make_story(id="again"), make_failure()], "html"))
    assert len(page.with_class("card")) == 20
    ids = {attrs["id"] for _, attrs in page.tags if attrs.get("id")}
    assert len(ids) == sum(1 for _, attrs in page.tags if attrs.get("id"))
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert "#a1-E1" in links and "#a2" in links
    marks = {pair.split(":")[0] for attrs in page.with_class("m") for pair in (attrs["data-r"] or "").split()}
    assert marks == {attrs["id"] for attrs in page.with_class("card")}


def test_html_overlapping_spans_are_cut_into_pieces_that_know_all_their_records() -> None:
    article = make_article("Norway praised Chad.")
    events = [
        make_event(article, "Norway praised", id="x"),
        make_event(article, "praised Chad", id="y", actors=[make_party(article, "Norway")]),
    ]
    page = Page(written([make_coded(article, events=events)], "html"))
    assert [attrs["data-r"] for attrs in page.with_class("m")] == [
        "a1-E1:trigger a1-E2:actor",  # Norway
        "a1-E1:trigger",  # the space
        "a1-E1:trigger a1-E2:trigger",  # praised
        "a1-E2:trigger",  # Chad
    ]
    assert "".join(page.texts).strip() == article.text


HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(1)"> \' {{ 7*7 }} praised </section></style>'


def test_html_escapes_everything_that_comes_from_outside() -> None:
    article = make_article(HOSTILE, id='"><i>', title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)")
    party = make_party(article, HOSTILE[:40], code='"><b>', office=HOSTILE, evidence=HOSTILE)
    event = make_event(article, "praised", id='"><u>', type="<X>", mode="<Y>", contexts=["<Z>"], actors=[party])
    statement = make_statement(article, HOSTILE[9:60], speaker=party, cue="praised")
    page = Page(written([make_coded(article, events=[event], statements=[statement], notes=[HOSTILE])], "html"))
    dangerous = ("script", "img", "i", "u", "x", "y", "z", "style")
    assert [tag for tag, _ in page.tags if tag in dangerous] == ["style", "script"]
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert not any((attrs.get("href") or "").startswith("javascript") for _, attrs in page.tags)
    assert "".join(page.texts).strip() == HOSTILE


def test_html_needs_nothing_from_outside_and_runs_only_its_own_script() -> None:
    html = written([make_story()], "html")
    page = Page(html)
    assert not any(name in attrs for _, attrs in page.tags for name in ("src", "srcset", "data", "background"))
    assert not any(tag == "link" for tag, _ in page.tags)
    assert "url(" not in html and "@import" not in html
    [policy] = [attrs["content"] or "" for _, attrs in page.tags if attrs.get("http-equiv")]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy


def test_html_tells_why_a_record_was_coded() -> None:
    html = written([make_story()], "html")
    for said in (
        "“accused”, characters 56 to 63, sentence 0",
        "Morlandia: no code: in no table",
        "named earlier: “Ana Duarte”, characters 44 to 54",
        "told before, in E1",
        "told again, in E6",
        "statement S2",
        "GeoNames 3374333, PPLC, 14.93151, -23.51254",
    ):
        assert said in html


def test_html_names_the_language_of_the_text() -> None:
    page = Page(written([make_story()], "html"))
    assert [attrs["lang"] for tag, attrs in page.tags if tag == "html"] == ["en"]
    assert page.with_class("text")[0]["lang"] == "en"


# places to write


@pytest.mark.parametrize("format", WRITERS)
def test_output_folder_is_refused(format: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"is a folder; name a file") as caught:
        write([make_story()], tmp_path, format=format)
    assert caught.value.code == "output_is_folder"


@pytest.mark.parametrize("format", WRITERS)
def test_output_missing_folder_is_named(format: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"make the folder .*nowhere first"):
        write([make_story()], tmp_path / "nowhere" / "x", format=format)


def test_output_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError) as caught:
        write([make_story()], tmp_path / "file" / "x", format="json")
    assert caught.value.code == "output_folder_missing"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_output_read_only_file_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "kept.json"
    target.write_text("kept")
    target.chmod(0o400)
    with pytest.raises(OutputError) as caught:
        write([make_story()], target)
    assert (caught.value.code, target.read_text()) == ("output_not_permitted", "kept")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_output_full_disk_is_told(format: str) -> None:
    with pytest.raises(OutputError, match="No space left on device; free some space"):
        write([make_story()], "/dev/full", format=format)
    assert os.path.exists("/dev/full")


def test_output_device_is_written_and_not_replaced() -> None:
    write([make_story()], os.devnull)
    assert not os.path.isfile(os.devnull)


@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_output_broken_pipe_is_told(format: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "wb", buffering=0)
    with pytest.raises(OutputError) as caught:
        write([make_story()], stream, format=format)
    stream.close()
    assert caught.value.code == "output_pipe_closed"


def test_output_closed_stream_is_told() -> None:
    stream = io.BytesIO()
    stream.close()
    with pytest.raises(OutputError, match="standard output cannot be written"):
        write([make_story()], stream)


def test_output_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "coded.json"
    target.write_text("old")
    seen: list[str] = []

    def source() -> Iterator[Record]:
        yield make_story()
        seen.append(target.read_text())

    write(source(), target)
    assert seen == ["old"]
    assert json.loads(target.read_text("utf-8"))["document"]["id"] == "story"
    assert [path.name for path in tmp_path.iterdir()] == ["coded.json"]


def test_output_failure_of_the_source_keeps_what_came_and_is_raised(tmp_path: Path) -> None:
    def broken() -> Iterator[Record]:
        yield make_story()
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError, match="the source broke"):
        write(broken(), tmp_path / "coded.json")
    assert len((tmp_path / "coded.json").read_text("utf-8").splitlines()) == 1


def test_output_interruption_before_anything_leaves_the_old_file(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Record]:
        raise KeyboardInterrupt
        yield make_story()

    target = tmp_path / "coded.json"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write(interrupted(), target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["coded.json"]


def test_output_goes_through_a_link_to_the_file_it_names(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    write([make_story()], tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert "story" in (tmp_path / "real.json").read_text("utf-8")


def test_output_is_utf8_whatever_the_locale() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    write([make_story()], stream)
    assert "“We have".strip("“") in stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


def test_output_text_stream_takes_text() -> None:
    stream = io.StringIO()
    write([make_story()], stream)
    assert json.loads(stream.getvalue())["document"]["id"] == "story"


def test_summary_counts_what_was_written() -> None:
    failure = make_failure()
    summary = write([make_story(), failure, make_story(id="b")], io.BytesIO())
    assert (summary.documents, summary.events, summary.statements, summary.failures) == (2, 12, 8, (failure,))


def test_format_follows_the_ending_of_the_file() -> None:
    endings = [format_of(Path(name)) for name in ("a.json", "a.JSONL", "a.parquet", "a.csv", "a.html", "a.txt")]
    assert endings == ["json", "jsonl", "parquet", "csv", "html", "terminal"]


def test_format_unknown_is_told_with_those_known() -> None:
    with pytest.raises(OptionError, match=r"a\.doc; give --format, or one of .*\.csv \(csv\)"):
        format_of(Path("a.doc"))
    with pytest.raises(OptionError, match=r"must be one of terminal, json, .*, was: xml"):
        write([], io.BytesIO(), format="xml")


def test_makers_refuse_words_that_are_not_there() -> None:
    with pytest.raises(AssertionError, match="'Sweden' stands fewer than 1 times"):
        span_of(make_article(), "Sweden")
    assert span_of("a b a", "a", nth=1) == Span(start=4, end=5)
