"""The read room: every format, and bad input as Failures that name the place and the remedy."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.read import READERS, read_inputs
from dragoman.read.dates import parse_date
from dragoman.records import Article, Failure

RECORD = {
    "id": "a",
    "published": "2023-03-21",
    "publisher": "P",
    "url": "u",
    "title": "T",
    "text": "Norway praised Chad.",
}


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def read(*paths: Path | str) -> list[Article | Failure]:
    return list(read_inputs(paths))


def article(record: Article | Failure) -> Article:
    assert isinstance(record, Article), record
    return record


def failure(record: Article | Failure) -> Failure:
    assert isinstance(record, Failure), record
    assert "read" == record.room
    return record


def feed_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))  # type: ignore[arg-type]


def test_text_file_is_one_article_with_line_ends_made_plain(tmp_path: Path) -> None:
    path = write(tmp_path / "story.txt", b"\xef\xbb\xbfOne.\r\nTwo.\rThree.\n")
    assert [Article(id="story", text="One.\nTwo.\nThree.\n", origin=str(path))] == read(path)


def test_json_lines_give_every_field(tmp_path: Path) -> None:
    path = write(tmp_path / "news.jsonl", lines(RECORD))
    expected = Article(
        id="a", text="Norway praised Chad.", published=dt.date(2023, 3, 21), publisher="P", url="u", title="T",
        origin=f"{path} line 1",
    )  # fmt: skip
    assert [expected] == read(path)


def test_json_line_without_id_is_named_by_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path / "news.ndjson", "\n" + lines({"text": "One."}, {"text": "Two.", "id": 7}))
    assert ["news-2", "7"] == [article(record).id for record in read(path)]


@pytest.mark.parametrize(
    "content",
    ['{"id": "a", "text": "One."}', '[\n{"id": "a", "text": "One."}\n]', lines({"id": "a", "text": "One."})],
)
def test_json_file_holds_an_object_or_an_array(tmp_path: Path, content: str) -> None:
    assert ["a"] == [article(record).id for record in read(write(tmp_path / "news.json", content))]


def test_json_lines_under_the_name_json_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "news.json", lines({"id": "a", "text": "One."}, {"id": "b", "text": "Two."}))
    assert ["a", "b"] == [article(record).id for record in read(path)]


@pytest.mark.parametrize("name", ["news.jsonl.gz", "news.jsonl"])
def test_gzip_is_told_by_its_bytes(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, gzip.compress(lines(RECORD).encode()))
    assert ["a"] == [article(record).id for record in read(path)]


def test_folder_is_read_sorted_and_deep_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.txt", ".hidden.txt", ".git/c.txt", "c.jsonl"):
        write(tmp_path / name, lines({"text": "One."}) if name.endswith("jsonl") else "One.")
    assert ["a/b", "a/z", "b", "c-1"] == [article(record).id for record in read(tmp_path)]


def test_folder_linked_into_itself_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "One.")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert ["a"] == [article(record).id for record in read(tmp_path)]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (b"Norway praised Chad.\n", ["stdin"]),
        (lines({"id": "a", "text": "x"}, {"text": "y"}).encode(), ["a", "stdin-2"]),
        (b'[{"text": "x"}, {"id": "b", "text": "y"}]', ["stdin-1", "b"]),
        (b'{\n "id": "a",\n "text": "x"\n}', ["a"]),
        (b"[Read] Norway praised Chad.", ["stdin"]),
        (gzip.compress(lines({"id": "a", "text": "x"}).encode()), ["a"]),
        ("Norway praised Chad.".encode("utf-16"), ["stdin"]),
        (lines({"id": "a", "text": "x"}, {"id": "b", "text": "y"}).encode("utf-16"), ["a", "b"]),
    ],
)
def test_standard_input_is_told_by_its_beginning(
    monkeypatch: pytest.MonkeyPatch, content: bytes, ids: list[str]
) -> None:
    feed_stdin(monkeypatch, content)
    assert ids == [article(record).id for record in read("-")]


def test_unknown_suffix_is_told_by_its_beginning(tmp_path: Path) -> None:
    write(tmp_path / "a.story", "One.")
    write(tmp_path / "b.dump", lines({"id": "b", "text": "Two."}))
    assert ["a", "b"] == [article(record).id for record in read(tmp_path)]


def test_given_date_and_publisher_fill_only_what_is_missing(tmp_path: Path) -> None:
    path = write(tmp_path / "n.jsonl", lines(RECORD, {"id": "b", "text": "Two."}))
    first, second = read_inputs([path], published=dt.date(2020, 1, 2), publisher="Q")
    assert (dt.date(2023, 3, 21), "P") == (article(first).published, article(first).publisher)
    assert (dt.date(2020, 1, 2), "Q") == (article(second).published, article(second).publisher)


@pytest.mark.parametrize(
    "written",
    [
        "2023-03-21", "20230321", "2023-03-21T23:59:00Z", "2023-03-21 10:00:00+02:00", "2023-03-21 10:00:00 UTC",
        "Tue, 21 Mar 2023 10:00:00 +0000", "21 Mar 2023 10:00:00 GMT", " 2023-03-21 ",
    ],
)  # fmt: skip
def test_date_is_read(written: str) -> None:
    assert dt.date(2023, 3, 21) == parse_date(written)


@pytest.mark.parametrize(
    "written",
    [
        "2023-02-30",
        "2023-13-01",
        "20231301",
        "yesterday",
        "21",
        "2023-03-21x",
        "Tue, 31 Feb 2023 10:00:00 +0000",
        "0000-01-01",
        "21/03/2023",
    ],
)
def test_impossible_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        parse_date(written)


@pytest.mark.parametrize(
    ("encoding", "note"), [("utf-8-sig", ""), ("utf-16", " (read as utf-16)"), ("cp1252", " (read as windows-1252)")]
)
def test_encoding_is_recognised_and_told(tmp_path: Path, encoding: str, note: str) -> None:
    text = "Le président a déclaré mardi que l’accord était signé."
    path = write(tmp_path / "a.txt", text.encode(encoding))
    assert [Article(id="a", text=text, origin=f"{path}{note}")] == read(path)


@pytest.mark.parametrize(
    "content",
    [
        "Президент заявил во вторник".encode("cp1251"),
        "Prezydent powiedział, że święto było ważne".encode("iso-8859-2"),
        "“The café is closed,” he said.".encode()[:-1] + b"\xe2\x80",
        b"\xff\xfeA\x00\x00\xd8",
    ],
)
def test_undecodable_text_is_a_failure(tmp_path: Path, content: bytes) -> None:
    (record,) = read(write(tmp_path / "a.txt", content))
    assert "encoding" == failure(record).code
    assert "UTF-8" in failure(record).message


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.txt", b"", "empty", "leave it out"),
        ("a.txt", b" \n\t\n", "empty", "leave it out"),
        ("a.jsonl", b"", "empty", "leave it out"),
        ("a.jsonl", b"\n\n", "empty", "leave it out"),
        ("a.json", b"[]", "empty", "leave it out"),
        ("a.txt", bytes(range(256)) * 4, "binary", "plain text"),
        ("a.jsonl", b"\x00\x01\n\x02\x03\n", "binary", "plain text"),
        ("a.txt", b"%PDF-1.7 ...", "binary", "pdftotext"),
        ("a.docx", b"PK\x03\x04....", "binary", "unpack it"),
        ("a.txt", b"\n<!DOCTYPE html><html></html>", "html", "extract the article"),
        ("a.txt.gz", b"plain", "gzip", "pack it again"),
        ("a.txt.gz", gzip.compress(b"Norway praised Chad." * 99)[:-12], "gzip", "again"),
        ("a.jsonl", b"[1, 2]\n", "json_type", '"text"'),
        ("a.jsonl", b'{"text": "x"\n', "json", "malformed JSON at column"),
        ("a.jsonl", b'{"txt": "x"}\n', "no_text", "fields found: txt"),
        ("a.jsonl", b'{"text": ["x"]}\n', "text_type", "must be a string"),
        ("a.jsonl", b'{"text": null}\n', "text_type", "must be a string"),
        ("a.jsonl", b'{"text": " "}\n', "empty", "leave it out"),
        ("a.jsonl", b'{"text": "x", "title": 5}\n', "field_type", '"title"'),
        ("a.jsonl", b'{"text": "x", "published": "2023-02-30"}\n', "date", "2023-02-30"),
        ("a.jsonl", b'{"text": "x", "published": [1]}\n', "date", "YYYY-MM-DD"),
        ("a.jsonl", b"[" * 100_000, "json", "correct it"),
        ("a.jsonl", b'{"n": ' + b"9" * 5000 + b"}", "json", "correct it"),
        ("a.json", b'[{"text": "x"},', "json", "malformed JSON"),
        ("a.jsonl", b"\x80\x81\n", "encoding", "UTF-8"),
    ],
)  # fmt: skip
def test_bad_content_is_a_failure_with_place_and_remedy(
    tmp_path: Path, name: str, content: bytes, code: str, words: str
) -> None:
    path = write(tmp_path / name, content)
    (record,) = read(path)
    assert code == failure(record).code
    assert words in failure(record).message
    assert failure(record).message.startswith(str(path))


def test_bad_lines_do_not_stop_the_others(tmp_path: Path) -> None:
    path = write(tmp_path / "n.jsonl", '{"id": "a", "text": "x"}\n{oops\n{"id": "c"}\n{"id": "d", "text": "y"}\n')
    first, second, third, fourth = read(path)
    assert ["a", "d"] == [article(first).id, article(fourth).id]
    assert ["n-2", "c"] == [failure(second).article, failure(third).article]
    assert "n.jsonl line 2" in failure(second).message
    assert "n.jsonl line 3" in failure(third).message


def test_damaged_gzip_keeps_the_lines_before_the_damage(tmp_path: Path) -> None:
    packed = gzip.compress(lines(*({"id": str(i), "text": f"Line {i * i}."} for i in range(50_000))).encode())
    *articles, last = read(write(tmp_path / "n.jsonl.gz", packed[: len(packed) // 2]))
    assert len(articles) > 10_000
    assert [str(i) for i in range(len(articles))] == [article(record).id for record in articles]
    assert "gzip" == failure(last).code
    assert f"{len(articles)} records" in failure(last).message


def test_second_article_of_an_id_is_a_failure_that_names_the_first(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt", "One."), write(tmp_path / "b.jsonl", lines({"id": "a", "text": "Two."}))
    read_first, read_second = read(first, second)
    assert "a" == article(read_first).id
    assert "duplicate_id" == failure(read_second).code
    assert str(first) in failure(read_second).message and f"{second} line 1" in failure(read_second).message


def test_same_file_twice_is_a_failure(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One.")
    assert ["duplicate_id"] == [failure(record).code for record in read(path, path)[1:]]


@pytest.mark.parametrize("name", ["nothing.txt", "nul\0byte.txt", "n" * 5000])
def test_missing_file_is_a_failure(tmp_path: Path, name: str) -> None:
    (record,) = read(tmp_path / name)
    assert failure(record).code in ("missing", "unreadable")
    assert "check the path" in failure(record).message


def test_empty_folder_is_a_failure(tmp_path: Path) -> None:
    assert ["empty"] == [failure(record).code for record in read(tmp_path)]


def test_dead_link_in_a_folder_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "dead.txt").symlink_to(tmp_path / "gone.txt")
    assert ["unreadable"] == [failure(record).code for record in read(tmp_path)]


def test_unreadable_file_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", "One.")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (record,) = read(path)
    assert ("unreadable", True) == (failure(record).code, "check its permissions" in failure(record).message)


def test_lone_surrogate_is_replaced(tmp_path: Path) -> None:
    (record,) = read(write(tmp_path / "a.jsonl", b'{"text": "x\\ud800y"}'))
    assert "x\ufffdy" == article(record).text


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = write(tmp_path / "n.jsonl", lines(*({"text": "x"} for _ in range(3))))
    records = read_inputs([path, tmp_path / "gone.txt"])
    assert "n-1" == article(next(records)).id
    os.unlink(path)  # the open file goes on
    assert "n-2" == article(next(records)).id
    records.close()  # type: ignore[attr-defined]


def test_large_inputs_are_read_in_linear_time(tmp_path: Path) -> None:
    line = write(tmp_path / "line.txt", "The talks went on in Oslo. " * 200_000)  # 5 MB
    many = write(tmp_path / "many.jsonl", lines({"text": "The talks went on in Oslo."}) * 200_000)
    started = time.process_time()
    n_articles = sum(isinstance(record, Article) for record in read_inputs([line, many]))
    assert 200_001 == n_articles
    assert time.process_time() - started < 20  # seconds; 4 measured


def test_every_suffix_has_one_reader() -> None:
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert () == READERS[-1].suffixes


@given(content=st.binary(max_size=200), suffix=st.sampled_from([".txt", ".jsonl", ".json", ".gz", ".x"]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_told(tmp_path: Path, content: bytes, suffix: str) -> None:
    records = read(write(tmp_path / f"a{suffix}", content))
    assert records
    for record in records:
        if isinstance(record, Article):
            record.text.encode()
            assert "\r" not in record.text


def test_guide_names_every_failure_code() -> None:
    root = Path(__file__).parents[1]
    sources = "".join(path.read_text("utf-8") for path in sorted((root / "src/dragoman/read").glob("*.py")))
    codes = set(re.findall(r'(?:Unreadable\(|failure\([^"()]*(?:\([^()]*\))?[^"()]*)\s*"([a-z_]+)"', sources))
    guide = (root / "docs/input.md").read_text("utf-8")
    assert {"json", "date", "duplicate_id", "missing", "empty"} <= codes
    assert [] == sorted(code for code in codes if f"`{code}`" not in guide)
