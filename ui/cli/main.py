"""The command line's beginning and end: what was asked, who does it, which code the shell sees."""

from __future__ import annotations

import os
import sys
import traceback
from functools import cache

from core.app.ports import Ports
from core.domain.errors import Cancelled, Refused
from ui import compose
from ui.cli import (
    annex_verbs,
    announcement_verbs,
    audit_verbs,
    board_verbs,
    case_verbs,
    check_verbs,
    copy_verbs,
    deadline_verbs,
    declaration_verbs,
    demo_verb,
    document_verbs,
    exchange_verbs,
    group_verbs,
    guide_verbs,
    identity_verbs,
    intake_verbs,
    laptop_verbs,
    link_verbs,
    manual_verbs,
    meeting_verbs,
    office_verbs,
    pact_verbs,
    paper_verbs,
    parser,
    profile_verbs,
    protection_verbs,
    reference_verbs,
    referral_verbs,
    report_verbs,
    sanction_verbs,
    self_test_verb,
    statistics_verbs,
    stick_verbs,
    store_verbs,
    team_verbs,
    update_verbs,
    vulnerability_verbs,
    wording_verbs,
)
from ui.cli.console import CANCELLED, DONE, Answer, Console
from ui.cli.session import Session

TRACEBACK_VARIABLE = "POSKO_TRACEBACK"
FAMILIES = (
    demo_verb,
    profile_verbs,
    report_verbs,
    case_verbs,
    paper_verbs,
    pact_verbs,
    office_verbs,
    deadline_verbs,
    declaration_verbs,
    meeting_verbs,
    team_verbs,
    document_verbs,
    check_verbs,
    copy_verbs,
    store_verbs,
    laptop_verbs,
    announcement_verbs,
    board_verbs,
    vulnerability_verbs,
    wording_verbs,
    exchange_verbs,
    group_verbs,
    guide_verbs,
    intake_verbs,
    link_verbs,
    manual_verbs,
    stick_verbs,
    reference_verbs,
    referral_verbs,
    identity_verbs,
    sanction_verbs,
    self_test_verb,
    update_verbs,
    statistics_verbs,
    annex_verbs,
    audit_verbs,
    protection_verbs,
)


def main(argv: list[str], ports: Ports | None = None) -> int:
    """Carry out one command line; returns the exit code and never raises for what the world did wrong."""
    console = Console(as_json="--json" in argv, language=parser.spoken(argv))
    try:
        return console.give(_carry_out(argv, console, ports))
    except SystemExit as stop:  # --help and --version
        return stop.code if isinstance(stop.code, int) else DONE
    except Refused as refusal:
        return console.refuse(refusal)
    except (KeyboardInterrupt, Cancelled):
        return console.refuse(Refused("cancelled"), CANCELLED)
    except BrokenPipeError:
        return _reader_left()
    except Exception as fault:
        if os.environ.get(TRACEBACK_VARIABLE):
            traceback.print_exc()
        return console.refuse(Refused("internal", kind=type(fault).__name__))


def _carry_out(argv: list[str], console: Console, ports: Ports | None) -> Answer:
    options = parser.parse(_parser(console.language), argv)
    run: parser.Run = options.run
    return run(Session(options, console, ports or compose.real_ports()))


@cache
def _parser(language: str) -> parser.Parser:
    """The whole grammar in one language; a play of many verbs in one process needs it once."""
    top, grammar = parser.build(compose.PROGRAM, f"{compose.PROGRAM} {compose.VERSION}", language)
    for family in FAMILIES:
        family.register(grammar)
    return top


def _reader_left() -> int:
    """Whoever read the output has gone; the interpreter must not complain about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
