"""Training: what can be told without a run of it."""

from __future__ import annotations

import pytest


def test_only_the_encoder_is_moved_back_and_not_its_letter_case() -> None:
    torch = pytest.importorskip("torch")
    from dragoman.train.loop import blended

    names = ("encoder.norm.weight", "encoder.shapes.weight", "event.weight")
    known = {name: torch.tensor([1.0]) for name in names}
    pretrained = {name: torch.tensor([0.0]) for name in names}
    moved = {name: float(value) for name, value in blended(known, pretrained, 0.25).items()}
    assert moved == {"encoder.norm.weight": 0.75, "encoder.shapes.weight": 1.0, "event.weight": 1.0}
