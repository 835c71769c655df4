"""The command line: what bad input gets, exit codes, formats, and what is kept when it is stopped."""

from __future__ import annotations

import gzip
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dragoman.assets import DATA
from dragoman.cli import main
from dragoman.cli.code import code as code_command
from dragoman.write import WRITERS

STORY = "OSLO (XNA) — Norway accused Chad on Monday of hiding three ships. “We hid nothing,” the envoy said."
DONE, SOME_FAILED, NOTHING_DONE, STOPPED = 0, 1, 2, 130  # as cli/failing.py and docs/cli.md say
PATIENCE_S = 240  # a command of its own takes 3 seconds on a machine that is not busy
COMMAND = [sys.executable, "-m", "dragoman.cli"]

pytestmark = pytest.mark.usefixtures("loaded")


def run(*args: str | Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["code", *map(str, args)], input=given)


def coded(*args: str | Path, given: bytes | None = None, exit_code: int = DONE) -> list[dict[str, Any]]:
    """The objects of `--format json`; checks the exit code."""
    result = run(*args, "--format", "json", given=given)
    assert exit_code == result.exit_code, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def refused(*args: str | Path, given: bytes | None = None) -> str:
    """What is told on standard error when nothing can be coded; never a traceback."""
    result = run(*args, "--format", "json", given=given)
    assert NOTHING_DONE == result.exit_code, result.output
    assert "Traceback" not in result.stderr
    return result.stderr


def lines(*records: object) -> bytes:
    return b"".join(r if isinstance(r, bytes) else json.dumps(r).encode() + b"\n" for r in records)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


# one article, whatever way it comes in


def test_story_is_coded_with_its_date_and_publisher(story: Path) -> None:
    (row,) = coded(story, "--published", "2024-03-06", "--publisher", "The Post")
    assert ("story", "2024-03-06", "The Post") == tuple(row["document"][k] for k in ("id", "published", "publisher"))
    assert [] == row["notes"]


def test_ways_in_give_the_same_record(story: Path, tmp_path: Path) -> None:
    (expected,) = coded(story)
    feed = lines({"id": "story", "text": STORY})
    (tmp_path / "feed.jsonl").write_bytes(feed)
    (tmp_path / "feed.jsonl.gz").write_bytes(gzip.compress(feed))
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "story.txt").write_text(STORY)
    for source in (tmp_path / "feed.jsonl", tmp_path / "feed.jsonl.gz", folder):
        assert [expected] == coded(source), source
    assert [expected] == coded("-", given=feed)


