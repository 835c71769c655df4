"""Ingest: what is coded is stored once, whatever happens; copies are found whatever the order."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.errors import OutputError
from dragoman.ingest import Ingested, ingest
from dragoman.link.copies import contained, is_copy, wording
from dragoman.records import Article, Coded, Failure, Provenance, Run
from dragoman.store import Store
from makers import make_article, make_coded, make_event, make_failure, make_party, make_run, make_statement

N_KILLS = 10

WIRE = """\
OSLO (XNA) — The government of Norway said on Monday that it would close two of its northern ports to foreign \
trawlers after a collision that sank a coast guard boat and left four sailors missing in heavy seas.
The boat was hit shortly before dawn, some thirty miles off the fishing town of Hamsund, by a trawler that had \
ignored repeated orders to stop, according to the coast guard, which published a recording of the radio traffic.
Rescue crews searched through the night with two helicopters and a lifeboat but found only an empty raft and part of\
 the hull.
“We shall find out who gave the order, and we shall not rest until then,” Fisheries Minister Kari Lunde told a crowd\
 at the quay.
The owner of the trawler, a company registered in the port of Velisk, denied that its crew had received any order \
and said the captain had acted to avoid drifting nets.
Fishermen in Hamsund have complained for years about foreign boats working at night without lights inside the \
protected zone, and local officials had asked the capital for a second patrol boat last spring.
Lunde will travel to the town again on Thursday to meet the families of the missing men, her office said."""
CUT = """\
Norway shuts northern ports after fatal crash at sea
The government of Norway said on Monday it would close two of its northern ports to foreign trawlers after a \
collision that sank a coast guard boat and left four sailors missing in heavy seas.
The boat was hit shortly before dawn, about thirty miles off the fishing town of Hamsund, by a trawler that had \
ignored repeated orders to stop, according to the coast guard.
Rescue crews searched through the night with two helicopters and a lifeboat but found only an empty raft and part of\
 the hull."""
EDITED = WIRE
for before, after in (
    ("OSLO (XNA) — ", ""),
    ("said on Monday that it would", "announced Monday it will"),
    ("ignored repeated orders", "disregarded repeated orders"),
    ("complained for years", "protested for years"),
    ("her office said.", "a spokesman said.\nThe premier is to speak in parliament on Tuesday."),
):
    assert before in EDITED
    EDITED = EDITED.replace(before, after)
OWN = """\
HAMSUND — On the quay of this small fishing town nobody slept on Sunday night. Families stood in the rain and looked\
 at the lights of the helicopters, which turned over the black water until the fuel ran low.
Four men of the patrol boat did not come home. A trawler rammed it before sunrise and went on without slowing, a \
coast guard officer said at the pier, holding a printed log of the calls that went unanswered.
“We shall find out who gave the order, and we shall not rest until then,” Kari Lunde, the fisheries minister, told \
them.
Oslo has now barred ships under foreign flags from two harbours in the north. In Velisk the shipping company behind \
the trawler rejected the account and spoke of nets adrift in the dark.
“I told them a year ago that one boat is not enough,” said the harbour master, who wrote to the ministry in April."""


class Parrot:
    """Codes without a model: every sentence that says "said" is a statement, the first verb known is an event."""

    def __init__(
        self, run: Run | None = None, *, fail: frozenset[str] = frozenset(), stop_after: int | None = None
    ) -> None:
        self.run = run or make_run()
        self.fail, self.stop_after, self.n_coded = fail, stop_after, 0

    def code_all(self, articles: Iterable[Article | Failure]) -> Iterator[Coded | Failure]:
        for article in articles:
            if isinstance(article, Failure):
                yield article
            elif article.id in self.fail:
                yield make_failure(article.id, room="code", code="language", message=f"{article.id}: not English")
            else:
                if self.n_coded == self.stop_after:
                    raise KeyboardInterrupt
                self.n_coded += 1
                yield self.code(article)

    def code(self, article: Article) -> Coded:
        events = [make_event(article, word, actors=[make_party(article, "Norway")])
                  for word in ("praised", "close") if word in article.text and "Norway" in article.text]  # fmt: skip
        statements = [make_statement(article, "said")] if "said" in article.text else []
        agency = "Xinland News" if "(XNA)" in article.text else None
        return make_coded(article, events=events, statements=statements, run=self.run,
                          provenance=Provenance(agency=agency, language="en"))  # fmt: skip


def story(number: int) -> Article:
    rng = random.Random(number)
    words = " ".join(
        rng.choice(["harbour", "bread", "river", "quarrel", "lantern", "senate", "copper", "winter", "ledger", "mason"])
        for _ in range(60)
    )
    return make_article(f"Norway praised Chad for the {number}th time, officials said.\n{words}.", id=f"d{number}")


def stories(n: int) -> list[Article]:
    return [story(number) for number in range(n)]


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, sorted."""
    with Store(path) as store:
        tables = store.sql("SELECT table_name FROM duckdb_tables() ORDER BY 1").to_pylist()
        names = [table["table_name"] for table in tables]
        rows = {name: store.sql(f"FROM {name}").to_pylist() for name in names}
    return {name: sorted(tuple(map(repr, row.values())) for row in rows[name]) for name in names}


