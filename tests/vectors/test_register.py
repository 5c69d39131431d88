"""The register: every word, number, limit, table and shape of the four packages that stored and sent bytes rest on.

What stands in the register stays as it is: a journal is read for ever, a number of the law or of a format changes on purpose or
not at all, and what is written as frozen stays so. New names need no line; a wanted change is written down by
``python3 -m tests.vectors.test_register`` and seen in the difference.
"""

from __future__ import annotations

import ast
import dataclasses
import enum
import functools
import importlib
import inspect
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Annotated, Any, Literal, NewType, get_args, get_origin

import msgspec
import pytest
from sqlalchemy import ClauseElement
from sqlalchemy.dialects import sqlite

from core.journal.catalogue import KINDS

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core/domain", "core/journal", "core/crypto", "sync")
REGISTER = Path(__file__).with_name("register.json")
PLAIN = (str, bytes, bool, int, float, type(None), date, datetime, time, timedelta)
STRUCT_RULES = ("frozen", "array_like", "forbid_unknown_fields", "omit_defaults", "tag", "tag_field")


def modules() -> Iterator[ModuleType]:
    """Every module that can be imported on this system."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix().removesuffix(".py").replace("/", ".").removesuffix(".__init__")
            if name != "sync.sticks.windows":  # its types are those of Windows
                yield importlib.import_module(name)


def defined(module: ModuleType) -> list[str]:
    """The classes, functions and values that a module itself names, not those that it imports."""
    names = []
    for node in ast.parse(Path(str(module.__file__)).read_bytes()).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names += [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
    return names


def said(value: object) -> str:
    """A value in words that are the same in every run."""
    match value:
        case enum.Enum():
            text = f"{type(value).__qualname__}.{value.name}"
        case re.Pattern():
            text = f"re({value.pattern!r}, {value.flags})"
        case ClauseElement():
            asks = value.compile(dialect=sqlite.dialect())
            text = f"{' '.join(str(asks).split())} {asks.params}"
        case type() | FunctionType() | NewType():
            text = value.__qualname__
        case _ if isinstance(value, PLAIN) or get_origin(value) is Annotated:
            text = repr(value)
        case _:
            text = spelt(value)
    return text


def spelt(value: object) -> str:
    """What is in a table, or the fields of a thing, in words."""
    if (several := elements(value)) is not None:
        return f"[{', '.join(several)}]"
    names = getattr(value, "__struct_fields__", None) or [one.name for one in getattr(value, "__dataclass_fields__", {}).values()]
    return f"{type(value).__qualname__}({', '.join(f'{name}={said(getattr(value, name))}' for name in names)})"


def elements(value: object) -> list[str] | None:
    """What is in a table, a row or a set; None for a single value."""
    if isinstance(value, Mapping):
        return [f"{said(key)}: {said(one)}" for key, one in value.items()]
    if isinstance(value, set | frozenset):
        return sorted(said(one) for one in value)
    if isinstance(value, tuple | list):
        return [said(one) for one in value]
    return [said(one) for one in get_args(value)] if get_origin(value) is Literal else None


def default(field: Any) -> str:
    """What a field is where nobody says it."""
    lacking = (dataclasses.MISSING, msgspec.NODEFAULT)
    if not any(field.default_factory is one for one in lacking):
        return f" = {field.default_factory.__qualname__}()"
    return "" if any(field.default is one for one in lacking) else f" = {said(field.default)}"


def shape(cls: type) -> list[str]:
    """What is asked of a class that carries data, and its fields; of flags those that are not as usual."""
    if issubclass(cls, enum.Enum):
        return [f"{one.name} = {one.value!r}" for one in cls]
    if issubclass(cls, msgspec.Struct):
        rules: Any = cls.__struct_config__
        told = [f"{name}={getattr(rules, name)}" for name in STRUCT_RULES if getattr(rules, name)]
        if all(one.kind is one.KEYWORD_ONLY for one in inspect.signature(cls).parameters.values()):
            told.append("kw_only=True")
        wire = {one.name: f" as {one.encode_name}" if one.encode_name != one.name else "" for one in msgspec.structs.fields(cls)}
        return told + [f"{one.name}{wire[one.name]}{default(one)}" for one in msgspec.structs.fields(cls)]
    if dataclasses.is_dataclass(cls):
        rules = vars(cls).get("__dataclass_params__")
        told = [f"{name}=True" for name in ("frozen", "order") if getattr(rules, name, False)]
        told += ["slots=True"] if "__slots__" in vars(cls) else []
        fields = dataclasses.fields(cls)
        usual = {"repr": True, "compare": True, "kw_only": False}
        flags = {
            one.name: "".join(f" {flag}={not is_so}" for flag, is_so in usual.items() if getattr(one, flag) != is_so)
            for one in fields
        }
        return told + [f"{one.name}{flags[one.name]}{default(one)}" for one in fields]
    return []


def asked(function: FunctionType) -> list[str]:
    """What a function takes where nobody says it."""
    parameters = inspect.signature(function).parameters.values()
    return [f"{one.name} = {said(one.default)}" for one in parameters if one.default is not one.empty]


def told_of(value: object) -> list[str]:
    """The lines of one name."""
    if isinstance(value, type):
        return shape(value)
    if inspect.isfunction(inspect.unwrap(value)):  # type: ignore[arg-type]
        return asked(value)  # type: ignore[arg-type]
    several = elements(value)
    return [said(value)] if several is None else several


def named(module: ModuleType) -> Iterator[tuple[str, object]]:
    """What a module names, and the methods of its classes."""
    for name in defined(module):
        value = vars(module)[name]
        yield name, value
        if isinstance(value, type):
            methods = {key: getattr(one, "__func__", one) for key, one in vars(value).items() if not key.startswith("__")}
            yield from ((f"{name}.{key}", one) for key, one in methods.items() if isinstance(one, FunctionType))


def registered(module: ModuleType) -> Iterator[tuple[str, list[str]]]:
    """A module as it is now."""
    for name, value in named(module):
        told = [] if name.startswith("__") else told_of(value)
        if told and not any(re.search(r"object at 0x|Alias\(|UnionType\(", one) for one in told):
            yield f"{module.__name__}:{name}", told


@functools.cache
def read() -> dict[str, list[str]]:
    """What was registered."""
    return dict(json.loads(REGISTER.read_text("utf-8")))


def structs_of(cls: type) -> Iterator[type]:
    """The structs that a struct's fields name."""
    for field in msgspec.inspect.type_info(cls).fields:  # type: ignore[attr-defined]
        inner = getattr(field.type, "types", (field.type,))
        yield from (one.cls for one in inner if isinstance(one, msgspec.inspect.StructType))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_is_registered(package: str) -> None:
    assert sum(name.startswith(package.replace("/", ".")) for name in read()) > 40


