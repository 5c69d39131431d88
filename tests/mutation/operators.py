"""The small faults of a source text, always the same ones in the same order.

Left alone are docstrings, annotations, imports, what only type checkers see, and pieces inside f-strings (Python 3.11 does not
say where they stand). Everything else counts, also words of messages and of logs.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
RECKONED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitAnd, ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One fault: bytes ``start:end`` of the file become ``text``."""

    path: str
    line: int
    last: int
    start: int
    end: int
    text: str
    was: str
    within: str
    """Qualified name of the outermost function that holds it; empty where importing runs it."""
    scope: tuple[int, int]
    """First and last line of the statement at the top, or of the function, that holds it."""
    names: tuple[str, ...]
    """Words by which others know what is changed: for what importing runs."""
    ident: str

    def applied(self, source: bytes) -> bytes:
        """The file with the fault."""
        return source[: self.start] + self.text.encode() + source[self.end :]


@dataclass(frozen=True)
class Place:
    """Where a walk is."""

    within: str = ""
    qualified: str = ""
    scope: tuple[int, int] = (0, 0)
    names: tuple[str, ...] = ()


def changed(node: ast.AST) -> Iterator[ast.AST | str]:  # noqa: C901, PLR0912  one branch a kind of node
    """What a node may become: a node in its place, or the text that replaces it."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            for number, one in enumerate(ops):
                yield ast.Compare(left, [*ops[:number], COMPARED[type(one)](), *ops[number + 1 :]], comparators)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in RECKONED:
            yield ast.BinOp(left, RECKONED[type(op)](), right)
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in RECKONED:
            yield ast.AugAssign(target, RECKONED[type(op)](), value)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str() as value):
            yield ast.Constant(f"XX{value}XX")
        case ast.Constant(value=bytes() as value):
            yield ast.Constant(b"XX" + value + b"XX")
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) if not isinstance(
            test, ast.Compare | ast.BoolOp | ast.UnaryOp
        ):
            yield ast.copy_location(ast.UnaryOp(ast.Not(), test), test)
        case ast.For(iter=iterated) | ast.comprehension(iter=iterated):
            yield ast.copy_location(ast.Tuple([], ast.Load()), iterated)
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant) or not isinstance(
            value.value, bool | None
        ):
            yield "return None"
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield "pass"
        case ast.Break():
            yield "continue"
        case ast.Continue():
            yield "break"


def bound(node: ast.stmt) -> tuple[str, ...]:
    """The names that a statement gives to others."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.Assign(targets=targets):
            return tuple(one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            return (name,)
    return ()


def skipped(node: ast.AST) -> bool:
    """Nothing below it is changed."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    return isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr | ast.arg)


def below(node: ast.AST) -> Iterator[tuple[ast.AST, bool]]:
    """Children in order, and whether running the function reaches them (importing runs defaults and decorators)."""
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns"}:
            continue
        inside = field == "body"
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not skipped(child):
                yield child, inside


def entered(place: Place, node: ast.AST) -> Place:
    """The place inside a node."""
    if not isinstance(node, ast.stmt) or place.within:
        return place
    span = (node.lineno, node.end_lineno or node.lineno)
    names = (*place.names, *bound(node))
    qualified = f"{place.qualified}.{node.name}" if isinstance(node, ast.ClassDef) and place.qualified else place.qualified
    if isinstance(node, ast.ClassDef):
        return Place("", qualified or node.name, place.scope if place.qualified else span, names)
    return Place("", place.qualified, span, names)


def walk(node: ast.AST, place: Place) -> Iterator[tuple[ast.AST, Place]]:
    """Every node that may be changed, with where it stands."""
    yield node, place
    for child, inside in below(node):
        deeper = entered(place, child)
        if isinstance(child, ast.keyword) and child.arg and not place.within:
            deeper = replace(deeper, names=(*deeper.names, child.arg))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and inside and not place.within:
            name = f"{place.qualified}.{node.name}" if place.qualified else node.name
            deeper = Place(name, place.qualified, (node.lineno, node.end_lineno or node.lineno), place.names)
        yield from walk(child, deeper)


def is_type(node: ast.AST) -> bool:
    """A union of types is no reckoning: changed, it only ends in an error wherever it is met."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.BitOr):
        return False
    last = ast.unparse(node.right).rpartition(".")[2]
    return last in {"None", "str", "int", "float", "bytes", "bool"} or (last[:1].isupper() and not last.isupper()) or "[" in last


def written(new: ast.AST | str) -> str:
    """The text of a change; in brackets, so that it means the same wherever it stands."""
    if isinstance(new, str):
        return new
    text = ast.unparse(ast.fix_missing_locations(new))
    return text if isinstance(new, ast.stmt | ast.Constant | ast.Tuple) else f"({text})"


def mutants(path: str, source: bytes) -> Iterator[Mutant]:
    """Every fault of one file; ``ident`` stays when lines around it move."""
    starts = [0]
    for line in source.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    seen: Counter[str] = Counter()
    for node, place in walk(ast.parse(source), Place()):
        if is_type(node):
            continue
        for new in changed(node):
            at = new if isinstance(node, ast.If | ast.While | ast.IfExp | ast.For | ast.comprehension) else node
            start, end = starts[at.lineno - 1] + at.col_offset, starts[at.end_lineno - 1] + at.end_col_offset
            was, text = source[start:end].decode(), written(new)
            key = f"{path}:{place.within or place.names}:{was}:{text}"
            seen[key] += 1
            ident = sha256(f"{key}:{seen[key]}".encode()).hexdigest()[:12]
            yield Mutant(
                path, at.lineno, at.end_lineno, start, end, text, was, place.within, place.scope, place.names, ident
            )  # fmt: skip
