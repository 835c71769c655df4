"""What several tests share: the package's model, loaded once, and texts made of odd pieces."""

from __future__ import annotations

import copy
import os
from dataclasses import replace

import pytest

from dragoman import pipeline
from dragoman.assets import DATA, model_files
from dragoman.encode import Reader, Tokenizer
from dragoman.pipeline import Coder
from dragoman.settings import DecodeSettings, EncodeSettings, Settings

# Thresholds at the bottom: every word names an event and everybody takes part in it, whatever the model has learned.
EAGER = Settings(
    encode=EncodeSettings(event_floor=0.0, cue_floor=0.0),
    decode=DecodeSettings(event=0.0, core=0.0, party=0.2, single=0.02, cue=0.0, think=0.0, link=0.02),
    min_confidence=0.0,
)


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer(DATA / "tokenizer.json")


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def eager(coder: Coder) -> Coder:
    """A coder that finds something everywhere, for what must hold however well the model reads."""
    other = with_settings(coder, EAGER)
    other._reader = Reader(model_files(DATA), EAGER.encode)
    return other


def with_settings(coder: Coder, settings: Settings) -> Coder:
    """The same loaded rooms under other settings of decode, confidence and threads."""
    other = copy.copy(coder)
    other.settings = settings
    other.run = replace(coder.run, settings=settings.checksum())
    return other


@pytest.fixture
def loaded(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in this process share the rooms that `coder` has loaded, instead of a second's loading each."""
    resolver = pipeline.Resolver
    monkeypatch.setattr(pipeline, "Reader", lambda files, settings: coder._reader)
    monkeypatch.setattr(
        pipeline,
        "Resolver",
        lambda *, actors_files=(), confidence: (
            resolver(actors_files=actors_files, confidence=confidence) if actors_files else coder._resolver
        ),
    )


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """For commands in a process of their own: a terminal of known width, no colours, UTF-8."""
    return {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
