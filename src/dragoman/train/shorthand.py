"""The annotators' shorthand -> documents and annotations in the form of `events/careful-reading`.

A file holds documents; each begins with a header, then sentences, each followed by the records it carries:

    = ID | PUBLISHED (YYYY-MM-DD) | PUBLISHER
    Kenya said on Tuesday that its jets had bombed a camp in Jilib.
    E bombed | ASSAULT.aerial | actual | core | A its jets = Kenyan army/KEN/MIL | S Kenya = Kenya/KEN/GOV | L Jilib
    Q said | indirect | Kenya = Kenya/KEN/GOV | its jets had bombed a camp in Jilib

`E` trigger | TYPE or TYPE.mode | status | core or optional | then any of A (actor), R (recipient), S (source),
L (location), D (date). `Q` cue (or -) | kind | speaker | content. A party is WORDS = NAME/CODE/SECTOR; WORDS are copied
from the sentence, `~` when the sentence has none; `-` stands for no code or no sector. WORDS#2 means their second
occurrence in the sentence.

In a file about real text the sentence lines are left out: `= ID`, then `@ N` before the records of sentence N (counted
from 0), so that the file holds no text but the few words that name triggers and parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.labels import MODES, SECTORS, STATUSES, TYPES


class ShorthandError(ValueError):
    """A line that does not say what it should; the message names file, line and reason."""


def read_own(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """(document, annotation) of each document of a file that holds its own sentences."""
    yield from _read(path, None)


def read_real(path: Path, texts: Mapping[str, str]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The same for a file that annotates texts kept elsewhere, by id; one sentence a line in each text."""
    yield from _read(path, texts)


def _read(path: Path, texts: Mapping[str, str] | None) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    header: list[str] = []
    lines: list[str] = []
    records: list[tuple[int, int, str]] = []  # number of the line in the file, sentence, record
    sentence = -1
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if line.startswith("= "):
            if header:
                yield _document(path, header, lines, records)
            header, lines, records, sentence = [p.strip() for p in line[2:].split("|")], [], [], -1
            if texts is not None:
                if header[0] not in texts:
                    raise ShorthandError(f"{path}:{number}: no text with id {header[0]}")
                lines = texts[header[0]].split("\n")
        elif line.startswith("@ "):
            sentence = int(line[2:].split()[0])
            if sentence >= len(lines):
                raise ShorthandError(f"{path}:{number}: sentence {sentence} of a text of {len(lines)}")
        elif line.startswith(("E ", "Q ")):
            records.append((number, sentence, line))
        elif line and not line.startswith("# "):
            if texts is not None:
                raise ShorthandError(f"{path}:{number}: expected '= ', '@ ', 'E ' or 'Q ', was: {line[:60]}")
            lines.append(line)
            sentence = len(lines) - 1
    if header:
        yield _document(path, header, lines, records)


