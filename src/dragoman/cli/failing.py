"""How a command ends: exit codes, and messages on standard error.

0 all was done · 1 done, but some documents failed · 2 nothing could be done · 130 stopped by Ctrl-C, the rest is kept
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from dragoman.errors import DragomanError

SOME_FAILED, NOTHING_DONE, STOPPED = 1, 2, 130
PIPE_CLOSED = "output_pipe_closed"


def stop(message: str, code: int = NOTHING_DONE) -> NoReturn:
    click.echo(f"dragoman: {message}", err=True)
    sys.exit(code)


@contextmanager
def told() -> Iterator[None]:
    """Turns what can go wrong into one line on standard error and an exit code."""
    try:
        yield
    except DragomanError as error:
        if error.code == PIPE_CLOSED:  # the reader of our output went away (`| head`): nobody is left to tell
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        stop(str(error))
    except KeyboardInterrupt:
        stop("stopped; what was coded until then is kept", STOPPED)
