"""`dragoman evaluate`: how well gold documents are read."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.failing import told
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.evaluate import Report


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="GOLD_DIR")
@click.option("--coded", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Judge this file (format json) instead of coding GOLD_DIR's documents now.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON, without the list of misses and false alarms.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), help="Leave out what is less sure (else events below the best F1)."
)
@click.option("--model", type=click.Path(path_type=Path), help="Folder of another model.")
def evaluate(gold: Path, coded: Path | None, as_json: bool, min_confidence: float | None, model: Path | None) -> None:
    """Compare with a folder of gold documents: figures, then every miss and false alarm."""
    with told():
        from dragoman.evaluate import evaluate as judge

        lines = _text(coded) if coded else _coded(gold, min_confidence, model)
        report = judge(gold, _rows(lines, coded))
    if as_json:
        click.echo(json.dumps(_object(report), indent=1))
        return
    click.echo(_table(report))
    for problem in report.problems:
        click.echo(problem)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError("coded", f"{path}: cannot be read ({error}); give a file of --format json") from error


def _rows(lines: str, path: Path | None) -> list[dict[str, Any]]:
    """The objects of JSON lines. Raises InputError, which names the line."""
    rows = []
    for number, line in enumerate(lines.split("\n"), start=1):
        try:
            if line.strip():
                rows.append(json.loads(line))
        except ValueError as error:
            raise InputError("coded", f"{path} line {number}: malformed JSON ({error}); code it again") from error
    return rows


def _coded(gold: Path, min_confidence: float | None, model: Path | None) -> str:
    from dragoman.pipeline import Coder
    from dragoman.read import read_inputs
    from dragoman.settings import Settings
    from dragoman.write import write

    out = io.StringIO()
    coder = Coder(settings=Settings(min_confidence=min_confidence), model=model)
    write(coder.code_all(read_inputs([gold / "docs.jsonl"])), out, format="json")
    return out.getvalue()


def _object(report: Report) -> dict[str, object]:
    figures: dict[str, object] = {
        k: {
            "precision": f.precision,
            "recall": f.recall,
            "f1": f.f1,
            "hit": f.hit,
            "false": f.false,
            "missed": f.missed,
        }
        for k, f in report.figures.items()
    }
    return figures | {"slots of detected events": dict(report.slots), "statement kind": report.statement_kind}


def _table(report: Report) -> str:
    rows = [f"not coded: {', '.join(report.not_coded)}"] if report.not_coded else []
    rows.append(f"{'':16}{'P':>8}{'R':>8}{'F1':>8}{'hit':>6}{'false':>7}{'missed':>8}")
    for name, f in report.figures.items():
        rows.append(f"{name:16}{f.precision:8.3f}{f.recall:8.3f}{f.f1:8.3f}{f.hit:6}{f.false:7}{f.missed:8}")
    rows.append("slots of detected events: " + "  ".join(f"{k} {v}" for k, v in report.slots.items()))
    rows.append(f"statement kind: {report.statement_kind}\n")
    return "\n".join(rows)
