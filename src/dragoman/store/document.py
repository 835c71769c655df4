"""The schema's documentation, from the comments in the database: `python -m dragoman.store.document docs/store.md`.

It replaces what stands between the two marks in that file; a test holds the file to it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .schema import migrate

if TYPE_CHECKING:
    import duckdb

BEGIN, END = "<!-- schema: made by dragoman.store.document -->\n", "<!-- end of schema -->\n"


def schema_words() -> str:
    """Every table and view as Markdown."""
    import duckdb

    with duckdb.connect() as connection:
        migrate(connection, 0)
        tables = connection.execute("SELECT table_name, comment FROM duckdb_tables() ORDER BY table_oid").fetchall()
        views = connection.execute(
            "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_name"
        ).fetchall()
        return "".join(_section(connection, name, about, view=False) for name, about in tables) + "".join(
            _section(connection, name, about, view=True) for name, about in views
        )


def _section(connection: duckdb.DuckDBPyConnection, name: str, about: str, *, view: bool) -> str:
    """A view's columns are listed by name; those that no table has are explained."""
    rows = connection.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
        [name],
    ).fetchall()
    listed = f" Columns: {', '.join(f'`{row[0]}`' for row in rows)}." if view else ""
    text = f"### {name}\n\n{about}{listed}\n\n"
    own = [(column, type, comment.split(" | ")) for column, type, comment in rows if comment]
    if own:
        text += "| column | type | meaning | unit | evidence |\n| --- | --- | --- | --- | --- |\n"
        for column, type, (meaning, unit, evidence) in own:
            text += f"| `{column}` | {type.lower()} | {meaning} | {unit} | {evidence} |\n"
        text += "\n"
    return text


def main(path: Path) -> None:
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    path.write_text(before + BEGIN + "\n" + schema_words() + END + rest.partition(END)[2], "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
