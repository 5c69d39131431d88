"""Verifying a PDF in a process of its own, with a limit on time and memory, one JSON line in and one out.

A parser fed by strangers may loop or eat memory; here that ends as ``unknown``, and the program lives on.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from typing import Final

from core.documents.apart import limit_self, worker_command
from core.documents.trust import Trust
from core.documents.verifying import PDF_LIMIT, Finding, verify_pdf

SECONDS: Final = 20
MEMORY_BYTES: Final = 1024 * 1024 * 1024


def verify_pdf_isolated(data: bytes, trust: Trust, seconds: float = SECONDS) -> Finding:
    """Like :func:`verify_pdf`, apart; ``verify.timeout`` or ``verify.worker_failed`` when no answer comes.

    On Windows only time is limited.
    """
    if len(data) > PDF_LIMIT:
        return Finding("pdf", "unknown", ["verify.too_big"])
    command = worker_command("core.documents.verify_apart")
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own text
            command, input=_request(data, trust), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return Finding("pdf", "unknown", ["verify.timeout"])
    except OSError:
        return Finding("pdf", "unknown", ["verify.worker_failed"])
    return _answer(done.stdout) if done.returncode == 0 else Finding("pdf", "unknown", ["verify.worker_failed"])


def main() -> None:
    """The worker: read one request from standard input, write one finding to standard output."""
    limit_self(MEMORY_BYTES, SECONDS)
    request = json.loads(sys.stdin.readline())
    roots, known = (tuple(base64.b64decode(der) for der in request[name]) for name in ("roots", "known"))
    finding = verify_pdf(base64.b64decode(request["pdf"]), Trust(roots, known))
    answer = {"verdict": finding.verdict, "reasons": finding.reasons, "fields": finding.fields}
    sys.stdout.write(json.dumps(answer) + "\n")


def _request(data: bytes, trust: Trust) -> bytes:
    tree = {
        "pdf": _text(data),
        "roots": [_text(der) for der in trust.roots],
        "known": [_text(der) for der in trust.known],
    }
    return json.dumps(tree).encode() + b"\n"


def _answer(line: bytes) -> Finding:
    try:
        tree = json.loads(line)
        return Finding("pdf", tree["verdict"], list(tree["reasons"]), dict(tree["fields"]))
    except (ValueError, KeyError, TypeError):
        return Finding("pdf", "unknown", ["verify.worker_failed"])


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