def _document(
    path: Path, header: list[str], lines: list[str], records: Iterable[tuple[int, int, str]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    row: dict[str, Any] = {"doc_id": header[0], "events": [], "statements": []}
    for number, sentence, record in records:
        try:
            fields = [f.strip() for f in record[2:].split(" | ")]
            reader = _event if record.startswith("E ") else _statement
            row["events" if record.startswith("E ") else "statements"].append(
                {"sent": sentence, **reader(fields, lines[sentence], starts[sentence])}
            )
        except (ValueError, IndexError) as error:
            raise ShorthandError(f"{path}:{number}: {error}: {record[:100]}") from None
    published = header[1] if len(header) > 1 else None
    return {
        "id": header[0],
        "published": published,
        "publisher": header[2] if len(header) > 2 else None,
        "text": "\n".join(lines),
    }, row


def _find(words: str, line: str, base: int) -> tuple[str, int, int]:
    words, _, nth = words.partition("#") if re.search(r"#\d$", words) else (words, "", "1")
    at = -1
    for _ in range(int(nth)):
        found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(line, at + 1)
        if found is None:
            raise ValueError(f"no '{words}' (number {nth}) in the sentence")
        at = found.start()
    return words, base + at, base + at + len(words)


def _party(field: str, line: str, base: int) -> dict[str, Any]:
    words, separator, identity = field.partition(" = ")
    if not separator:
        raise ValueError(f"party without ' = ': {field}")
    name, code, sector = (p.strip() for p in identity.rsplit("/", 2))
    if sector != "-" and sector not in SECTORS:
        raise ValueError(f"unknown sector {sector}")
    if not re.fullmatch(r"-|[A-Z]{3}", code):
        raise ValueError(f"unknown code {code}")
    party: dict[str, Any] = {
        "text": None,
        "name": name,
        "code": None if code == "-" else code,
        "sector": None if sector == "-" else sector,
    }
    if words.strip() != "~":
        party["text"], party["start"], party["end"] = _find(words.strip(), line, base)
    return party


def _event(fields: list[str], line: str, base: int) -> dict[str, Any]:
    trigger, kind, status, core, *rest = fields
    name, _, mode = kind.partition(".")
    if name not in TYPES[1:] or (mode and (name, mode) not in MODES):
        raise ValueError(f"unknown type or mode {kind}")
    if status not in STATUSES or core not in ("core", "optional"):
        raise ValueError(f"unknown status or core: {status}, {core}")
    words, start, end = _find(trigger, line, base)
    event: dict[str, Any] = {
        "trigger": words,
        "start": start,
        "end": end,
        "type": name,
        "mode": mode or None,
        "actors": [],
        "recipients": [],
        "status": status,
        "source": None,
        "location": None,
        "date": None,
        "core": core == "core",
    }
    for field in rest:
        letter, _, value = field.partition(" ")
        match letter:
            case "A":
                event["actors"].append(_party(value, line, base))
            case "R":
                event["recipients"].append(_party(value, line, base))
            case "S":
                event["source"] = _party(value, line, base)
            case "L":
                event["location"] = _find(value.strip(), line, base)[0]
            case "D":
                if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value.strip()):
                    raise ValueError(f"date {value}")
                event["date"] = value.strip()
            case _:
                raise ValueError(f"unknown field {field}")
    return event


def _statement(fields: list[str], line: str, base: int) -> dict[str, Any]:
    cue, kind, speaker, content = fields
    if kind not in ("direct", "indirect", "mixed"):
        raise ValueError(f"unknown kind {kind}")
    who = _party(speaker, line, base)
    words, start, end = _find_loose(content, line, base)
    statement = {
        "speaker": who["name"],
        "speaker_text": who["text"],
        "code": who["code"],
        "sector": who["sector"],
        "cue": "" if cue == "-" else cue,
        "kind": kind,
        "content": words,
        "start": start,
        "end": end,
    }
    if who["text"]:
        statement["speaker_span"] = (who["start"], who["end"])
    if cue != "-":
        statement["cue"], *statement["cue_span"] = _find(cue, line, base)
    return statement


def _find_loose(content: str, line: str, base: int) -> tuple[str, int, int]:
    """The content, given whole or as FIRST WORDS ... LAST WORDS."""
    if " ... " in content:
        head, tail = content.split(" ... ", 1)
        begin = line.find(head)
        end = line.find(tail, begin + len(head)) + len(tail)
        if begin < 0 or end < begin + len(head) + len(tail):
            raise ValueError(f"no '{head[:20]} ... {tail[-20:]}' in the sentence")
        return line[begin:end], base + begin, base + end
    begin = line.find(content)
    if begin < 0:
        raise ValueError(f"content is not in the sentence: {content[:40]}")
    return content, base + begin, base + begin + len(content)


def main() -> None:
    """`python -m dragoman.train.shorthand FILE...`: checks files with their own sentences and counts records."""
    import sys

    for name in sys.argv[1:]:
        pairs = list(read_own(Path(name)))
        n_sentences = sum(d["text"].count("\n") + 1 for d, _ in pairs)
        n_events = sum(len(r["events"]) for _, r in pairs)
        print(
            f"{name}: {len(pairs)} documents, {n_sentences} sentences, {n_events} events,",
            f"{sum(len(r['statements']) for _, r in pairs)} statements",
        )


if __name__ == "__main__":
    main()
