"""`parquet`: the events in FILE, the statements in FILE.statements.parquet; columns as in `dragoman.columns`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman import columns
from dragoman.columns import Row
from dragoman.records import Failure
from dragoman.write.output import Options, Output, Record

ROWS_A_GROUP = 20_000  # a row group is built in memory: about 20 MB of rows


def write_parquet(records: Iterable[Record], output: Output, options: Options) -> None:
    """Needs a path: there are two tables. Raises OutputError for a stream."""
    statements = output.beside("statements")
    with _Table("events", output) as event_table, _Table("statements", statements) as statement_table:
        for record in records:
            if isinstance(record, Failure):
                continue
            event_table.add(columns.event_rows(record))
            statement_table.add(columns.statement_rows(record))


class _Table:
    """One Parquet file, written a row group at a time."""

    def __init__(self, name: str, output: Output) -> None:
        import pyarrow.parquet as pq

        self._name = name
        self._rows: list[Row] = []
        self._file = pq.ParquetWriter(output.binary, columns.schema(name), compression="zstd")

    def add(self, rows: list[Row]) -> None:
        self._rows += rows
        if len(self._rows) >= ROWS_A_GROUP:
            self._write()

    def _write(self) -> None:
        self._file.write_table(columns.table_of(self._name, self._rows))
        self._rows = []

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, *reason: Any) -> None:
        if self._rows and reason[0] is None:
            self._write()
        self._file.close()
