"""The store: rows, questions, schema and documentation, files that are wrong, readers beside a writer, corrections."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman import columns
from dragoman.cli import main
from dragoman.errors import DragomanError, InputError, OptionError, OutputError
from dragoman.records import Coded, Status
from dragoman.store import Filters, Store, snapshot_path
from dragoman.store import schema as migrations
from dragoman.store.brief import dossier, timeline
from dragoman.store.document import schema_words
from makers import (
    make_article,
    make_coded,
    make_event,
    make_failure,
    make_party,
    make_quantity,
    make_run,
    make_statement,
    make_story,
    make_when,
)

DOCS = Path(__file__).parent.parent / "docs" / "store.md"
NOON = dt.datetime(2024, 5, 1, 12, 0)


def make_store(path: Path, *coded: Coded) -> Path:
    with Store(path, write=True) as store:
        store.add(coded or [make_story()])
    return path


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("store") / "s.duckdb")


@pytest.fixture
def story(stories: Path, tmp_path: Path) -> Path:
    """A store of one story, for the test alone."""
    return Path(shutil.copy(stories, tmp_path / "s.duckdb"))


def asked(path: Path, subject: str, **filters: object) -> list[dict[str, object]]:
    with Store(path) as store:
        rows: list[dict[str, object]] = store.query(subject, **filters).to_pylist()
        return rows


def triggers(path: Path, **filters: object) -> list[object]:
    return [row["trigger_text"] for row in asked(path, "events", oldest_first=True, **filters)]


# Rows


def test_every_field_of_a_record_lies_in_the_file(story: Path) -> None:
    """A column added to columns.py needs a migration, or a reason to lie elsewhere."""
    moved = {"id", "document", "actors", "recipients", "quantities"}  # ids of the store; tables of their own
    own = {"text", "sentences", "version", "model", "ontology", "settings", "id"}  # text is there; the rest in tables
    with Store(story) as store:
        found = {t: set(store.sql(f"FROM {t} LIMIT 0").column_names) for t in ("events", "statements", "articles")}
        party = set(store.sql("FROM event_parties LIMIT 0").column_names)
        quantity = set(store.sql("FROM quantities LIMIT 0").column_names)
    assert {c.name for c in columns.EVENTS} - moved <= found["events"]
    assert {c.name for c in columns.STATEMENTS} - moved <= found["statements"]
    assert {c.name for c in columns.DOCUMENTS} - own <= found["articles"]
    assert {name for name, _ in columns.PARTY_FIELDS} - {"start", "end"} <= party
    assert {name for name, _ in columns.QUANTITY_FIELDS} - {"start", "end"} <= quantity


@pytest.mark.parametrize("table", ["claims", "commitments", "agreements", "meetings", "figures"])
def test_every_field_of_the_ledger_lies_in_the_file(stories: Path, table: str) -> None:
    apart = {"id", "document", "about", "stances", "addressees", "parties", "brokers", "violations", "participants"}
    own = {c.name for c in columns.TABLES[table] if not c.name.endswith("_codes")} - apart
    with Store(stories) as store:
        assert own <= set(store.sql(f"FROM {table} LIMIT 0").column_names)
        stances, violations = (set(store.sql(f"FROM {t} LIMIT 0").column_names) for t in ("stances", "violations"))
    assert {name for name, _ in columns.STRUCTS["stance"]} - {"start", "end"} <= stances
    assert {name for name, _ in columns.STRUCTS["violation"]} - {"start", "end"} <= violations


def test_offsets_point_at_the_stored_text(story: Path) -> None:
    checks = {
        "events": ("trigger_text, trigger_start, trigger_end", "time_text, time_start, time_end",
                   "place_text, place_start, place_end"),
        "event_parties": ("r.text, text_start, text_end",),
        "quantities": ("r.text, text_start, text_end",),
        "statements": ("cue_text, cue_start, cue_end", "speaker_text, speaker_start, speaker_end"),
    }  # fmt: skip
    with Store(story) as store:
        for table, triples in checks.items():
            for triple in triples:
                words, start, end = triple.split(", ")
                rows = store.sql(
                    f"SELECT {words} AS words, a.text[{start} + 1:{end}] AS found "
                    f"FROM {table} r JOIN articles a USING (article_id) "
                    f"WHERE {words} IS NOT NULL AND {start} IS NOT NULL"
                ).to_pylist()
                assert rows, (table, triple)
                assert [row["words"] for row in rows] == [row["found"] for row in rows]
        [article] = store.sql("SELECT agency_start, dateline_place_end, text FROM articles").to_pylist()
    assert "XNA" == article["text"][article["agency_start"] :][:3]
    assert "LISBON" == article["text"][: article["dateline_place_end"]]


def test_second_telling_points_at_the_first(story: Path) -> None:
    with Store(story) as store:
        [row] = store.sql("SELECT f.trigger_start AS first, s.trigger_start AS second FROM events s JOIN events f "
                          "ON s.same_as = f.event_id").to_pylist()  # fmt: skip
    assert row["first"] < row["second"]


def test_event_without_a_told_day_is_filed_under_the_day_of_publication(story: Path) -> None:
    by_trigger = {row["trigger_text"]: row for row in asked(story, "events")}
    assert (dt.date(2024, 3, 6), "published") == (by_trigger["sent"]["day"], by_trigger["sent"]["day_from"])
    assert (dt.date(2024, 2, 26), dt.date(2024, 3, 3)) == (
        by_trigger["clashes"]["day"],
        by_trigger["clashes"]["until_day"],
    )


def test_two_articles_of_the_same_name_keep_their_own_events(tmp_path: Path) -> None:
    one, other = (make_article(f"Norway praised Chad {when}.", id="story") for when in ("on Monday", "on Friday"))
    path = make_store(tmp_path / "s.duckdb", *(make_coded(a, events=[make_event(a, id="e1")]) for a in (one, other)))
    assert 2 == len({row["event_id"] for row in asked(path, "events")})


# Questions


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"actor": "PRT"}, ["accused", "accused", "meet"]),
        ({"actor": "Portugal"}, ["accused", "accused", "meet"]),
        ({"actor": "ana duarte"}, ["accused", "meet"]),
        ({"actor": "Duarte"}, ["accused", "meet"]),
        ({"recipient": "CPV:REB"}, ["arming"]),
        ({"recipient": ":REB"}, ["arming"]),
        ({"recipient": "CPV:GOV"}, []),
        ({"party": "Morlandia"}, ["accused", "accused", "arming", "sent"]),
        ({"pair": ("ESP", "PRT")}, ["meet"]),
        ({"source": "CPV:MED"}, ["clashes"]),
        ({"source": "Ana Duarte"}, ["arming"]),
        ({"type": "AID"}, ["arming", "sent"]),
        ({"type": ("AID", "CONSULT"), "status": ("future", "negated")}, ["sent", "meet"]),
        ({"mode": "visit"}, ["meet"]),
        ({"context": "military"}, ["accused"]),
        ({"since": dt.date(2024, 3, 7)}, ["meet"]),
        ({"until": dt.date(2024, 3, 1)}, ["clashes"]),
        ({"since": dt.date(2024, 3, 2), "until": dt.date(2024, 3, 4)}, ["clashes"]),
        ({"country": "Cape Verde"}, ["clashes"]),
        ({"country": "esp"}, ["meet"]),
        ({"place": "madrid"}, ["meet"]),
        ({"publisher": "EXAMPLE NEWS", "min_confidence": 0.9}, ["accused", "accused"]),
        ({"publisher": "nobody"}, []),
        ({"limit": 1}, ["clashes"]),
    ],
)
def test_question_is_answered(story: Path, filters: dict[str, object], expected: list[str]) -> None:
    assert sorted(expected) == sorted(map(str, triggers(story, **filters)))


def test_limit_and_no_limit_give_the_same_rows(story: Path) -> None:
    for subject in ("events", "statements", "articles"):
        assert asked(story, subject) == asked(story, subject, limit=1000)
    assert asked(story, "events")[:2] == asked(story, "events", limit=2)


def test_pair_holds_when_both_act(tmp_path: Path) -> None:
    article = make_article("Norway and Chad signed a pact.")
    both = [make_party(article, "Norway"), make_party(article, "Chad", code="TCD")]
    path = make_store(tmp_path / "s.duckdb", make_coded(article, events=[make_event(article, "signed", actors=both)]))
    assert ["signed"] == triggers(path, pair=("Chad", "Norway"))


def test_a_statement_is_answered_with_what_describes_its_speaker(tmp_path: Path) -> None:
    article = make_article("Ole Dahl, a retired general, praised Chad.")
    said = make_statement(article, "praised Chad", speaker=make_party(article, "Ole Dahl"), cue="praised",
                          description="a retired general")  # fmt: skip
    (row,) = asked(make_store(tmp_path / "s.duckdb", make_coded(article, statements=[said])), "statements")
    assert row["description_text"] == "a retired general"


def test_statements_are_asked_by_speaker_and_addressee(story: Path) -> None:
    assert ["direct"] == [row["kind"] for row in asked(story, "statements", actor="Ana Duarte", recipient="reporters")]
    assert ["indirect"] == [row["kind"] for row in asked(story, "statements", actor=":MED")]


@pytest.mark.parametrize(
    ("subject", "filters", "words"),
    [
        ("events", {"type": "ASAULT"}, "did you mean ASSAULT"),
        ("events", {"status": "done"}, "actual, future"),
        ("events", {"mode": "drone", "type": "AID"}, "expected mode"),
        ("events", {"context": "weather"}, "expected context"),
        ("events", {"actor": "XQX"}, "no country code"),
        ("events", {"actor": "RUS:XXX"}, "no sector"),
        ("events", {"actor": "Ana Duart"}, "Ana Duarte"),
        ("events", {"actor": ""}, "nobody"),
        ("events", {"country": "Atlantis"}, "Atlantis"),
        ("events", {"since": dt.date(2024, 2, 1), "until": dt.date(2024, 1, 1)}, "swap"),
        ("events", {"min_confidence": 2}, "0 to 1"),
        ("events", {"limit": 0}, "at least 1"),
        ("events", {"pair": ("RUS", "RUS")}, "two different"),
        ("events", {"pair": ("RUS", "UKR"), "actor": "RUS"}, "both directions"),
        ("events", {"colour": "red"}, "known filters"),
        ("statements", {"type": "AID"}, "no type"),
        ("statements", {"source": "RUS"}, "use actor"),
        ("articles", {"actor": "RUS"}, "since"),
        ("verdicts", {}, "expected one of events"),
    ],
)
def test_impossible_question_is_told(story: Path, subject: str, filters: dict[str, object], words: str) -> None:
    if filters.get("actor") == "":
        filters = {"place": "x", "party": " "}
    with Store(story) as store, pytest.raises(OptionError, match=words):
        store.query(subject, **filters)


def test_names_with_quotes_and_percent_are_only_names(story: Path) -> None:
    with Store(story) as store:
        for words in ("'; DROP TABLE events; --", "%", "{where}"):
            with pytest.raises(OptionError, match="nobody"):
                store.query("events", actor=words)
        assert 6 == store.count("events", place=None)


def test_views_are_open_to_sql(story: Path) -> None:
    with Store(story) as store:
        views = [row["view_name"] for row in store.sql(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1").to_pylist()]  # fmt: skip
        assert {"v_articles", "v_events", "v_statements", "v_parties", "v_incidents", "v_origins"} <= set(views)
        for view in views:
            store.sql(f"FROM {view}")
        assert 6 == store.sql("SELECT count(*) AS n FROM v_events WHERE publisher = 'Example News'")["n"][0].as_py()
        with pytest.raises(InputError, match="nowhere"):
            store.sql("SELECT nowhere FROM v_events")
        with pytest.raises(OutputError, match="may not be written"):
            store.sql("DELETE FROM events")


# The schema and its documentation


def test_every_column_says_what_it_means_its_unit_and_its_evidence(story: Path) -> None:
    with Store(story) as store:
        tables = {r["table_name"] for r in store.sql("SELECT table_name FROM duckdb_tables()").to_pylist()}
        rows = store.sql("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal").to_pylist()
    said = {row["column_name"] for row in rows if row["table_name"] in tables}
    for row in rows:
        if row["table_name"] in tables:
            parts = (row["comment"] or "").split(" | ")
            assert 3 == len(parts) and all(parts), row
        else:
            assert row["comment"] or row["column_name"] in said, row


def test_documentation_shows_the_schema_as_it_is() -> None:
    """Mend with: python -m dragoman.store.document docs/store.md"""
    assert schema_words() in DOCS.read_text("utf-8")


def test_documentation_names_every_command_option_and_error() -> None:
    text = DOCS.read_text("utf-8")
    for name in ("ingest", "query", "timeline", "dossier", "correct"):
        assert f"dragoman {name}" in text or f"`{name}`" in text
    for field in Filters.__dataclass_fields__:
        if field != "oldest_first":
            assert field.replace("_", "-") in text, field


def test_older_file_is_migrated_when_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.duckdb"
    every = migrations.steps()
    views = tmp_path / "views.sql"
    views.write_text("CREATE OR REPLACE VIEW v_failures AS FROM failures;")
    with monkeypatch.context() as past:
        past.setattr(migrations, "steps", lambda: every[:1])
        past.setattr(migrations, "VIEWS", views)
        past.setattr("dragoman.store.store.latest", lambda: 1)
        past.setattr("dragoman.store.writing._shapes", dict)  # columns of other tests' files are not those of this one
        make_store(path)
        with Store(path) as store:
            before = store.sql("FROM events ORDER BY event_id").to_pylist()
            with pytest.raises(InputError):
                store.sql("FROM incidents")
    with Store(path) as store:  # a reader migrates too
        after = store.sql("FROM events ORDER BY event_id").to_pylist()
        assert before == [{name: row[name] for name in before[0]} for row in after]
        assert {None} == {row[name] for row in after for name in row.keys() - before[0].keys()}
        assert 0 == store.sql("FROM incidents").num_rows
        assert [n for n, _, _ in every] == store.sql("FROM schema_versions ORDER BY version")["version"].to_pylist()


def test_newer_file_is_refused_with_the_remedy(story: Path) -> None:
    with Store(story, write=True) as store:
        store.sql("INSERT INTO schema_versions VALUES (99, '0099_future', '9.9.9')")
    for write in (False, True):
        with pytest.raises(InputError, match=r"9\.9\.9.*pip install --upgrade"):
            Store(story, write=write)


# Files that are wrong


def told(path: Path, *, write: bool = False) -> DragomanError:
    with pytest.raises(DragomanError) as caught:
        Store(path, write=write, wait_s=0.1)
    assert str(path) in str(caught.value)
    return caught.value


def test_what_is_no_store_is_told_and_left_alone(tmp_path: Path) -> None:
    import duckdb

    text = tmp_path / "notes.txt"
    text.write_text("not a database " * 1000)
    foreign = tmp_path / "foreign.duckdb"
    with duckdb.connect(str(foreign)) as connection:
        connection.execute("CREATE TABLE recipes (name VARCHAR)")
    for write in (False, True):
        assert "store_not_duckdb" == told(text, write=write).code
        assert "store_foreign" == told(foreign, write=write).code
        assert "store_is_folder" == told(tmp_path, write=write).code
        assert "store_folder_missing" == told(tmp_path / "none" / "s.duckdb", write=write).code
    assert "store_missing" == told(tmp_path / "none.duckdb").code
    assert not (tmp_path / "none.duckdb").exists()
    assert text.read_text().startswith("not a database")


def test_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    path.touch()
    assert 6 == len(asked(make_store(path), "events"))


def test_log_of_a_store_that_is_gone_is_told_and_left_alone(story: Path, tmp_path: Path) -> None:
    log = tmp_path / "new.duckdb.wal"
    code = f"""
