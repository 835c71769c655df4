"""The schema's versions: numbered SQL files, each applied once, in one transaction."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman import __version__
from dragoman.errors import InputError

if TYPE_CHECKING:
    import duckdb

MIGRATIONS = Path(__file__).with_name("migrations")
VIEWS = Path(__file__).with_name("queries") / "views.sql"
VERSIONS = """
CREATE TABLE IF NOT EXISTS schema_versions
  (version INTEGER PRIMARY KEY, name VARCHAR NOT NULL, applied_by VARCHAR NOT NULL);
COMMENT ON TABLE schema_versions IS 'Which migrations this file has had.';
COMMENT ON COLUMN schema_versions.version IS 'number of the migration | count, from 1 | the name of its file';
COMMENT ON COLUMN schema_versions.name IS 'the migration | file name | the package';
COMMENT ON COLUMN schema_versions.applied_by IS 'what applied it | version of Dragoman | the package';
"""


@cache
def steps() -> tuple[tuple[int, str, str], ...]:
    """Number, name and SQL of every migration, in order."""
    files = sorted(MIGRATIONS.glob("[0-9]*.sql"))
    return tuple((int(file.name[:4]), file.stem, file.read_text("utf-8")) for file in files)


def latest() -> int:
    return steps()[-1][0]


def version_of(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Version of an existing file. Raises InputError for a database that is not ours, or is newer than we are."""
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if "schema_versions" not in tables:
        if not tables:
            return 0
        raise InputError("store_foreign", f"{path}: is a DuckDB database, but not one of Dragoman's (it has the table "
                         f"{min(tables)}); name another file")  # fmt: skip
    found = connection.execute("SELECT max(version), arg_max(applied_by, version) FROM schema_versions").fetchall()
    version, by = found[0]
    if version is not None and version > latest():
        raise InputError("store_newer", f"{path}: was written by Dragoman {by} (schema {version}; this is "
                         f"{__version__}, which knows up to {latest()}); upgrade with `pip install --upgrade dragoman`"
                         )  # fmt: skip
    return int(version or 0)


def migrate(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Applies what the file has not had, all or nothing. Views are made anew, since they list a table's columns."""
    connection.execute("BEGIN")
    connection.execute(VERSIONS)
    for number, name, sql in steps():
        if number > version:
            connection.execute(sql)
            connection.execute("INSERT INTO schema_versions VALUES (?, ?, ?)", [number, name, __version__])
    connection.execute(VIEWS.read_text("utf-8"))
    connection.execute("COMMIT")
