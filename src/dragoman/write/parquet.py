"""`parquet`: the events in FILE, the statements in FILE.statements.parquet and so on; columns as in `dragoman.columns`.

DuckDB writes the files: one thread and rows in their order, so the same records give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman import columns
from dragoman.columns import Row
from dragoman.errors import OutputError
from dragoman.records import Failure
from dragoman.write.output import Options, Output, Record

if TYPE_CHECKING:
    import duckdb

    from dragoman.arrow import Table

ROWS_AT_ONCE = 5_000  # so many rows wait as Python values
ROWS_A_GROUP = 20_480  # ten of DuckDB's vectors
MEMORY = "1GB"  # of rows that wait for the end; what is more waits on the disk, beside the file


def write_parquet(records: Iterable[Record], output: Output, options: Options) -> None:
    """Needs a path: there are several tables. Raises OutputError for a stream."""
    files = {name: output if name == "events" else output.beside(name) for name in columns.FILES}
    with _opened(output) as connection:
        tables = {name: _Rows(name, connection) for name in files}
        for record in records:
            if isinstance(record, Failure):
                continue
            for name, table in tables.items():
                table.add(columns.rows_of(name, record))
        for name, file in files.items():
            tables[name].write(file)


def save(table: Table, output: Output) -> None:
    """One table of any columns. Raises OutputError for a stream."""
    with _opened(output) as connection:
        connection.register("incoming", table)
        _copy(connection, "incoming", output)


def _opened(output: Output) -> duckdb.DuckDBPyConnection:
    import duckdb

    beside = output.file.with_name(f"{output.file.name}.tmp")
    return duckdb.connect(config={"threads": 1, "memory_limit": MEMORY, "temp_directory": str(beside)})


def _copy(connection: duckdb.DuckDBPyConnection, table: str, output: Output, about: str = "") -> None:
    import duckdb

    how = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_A_GROUP}, USE_TMP_FILE false{about}"
    try:
        connection.execute(f"COPY {table} TO {_quoted(str(output.file))} ({how})")
    except duckdb.IOException as error:
        reason = str(error).strip().split("\n", 1)[0]
        raise OutputError("output_failed", f"{output.path} cannot be written: {reason}; free some space or choose "
                          "another place with -o") from error  # fmt: skip


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


class _Rows:
    """The rows of one table, kept until all have come. What each column means goes into the file's metadata."""

    def __init__(self, name: str, connection: duckdb.DuckDBPyConnection) -> None:
        self._name = name
        self._rows: list[Row] = []
        self._connection = connection
        self._insert(f"CREATE TABLE {name} AS FROM incoming")

    def add(self, rows: list[Row]) -> None:
        self._rows += rows
        if len(self._rows) >= ROWS_AT_ONCE:
            self._insert(f"INSERT INTO {self._name} FROM incoming")

    def _insert(self, sql: str) -> None:
        self._connection.register("incoming", columns.table_of(self._name, self._rows))
        self._connection.execute(sql)
        self._connection.unregister("incoming")
        self._rows = []

    def write(self, output: Output) -> None:
        self._insert(f"INSERT INTO {self._name} FROM incoming")
        about = ", ".join(f'"{c.name}": {_quoted(c.about)}' for c in columns.TABLES[self._name])
        _copy(self._connection, self._name, output, f", KV_METADATA {{{about}}}")
        self._connection.execute(f"DROP TABLE {self._name}")
