"""Verbs about links to a server: name one, look whether it answers, forget it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.watch import Watch
from core.domain.errors import Invalid
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import SMALL_FILE, Session

if TYPE_CHECKING:
    from core.app.application import Application
    from sync.links.address import Address
    from sync.links.link import Patience
    from sync.links.server import Beat
    from sync.medium import Medium

TEXT_LIMIT = SMALL_FILE
MARKS = {"key": "PRIVATE KEY-----", "ca": "-----BEGIN CERTIFICATE-----"}
HOST_KEYS = ("ssh-", "ecdsa-", "sk-")


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    link = grammar.family("link", "jalur ke server provinsi", "links to the province's server")
    add = link.verb("add", add_link, "simpan sebuah jalur", "name a link")
    add.add_argument("name", metavar="NAME")
    add.add_argument("address", metavar="URL", help="sftp://, webdav://, s3://")
    add.add_argument("--user", default="", metavar="TEXT")
    for option, meaning in (
        ("--password-file", say("kata sandi server", "the server's password")),
        ("--key-file", say("kunci SSH pribadi", "a private SSH key")),
        ("--ca", say("satu-satunya CA yang dipercaya (PEM)", "the only CA that is believed (PEM)")),
        ("--host-key-file", say("kunci host (baris OpenSSH)", "the host's key (an OpenSSH line)")),
    ):
        add.add_argument(option, type=Path, metavar="FILE", help=meaning)
    link.verb("list", list_links, "jalur yang dikenal", "links that are known")
    test = link.verb("test", try_link, "coba sambung tanpa mengirim", "connect without sending")
    test.add_argument("name", metavar="NAME")
    remove = link.verb("remove", remove_link, "lupakan sebuah jalur", "forget a link")
    remove.add_argument("name", metavar="NAME")


def add_link(session: Session) -> Answer:
    """``link add``: what opens the server goes into the encrypted store."""
    from sync.links.address import read_address
    from sync.links.known import keep_link

    options = session.options
    address = read_address(options.address)
    address = replace(
        address,
        user=options.user or address.user,
        password=_text(options.password_file) or address.password,
        key=_marked("key", options.key_file),
        ca=_marked("ca", options.ca),
        host_key=_host_key(options.host_key_file),
    )
    with session.profile() as app:
        keep_link(app, options.name, address)
    return Answer({"name": options.name, **_tree(address)}, [f"{options.name}: {address.shown}"])


def list_links(session: Session) -> Answer:
    """``link list``: never a password or a key."""
    from sync.links.known import known_links

    with session.profile() as app:
        links = known_links(app)
    tree = [{"name": name, **_tree(address)} for name, address in links.items()]
    none = [session.say("Belum ada jalur.", "No link yet.")]
    return Answer({"links": tree}, [f"{name}: {address.shown}" for name, address in links.items()] or none)


def try_link(session: Session) -> Answer:
    """``link test``: connects, makes the folder, counts the objects there."""
    from sync.links.opening import open_link

    with session.profile() as app, open_link(_find(app, session.options.name), _patience(), _beat(session)) as link:
        link.prepare()
        count = len(link.present())
    line = session.say(f"{link.label} menjawab; {count} berkas di sana", f"{link.label} answers; {count} objects there")
    return Answer({"address": link.label, "objects": count}, [line])


def remove_link(session: Session) -> Answer:
    """``link remove``."""
    from sync.links.known import forget_link

    with session.profile() as app:
        forget_link(app, session.options.name)
    return Answer({"removed": session.options.name}, [session.options.name])


@contextmanager
def open_place(session: Session, app: Application, text: str) -> Iterator[Path | Medium]:
    """A folder, or a link by its name or address; a folder of that name goes before a link."""
    from sync.links.address import is_address
    from sync.links.known import known_links

    if not is_address(text) and (Path(text).exists() or text not in known_links(app)):
        yield Path(text)
        return
    from sync.links.opening import open_link

    with open_link(_find(app, text), _patience(), _beat(session)) as link:
        yield link


def _find(app: Application, text: str) -> Address:
    from sync.links.known import find_link

    return find_link(app, text)


def _patience() -> Patience:
    from sync.links.link import Patience

    return Patience(time.sleep)


def _beat(session: Session) -> Beat:
    watch: Watch = session.console.watch
    moved = [0]

    def beat(count: int) -> None:
        moved[0] += count
        watch("bytes", moved[0], 0)

    return beat


def _text(path: Path | None, *, strip: bool = True) -> str:
    if path is None:
        return ""
    text = compose.read_file(path, TEXT_LIMIT).decode("utf-8", "replace")
    return text.strip() if strip else text


def _marked(what: str, path: Path | None) -> str:
    text = _text(path, strip=False)
    if path is not None and MARKS[what] not in text:
        raise Invalid(f"link.{what}")
    return text


def _host_key(path: Path | None) -> str:
    words = _text(path).split()[:2]
    if path is not None and not (len(words) > 1 and words[0].startswith(HOST_KEYS)):
        raise Invalid("link.host_key")
    return " ".join(words)


def _tree(address: Address) -> dict[str, object]:
    return {
        "address": address.shown,
        "user": address.user,
        "host_key": address.host_key,
        "ca_pinned": bool(address.ca),
        "secure": address.secure,
    }
