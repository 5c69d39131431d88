"""Many papers to be verified, for both faces: folders opened, a verdict in the place of what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.watch import Watch, silent
from core.domain.errors import Invalid
from ui.compose import read_file

if TYPE_CHECKING:
    from core.app.papers import Judge, VerifyResult

SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".txt", ".zip"})


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files named, and in place of a folder what can be verified below it; raises ``Invalid`` where there is nothing.

    ``file.missing``, ``file.unreadable`` (neither file nor folder) and ``verify.no_files`` (an empty folder).
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file())
            if not inside:
                raise Invalid("verify.no_files", folder=path.name)
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise Invalid("file.unreadable" if path.exists() else "file.missing", file=path.name)
    return found


def verdicts(judge: Judge, paths: Sequence[Path], watch: Watch = silent) -> Iterator[tuple[Path, list[VerifyResult]]]:
    """Judge all of them in their order; ``watch`` may stop it after any of them."""
    found = judge.each(_content(path) for path in paths)
    for done, (path, results) in enumerate(zip(paths, found, strict=True), 1):
        yield path, results
        watch("verify", done, len(paths))


def _content(path: Path) -> bytes | VerifyResult:
    from core.app.papers import MAX_FILE, VerifyResult

    try:
        return read_file(path, MAX_FILE)
    except Invalid as refusal:
        reason = "verify.too_large" if refusal.code == "file.too_large" else "verify.unreadable"
        return VerifyResult("file", "unknown", (reason,), {})
