"""The library of The Update Framework without its way to the network, which would open a socket when it is merely imported.

A class that cannot be made stands in the place of its fetcher; ours reads files. Import the library's client from here alone.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

_NETWORK: Final = "tuf.ngclient.urllib3_fetcher"


class Urllib3Fetcher:
    """Stands where the library expects its own."""

    def __init__(self, *_given: object, **_more: object) -> None:
        raise RuntimeError("updates come from files alone")


_stand_in = ModuleType(_NETWORK, "No way to the network.")
_stand_in.Urllib3Fetcher = Urllib3Fetcher  # type: ignore[attr-defined]
sys.modules.setdefault(_NETWORK, _stand_in)

from tuf.ngclient.config import UpdaterConfig  # noqa: E402
from tuf.ngclient.fetcher import FetcherInterface  # noqa: E402
from tuf.ngclient.updater import Updater  # noqa: E402

__all__ = ["FetcherInterface", "Updater", "UpdaterConfig"]
