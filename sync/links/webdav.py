"""WebDAV (RFC 4918) as a dumb folder: PUT, GET, PROPFIND of depth 1, MKCOL, DELETE. A file is written whole."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from typing import Final, cast
from urllib.parse import quote, unquote, urlsplit

import httpx
from lxml import etree  # type: ignore[import-untyped]

from core.domain.errors import Unavailable
from sync.links.address import Address
from sync.links.server import CHUNK, Beat, LinkBroken, unavailable

TIMEOUT: Final = httpx.Timeout(30.0, connect=15.0)
LISTING_LIMIT: Final = 64 * 1024 * 1024
_SIZE: Final = re.compile(r"[0-9]{1,18}")
_PROPFIND: Final = b'<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getcontentlength/><resourcetype/></prop></propfind>'
_DAV: Final = "{DAV:}"
_MISSING: Final = (404, 409)


class WebDav:
    """A folder on a WebDAV server."""

    grows = False

    def __init__(self, address: Address) -> None:
        self._address = address
        scheme = "https" if address.secure else "http"
        host = f"[{address.host}]" if ":" in address.host else address.host
        self._base = f"{scheme}://{host}:{address.port}{quote(address.folder)}/"
        self._client: httpx.Client | None = None

    def connect(self) -> None:
        """Make a client; the connection itself is made by the first request."""
        self.close()
        address = self._address
        auth = httpx.BasicAuth(address.user, address.password) if address.user else None
        self._client = httpx.Client(auth=auth, timeout=TIMEOUT, verify=_tls(address), trust_env=False)

    def close(self) -> None:
        """Let the client go."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def prepare(self) -> dict[str, int]:
        """A listing; where there is none, MKCOL for each step of the path that is missing."""
        answer = self._list()
        if answer.status_code not in _MISSING:
            return _listing(answer.content)
        steps = self._address.folder.strip("/").split("/")
        for count in range(1, len(steps) + 1):
            path = "/" + quote("/".join(steps[:count])) + "/"
            self._answer("MKCOL", path, allowed=(405, 301, 403))
        return self.sizes()

    def sizes(self) -> dict[str, int]:
        """PROPFIND of depth 1."""
        answer = self._list()
        return {} if answer.status_code in _MISSING else _listing(answer.content)

    def size(self, name: str) -> int:
        """HEAD."""
        answer = self._answer("HEAD", quote(name), allowed=_MISSING)
        length = answer.headers.get("content-length", "")
        return int(length) if answer.status_code == 200 and length.isdigit() else -1

    def put(self, name: str, data: bytes, beat: Beat) -> None:
        """PUT, told in chunks."""
        headers = {"Content-Length": str(len(data)), "Content-Type": "application/octet-stream"}
        self._answer("PUT", quote(name), content=_chunks(data, beat), headers=headers)

    def get(self, name: str, limit: int, beat: Beat) -> bytes:
        """GET, no more than asked for."""
        found = bytearray()
        try:
            with self._open().stream("GET", self._base + quote(name)) as answer:
                self._judge(answer)
                for chunk in answer.iter_bytes(CHUNK):
                    found += chunk
                    beat(len(chunk))
                    if len(found) > limit:
                        break
        except httpx.TransportError as error:
            raise _broken(error) from None
        return bytes(found[: limit + 1])

    def remove(self, name: str) -> None:
        """DELETE."""
        self._answer("DELETE", quote(name), allowed=_MISSING)

    def _list(self) -> httpx.Response:
        return self._answer("PROPFIND", "", content=_PROPFIND, headers={"Depth": "1"}, allowed=_MISSING)

    def _open(self) -> httpx.Client:
        if self._client is None:
            self.connect()
        return cast("httpx.Client", self._client)

    def _answer(
        self,
        method: str,
        path: str,
        *,
        content: bytes | Iterator[bytes] | None = None,
        headers: dict[str, str] | None = None,
        allowed: tuple[int, ...] = (),
    ) -> httpx.Response:
        url = str(httpx.URL(self._base).join(path)) if path.startswith("/") else self._base + path
        try:
            answer = self._open().request(method, url, content=content, headers=headers)
        except httpx.TransportError as error:
            raise _broken(error) from None
        if answer.status_code not in allowed:
            self._judge(answer)
        if len(answer.content) > LISTING_LIMIT:
            raise unavailable("link.refused", status=answer.status_code)
        return answer

    @staticmethod
    def _judge(answer: httpx.Response) -> None:
        """Refuse what trying again does not mend; what may pass by is a broken link."""
        status = answer.status_code
        if status < 300:
            return
        if status in (401, 403):
            raise unavailable("link.denied", status=status)
        if status in (507, 413):
            raise unavailable("link.full", status=status)
        if status in (408, 423, 425, 429) or status >= 500:
            raise LinkBroken(f"status {status}")
        raise unavailable("link.refused", status=status)


def _tls(address: Address) -> ssl.SSLContext | bool:
    if not address.secure:
        return False
    return ssl.create_default_context(cadata=address.ca) if address.ca else ssl.create_default_context()


def _broken(error: httpx.TransportError) -> LinkBroken | Unavailable:
    """A certificate that does not hold is no weather: it is told, never tried again."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return unavailable("link.certificate")
        cause = cause.__cause__ or cause.__context__
    return LinkBroken(type(error).__name__)


def _chunks(data: bytes, beat: Beat) -> Iterator[bytes]:
    for at in range(0, len(data), CHUNK):
        chunk = data[at : at + CHUNK]
        yield chunk
        beat(len(chunk))


def _last_part(href: str) -> str:
    """The name at the end of an address that a server gave; nothing where it is none."""
    try:
        return unquote(urlsplit(href).path).rsplit("/", 1)[-1]
    except ValueError:
        return ""


def _listing(xml: bytes) -> dict[str, int]:
    """Names and sizes out of a multi-status answer; folders and what has no size are left out."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise LinkBroken("listing") from None
    found: dict[str, int] = {}
    for response in tree.iter(f"{_DAV}response"):
        href, size = response.findtext(f"{_DAV}href") or "", response.findtext(f".//{_DAV}getcontentlength") or ""
        name = _last_part(href)
        if name and _SIZE.fullmatch(size) and response.find(f".//{_DAV}collection") is None:
            found[name] = int(size)
    return found
