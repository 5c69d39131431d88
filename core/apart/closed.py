"""A process that nobody of the same account looks into: no core dump, no reading of its memory.

Linux alone has this as a property of the process. Windows writes no core file; its error reports and an administrator are
not held off by anything here, and whoever has the officer's account there reads his memory (SECURITY, out of scope).
"""

from __future__ import annotations

import sys
from typing import Final

_SET_DUMPABLE: Final = 4
"""``PR_SET_DUMPABLE`` of ``prctl(2)``."""


def close_to_others() -> bool:
    """Forbid core dumps and, to all but an administrator, attaching and ``/proc/PID/mem``; False where that is not known."""
    if sys.platform != "linux":
        return False
    import ctypes
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # children have it too
    return bool(ctypes.CDLL(None, use_errno=True).prctl(_SET_DUMPABLE, 0, 0, 0, 0) == 0)
