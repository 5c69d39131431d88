"""Links that this profile knows: address and what opens it, kept in the encrypted store and nowhere else."""

from __future__ import annotations

from dataclasses import asdict, replace

import msgspec

from core.app.application import Application
from core.domain.errors import Invalid
from sync.cargo import Cargo
from sync.links.address import Address, read_address

SETTING = "links"
CARGO = "links_cargo"
PAUSED = "links_paused"
METERED = "links_metered"


def known_links(app: Application) -> dict[str, Address]:
    """Addresses by the names that the officer gave them."""
    tree = msgspec.json.decode(app.settings.get(SETTING, "{}"), type=dict[str, dict[str, str | int]])
    return {name: Address(**fields) for name, fields in sorted(tree.items())}  # type: ignore[arg-type]


def keep_link(app: Application, name: str, address: Address) -> None:
    """Remember a link, or put another in its place; raises ``Invalid('link.name')``."""
    if not name.strip() or "/" in name or "\\" in name:
        raise Invalid("link.name")
    _put(app, known_links(app) | {name: address})


def forget_link(app: Application, name: str) -> None:
    """Forget a link and what opens it; raises ``Invalid('link.unknown')``."""
    links = known_links(app)
    if name not in links:
        raise Invalid("link.unknown", name=name)
    del links[name]
    _put(app, links)


def metered_cargo(app: Application) -> Cargo:
    """What the officer lets go over a link that is paid for by the megabyte; photos and papers until he chose."""
    kept = app.settings.get(CARGO, Cargo.SMALL)
    return next((cargo for cargo in Cargo if cargo == kept), Cargo.SMALL)


def choose_cargo(app: Application, cargo: Cargo) -> None:
    """Let this much go over such a link from now on."""
    app.settings.put(CARGO, cargo)


def links_metered(app: Application) -> bool:
    """Whether every connection is to be taken for a metered one, whatever the system says."""
    return app.settings.get(METERED, "") == "1"


def treat_metered(app: Application, always: bool) -> None:
    """Take every connection for a metered one, or believe the system."""
    app.settings.put(METERED, "1" if always else "")


def links_paused(app: Application) -> bool:
    """Whether the officer stopped all links for now."""
    return app.settings.get(PAUSED, "") == "1"


def pause_links(app: Application, paused: bool) -> None:
    """Stop all links, or let them go on."""
    app.settings.put(PAUSED, "1" if paused else "")


def find_link(app: Application, text: str) -> Address:
    """The link that a name or an address means; an address takes keys and passwords from a known link to the same place.

    Raises ``Invalid`` (``link.unknown``, ``link.address``).
    """
    links = known_links(app)
    if text in links:
        return links[text]
    if "://" not in text:
        raise Invalid("link.unknown", name=text)
    address = read_address(text)
    same = next((known for known in links.values() if _same_host(known, address)), None)
    if same is None:
        return address
    return replace(
        address,
        user=address.user or same.user,
        password=address.password or same.password,
        key=same.key,
        ca=same.ca,
        host_key=same.host_key,
    )


def _same_host(one: Address, other: Address) -> bool:
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port) and other.user in ("", one.user)


def _put(app: Application, links: dict[str, Address]) -> None:
    app.settings.put(SETTING, msgspec.json.encode({name: asdict(address) for name, address in links.items()}).decode())
