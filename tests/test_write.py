"""Writers: what each format holds, that bytes never change, and what happens when a place cannot be written."""

from __future__ import annotations

import io
import json

from dragoman.write import write
from dragoman.write.output import Record
from makers import make_story, span_of


def written(records: list[Record], format: str) -> str:
    stream = io.BytesIO()
    write(records, stream, format=format)
    return stream.getvalue().decode("utf-8")


def objects(records: list[Record], format: str = "json") -> list[dict]:
    return [json.loads(line) for line in written(records, format).splitlines()]


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
    [found] = objects([make_story()])
    event = found["events"][3]
    assert tuple(event[k] for k in ("type", "mode", "status", "date")) == ("CONSULT", "visit", "future", "2024-03-08")
    assert tuple(event["actors"][0][k] for k in ("name", "code", "sector")) == ("Ana Duarte", "PRT", "GOV")
    assert event["place"]["text"] == "Madrid"
    assert {"text": "Ana Duarte", **_ends(span_of(make_story().article, "Ana Duarte"))} == event["actors"][0]["antecedent"]
    sentence = make_story().sentences[3]
    assert {"index": 3, "start": sentence.start, "end": sentence.end} == event["sentence"]


def _ends(span: object) -> dict[str, int]:
    return {"start": span.start, "end": span.end}  # type: ignore[attr-defined]