import os
from dragoman.store import Store
store = Store({str(story)!r}, write=True)
store.sql("INSERT INTO names VALUES ('Somebody')")
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    story.with_name("s.duckdb.wal").rename(log)
    assert "store_log_left" == told(tmp_path / "new.duckdb", write=True).code
    make_store(tmp_path / "other.duckdb")
    log.rename(tmp_path / "other.duckdb.wal")
    for write in (False, True):
        assert "store_log_left" == told(tmp_path / "other.duckdb", write=write).code
    assert (tmp_path / "other.duckdb.wal").exists()


def test_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    folder = Path("/proc") if os.geteuid() == 0 else tmp_path / "closed"  # root may write anywhere else
    if folder.name == "closed":
        folder.mkdir(mode=0o500)
    assert told(folder / "s.duckdb", write=True).code in ("store_not_permitted", "store_io")


def test_damaged_file_is_told(story: Path) -> None:
    data = bytearray(story.read_bytes())
    data[4096 * 3 + 100 :] = b"\xff" * (len(data) - 4096 * 3 - 100)
    story.write_bytes(data)
    error = told(story)
    assert error.code in ("store_damaged", "store_io", "store_not_duckdb")


# Readers beside a writer

READER = """
import sys
from dragoman.errors import DragomanError
from dragoman.store import Store
try:
    with Store({path!r}, wait_s=0.2) as store:
        print(store.query("events").num_rows, store.notice)
except DragomanError as error:
    print(error.code, error)
"""