def ingest_into(path: Path, articles: Iterable[Article | Failure], coder: Parrot | None = None) -> Ingested:
    with Store(path, write=True) as store:
        return ingest(articles, store, coder or Parrot())


def test_ingest_repeated_changes_nothing_and_codes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    first = ingest_into(path, [*stories(70), make_failure()])
    before = content(path)
    coder = Parrot()
    second = ingest_into(path, [*stories(70), make_failure()], coder)
    assert (70, 0, 1) == (first.documents, first.known, len(first.failures))
    assert (0, 70, 1) == (second.documents, second.known, len(second.failures))
    assert 0 == coder.n_coded
    assert before == content(path)
    assert 70 == len(before["articles"]) and 1 == len(before["failures"])


def test_ingest_under_other_names_is_the_same_content(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    ingest_into(path, stories(3))
    done = ingest_into(path, [replace(a, id=f"elsewhere/{a.id}", origin="moved.jsonl line 1") for a in stories(3)])
    assert (0, 3) == (done.documents, done.known)


def test_ingest_by_another_run_codes_again_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    ingest_into(path, stories(5))
    before = content(path)
    done = ingest_into(path, stories(5), Parrot(replace(make_run(), model="ffff")))
    after = content(path)
    assert 5 == done.documents
    assert before["events"] == after["events"] and 5 == len(after["articles"]) and 2 == len(after["runs"])


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_ingest_of_an_undated_double_keeps_the_dated_one(tmp_path: Path, order: tuple[int, int]) -> None:
    dated = story(1)
    both = (dated, replace(dated, id="again", published=None))
    path = tmp_path / "s.duckdb"
    for index in order:
        ingest_into(path, [both[index]])
    with Store(path) as store:
        assert [dated.published] == store.query("articles")["day"].to_pylist()
        assert 1 == store.query("events").num_rows


def test_ingest_of_doubles_in_one_batch_writes_one(tmp_path: Path) -> None:
    one = story(1)
    done = ingest_into(tmp_path / "s.duckdb", [replace(one, published=None), one, one])
    assert (1, 2) == (done.documents, done.known)


def test_ingest_on_two_days_keeps_both(tmp_path: Path) -> None:
    one = story(1)
    assert one.published is not None
    done = ingest_into(tmp_path / "s.duckdb", [one, replace(one, published=one.published.replace(day=7))])
    assert 2 == done.documents


def test_ingest_stopped_keeps_what_was_coded(tmp_path: Path) -> None:
    path, done = tmp_path / "s.duckdb", Ingested()
    with pytest.raises(KeyboardInterrupt), Store(path, write=True) as store:
        ingest(stories(100), store, Parrot(stop_after=80), done=done)
    assert 80 == done.documents
    assert 80 == len(content(path)["articles"])


def test_failure_goes_when_its_document_is_coded_after_all(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    ingest_into(path, stories(2), Parrot(fail=frozenset({"d1"})))
    assert 1 == len(content(path)["failures"])
    ingest_into(path, stories(2))
    assert [] == content(path)["failures"]


def test_text_of_any_characters_is_stored(tmp_path: Path) -> None:
    article = make_article("Norway praised Chad \ud800 and \x00 the 🐟 rest.", title="a\x00b")
    ingest_into(tmp_path / "s.duckdb", [article])
    with Store(tmp_path / "s.duckdb") as store:
        [row] = store.query("events").to_pylist()
        assert article.text.replace("\ud800", "\ufffd") == row["sentence"]


# Killed at any moment

CHILD = """
import sys, time
sys.path.insert(0, {tests!r})
from test_ingest import Parrot, stories
from dragoman.ingest import ingest
from dragoman import ingest as module
import dragoman.ingest as corridor
from dragoman.store import Store
corridor.COMMIT_DOCUMENTS = 7
print("up", flush=True)
with Store({path!r}, write=True) as store:
    ingest(stories({n}), store, Parrot())
"""


def killed_ingest(path: Path, n: int, delay_s: float) -> bool:
    """Runs an ingest in a process of its own and kills it after so many seconds; True when it was still at work."""
    code = textwrap.dedent(CHILD).format(tests=str(Path(__file__).parent), path=str(path), n=n)
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(delay_s)
    os.kill(child.pid, signal.SIGKILL)
    child.stdout.close()
    return child.wait() == -signal.SIGKILL


def whole(path: Path) -> int:
    """Number of articles; every one must have all its rows and none twice."""
    with Store(path) as store:
        [row] = store.sql(
            "SELECT count(*) AS n, count(DISTINCT article_id) AS n_ids, sum(n_events) AS events, "
            "sum(n_statements) AS statements FROM articles"
        ).to_pylist()
        counts = {t: store.sql(f"SELECT count(*), count(DISTINCT {key}) AS n_ids FROM {t}").to_pylist()[0]
                  for t, key in (("events", "event_id"), ("statements", "statement_id"))}  # fmt: skip
    assert row["n"] == row["n_ids"]
    for table, found in counts.items():
        n, n_ids = found.values()
        assert n == n_ids == (row[table] or 0)
    return int(row["n"])


def test_ingest_killed_at_any_moment_loses_and_doubles_nothing(tmp_path: Path) -> None:
    path, n = tmp_path / "s.duckdb", 120
    started = time.monotonic()
    ingest_into(tmp_path / "whole.duckdb", stories(n))
    took_s = time.monotonic() - started
    rng = random.Random(4)
    reached = n_killed = 0
    for _ in range(N_KILLS):
        n_killed += killed_ingest(path, n, rng.uniform(0, took_s))
        if path.exists():
            now = whole(path)
            assert now >= reached  # what was committed stays
            reached = now
    ingest_into(path, stories(n))
    assert n == whole(path)
    assert content(tmp_path / "whole.duckdb") == content(path)
    assert n_killed and not list(tmp_path.glob("*.wal")) and not list(tmp_path.glob(".*.new"))


def test_full_disk_is_told_and_what_was_committed_stays(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    ingest_into(path, stories(3))
    code = textwrap.dedent(f"""
        import resource, sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from test_ingest import Parrot, stories
        from dragoman.errors import OutputError
        from dragoman.ingest import ingest
        from dragoman.store import Store
        size = 100_000  # bytes a file may have: the log of a few dozen articles is larger
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            with Store({str(path)!r}, write=True) as store:
                ingest(stories(600), store, Parrot())
        except OutputError as error:
            sys.exit(str(error.code))
    """)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "store_disk_full" == done.stderr.strip().split("\n")[-1]
    assert whole(path) >= 3


# Copies


def test_copy_cut_and_retitled_or_edited_is_recognised() -> None:
    wire, cut, edited = (wording(str(n), t, [(0, len(t))]) for n, t in enumerate((WIRE, CUT, EDITED)))
    assert is_copy(wire, cut) and is_copy(wire, edited) and is_copy(cut, edited)


def test_two_reporters_of_one_event_with_the_same_quotation_are_no_copies() -> None:
    wire, own = wording("a", WIRE, [(0, len(WIRE))]), wording("b", OWN, [(0, len(OWN))])
    assert not is_copy(wire, own)
    assert 0.1 > contained(wire, own)


def test_agency_credit_lowers_what_a_copy_must_share() -> None:
    half = WIRE[: len(WIRE) // 3] + OWN
    alone, credited = (wording("b", half, [(0, len(half))], agency=agency) for agency in (None, "Xinland News"))
    wire = wording("a", WIRE, [(0, len(WIRE))], agency="Xinland News")
    assert 0.3 <= contained(wire, alone) < 0.5
    assert is_copy(wire, credited) and is_copy(credited, wire) and not is_copy(wire, alone)


def test_copies_far_apart_in_time_are_two_stories() -> None:
    day = make_article().published
    assert day is not None
    one, other = (wording(str(d), WIRE, [(0, len(WIRE))], published=d) for d in (day, day.replace(month=9)))
    assert not is_copy(one, other)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_origins_do_not_depend_on_the_order_of_arrival(tmp_path: Path, order: tuple[int, ...]) -> None:
    articles = [
        make_article(text, id=f"a{n}", publisher=f"Paper {n}") for n, text in enumerate((WIRE, CUT, EDITED, OWN))
    ]
    for index in order:
        ingest_into(tmp_path / "s.duckdb", [articles[index]])
    ingest_into(tmp_path / "once.duckdb", articles)
    found = []
    for path in (tmp_path / "s.duckdb", tmp_path / "once.duckdb"):
        with Store(path) as store:
            found.append({r["document"]: (r["origin_id"], r["n_copies"]) for r in store.query("articles").to_pylist()})
    assert found[0] == found[1]
    assert 2 == len({origin for origin, _ in found[0].values()})
    assert [3, 3, 3, 1] == [found[0][f"a{n}"][1] for n in range(4)]


def test_short_copies_are_found(tmp_path: Path) -> None:
    text = "Norway praised Chad on Monday for opening the border to traders from the north."
    ingest_into(
        tmp_path / "s.duckdb", [make_article(text, id="a", publisher="A"), make_article(text, id="b", publisher="B")]
    )
    with Store(tmp_path / "s.duckdb") as store:
        assert [2, 2] == store.query("articles")["n_copies"].to_pylist()


def test_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    ingest_into(path, stories(1))
    with Store(path, write=True), pytest.raises(OutputError, match="has it open"):
        subprocess_error(path)


def subprocess_error(path: Path) -> None:
    """Opens the store for writing in another process and raises here what it raised there."""
    code = f"""
import sys
from dragoman.cli import main
from dragoman.errors import OutputError
from dragoman.store import Store
try:
    Store({str(path)!r}, write=True, wait_s=0.2)
except OutputError as error:
    sys.exit(f"{{error.code}}|{{error}}")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    if done.returncode:
        code, _, message = done.stderr.strip().partition("|")
        raise OutputError(code, message)


# The command


def command(monkeypatch: pytest.MonkeyPatch, coder: Parrot, words: list[str]) -> tuple[int, str]:
    monkeypatch.setattr("dragoman.pipeline.Coder", lambda **_: coder)
    result = CliRunner().invoke(main, ["ingest", *words])
    return result.exit_code, result.output


def test_ingest_command_tells_what_it_did_and_how_it_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"d{number}.txt").write_text(story(number).text)
    db = ["--db", str(tmp_path / "s.duckdb"), "--published", "2024-03-06", "--publisher", "Paper"]
    assert command(monkeypatch, Parrot(stop_after=2), [str(folder), *db])[0] == 130
    code, output = command(monkeypatch, Parrot(), [str(folder), *db])
    assert 0 == code and "1 documents stored: 1 events, 1 statements; 2 known before; 0 failed" in output
    code, output = command(monkeypatch, Parrot(), [str(folder), str(tmp_path / "none.txt"), *db])
    assert 1 == code and "3 known before; 1 failed" in output and "none.txt" in output
    code, _ = command(monkeypatch, Parrot(), [str(tmp_path / "none.txt"), *db])
    assert 2 == code
    with Store(tmp_path / "s.duckdb") as store:
        assert ["Paper"] * 3 == store.query("articles")["publisher"].to_pylist()


def test_ingest_command_refuses_what_is_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d.txt").write_text(story(1).text)
    code, output = command(monkeypatch, Parrot(), [str(tmp_path / "d.txt"), "--db", str(tmp_path / "d.txt")])
    assert 2 == code and "is no DuckDB database" in output
    assert story(1).text == (tmp_path / "d.txt").read_text()
