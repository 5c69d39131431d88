"""The one time this program calls a timestamp authority: a digest goes out, an answer comes back, on an explicit act only."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from typing import Final

from core.domain.errors import Invalid, Unavailable

SECONDS: Final = 30
ANSWER_LIMIT: Final = 64 * 1024


def ask(url: str, request: bytes, media_type: str) -> bytes:
    """Send one request and give the answer's bytes; whose they are is judged elsewhere.

    Raises ``Invalid('timestamp.address')``, ``Unavailable('timestamp.unreachable')``.
    """
    if not url.startswith(("http://", "https://")):
        raise Invalid("timestamp.address")
    try:
        call = urllib.request.Request(url, request, {"Content-Type": media_type})  # noqa: S310  the scheme was checked
        with urllib.request.urlopen(call, timeout=SECONDS) as answer:  # noqa: S310
            return bytes(answer.read(ANSWER_LIMIT))
    except (urllib.error.URLError, OSError, ValueError, http.client.HTTPException):
        raise Unavailable("timestamp.unreachable") from None
