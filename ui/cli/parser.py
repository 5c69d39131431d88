"""The command line's grammar: verbs, families of verbs, and the options that all of them share."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

from core.domain.errors import Invalid
from ui.cli.console import Answer
from ui.cli.session import Session

Run = Callable[[Session], Answer]
LANGUAGES = ("id", "en")
LARGEST, NAME_BYTES = 2**31 - 1, 255
"""What a number may be here, and the longest name of a file on the disks of our time."""
PLACES = frozenset({"file", "source", "target", "profile", "passphrase_file"})
"""Texts that may be a path, whose letters another system wrote as it likes."""
COMMON = {
    "profile": None,
    "officer": None,
    "passphrase_file": None,
    "unlock_key_file": None,
    "security_key": False,
    "json": False,
    "lang": None,
}


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses instead of printing its usage over several lines."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise Invalid("usage", detail=message)


class Indonesian(argparse.HelpFormatter):
    """Help that begins in Indonesian."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The line that shows how a verb is written."""
        # The empty prefix is argparse's own, where it asks how the words before a verb are written.
        super().add_usage(usage, actions, groups, "pemakaian: " if prefix is None else prefix)


def _worded(parser: Parser, language: str) -> Parser:
    """The library's own words of a parser's help, in the language of the help."""
    if language != "en":
        parser.formatter_class = Indonesian
        parser._positionals.title, parser._optionals.title = "isian", "pilihan"
    parser.add_argument("-h", "--help", action="help", help="show this help" if language == "en" else "tampilkan bantuan ini")
    return parser


class Grammar:
    """A place where verbs are added, with help in one language."""

    def __init__(self, parser: Parser, common: Parser, language: str) -> None:
        self._common, self._language = common, language
        title = self.say("perintah", "verbs")
        self._verbs = parser.add_subparsers(title=title, metavar="VERB", required=True, parser_class=Parser)

    def say(self, indonesian: str, english: str) -> str:
        """The wording in the language of the help."""
        return english if self._language == "en" else indonesian

    def verb(self, name: str, run: Run, indonesian: str, english: str) -> Parser:
        """Add a verb; options of its own are added to the parser that comes back."""
        words = self.say(indonesian, english)
        parser = self._verbs.add_parser(
            name, help=words, description=words, parents=[self._common], allow_abbrev=False, add_help=False
        )
        _worded(parser, self._language).set_defaults(run=run)
        return parser

    def family(self, name: str, indonesian: str, english: str) -> Grammar:
        """Add a word after which verbs of one family follow."""
        words = self.say(indonesian, english)
        parser = self._verbs.add_parser(name, help=words, description=words, allow_abbrev=False, add_help=False)
        return Grammar(_worded(parser, self._language), self._common, self._language)


def _common(language: str) -> Parser:
    def say(indonesian: str, english: str) -> str:
        return english if language == "en" else indonesian

    parser = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = parser.add_argument_group(say("pilihan umum", "common options"))
    group.add_argument("--profile", metavar="DIR", help=say("folder instalasi", "the installation's folder"))
    group.add_argument("--officer", metavar="NAME", help=say("petugas yang bertindak", "the officer who acts"))
    group.add_argument("--passphrase-file", metavar="FILE", help=say("berkas frasa sandi", "file with the passphrase"))
    key = say("berkas kunci, bila petugas memakainya", "key file, where the officer uses one")
    group.add_argument("--unlock-key-file", type=Path, metavar="FILE", help=key)
    token = say("buka bersama kunci keamanan (FIDO2) yang terpasang", "unlock with the security key (FIDO2) that is plugged in")
    group.add_argument("--security-key", action="store_true", help=token)
    group.add_argument("--json", action="store_true", help=say("jawab dengan satu dokumen JSON", "answer with one JSON document"))
    group.add_argument("--lang", choices=LANGUAGES, help=say("bahasa jawaban", "language of the answers"))
    return parser


def build(name: str, version: str, language: str) -> tuple[Parser, Grammar]:
    """The top parser and the place for its verbs."""
    common = _common(language)
    parser = Parser(prog="posko", description=name, parents=[common], allow_abbrev=False, add_help=False)
    versions = "show the version" if language == "en" else "tampilkan versi"
    _worded(parser, language).add_argument("--version", action="version", version=version, help=versions)
    return parser, Grammar(parser, common, language)


def parse(parser: Parser, argv: list[str]) -> argparse.Namespace:
    """Read the command line; common options may stand before or after the verb."""
    found = vars(parser.parse_args(argv))
    for name, given in found.items():
        for value in given if isinstance(given, list | tuple) else (given,):
            _require_usable(name, value)
    return argparse.Namespace(**{**COMMON, **found})


def _require_usable(name: str, value: object) -> None:
    """Refuse what no number here, no text and no file system can hold; raises ``Invalid`` before anything is opened."""
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        raise Invalid("usage", detail=f"argument --{name.replace('_', '-')}: invalid int value: '{value}'")
    place = Path(value) if isinstance(value, str) and name in PLACES and "://" not in value else value
    if isinstance(place, Path) and any(len(os.fsencode(part)) > NAME_BYTES for part in place.parts):
        raise Invalid("file.name_long", file=place.name, limit=NAME_BYTES)
    if isinstance(value, str) and name not in PLACES and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Invalid("text.forbidden", field=f"--{name.replace('_', '-')}") from None


def spoken(argv: list[str]) -> str | None:
    """The language asked for, known before the command line is understood; None when none was."""
    for at, word in enumerate(argv):
        value = (
            word.partition("=")[2]
            if word.startswith("--lang=")
            else argv[at + 1]
            if argv[at : at + 1] == ["--lang"] and argv[at + 1 :]
            else ""
        )
        if value in LANGUAGES:
            return value
    return None
