"""How the states of a breach's clock look."""

from __future__ import annotations

from typing import Final

from core.domain.breach import IN_TIME, LATE, NEAR, NOT_OWED, OVER, RUNNING

LOOKS: Final = {
    OVER: ("bad", "error"),
    LATE: ("bad", "clock"),
    NEAR: ("warn", "warning"),
    RUNNING: ("info", "clock"),
    IN_TIME: ("ok", "ok"),
    NOT_OWED: ("muted", "minus"),
}
"""State -> tone and drawing; the word stands beside them."""