@pytest.mark.parametrize("name", sorted({name.partition(":")[0] for name in read()}))
def test_what_is_registered_stays(name: str) -> None:
    now = dict(registered(importlib.import_module(name)))
    of_module = {key: told for key, told in read().items() if key.partition(":")[0] == name}
    lost = {key: [one for one in told if one not in now.get(key, [])] for key, told in of_module.items()}
    assert {key: told for key, told in lost.items() if told} == {}, "on purpose? python3 -m tests.vectors.test_register"


def test_what_a_module_says_to_pass_on_is_there() -> None:
    told = {module.__name__: set(getattr(module, "__all__", ())) - set(vars(module)) for module in modules()}
    assert {name: lacking for name, lacking in told.items() if lacking} == {}


def test_every_new_field_of_what_is_stored_has_a_default() -> None:
    """Or entries of before could not be read any more."""
    classes = [cls for cls, _ in KINDS.values()]
    stored = {f"{one.__module__}:{one.__qualname__}": one for cls in classes for one in (cls, *structs_of(cls))}
    new = {name: [one for one in shape(cls) if one not in read()[name]] for name, cls in stored.items() if name in read()}
    assert len(new) > 200
    assert {name: told for name, told in new.items() if any(" = " not in one for one in told)} == {}


if __name__ == "__main__":
    everything = sorted(pair for module in modules() for pair in registered(module))
    lines = [f"{json.dumps(name)}: {json.dumps(told, ensure_ascii=False)}" for name, told in everything]
    REGISTER.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
