"""Several servers of one province, each the home of some posts (D11): which posts' entries this desk takes in.

A desk without this setting is the home of every post. Nothing is lost by it: what is passed over stays on the medium, is
acknowledged by nobody here, and is sent again until the desk of its home has taken it in.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from core.app.device import Device
from core.domain.errors import Invalid
from core.domain.regency import is_regency
from core.storage import tables

SETTING = "home.posts"


def is_home(db: Connection, device: Device, post: str) -> bool:
    """Whether what this post wrote belongs on this desk's server."""
    posts = known(db)
    return not posts or post in posts or post == device.belongings.code


def known(db: Connection) -> tuple[str, ...]:
    """The posts whose home this is, none for all of them."""
    return tuple(str(db.execute(_KNOWN).scalar() or "").split())


_KNOWN = select(tables.setting.c.value).where(tables.setting.c.key == SETTING)


def written(device: Device, posts: Sequence[str]) -> str:
    """The setting's text; raises ``Invalid('post.unknown', post=...)``."""
    for code in posts:
        known = device.reference.area(code) if is_regency(code) else device.reference.post(code)
        if known is None or known.province != device.belongings.province_code:
            raise Invalid("post.unknown", post=code)
    return " ".join(sorted(set(posts)))
