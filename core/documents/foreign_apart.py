"""Judging another authority's PDF in a process of its own: one JSON line in, one out."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Sequence

from core.apart.process import limit_self, worker_command
from core.documents.foreign import KIND, verify_foreign
from core.documents.verify_apart import MEMORY_BYTES, SECONDS
from core.documents.verifying import Finding


def verify_foreign_apart(data: bytes, roots: Sequence[bytes], document: str) -> Finding:
    """Like :func:`verify_foreign`, apart; ``verify.timeout`` or ``verify.worker_failed`` when no answer comes."""
    tree = {"pdf": _text(data), "roots": [_text(der) for der in roots], "document": document}
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own text
            worker_command("core.documents.foreign_apart"),
            input=json.dumps(tree).encode() + b"\n",
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        answer = json.loads(done.stdout)
        return Finding(KIND, answer["verdict"], list(answer["reasons"]), dict(answer["fields"]))
    except subprocess.TimeoutExpired:
        return Finding(KIND, "unknown", ["verify.timeout"])
    except (OSError, subprocess.CalledProcessError, ValueError, KeyError, TypeError):
        return Finding(KIND, "unknown", ["verify.worker_failed"])


def main() -> None:
    """The worker: read one request from standard input, write one finding to standard output."""
    limit_self(MEMORY_BYTES, SECONDS)
    request = json.loads(sys.stdin.readline())
    roots = [base64.b64decode(der) for der in request["roots"]]
    finding = verify_foreign(base64.b64decode(request["pdf"]), roots, request["document"])
    sys.stdout.write(json.dumps({"verdict": finding.verdict, "reasons": finding.reasons, "fields": finding.fields}) + "\n")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
