"""The first process of the machine: loads what the kernel needs, does one job, writes its answer, halts."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import sys
import traceback
from pathlib import Path

from tests.power.machine import ANSWER

MODULES = (
    *("fs/nls/nls_cp437", "fs/nls/nls_ascii", "fs/nls/nls_iso8859-1", "fs/nls/nls_utf8", "fs/fat/fat", "fs/fat/vfat"),
    *("drivers/block/loop", "drivers/md/dm-mod", "drivers/md/dm-log-writes", "drivers/md/dm-flakey"),
)
FINIT_MODULE, POWER_OFF = 313, 0x4321FEDC


class Cheap:
    """In Argon2id's place: it writes nothing to a stick, and 64 MiB of fresh pages take this machine ten seconds."""

    def __init__(self, **cost: object) -> None:
        self._cost = cost

    def derive(self, secret: bytes) -> bytes:
        """32 bytes of the secret and the cost."""
        return hashlib.shake_256(repr((secret, sorted(self._cost.items()))).encode()).digest(32)


def main(folder: Path, job: str, options: str) -> None:
    """Do the job; whatever happens the machine is halted at the end."""
    system = ctypes.CDLL(None, use_errno=True)
    try:
        modules = Path("/usr/lib/uml/modules") / os.uname().release / "kernel"
        for module in MODULES:
            descriptor = os.open(modules / f"{module}.ko", os.O_RDONLY)
            if system.syscall(FINIT_MODULE, descriptor, b"", 0):
                raise OSError(ctypes.get_errno(), f"the module {module} does not load")
            os.close(descriptor)
        from core.crypto import kdf
        from tests.power.jobs import JOBS

        setattr(kdf, "Argon2id", Cheap)  # noqa: B010  the type of a class cannot be assigned
        answer = JOBS[job](**json.loads(options))
        (folder / ANSWER).write_text(json.dumps(answer), encoding="utf-8")
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        system.reboot(POWER_OFF)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
