"""WebDAV over a server that is a function: what is asked in which words, and what each answer brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from core.domain.errors import Unavailable
from sync.links import webdav
from sync.links.address import read_address
from sync.links.server import CHUNK, LinkBroken

ROOT = "/pos a/DATA"


@dataclass
class Far:
    """A folder on a server; ``made`` are the folders that are there."""

    files: dict[str, bytes] = field(default_factory=dict)
    made: set[str] = field(default_factory=lambda: {"/"})
    asked: list[tuple[str, str]] = field(default_factory=list)
    says: dict[str, int] = field(default_factory=dict)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append((request.method, request.url.raw_path.decode()))
        if request.method in self.says:
            return httpx.Response(self.says[request.method])
        return getattr(self, request.method.lower())(request, path)  # type: ignore[no-any-return]

    def propfind(self, request: httpx.Request, path: str) -> httpx.Response:
        assert request.headers["Depth"] == "1" and b"getcontentlength" in request.content
        if path not in self.made:
            return httpx.Response(404)
        rows = "".join(
            f"<response><href>{path}{name}</href><propstat><prop><getcontentlength>{len(data)}</getcontentlength></prop></propstat>"
            "</response>"
            for name, data in self.files.items()
        )
        return httpx.Response(207, text=f'<multistatus xmlns="DAV:">{rows}</multistatus>')

    def mkcol(self, _request: httpx.Request, path: str) -> httpx.Response:
        if path in self.made:
            return httpx.Response(405)
        self.made.add(path)
        return httpx.Response(201)

    def _name(self, path: str) -> str:
        assert path.startswith(f"{ROOT}/")
        return path.removeprefix(f"{ROOT}/")

    def head(self, _request: httpx.Request, path: str) -> httpx.Response:
        name = self._name(path)
        if name not in self.files:
            return httpx.Response(404)
        return httpx.Response(200, headers={"content-length": str(len(self.files[name]))})

    def put(self, request: httpx.Request, path: str) -> httpx.Response:
        assert request.headers["Content-Type"] == "application/octet-stream"
        assert int(request.headers["Content-Length"]) == len(request.content) and "transfer-encoding" not in request.headers
        self.files[self._name(path)] = request.content
        return httpx.Response(201)

    def get(self, _request: httpx.Request, path: str) -> httpx.Response:
        name = self._name(path)
        return httpx.Response(200, content=self.files[name]) if name in self.files else httpx.Response(404)

    def delete(self, _request: httpx.Request, path: str) -> httpx.Response:
        return httpx.Response(404 if self.files.pop(self._name(path), None) is None else 204)


def store(far: Callable[[httpx.Request], httpx.Response]) -> webdav.WebDav:
    made = webdav.WebDav(read_address(f"webdav+http://kantor{ROOT}"))

    class Reading(httpx.MockTransport):
        """Reads what is sent to its end, as a server does."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            request.read()
            return super().handle_request(request)

    made._client = httpx.Client(transport=Reading(far), trust_env=False)
    return made


def test_a_folder_is_made_step_by_step_where_it_is_missing() -> None:
    far = Far()
    made = store(far)
    assert made.sizes() == {} and made.prepare() == {}
    assert far.asked[1:] == [
        ("PROPFIND", "/pos%20a/DATA/"),
        ("MKCOL", "/pos%20a/"),
        ("MKCOL", "/pos%20a/DATA/"),
        ("PROPFIND", "/pos%20a/DATA/"),
    ]
    far.files["a.bin"] = b"12345"
    far.asked.clear()
    assert made.prepare() == {"a.bin": 5} == made.sizes() and len(far.asked) == 2, "what is there is not made again"
    for status in (301, 403, 405):
        again = Far(says={"MKCOL": status})
        assert store(again).prepare() == {}, "what may not be made may be there"
    with pytest.raises(Unavailable, match=r"^link\.denied$"):
        store(Far(says={"MKCOL": 401})).prepare()


def test_a_folder_may_begin_with_any_letter() -> None:
    far = Far()
    made = store(far)
    made._address = read_address("webdav+http://kantor/XaX/b")
    made._base = "http://kantor:80/XaX/b/"
    made.prepare()
    assert far.asked[1:3] == [("MKCOL", "/XaX/"), ("MKCOL", "/XaX/b/")]


def test_a_file_is_put_looked_at_read_and_removed() -> None:
    far, moved = Far(), list[int]()
    made = store(far)
    data = bytes(range(256)) * (CHUNK // 128) + b"end"
    made.put("a b.bin", data, moved.append)
    assert far.files == {"a b.bin": data} and moved == [CHUNK, CHUNK, 3]
    assert (made.size("a b.bin"), made.size("c.bin")) == (len(data), -1)
    moved.clear()
    assert made.get("a b.bin", len(data), moved.append) == data and sum(moved) == len(data) and max(moved) == CHUNK
    moved.clear()
    assert made.get("a b.bin", 10, moved.append) == data[:11] and moved == [CHUNK], "no more is fetched than is asked for"
    moved.clear()
    assert made.get("a b.bin", CHUNK, moved.append) == data[: CHUNK + 1] and moved == [CHUNK, CHUNK]
    made.remove("a b.bin")
    made.remove("a b.bin")
    assert far.files == {} and far.asked[-1] == ("DELETE", "/pos%20a/DATA/a%20b.bin") and made.grows is False
    made.close()


@pytest.mark.parametrize(
    ("status", "length", "size"), [(200, "5", 5), (200, "", -1), (200, "-5", -1), (204, "5", -1), (404, "5", -1)]
)
def test_a_size_is_what_a_whole_answer_says(status: int, length: str, size: int) -> None:
    assert store(lambda _request: httpx.Response(status, headers={"content-length": length})).size("x") == size


CALLS: list[Callable[[webdav.WebDav], Any]] = [
    lambda made: made.sizes(),
    lambda made: made.size("x"),
    lambda made: made.put("x", b"1", lambda _count: None),
    lambda made: made.get("x", 1, lambda _count: None),
    lambda made: made.remove("x"),
]


@pytest.mark.parametrize("call", CALLS)
def test_every_call_is_judged(call: Callable[[webdav.WebDav], Any]) -> None:
    with pytest.raises(Unavailable) as caught:
        call(store(lambda _request: httpx.Response(403)))
    assert (caught.value.code, caught.value.details) == ("link.denied", {"status": 403})
    with pytest.raises(LinkBroken, match=r"^status 500$"):
        call(store(lambda _request: httpx.Response(500)))

    def cut(_request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("cut")

    with pytest.raises(LinkBroken, match=r"^ReadError$"):
        call(store(cut))


def test_a_listing_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webdav, "LISTING_LIMIT", 10)
    listed = store(lambda _request: httpx.Response(404, content=b"x" * 10))
    assert listed.sizes() == {}
    with pytest.raises(Unavailable) as caught:
        store(lambda _request: httpx.Response(404, content=b"x" * 11)).sizes()
    assert (caught.value.code, caught.value.details) == ("link.refused", {"status": 404})
