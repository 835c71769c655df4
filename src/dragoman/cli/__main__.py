"""`python -m dragoman.cli`: the same as the `dragoman` command."""

from dragoman.cli import main

main(prog_name="dragoman")
