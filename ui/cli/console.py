"""What a verb gives back and how it reaches the terminal: text for people, or exactly one JSON document."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from core.domain.errors import Refused
from ui.messages import sentence

DONE, LOOK, REFUSED, CANCELLED = 0, 1, 2, 130
"""Exit codes: done; carried out and something needs a look; not carried out; cancelled."""

BAR = 30
STAGES = {
    "candidates": ("membandingkan laporan", "comparing reports"),
    "attach": ("melampirkan", "attaching"),
    "export.files": ("mengeluarkan lampiran", "exporting attachments"),
    "export": ("mengekspor", "exporting"),
    "pacts": ("mencetak pakta", "printing pacts"),
    "pacts.write": ("menulis pakta", "writing pacts"),
    "journal": ("catatan", "entries"),
    "attachments": ("lampiran", "attachments"),
    "scan": ("membaca pindaian", "reading scans"),
    "scan.keep": ("menyimpan pindaian", "keeping scans"),
    "check": ("memeriksa catatan", "checking entries"),
    "check.attachments": ("memeriksa lampiran", "checking attachments"),
    "check.replay": ("memutar ulang", "replaying"),
    "backup": ("menyalin", "copying"),
    "backup.server": ("membaca dari server", "reading from the server"),
    "backup.write": ("menulis salinan", "writing the copy"),
    "backup.read": ("membaca kembali", "reading back"),
    "restore": ("memulihkan", "bringing back"),
    "rescue": ("membaca yang masih terbaca", "reading what still reads"),
    "drill": ("membuka salinan", "opening the copy"),
    "update": ("membaca program", "reading the program"),
    "verify": ("memeriksa berkas", "verifying files"),
    "demo": ("contoh", "demo"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a verb: the JSON tree, the lines people read, the exit code, and warnings for stderr."""

    tree: Mapping[str, object]
    lines: Sequence[str] = ()
    code: int = DONE
    warnings: Sequence[str] = ()


class Console:
    """Standard output and error in one language; nothing but the answer ever goes to standard output."""

    def __init__(self, *, as_json: bool, language: str | None) -> None:
        self.as_json = as_json
        self.chosen = language is not None
        self.language = language or "id"
        self._bar = False
        for stream in (sys.stdout, sys.stderr):
            _speak_utf8(stream)

    def say(self, indonesian: str, english: str) -> str:
        """The wording in the language chosen."""
        return english if self.language == "en" else indonesian

    def give(self, answer: Answer) -> int:
        """Print the answer and return its exit code."""
        self._end_bar()
        for warning in answer.warnings:
            self._complain(warning)
        if self.as_json:
            _write(json.dumps(answer.tree, ensure_ascii=False, indent=1))
        elif answer.lines:
            _write("\n".join(_visible(line) for line in answer.lines))
        return answer.code

    def refuse(self, refusal: Refused, code: int = REFUSED) -> int:
        """Print one clear line and, with JSON, the error document; return the exit code."""
        self._end_bar()
        message = sentence(refusal, self.language)
        self._complain(message)
        if self.as_json:
            _write(json.dumps({"error": refusal.code, "message": message}, ensure_ascii=False))
        return code

    def note(self, text: str) -> None:
        """A line of progress in words; it goes to stderr."""
        self._end_bar()
        print(_visible(text), file=sys.stderr, flush=True)

    def watch(self, stage: str, done: int, total: int) -> None:
        """Draw a progress bar where stderr is a terminal."""
        if not sys.stderr.isatty() or total <= 0:
            return
        share = min(done / total, 1.0)
        filled = round(share * BAR)
        name = self.say(*STAGES.get(stage, (stage, stage)))
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {share:4.0%} {name}\033[K")
        sys.stderr.flush()
        self._bar = True

    def _complain(self, text: str) -> None:
        print(f"posko: {_visible(text)}", file=sys.stderr, flush=True)

    def _end_bar(self) -> None:
        if self._bar:
            sys.stderr.write("\r\033[K")
            self._bar = False


def _speak_utf8(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        with contextlib.suppress(OSError, ValueError):
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _visible(line: str) -> str:
    """A line that cannot steer the terminal, whoever wrote its words: control and bidi characters become marks."""
    return "".join(c if c in "\n\t" or not _steers(c) else "\ufffd" for c in line)


def _steers(character: str) -> bool:
    number = ord(character)
    return number < 0x20 or 0x7F <= number < 0xA0 or 0x202A <= number <= 0x202E or 0x2066 <= number <= 0x2069
