"""The command line: one file per command, heavy imports inside the command's function."""

from __future__ import annotations

import click

from dragoman import __version__
from dragoman.cli.code import code
from dragoman.cli.correct import correct
from dragoman.cli.dossier import dossier
from dragoman.cli.evaluate import evaluate
from dragoman.cli.import_ import import_
from dragoman.cli.ingest import ingest
from dragoman.cli.query import query
from dragoman.cli.timeline import timeline


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dragoman")
def main() -> None:
    """News reporting in, the record of a political situation out."""


main.add_command(code)
main.add_command(correct)
main.add_command(dossier)
main.add_command(evaluate)
main.add_command(import_)
main.add_command(ingest)
main.add_command(query)
main.add_command(timeline)
