"""How fast a store answers, how large it is, and whether it survives kills.

    python bench/store.py                      1 million synthetic events, the common queries
    python bench/store.py --events 10000000 --keep big.duckdb
    python bench/store.py --store big.duckdb --threads 2
    python bench/store.py --kills 50           kill -9 at 50 random moments of an ingest of 500 articles

The rows are made by SQL from numbers, with about the spread of real data: 60 countries of unequal weight, 16 types,
nine years, five events an article, one incident for three mentions.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.ingest import ingest
from dragoman.records import Article, Coded, Event, Failure, Party, Provenance, Run, Sentence, Span, Status
from dragoman.store import Store
from dragoman.store.brief import dossier, timeline
from dragoman.store.filters import Filters
from dragoman.store.parties import codes

RUN = Run(version="bench", model="0" * 16, ontology="bench", settings="0" * 16)
TYPES = ("ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT SANCTION "
         "SUPPORT THREATEN").split()  # fmt: skip
SYNTHETIC = Path(__file__).with_suffix(".sql")
Query = Callable[[Store], object]
QUERIES: dict[str, Query] = {
    "events of an actor, newest 100": lambda s: s.query("events", actor="ALB", limit=100),
    "events of a pair, newest 100": lambda s: s.query("events", pair=("AFG", "AGO"), limit=100),
    "assaults in a country, 2023": lambda s: s.query("events", type="ASSAULT", country="AGO", limit=100,
                                                     since=dt.date(2023, 1, 1), until=dt.date(2023, 12, 31)),
    "events of a name": lambda s: s.query("events", actor="Name 77", limit=100),
    "events with a sector": lambda s: s.query("events", recipient="AFG:MIL", limit=100),
    "sure events told by a source": lambda s: s.query("events", source="AND", min_confidence=0.9, limit=100),
    "how many events of a pair": lambda s: s.count("events", pair=("AFG", "AGO")),
    "incidents of an actor, newest 100": lambda s: s.query("incidents", actor="AFG", limit=100),
    "articles of a publisher": lambda s: s.query("articles", publisher="Paper 7", limit=100),
    "events of an actor in a month": lambda s: s.query("events", actor="ALB", limit=100, since=dt.date(2021, 3, 1),
                                                      until=dt.date(2021, 3, 31)),
    "events at a place": lambda s: s.query("events", place="Town 77", limit=100),
    "incidents of a pair, newest 100": lambda s: s.query("incidents", pair=("AFG", "AGO"), limit=100),
    "timeline of a pair in a year": lambda s: timeline(s, Filters(pair=("AFG", "AGO"), since=dt.date(2021, 1, 1),
                                                                  until=dt.date(2021, 12, 31), limit=200)),
    "timeline of a country": lambda s: timeline(s, Filters(country="AFG", limit=200)),
    "dossier of a party": lambda s: dossier(s, "ALB"),
    "dossier of a pair": lambda s: dossier(s, "AFG", "AGO"),
    "events by type and month (SQL)": lambda s: s.sql(
        "SELECT date_trunc('month', day) AS month, type, count(*) AS n FROM events GROUP BY ALL ORDER BY ALL"),
    "top 20 pairs (SQL)": lambda s: s.sql(
        "SELECT actor, recipient, count(*) AS n FROM (SELECT unnest(actor_codes) AS actor, recipient_codes FROM events)"
        ", unnest(recipient_codes) AS t(recipient) GROUP BY ALL ORDER BY n DESC, actor, recipient LIMIT 20"),
    "score of a pair by month (SQL)": lambda s: s.sql(
        "SELECT date_trunc('month', day) AS month, avg(score) AS score, count(*) AS n FROM events "
        "WHERE list_contains(actor_codes, 'AFG') AND list_contains(recipient_codes, 'AGO') GROUP BY ALL ORDER BY ALL"),
    "actors by type, all years (SQL)": lambda s: s.sql(
        "SELECT code, type, count(*) AS n FROM (SELECT unnest(actor_codes) AS code, type FROM events) GROUP BY ALL"),
}  # fmt: skip


def fill(path: Path, n_events: int) -> float:
    started = time.monotonic()
    with Store(path, write=True) as store:
        values = {"events": n_events, "codes": sorted(codes())[:60], "types": TYPES}
        with store.transaction():
            for statement in SYNTHETIC.read_text("utf-8").split(";\n"):
                if statement.strip():
                    used = {name: value for name, value in values.items() if f"${name}" in statement}
                    store._connection.execute(statement, used)
    return time.monotonic() - started


def timed(path: Path, threads: int) -> None:
    """Wall time, and processor time, which others on the machine lengthen less."""
    for name, query in QUERIES.items():
        with Store(path) as store:
            store.sql(f"SET threads = {threads}")
            wall, work = [], []
            for _ in range(3):
                started, used = time.monotonic(), time.process_time()
                query(store)
                wall.append(time.monotonic() - started)
                work.append(time.process_time() - used)
        print(f"{name:36} first {wall[0]:6.2f} s ({work[0]:5.2f} of processor)   then {min(wall[1:]):6.2f} s "
              f"({min(work[1:]):5.2f})", flush=True)  # fmt: skip


class Echo:
    """Codes one event a sentence, without a model."""

    run = RUN

    def code_all(self, articles: Iterable[Article | Failure], /) -> Iterator[Coded | Failure]:
        for article in articles:
            yield article if isinstance(article, Failure) else self.code(article)

    def code(self, article: Article) -> Coded:
        span = Span(start=0, end=6)
        party = Party(span=span, text="Norway", name="Norway", code="NOR")
        events = tuple(
            Event(id=f"{article.id}-{n}", sentence=n, trigger=Span(start=n, end=n + 1), type="SUPPORT", mode=None,
                  contexts=(), status=Status.ACTUAL, actors=(party,), recipients=(), source=None, place=None, time=None,
                  date=None, quantities=(), quad=1, score=5.0, cameo="051", goldstein=3.4, same_as=None, confidence=0.9)
            for n in range(12))  # fmt: skip
        sentences = tuple(Sentence(index=n, start=n * 50, end=n * 50 + 49) for n in range(12))
        return Coded(article=article, provenance=Provenance(language="en"), sentences=sentences, events=events,
                     statements=(), notes=(), run=RUN)  # fmt: skip


def articles(n: int) -> Iterator[Article]:
    for number in range(n):
        rng = random.Random(number)
        text = "Norway " + " ".join(f"{rng.randrange(36**5):x}" for _ in range(300))
        yield Article(id=f"d{number}", text=text, published=dt.date(2024, 1, 1))


def survive(path: Path, n_articles: int, n_kills: int) -> None:
    """Kills an ingest again and again; after each kill every article there must be whole, and none lost or twice."""
    started = time.monotonic()
    with Store(path.with_name("whole.duckdb"), write=True) as store:
        ingest(articles(n_articles), store, Echo())
        expected = store.sql("SELECT article_id, n_events FROM articles ORDER BY ALL").to_pylist()
    took_s = time.monotonic() - started
    print(f"undisturbed: {n_articles} articles in {took_s:.1f} s ({n_articles / took_s:.0f} a second, store alone)")
    rng, reached, n_dead, levels = random.Random(1), 0, 0, set[int]()
    for _ in range(n_kills):
        child = subprocess.Popen([sys.executable, __file__, "--child", str(path), "--articles", str(n_articles)])
        time.sleep(rng.uniform(0.5, 1.5 + took_s / 2))
        child.send_signal(signal.SIGKILL)
        n_dead += child.wait() == -signal.SIGKILL
        if path.exists():
            reached = max(reached, check(path, reached))
            levels.add(reached)
        if reached == n_articles:  # once more from the start
            reached = 0
            path.unlink()
            path.with_name(path.name + ".wal").unlink(missing_ok=True)
    with Store(path, write=True) as store:
        ingest(articles(n_articles), store, Echo())
    check(path, reached)
    with Store(path) as store:
        assert expected == store.sql("SELECT article_id, n_events FROM articles ORDER BY ALL").to_pylist()
    print(f"{n_dead} kills of {n_kills} struck; seen at {sorted(levels)} articles; nothing lost, nothing doubled")


def check(path: Path, reached: int) -> int:
    with Store(path) as store:
        [row] = store.sql(
            "SELECT (SELECT count(*) FROM articles) AS n, (SELECT count(DISTINCT article_id) FROM articles) AS n_ids, "
            "(SELECT coalesce(sum(n_events), 0) FROM articles) AS told, (SELECT count(*) FROM events) AS events, "
            "(SELECT count(DISTINCT event_id) FROM events) AS event_ids, "
            "(SELECT count(*) FROM event_parties) AS parties"
        ).to_pylist()
    assert row["n"] == row["n_ids"] >= reached, row
    assert row["told"] == row["events"] == row["event_ids"] == row["parties"], row
    return int(row["n"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=lambda words: int(float(words)), default=1_000_000)
    parser.add_argument("--threads", type=int, default=1, help="of DuckDB, while it answers")
    parser.add_argument("--store", type=Path, help="a store that an earlier run left (--keep)")
    parser.add_argument("--keep", type=Path, help="leave the store here")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        with Store(given.child, write=True) as store:
            ingest(articles(given.articles), store, Echo())
        return
    if given.store:
        timed(given.store, given.threads)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "bench.duckdb"
        if given.kills:
            survive(path, given.articles, given.kills)
            return
        took_s = fill(path, given.events)
        print(f"{given.events:,} events made in {took_s:.0f} s; {path.stat().st_size / 1e6:,.0f} MB; "
              f"{os.cpu_count()} processors")  # fmt: skip
        timed(path, given.threads)


if __name__ == "__main__":
    main()
