"""Rows <-> Arrow tables: the one place where the Arrow library lives. Imported when a table is first made or read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from arro3 import core
from arro3.core import Array, ChunkedArray, DataType, Field, Schema

__all__ = ["Row", "Shape", "Stream", "Table", "empty", "of_columns", "shape_of", "table"]

Row = dict[str, Any]  # column name -> value; lives only between a record and its table
Build = Callable[[Sequence[Any]], Array]
EPOCH = dt.date(1970, 1, 1).toordinal()  # an Arrow date32 counts days from here
PLAIN = {
    "string": DataType.string(),
    "bool": DataType.bool(),
    "int8": DataType.int8(),
    "int32": DataType.int32(),
    "int64": DataType.int64(),
    "uint64": DataType.uint64(),
    "float64": DataType.float64(),
    "date32": DataType.date32(),
}


class Stream(Protocol):
    """Whatever gives Arrow: a table of polars, pandas or pyarrow, an answer of DuckDB."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class Table:
    """Rows in columns, for whatever takes Arrow: `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)`,
    `pyarrow.table(table)`, or a Python variable named in DuckDB's SQL."""

    __slots__ = ("_table",)

    def __init__(self, stream: Stream) -> None:
        self._table = core.Table.from_arrow(stream)

    @property
    def num_rows(self) -> int:
        return self._table.num_rows

    @property
    def column_names(self) -> list[str]:
        return self._table.column_names

    @property
    def schema(self) -> Schema:
        return self._table.schema

    def column(self, name: str) -> ChunkedArray:
        return self._table.column(name)

    def __getitem__(self, name: str) -> ChunkedArray:
        return self._table.column(name)

    def __len__(self) -> int:
        return self._table.num_rows

    def to_pylist(self) -> list[Row]:
        """One dict a row."""
        names = self.column_names
        columns = [list(column.to_pylist()) for column in self._table.columns]
        return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<Table of {self.num_rows} rows: {', '.join(self.column_names)}>"


def empty() -> Table:
    """No rows and no columns: what a statement gives that asks for nothing."""
    return Table(core.Table.from_pydict({}))


class Shape:
    """A schema, with how each of its columns is built: asked of the schema once, not for every table."""

    __slots__ = ("columns", "schema")

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.columns = [(name, _builder(schema.field(name).type)) for name in schema.names]


def shape_of(columns: Iterable[tuple[str, str, str]], structs: Mapping[str, Iterable[tuple[str, str]]]) -> Shape:
    """From columns (name, type in words, meaning) and the fields of each struct; the meaning is a field's metadata."""
    return Shape(Schema([Field(name, _type(words, structs), metadata={"about": about})
                         for name, words, about in columns]))  # fmt: skip


def _type(words: str, structs: Mapping[str, Iterable[tuple[str, str]]]) -> DataType:
    if words.startswith("list<"):
        return DataType.list(Field("item", _type(words[5:-1], structs)))
    if words in structs:
        return DataType.struct([Field(name, _type(type, structs)) for name, type in structs[words]])
    return PLAIN[words]


def table(rows: Sequence[Row], shape: Shape) -> Table:
    """Rows as a table; a row may lack a column, and what the shape does not name is left out. Half a surrogate pair,
    which Arrow refuses, is replaced by U+FFFD: the count of characters stays."""
    try:
        return _table(rows, shape)
    except UnicodeEncodeError:
        return _table([_encodable(row) for row in rows], shape)


def of_columns(columns: Mapping[str, tuple[str, Sequence[Any]]]) -> Table:
    """From the type, in words, and the values of each column."""
    arrays = [_builder(PLAIN[words])(values) for words, values in columns.values()]
    return Table(core.Table.from_arrays(arrays, names=list(columns)))


def _table(rows: Sequence[Row], shape: Shape) -> Table:
    arrays = [build([row.get(name) for row in rows]) for name, build in shape.columns]
    return Table(core.Table.from_arrays(arrays, schema=shape.schema))


def _builder(type: DataType) -> Build:
    """What makes an array of a column's values."""
    if DataType.is_list(type):
        return _list_builder(type)
    if DataType.is_struct(type):
        return _struct_builder(type)
    if DataType.is_date32(type):
        return lambda values: _days(values).cast(type)
    return lambda values: Array(values, type)


def _list_builder(type: DataType) -> Build:
    assert type.value_type is not None
    build = _builder(type.value_type)

    def lists(values: Sequence[Any]) -> Array:
        ends: list[int] = [0]
        items: list[Any] = []
        for value in values:
            items += value or ()
            ends.append(len(items))
        return core.list_array(Array(ends, PLAIN["int32"]), build(items), type=type, mask=_nulls(values))

    return lists


def _struct_builder(type: DataType) -> Build:
    fields = type.fields
    columns = [(field.name, _builder(field.type)) for field in fields]
    absent: Row = {}

    def structs(values: Sequence[Any]) -> Array:
        rows = [absent if value is None else value for value in values]
        arrays = [build([row.get(name) for row in rows]) for name, build in columns]
        return core.struct_array(arrays, fields=fields, mask=_nulls(values))

    return structs


def _days(values: Sequence[Any]) -> Array:
    return Array([None if value is None else value.toordinal() - EPOCH for value in values], PLAIN["int32"])


def _nulls(values: Sequence[Any]) -> Array | None:
    return Array([value is None for value in values], PLAIN["bool"]) if None in values else None


def _encodable(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case list():
            return [_encodable(item) for item in value]
        case dict():
            return {key: _encodable(item) for key, item in value.items()}
        case _:
            return value
