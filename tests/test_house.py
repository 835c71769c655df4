"""The house of docs/develop/house.md: who may import whom, where each library lives, and a light front door."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SOURCE = ROOT / "src" / "dragoman"

# Floor by floor, as docs/develop/house.md draws them. On the ground each imports only those before it.
GROUND = (
    "errors", "records", "labels", "encoding", "numbers", "tolls", "settings", "assets", "ontology", "arrow", "columns",
)  # fmt: skip
ROOMS = ("read", "split", "encode", "decode", "resolve", "ledger", "link", "store", "write", "bring", "evaluate")
CORRIDORS = ("pipeline", "ingest", "imports")
DOORS = ("batch", "serve", "train")
CLI = ("cli",)
FLOOR = {
    name: floor for floor, names in enumerate((GROUND, ROOMS, CORRIDORS, DOORS, CLI)) for name in names
}  # fmt: skip
# A corridor goes through a room's `__init__`; what does not yet, and why.
SIDE_ENTRANCES = {("ingest", "dragoman.link.copies")}

# Each library's address. numpy lies on the ground: it is what an encoding is made of.
ADDRESSES = {
    "arro3": {"arrow"},
    "click": {"cli"},
    "dateutil": {"resolve"},
    "duckdb": {"store", "write"},  # write: Parquet files
    "jinja2": {"write"},
    "numpy": {"encoding", "encode", "decode", "resolve", "link", "train"},
    "onnxruntime": {"encode", "train"},  # train compares what it exports with torch
    "py3langid": {"split"},
    "rich": {"write", "cli"},
    "tokenizers": {"encode"},
}
HEAVY = ("onnxruntime", "arro3", "duckdb", "rich", "jinja2", "numpy", "torch", "pandas", "tokenizers", "py3langid")
DISTRIBUTION = {"arro3": "arro3-core", "dateutil": "python-dateutil"}  # name to import -> name to install


def modules() -> Iterator[tuple[str, Path]]:
    """(dotted name, file) of every module of the package."""
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports(name: str, path: Path) -> Iterator[str]:
    """Dotted names that a module imports, relative ones made absolute; `from dragoman import x` gives `dragoman.x`."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            if module == "dragoman":
                yield from (f"dragoman.{alias.name}" for alias in node.names)
            else:
                yield module


MODULES = dict(modules())
IMPORTS = {name: sorted(set(imports(name, path))) for name, path in MODULES.items()}


def part(module: str) -> str:
    """The room of a module: `dragoman.read.text` -> `read`; the front door itself -> ``."""
    return ".".join(module.split(".")[1:2])


def own(name: str) -> list[str]:
    """What a module imports of the package's other parts; names of the front door (`__version__`) left out."""
    found = [m for m in IMPORTS[name] if m.split(".")[0] == "dragoman" and part(m) and part(m) != part(name)]
    return [m for m in found if not hasattr(dragoman, part(m)) or part(m) in FLOOR]


# rooms


def test_every_part_has_its_floor() -> None:
    assert {part(name) for name in MODULES if part(name)} <= set(FLOOR)


@pytest.mark.parametrize("name", [name for name in MODULES if part(name) in GROUND])
def test_ground_imports_only_the_ground_before_it(name: str) -> None:
    before = GROUND[: GROUND.index(part(name))]
    assert [] == [m for m in own(name) if part(m) not in before]


@pytest.mark.parametrize("name", [name for name in MODULES if part(name) in ROOMS])
def test_room_imports_only_the_ground(name: str) -> None:
    assert [] == [m for m in own(name) if part(m) not in GROUND]


@pytest.mark.parametrize("name", [name for name in MODULES if part(name) in CORRIDORS])
def test_corridor_goes_through_the_rooms_front_doors(name: str) -> None:
    assert [] == [m for m in own(name) if FLOOR[part(m)] > 1]
    deep = [m for m in own(name) if part(m) in ROOMS and m.count(".") > 1]
    assert [] == [m for m in deep if (part(name), m) not in SIDE_ENTRANCES]


def test_no_side_entrance_is_listed_that_nobody_uses() -> None:
    assert {(part(name), m) for name in MODULES for m in IMPORTS[name]} >= SIDE_ENTRANCES


@pytest.mark.parametrize("name", [name for name in MODULES if part(name) in DOORS])
def test_door_imports_no_other_door_and_not_the_command_line(name: str) -> None:
    assert [] == [m for m in own(name) if FLOOR[part(m)] > 2]


def test_relative_imports_stay_in_their_room() -> None:
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                depth = name.count(".") + (path.name == "__init__.py")
                assert node.level < depth, f"{name}: from {'.' * node.level}{node.module}"


# libraries


def foreign(name: str) -> list[str]:
    """Top names that are neither ours nor Python's own."""
    tops = {m.split(".")[0] for m in IMPORTS[name]}
    return sorted(tops - {"dragoman"} - sys.stdlib_module_names)


def named(needs: list[str]) -> set[str]:
    """Names of requirements, without their versions."""
    return {re.split(r"[^\w-]", need)[0] for need in needs}


def test_each_library_is_imported_at_its_address_alone() -> None:
    extra = {name.replace("-", "_") for name in named(PROJECT["optional-dependencies"]["train"])}
    for name in MODULES:
        for library in foreign(name):
            if part(name) == "train" and library in extra:
                continue
            assert part(name) in ADDRESSES.get(library, set()), f"{name} imports {library}"


def test_libraries_at_run_time_are_the_declared_ones() -> None:
    declared = named(PROJECT["dependencies"])
    used = {library for name in MODULES if part(name) != "train" for library in foreign(name)}
    assert declared == {DISTRIBUTION.get(library, library) for library in used}
    assert declared == {DISTRIBUTION.get(library, library) for library in ADDRESSES}


@pytest.mark.parametrize("module", ["dragoman", "dragoman.cli", "dragoman.records", "dragoman.write"])
def test_import_is_light(module: str) -> None:
    """Whoever imports the front door or asks for --help waits for no library but click."""
    program = (
        f"import sys, time; t = time.process_time(); import {module}; t = time.process_time() - t; "
        f"import json; print(json.dumps([[m for m in {HEAVY!r} if m in sys.modules], t]))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    loaded, seconds = json.loads(done.stdout)
    assert [] == loaded
    assert seconds < 0.6  # of processor time; 0.1 measured for the front door, 0.2 for the command line


def test_front_door_is_sorted_and_opens() -> None:
    assert sorted(dragoman.__all__) == list(dragoman.__all__)
    assert [] == [name for name in dragoman.__all__ if not hasattr(dragoman, name)]
    with pytest.raises(AttributeError, match="'dragoman' has no attribute 'coder'"):
        dragoman.coder  # noqa: B018


# what every module has


@pytest.mark.parametrize("name", MODULES)
def test_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(ast.parse(MODULES[name].read_text("utf-8")))


def test_errors_are_drawn_in_their_tree() -> None:
    from dragoman import errors

    classes = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.DragomanError)]
    assert errors.__doc__
    for error in classes:
        builtin = next(base.__name__ for base in error.__mro__[1:] if base.__module__ == "builtins")
        drawn = error.__name__ if error is errors.DragomanError else f"{error.__name__} ({builtin})"
        assert drawn in errors.__doc__
        if error is not errors.DragomanError:
            assert "some-code" == error("some-code", "message").code