def test_several_inputs_keep_their_order(story: Path, tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_bytes(lines(*({"id": f"n{i}", "text": STORY} for i in range(7))))
    rows = coded(tmp_path / "feed.jsonl", story, "--threads", "3")
    assert [*(f"n{i}" for i in range(7)), "story"] == [row["document"]["id"] for row in rows]


def test_summary_goes_to_standard_error(story: Path) -> None:
    result = run(story, "--format", "json")
    assert result.stderr.startswith("1 documents coded: ")
    assert result.stderr.rstrip().endswith("0 failed")
    assert 1 == result.stdout.count("\n")


def test_terminal_view_is_the_default(story: Path) -> None:
    result = run(story)
    assert DONE == result.exit_code
    assert "story" in result.stdout and "OSLO" in result.stdout
    assert "\x1b" not in result.stdout  # no colours but in a terminal


# bad input: a message that names the place and the remedy, the right exit code, and the others are coded


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty, no words to read; give it text or leave it out"),
        (b" \n\t\n", "empty, no words to read"),
        (bytes(range(256)) * 20, "is binary, not text"),
        (b"%PDF-1.7 \x00", "is a PDF, not text; extract its text first"),
        ("Москва заявила".encode("koi8-r"), "not UTF-8 (byte 0 is 0xed)"),
        (STORY.encode("utf-16-le"), "save it as UTF-8"),
        (b"\xff\xfe\x00", "starts as UTF-16 but breaks"),
    ],
)
def test_file_that_is_no_text_is_told(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    told = refused(path)
    assert f"bad: {path}: " in told and message in told
    assert "0 documents coded" in told and "1 failed" in told


def test_wrong_encoding_that_can_be_told_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("The envoy said on Monday that the café of Élysée would be “closed”.".encode("cp1252"))
    (row,) = coded(path)
    assert f"{path} (read as windows-1252): save it as UTF-8 if letters look wrong" in row["notes"]


def test_empty_standard_input_is_told() -> None:
    assert "standard input: empty" in refused("-", given=b"")


def test_missing_file_is_told_and_the_others_coded(story: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "none.txt", story, "--format", "json")
    assert SOME_FAILED == result.exit_code
    assert f"{tmp_path / 'none.txt'}: no such file; check the path" in result.stderr
    assert [False, True] == ["failure" not in json.loads(line) for line in result.stdout.splitlines()]


def test_malformed_line_is_told_with_file_line_and_remedy_and_the_others_coded(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(lines({"id": "a", "text": STORY}, b'{"id": "b", "text": \n', {"id": "c", "text": STORY}))
    result = run(path, "--format", "json")
    assert SOME_FAILED == result.exit_code
    assert f"{path} line 2: malformed JSON at column 20" in result.stderr and "correct it" in result.stderr
    assert "2 documents coded" in result.stderr and "1 failed" in result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert ["a", "feed-2", "c"] == [row["document"]["id"] for row in rows]
    assert "json" == rows[1]["failure"]["code"]


def test_duplicate_id_is_told_with_both_places(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(lines({"id": "a", "text": STORY}, {"id": "a", "text": STORY}))
    result = run(path, "--format", "json")
    assert SOME_FAILED == result.exit_code
    assert f"{path} line 2: the id 'a' was already read from {path} line 1" in result.stderr


def test_impossible_date_of_an_article_is_told_and_the_others_coded(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(lines({"id": "a", "text": STORY, "published": "2024-02-30"}, {"id": "b", "text": STORY}))
    result = run(path, "--format", "json")
    assert SOME_FAILED == result.exit_code
    assert f"{path} line 1: \"published\" is '2024-02-30', which is no date; write" in result.stderr
    assert "1 documents coded" in result.stderr


@pytest.mark.parametrize("date", ["2024-02-30", "yesterday", "03/06/2024"])
def test_impossible_date_option_is_told(date: str, story: Path) -> None:
    result = run(story, "--published", date)
    assert NOTHING_DONE == result.exit_code
    assert date in result.stderr and "%Y-%m-%d" in result.stderr


def test_missing_date_is_noted_with_what_is_left_open(story: Path) -> None:
    (row,) = coded(story)
    assert ["no publication date was given (--published): days told relative to it are left open"] == row["notes"]
    assert row["document"]["published"] is None
    for event in row["events"]:
        assert event["date"] is None


def test_unknown_language_is_named_and_not_coded(story: Path, tmp_path: Path) -> None:
    path = tmp_path / "french.txt"
    path.write_text(
        "Le gouvernement a annoncé jeudi que les négociations avec les rebelles reprendraient lundi à Genève."
    )
    result = run(path, story, "--format", "json")
    assert SOME_FAILED == result.exit_code
    assert f"{path}: the text seems to be in 'fr', and only English is read; translate it first" in result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert ("language", []) == (rows[0]["failure"]["code"], rows[0]["events"])


def test_many_failures_are_counted_and_the_first_shown(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(lines(*(b"{\n" for _ in range(30)), {"id": "a", "text": STORY}))
    result = run(path, "--format", "json")
    assert "1 documents coded" in result.stderr and "30 failed" in result.stderr
    assert 20 == result.stderr.count("malformed JSON")
    assert "... and 10 more" in result.stderr


# long input: every part of it is read, and the work is as long as the text (test_pipeline.py counts the windows)


@pytest.fixture
def unread(coder: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A reader that only counts the words it is given: what is tried is all but the model's own time."""
    seen: list[int] = []
    nothing = coder._reader(next(iter(_windows(coder, "Nothing."))))

    def count(window: Any) -> Any:
        seen.append(len(window.first))
        return nothing

    monkeypatch.setattr("dragoman.pipeline.Reader", lambda files, settings: count)
    monkeypatch.setattr("dragoman.pipeline.decode", lambda *_: ([], []))
    return seen


class Unresolved:
    """A resolver for texts in which nothing was found."""

    def __init__(self, coder: Any) -> None:
        self.ontology = coder._resolver.ontology

    def resolve(self, *_: object) -> tuple[tuple[()], tuple[()]]:
        return (), ()


def _windows(coder: Any, text: str) -> Any:
    from dragoman.encode import pack

    return pack(coder._tokenizer.tokens(text, [(0, len(text))]))


def test_line_of_five_megabytes_is_read_whole(
    unread: list[int], coder: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("dragoman.pipeline.Resolver", lambda **given: Unresolved(coder))
    sentence = "The army said that rebels had shelled the port of Velisk with rockets and mortars for three days, "
    n = 5_000_000 // len(sentence)
    path = tmp_path / "long.txt"
    path.write_text(sentence * n)
    (row,) = coded(path)
    assert 5_000_000 > row["document"]["length"] > 4_990_000
    assert 19 * n == sum(unread)  # eighteen words and a comma


def test_very_many_sentences_are_all_read(unread: list[int], tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("Rebels shelled the port. " * 4_000)
    (row,) = coded(path)
    assert 4_000 * len("Rebels shelled the port. ") == row["document"]["length"]
    assert 20_000 == sum(unread)


# the model's files, actors, options


def test_missing_model_is_told(story: Path, tmp_path: Path) -> None:
    told = refused(story, "--model", tmp_path)
    assert f"dragoman: {tmp_path / 'reader.onnx'} is missing: " in told
    assert "give a folder whose reader.onnx, reader.sha256 and tokenizer.json belong together" in told


def test_model_with_the_wrong_checksum_is_told(story: Path, tmp_path: Path) -> None:
    for name in ("reader.onnx", "tokenizer.json"):
        (tmp_path / name).symlink_to(DATA / name)
    (tmp_path / "reader.sha256").write_text("0" * 64 + "\n")
    told = refused(story, "--model", tmp_path)
    assert f"dragoman: {tmp_path / 'reader.onnx'} does not have the checksum in reader.sha256" in told


def test_file_that_is_no_model_is_told(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib

    from dragoman.encode import Reader

    monkeypatch.setattr("dragoman.pipeline.Reader", Reader)
    (tmp_path / "tokenizer.json").symlink_to(DATA / "tokenizer.json")
    (tmp_path / "reader.onnx").write_bytes(b"no model")
    (tmp_path / "reader.sha256").write_text(hashlib.sha256(b"no model").hexdigest())
    assert "is no model that onnxruntime" in refused(story, "--model", tmp_path)


def test_tokenizer_that_is_none_is_told(story: Path, tmp_path: Path) -> None:
    for name in ("reader.onnx", "reader.sha256"):
        (tmp_path / name).symlink_to(DATA / name)
    (tmp_path / "tokenizer.json").write_text("{}")
    told = refused(story, "--model", tmp_path)
    assert f"dragoman: {tmp_path / 'tokenizer.json'} is no tokenizer" in told and "give a folder whose" in told


def test_missing_actor_file_is_told(story: Path, tmp_path: Path) -> None:
    result = run(story, "--actors", tmp_path / "none.csv")
    assert NOTHING_DONE == result.exit_code
    assert "none.csv" in result.stderr


def test_least_confidence_leaves_out_what_is_less_sure(story: Path) -> None:
    (row,) = coded(story, "--min-confidence", "1")
    assert ([], []) == (row["events"], row["statements"])
    result = run(story, "--min-confidence", "2")
    assert NOTHING_DONE == result.exit_code and "--min-confidence" in result.stderr


def test_command_without_input_shows_its_usage() -> None:
    result = run()
    assert NOTHING_DONE == result.exit_code
    assert "Usage: " in result.stderr and "INPUT" in result.stderr


# formats


def test_formats_to_choose_from_are_those_that_can_be_written() -> None:
    (option,) = (p for p in code_command.params if p.name == "form")
    assert list(WRITERS) == list(option.type.choices)  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_is_chosen_by_name_and_by_ending(form: str, story: Path, tmp_path: Path) -> None:
    by_name, by_ending = tmp_path / "named" / "x", tmp_path / "ending" / f"x{WRITERS[form].suffixes[0]}"
    by_name.parent.mkdir()
    by_ending.parent.mkdir()
    assert DONE == run(story, "-o", by_ending, "--published", "2024-03-06").exit_code
    named = by_name.parent / by_ending.name
    assert DONE == run(story, "-o", named, "--format", form, "--published", "2024-03-06").exit_code
    assert named.read_bytes() == by_ending.read_bytes()


@pytest.mark.parametrize("form", [name for name, form in WRITERS.items() if not form.binary])
def test_every_text_format_goes_to_standard_output(form: str, story: Path) -> None:
    result = run(story, "--format", form)
    assert DONE == result.exit_code, result.output
    assert "Traceback" not in result.output


def test_ending_that_names_no_format_is_told_before_anything_is_coded(story: Path, tmp_path: Path) -> None:
    result = run(story, "-o", tmp_path / "out.xyz")
    assert NOTHING_DONE == result.exit_code
    assert "no format goes with the ending of" in result.stderr and ".parquet (parquet)" in result.stderr
    assert not (tmp_path / "out.xyz").exists()


def test_binary_format_on_standard_output_is_told(story: Path) -> None:
    result = run(story, "--format", "parquet")
    assert NOTHING_DONE == result.exit_code
    assert "-o" in result.stderr


# output that cannot be written


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("none/out.json", "make the folder"),
        ("story.txt/out.json", "make the folder"),
        ("folder.json", "is a folder; name a file"),
    ],
)
def test_output_that_cannot_be_written_is_told(place: str, message: str, story: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    result = run(story, "-o", tmp_path / place, "--format", "json")
    assert NOTHING_DONE == result.exit_code
    assert f"dragoman: {tmp_path / place}" in result.stderr and message in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_folder_without_permission_is_told(story: Path, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    result = run(story, "-o", shut / "out.json")
    assert NOTHING_DONE == result.exit_code
    assert "permission denied; choose another place with -o" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_is_told(story: Path) -> None:
    result = run(story, "-o", "/dev/full", "--format", "json")
    assert NOTHING_DONE == result.exit_code
    assert "free some space" in result.stderr


def test_output_stays_as_it_was_when_nothing_can_be_coded(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("kept")
    assert NOTHING_DONE == run("-", "-o", out, "--model", tmp_path, given=STORY.encode()).exit_code
    assert "kept" == out.read_text()
    assert [out] == list(tmp_path.iterdir())


# in a process of its own: pipes and signals


def started(*args: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "code", *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment,
    )  # fmt: skip


def feed(n: int) -> bytes:
    return lines(*({"id": f"n{i}", "text": STORY} for i in range(n)))


def finished(process: subprocess.Popen[bytes], given: bytes | None = None) -> tuple[int, bytes, str]:
    out, told = process.communicate(given, timeout=PATIENCE_S)
    return process.returncode, out, told.decode()


def test_reader_that_stops_ends_the_command_in_silence(environment: dict[str, str]) -> None:
    """`dragoman code - --format json | head -1`"""
    process = started("-", "--format", "json", environment=environment)
    head = subprocess.Popen(["head", "-1"], stdin=process.stdout, stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdin is not None
    process.stdout.close()
    try:
        process.stdin.write(feed(60))
        process.stdin.close()
    except BrokenPipeError:
        pass  # the command has ended before it read everything
    first, _ = head.communicate(timeout=PATIENCE_S)
    assert "n0" == json.loads(first)["document"]["id"]
    assert process.stderr is not None
    assert b"" == process.stderr.read()
    assert DONE == process.wait(timeout=PATIENCE_S)
    process.stderr.close()


@pytest.mark.parametrize("form", ["json", "csv", "html", "parquet"])
def test_ctrl_c_keeps_what_was_coded(form: str, environment: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / f"out.{form}"
    process = started("-", "-o", str(out), "--format", form, environment=environment)
    assert process.stdin is not None
    process.stdin.write(feed(5))
    process.stdin.flush()
    _wait_until_it_waits(process)
    process.send_signal(signal.SIGINT)
    status, _, told = finished(process)
    assert STOPPED == status, told
    assert "5 documents coded" in told and "stopped; what was coded until then is kept" in told
    assert "Traceback" not in told
    assert_whole(out, form)
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_ctrl_c_before_anything_was_coded_leaves_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    process = started("-", "-o", str(out), environment=environment)
    _wait_until_it_waits(process)
    process.send_signal(signal.SIGINT)
    status, _, told = finished(process)
    assert (STOPPED, False) == (status, out.exists()), told
    assert "Traceback" not in told


def test_ctrl_c_leaves_whole_lines_on_standard_output(environment: dict[str, str]) -> None:
    process = started("-", "--format", "json", environment=environment)
    assert process.stdin is not None
    process.stdin.write(feed(5))
    process.stdin.flush()
    _wait_until_it_waits(process)
    process.send_signal(signal.SIGINT)
    status, out, told = finished(process)
    assert STOPPED == status, told
    assert [f"n{i}" for i in range(5)] == [json.loads(line)["document"]["id"] for line in out.splitlines()]


def _wait_until_it_waits(process: subprocess.Popen[bytes]) -> None:
    """Until the command has loaded, coded what it was given, and sleeps in a read: none of its threads wants to run.

    A thread that waits for a processor counts as running, so a busy machine only takes longer.
    """
    deadline = time.monotonic() + PATIENCE_S
    n_still = 0
    while n_still < 10:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
        threads = [_state(path) for path in Path(f"/proc/{process.pid}/task").glob("*/stat")]
        spent = sum(ticks for _, ticks in threads)
        n_still = n_still + 1 if spent > 20 and all(state == "S" for state, _ in threads) else 0


def _state(path: Path) -> tuple[str, int]:
    """State of a thread and its processor time in ticks, as proc(5) tells them; one that has just ended is no more."""
    try:
        fields = path.read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return "S", 0
    return fields[0], int(fields[11]) + int(fields[12])


def assert_whole(path: Path, form: str) -> None:
    """The file can be read to its end, and where a format has every article it has all five."""
    match form:
        case "json":
            assert 5 == len([json.loads(line) for line in path.read_text().splitlines()])
        case "html":
            assert 5 == path.read_text().count("<article")
            assert path.read_text().rstrip().endswith("</html>")
        case "csv":
            assert path.read_text().startswith("id,document,published,")
        case _:
            import pyarrow.parquet as pq

            assert "document" in pq.read_table(path).column_names


def test_help_is_quick_and_names_every_command(environment: dict[str, str]) -> None:
    command: Sequence[str] = [*COMMAND, "--help"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    for name in main.commands:
        assert f"  {name} " in told
