"""The docs: every command with its options and help text, and every example run.

`python tests/test_docs.py` writes the help texts in docs/cli.md anew.
"""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from dragoman.cli import main
from dragoman.pipeline import Coder
from dragoman.records import Article, Mention, Span

ROOT = Path(__file__).parent.parent
CLI = ROOT / "docs" / "cli.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
HELP = re.compile(r"<!-- help: (?P<name>[\w ]+) -->\n(?:\n```text\n.*?\n```\n)?", re.DOTALL)
BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)
WIDTH = 100  # columns of the help texts


def commands(group: click.Group = main, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command and subcommand with its path."""
    for name, command in group.commands.items():
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))


COMMANDS = dict(commands())


def help_of(path: tuple[str, ...]) -> str:
    context = click.Context(main, info_name="dragoman", terminal_width=WIDTH, help_option_names=["-h", "--help"])
    for depth, name in enumerate(path, start=1):
        context = click.Context(COMMANDS[path[:depth]], info_name=name, parent=context, terminal_width=WIDTH)
    return context.get_help()


def with_help(page: str) -> str:
    """The page with a fresh help text below each marker."""

    def fresh(marker: re.Match[str]) -> str:
        name = marker["name"]
        return f"<!-- help: {name} -->\n\n```text\n{help_of(tuple(name.split()))}\n```\n"

    return HELP.sub(fresh, page)


def blocks(page: Path, language: str) -> list[str]:
    return [m["code"] for m in BLOCK.finditer(page.read_text("utf-8")) if m["language"] == language]


# commands


def test_help_texts_in_the_docs_are_fresh() -> None:
    page = CLI.read_text("utf-8")
    assert with_help(page) == page, "write them anew: python tests/test_docs.py"


def test_every_command_has_its_help_in_the_docs() -> None:
    shown = {m["name"] for m in HELP.finditer(CLI.read_text("utf-8"))}
    assert {" ".join(path) for path in COMMANDS} == shown


def test_every_command_is_in_the_table_of_commands() -> None:
    page = CLI.read_text("utf-8")
    for name, *below in COMMANDS:
        if not below:
            assert f"| [`{name}`](#dragoman-{name}) |" in page
            assert f"\n## dragoman {name}\n" in page


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_tells_what_it_is_for(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{' '.join(path)} {option.opts[-1]}"


def lines_of_commands() -> Iterator[tuple[str, str]]:
    """(page, line) of every `dragoman ...` in the docs' blocks of commands."""
    for page in PAGES:
        for language in ("sh", ""):
            for block in blocks(page, language):
                for line in block.replace("\\\n", " ").splitlines():
                    for part in re.split(r"\||&&|;", line.split(" #")[0]):
                        if part.strip().startswith("dragoman "):
                            yield page.name, part.split(">")[0].strip()


@pytest.mark.parametrize(("page", "line"), list(lines_of_commands()))
def test_command_in_the_docs_has_options_that_exist(page: str, line: str) -> None:
    words = shlex.split(line)[1:]
    context, command = click.Context(main, info_name="dragoman"), main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        assert words[0] in command.commands, f"{page}: {line}"
        command = command.commands[words.pop(0)]  # type: ignore[assignment]
        context = click.Context(command, parent=context)
    given, _, _ = command.make_parser(context).parse_args(words)
    for option in command.params:
        if isinstance(option.type, click.Choice):
            chosen = given.get(option.name)
            assert chosen is None or set(chosen if isinstance(chosen, list) else [chosen]) <= set(option.type.choices)


# examples


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coder: Coder) -> Path:
    """A folder with what the examples name: a store, and a dictionary of one's own."""
    from dragoman.ingest import ingest
    from dragoman.store import Store

    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("name,code\nVelisk Front,IMG\n")
    with Store(tmp_path / "situation.duckdb", write=True) as store:
        ingest([Article(id="a", text="Russia attacked Ukraine.", published=dt.date(2023, 1, 5))], store, coder)
    return tmp_path


def names_given(page: Path, coder: Coder) -> dict[str, Any]:
    """What an example takes for granted, by its page."""
    if page.name != "actors.md":
        return {}
    article = Article(id="a", text="Oslo waited.\n\nIt did.\n\nNobody spoke.\n\nRussia and China agreed.")
    _, sentences = coder._splitter.split(article)
    start = article.text.index("Russia")
    mention = Mention(span=Span(start=start, end=start + len("Russia and China")), probability=0.9)
    return {"article": article, "sentences": sentences, "mention": mention}


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name)
def test_python_examples_run_in_the_order_of_the_page(
    page: Path, folder: Path, coder: Coder, loaded: None, capsys: pytest.CaptureFixture[str]
) -> None:
    names = names_given(page, coder)
    for block in blocks(page, "python"):
        exec(compile(block, str(page), "exec"), names)
    if page.name == "README.md":
        assert names["coded"].article.text.startswith("France")
        assert len(names["coded"].events) == len(capsys.readouterr().out.splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for link, anchor in re.findall(r"\]\((?!https?:)([\w./-]*)(#[\w-]+)?\)", page.read_text("utf-8")):
        target = page.parent / link if link else page
        assert target.exists(), f"{page.name}: {link}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            anchors = {"#" + re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}
            assert anchor in anchors, f"{page.name}: {link}{anchor}"


if __name__ == "__main__":
    CLI.write_text(with_help(CLI.read_text("utf-8")), "utf-8")