def read_elsewhere(path: Path) -> str:
    code = READER.format(path=str(path))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_reader_gets_the_snapshot_while_a_writer_writes(story: Path) -> None:
    article = make_article("Norway praised Chad.")
    with Store(story, write=True) as store:
        assert "store_locked" in read_elsewhere(story) and str(os.getpid()) in read_elsewhere(story)
        store.snapshot()
        store.add([make_coded(article, events=[make_event(article)])])
        assert read_elsewhere(story).startswith("6 ") and "is being written" in read_elsewhere(story)
        store.snapshot()
        assert read_elsewhere(story).startswith("7 ")
        assert "store_locked" == elsewhere_code(story)  # the copying has not cost us the lock
    assert "7 None" == read_elsewhere(story).strip()
    assert not snapshot_path(story).exists()


def elsewhere_code(path: Path) -> str:
    """What another writer is told."""
    code = READER.format(path=str(path)).replace("wait_s=0.2", "write=True, wait_s=0.2")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()[0]


def test_snapshot_that_cannot_be_made_does_not_stop_the_writer(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.store.store.FIRST_SNAPSHOT_S", 0.0)
    snapshot_path(story).mkdir()  # nothing can be put in its place
    (snapshot_path(story) / "x").touch()
    with Store(story, write=True) as store:
        assert not store.offer_snapshot() and "cannot be written" in str(store.notice)
        assert 6 == store.count("events")
        shutil.rmtree(snapshot_path(story))
    assert not list(story.parent.glob("*.part"))


def test_snapshots_are_offered_seldom(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(story, write=True) as store:
        assert not store.offer_snapshot()
        monkeypatch.setattr("dragoman.store.store.FIRST_SNAPSHOT_S", 0.0)
        assert store.offer_snapshot() and snapshot_path(story).exists()
        assert not store.offer_snapshot()


def test_snapshot_of_a_killed_writer_is_not_read(story: Path) -> None:
    snapshot_path(story).write_bytes(b"old")
    assert read_elsewhere(story).startswith("6 None")


# Incidents and corrections


def make_reports(n: int = 4) -> list[Coded]:
    """The same strike told by several papers, with different numbers."""
    coded = []
    for number in range(n):
        killed = 12 if number < 2 else 20
        text = f"Paper {number} says Norway bombed Chad on Tuesday, killing {killed} people."
        article = make_article(text, id=f"r{number}", publisher=f"Paper {number}",
                               published=dt.date(2024, 3, 6 + number))  # fmt: skip
        event = make_event(
            article, "bombed", type="ASSAULT", mode="aerial", actors=[make_party(article, "Norway")],
            recipients=[make_party(article, "Chad", code="TCD")],
            time=make_when(article, "on Tuesday", dt.date(2024, 3, 5)),
            quantities=[make_quantity(article, f"{killed} people", value=killed)])  # fmt: skip
        coded.append(make_coded(article, events=[event]))
    return coded


def event_ids(store: Store) -> list[str]:
    ids: list[str] = store.query("events", oldest_first=True)["event_id"].to_pylist()
    return ids


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Four reports, linked two and two."""
    path = make_store(tmp_path / "s.duckdb", *make_reports())
    with Store(path, write=True) as store:
        ids = event_ids(store)
        with store.transaction():
            store.write_incidents(
                [(ids[0], "aaaa", 1.0), (ids[1], "aaaa", 0.9), (ids[2], "bbbb", 1.0), (ids[3], "bbbb", 0.8)]
            )
    return path


def incidents(path: Path) -> list[tuple[object, ...]]:
    rows = asked(path, "incidents", oldest_first=True)
    return sorted((str(row["incident_id"]), row["n_mentions"], tuple(row["event_ids"])) for row in rows)  # type: ignore[arg-type]


def test_incident_sums_its_mentions_up(linked: Path) -> None:
    first, second = sorted(asked(linked, "incidents"), key=lambda row: str(row["incident_id"]))
    assert ("ASSAULT", "actual", ["NOR"], ["TCD"], dt.date(2024, 3, 5)) == tuple(
        first[name] for name in ("type", "status", "actor_codes", "recipient_codes", "day"))  # fmt: skip
    assert (2, 2, 2, dt.date(2024, 3, 6), dt.date(2024, 3, 7)) == tuple(
        first[name]
        for name in ("n_mentions", "n_articles", "n_publishers", "first_published", "last_published"))  # fmt: skip
    assert dt.date(2024, 3, 8) == second["first_published"]
    for filters in (
        {"actor": "NOR"},
        {"pair": ("NOR", "TCD")},
        {"publisher": "Paper 0"},
        {"actor": "Norway"},
        {"limit": 5},
    ):
        assert asked(linked, "incidents", **filters), filters
    assert not asked(linked, "incidents", actor="TCD")
    assert 1 == len(asked(linked, "incidents", publisher="Paper 0"))


def test_merge_split_and_undo(linked: Path) -> None:
    before = incidents(linked)
    with Store(linked, write=True) as store:
        ids = event_ids(store)
        merged = store.merge(["aaaa", "bbbb"], author="A", reason="one raid", at=NOON)
    assert [("aaaa", 4, tuple(ids))] == incidents(linked)
    with Store(linked, write=True) as store:
        split = store.split("aaaa", ids[3:], author="B", reason="another day", at=NOON)
    assert [3, 1] == sorted((row[1] for row in incidents(linked)), reverse=True)
    with Store(linked, write=True) as store:
        store.undo(split, author="A", reason="no", at=NOON)
        store.undo(merged, author="A", reason="no", at=NOON)
        rows = store.sql("FROM v_corrections ORDER BY number").to_pylist()
    assert before == incidents(linked)
    assert ["merge", "split", "undo", "undo"] == [row["kind"] for row in rows]
    assert [True, True, False, False] == [row["undone"] for row in rows]


def test_corrections_survive_linking_and_coding_again(linked: Path) -> None:
    with Store(linked, write=True) as store:
        ids = event_ids(store)
        store.merge(["aaaa", "bbbb"], author="A", reason="one raid", at=NOON)
        with store.transaction():
            store.write_incidents(
                [(id, name, 1.0) for id, name in zip(ids, ("cccc", "dddd", "dddd", "eeee"), strict=True)]
            )
    assert [("cccc", 4, tuple(ids))] == incidents(linked)
    with Store(linked, write=True) as store:
        store.add([replace(coded, run=replace(make_run(), model="new")) for coded in make_reports()])
    assert [("cccc", 4, tuple(ids))] == incidents(linked)


def test_incident_loses_mentions_that_are_coded_away(linked: Path) -> None:
    again = [replace(make_reports()[0], events=(), run=replace(make_run(), model="new"))]
    with Store(linked, write=True) as store:
        store.add(again)
    assert [("aaaa", 1), ("bbbb", 2)] == [row[:2] for row in incidents(linked)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["merge", "aaaa", "zzzz"], "no incident has the id zzzz"),
        (["merge", "aaaa", "aaaa"], "two different incidents"),
        (["split", "aaaa", "ffff"], "no mention ffff"),
        (["undo", "zzzz"], "no correction has the id"),
    ],
)
def test_correction_of_what_is_not_there_is_told(linked: Path, words: list[str], message: str) -> None:
    before = incidents(linked)
    result = run(["correct", *words, "--db", str(linked), "--author", "A", "--reason", "r"])
    assert 2 == result.exit_code and message in result.output
    assert before == incidents(linked)


def test_correction_needs_a_name_and_a_reason(linked: Path) -> None:
    with Store(linked, write=True) as store, pytest.raises(OptionError, match="author and a reason"):
        store.merge(["aaaa", "bbbb"], author=" ", reason="r", at=NOON)


def test_split_must_leave_something(linked: Path) -> None:
    with Store(linked, write=True) as store, pytest.raises(OptionError, match="leaves some"):
        store.split("aaaa", event_ids(store)[:2], author="A", reason="r", at=NOON)


# The commands


def run(words: Sequence[str]) -> Result:
    return CliRunner().invoke(main, list(words))


def test_correct_command_signs_and_lists(linked: Path) -> None:
    done = run(["correct", "merge", "aaaa", "bbbb", "--db", str(linked), "--author", "An Analyst", "--reason",
                "one raid", "--at", "2024-05-01T12:00"])  # fmt: skip
    assert 0 == done.exit_code
    listed = run(["correct", "list", "--db", str(linked)]).output
    assert f"{done.output.strip()} 2024-05-01 12:00 UTC An Analyst: merge aaaa bbbb: one raid" == listed.strip()
    assert (
        0
        == run(
            ["correct", "undo", done.output.strip(), "--db", str(linked), "--author", "B", "--reason", "no"]
        ).exit_code
    )
    assert "(taken back)" in run(["correct", "list", "--db", str(linked)]).output


def test_query_command_writes_every_format(story: Path, tmp_path: Path) -> None:
    base = ["query", "events", "--db", str(story), "--type", "accuse", "--oldest-first"]
    assert "2024-03-05" in run(base).output and "2 events" in run(base).output
    rows = [json.loads(line) for line in run([*base, "--format", "json"]).output.splitlines()]
    assert ["accused", "accused"] == [row["trigger_text"] for row in rows]
    cells = list(csv.DictReader(io.StringIO(run([*base, "--format", "csv"]).output)))
    assert "weapons;military" == cells[0]["contexts"]
    target = tmp_path / "out.parquet"
    assert 0 == run([*base, "-o", str(target)]).exit_code
    import pyarrow.parquet as pq

    assert 2 == pq.read_table(target).num_rows
    assert "1 events of 2" in run([*base, "--limit", "1"]).output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["query", "events", "--pair", "RUS"], "two parties"),
        (["query", "events", "--type", "WAR"], "expected type"),
        (["query", "events", "-o", "x.docx"], "no format"),
        (["query", "events", "--format", "parquet"], "needs a file"),
        (["query", "statements", "--status", "actual"], "no status"),
        (["dossier", "RUS,UKR,POL"], "two parties"),
        (["dossier", "Nobody At All"], "nobody in this store"),
        (["timeline", "--actor", "QQQ"], "no country code"),
    ],
)
def test_command_tells_what_is_wrong(story: Path, words: list[str], message: str) -> None:
    result = run([*words, "--db", str(story)])
    assert 2 == result.exit_code and message in result.output, result.output


@pytest.mark.parametrize("words", [["query", "events"], ["timeline"], ["dossier", "RUS"], ["correct", "list"]])
def test_command_tells_that_there_is_no_store(tmp_path: Path, words: list[str]) -> None:
    result = run([*words, "--db", str(tmp_path / "none.duckdb")])
    assert 2 == result.exit_code and "dragoman ingest" in result.output


def test_timeline_tells_an_act_once_with_all_its_sources(linked: Path) -> None:
    with Store(linked) as store:
        lines = timeline(store, Filters())
    assert 2 == len(lines)
    assert [2, 2] == [len(line.articles) for line in lines]
    output = run(["timeline", "--db", str(linked)]).output
    assert "2024-03-05  ASSAULT aerial: Norway (NOR) → Chad (TCD) (killed: 12 people)" in output
    assert "> Paper 0 says Norway bombed Chad on Tuesday, killing 12 people." in output and "Paper 3" in output


def test_timeline_joins_second_tellings_without_incidents(story: Path) -> None:
    with Store(story) as store:
        accusations = timeline(store, Filters(type=("ACCUSE",)))
    assert 1 == len(accusations) and accusations[0].day_told


def test_dossier_tells_done_said_disputed_and_planned(story: Path) -> None:
    with Store(story) as store:
        found = dossier(store, "Morlandia")
        minister = dossier(store, "PRT", "ESP")
    sections = {section.name: section.lines for section in found.sections}
    [disputed] = sections["What is disputed"]
    assert "Ana Duarte" == disputed.told_by and "arming rebels" in disputed.words
    assert ["Morlandia has not sent any weapons" in line.words for line in disputed.against] == [True]
    assert any(line.what.endswith("disputed below") for line in sections["What was done"])
    planned = {section.name: section.lines for section in minister.sections}["What is planned"]
    assert [dt.date(2024, 3, 8)] == [line.day for line in planned]
    for line in (*disputed.against, *planned, *sections["What was done"]):
        assert line.articles and line.words


def test_dossier_tells_numbers_that_differ(tmp_path: Path) -> None:
    path = make_store(tmp_path / "s.duckdb", *make_reports())
    with Store(path, write=True) as store:
        with store.transaction():
            store.write_incidents([(id, "aaaa", 1.0) for id in event_ids(store)])
        disputed = {s.name: s.lines for s in dossier(store, "NOR").sections}["What is disputed"]
    assert ["killed 12 or 20" in line.what for line in disputed] == [True]


def test_dossier_command_names_every_source(story: Path, tmp_path: Path) -> None:
    text = run(["dossier", "PRT", "--db", str(story)]).output
    assert (
        "[1] Example News, XNA, 2024-03-06, Portugal accuses Morlandia of arming rebels https://example.org/portugal"
        in text
    )
    assert "Their boats came at night" in text
    target = tmp_path / "brief.json"
    run(["dossier", "PRT", "--db", str(story), "--format", "json", "-o", str(target)])
    assert "PRT" == json.loads(target.read_text())["about"]


def test_hostile_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    article = make_article("Norway praised\x1b[2J Chad.", title="bad\x1b]0;title\x07")
    event = make_event(article, "praised\x1b[2J", actors=[make_party(article, "Norway", name="Nor\x1bway")])
    path = make_store(
        tmp_path / "s.duckdb", make_coded(article, events=[event], statements=[make_statement(article, "\x1b[2J")])
    )
    for words in (
        ["query", "events"],
        ["query", "statements"],
        ["query", "articles"],
        ["timeline"],
        ["dossier", "NOR"],
    ):
        assert "\x1b" not in run([*words, "--db", str(path)]).output


def test_failures_are_kept_once(story: Path) -> None:
    with Store(story, write=True) as store:
        for _ in range(2):
            store.add([], [make_failure()])
        assert 1 == store.sql("FROM v_failures").num_rows


def test_statuses_have_their_own_rows(story: Path) -> None:
    assert (
        {s.value for s in Status} > {row["status"] for row in asked(story, "events")} >= {"actual", "future", "negated"}
    )


def test_importing_the_store_loads_no_database() -> None:
    code = (
        "import sys, dragoman.store, dragoman.cli; "
        "sys.exit(','.join(m for m in ('duckdb', 'arro3') if m in sys.modules))"
    )
    assert "" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr.strip()
