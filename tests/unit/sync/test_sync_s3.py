"""What an S3 store answers, in our words: what trying again would mend, what is missing, what is refused."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest
import urllib3
from minio.error import S3Error

from core.domain.errors import Unavailable
from sync.links import s3
from sync.links.address import read_address
from sync.links.server import LinkBroken


def told(error: BaseException) -> tuple[str, dict[str, object]]:
    """How an exception of the client comes out."""
    try:
        with s3._translated():
            raise error
    except Unavailable as refusal:
        return refusal.code, dict(refusal.details)
    except LinkBroken as broken:
        return "broken", {"": str(broken)}


def answer(code: str) -> BaseException:
    return S3Error(None, code, "words", "resource", "request", "host")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("codes", "found"),
    [(s3._DENIED, "link.denied"), (s3._FULL, "link.full"), (s3._MISSING, "link.not_found"), (("Other",), "link.refused")],
)
def test_answers_that_trying_again_does_not_mend(codes: tuple[str, ...], found: str) -> None:
    for code in codes:
        details = {"status": code} if found in ("link.not_found", "link.refused") else {}
        assert told(answer(code)) == (found, details)


@pytest.mark.parametrize("code", s3._WEATHER)
def test_a_store_that_is_busy_is_asked_again(code: str) -> None:
    assert told(answer(code)) == ("broken", {"": code})


def test_lines_that_break_and_certificates_that_do_not_hold() -> None:
    assert told(urllib3.exceptions.HTTPError()) == ("broken", {"": "HTTPError"})
    assert told(OSError()) == ("broken", {"": "OSError"})
    assert told(urllib3.exceptions.SSLError()) == ("link.certificate", {})
    caused = OSError()
    caused.__cause__ = ssl.SSLError()
    assert told(caused) == ("link.certificate", {})
    with pytest.raises(KeyError):
        told(KeyError())
    with s3._translated():
        pass


def test_bytes_are_told_as_they_go() -> None:
    moved: list[int] = []
    stream = s3._Told(b"abcdefg", moved.append)
    assert [stream.read(3), stream.read(3), stream.read(3), stream.read(3)] == [b"abc", b"def", b"g", b""]
    assert moved == [3, 3, 1, 0]
    assert s3._Told(b"abc", moved.append).read() == b"abc" and s3._Told(b"abc", moved.append).read(0) == b""


@pytest.mark.parametrize(
    ("address", "bucket", "prefix"),
    [("s3://h/bucket", "bucket", ""), ("s3://h/bucket/a/b/", "bucket", "a/b/"), ("s3://h/XX/aX", "XX", "aX/")],
)
def test_the_first_step_of_the_path_is_the_bucket(address: str, bucket: str, prefix: str) -> None:
    store = s3.S3(read_address(address))
    assert (store._bucket, store._prefix) == (bucket, prefix)


@dataclass
class Client:
    """A client of one bucket in memory."""

    objects: dict[str, bytes]
    broken: str = ""
    let_go: list[str] = field(default_factory=list)

    def _of(self, bucket: str) -> dict[str, bytes]:
        assert bucket == "kotak"
        if self.broken:
            raise answer(self.broken)
        return self.objects

    def list_objects(self, bucket: str, prefix: str) -> list[Any]:
        names = [name for name in self._of(bucket) if name.startswith(prefix)]
        found = [SimpleNamespace(object_name=name, size=len(self.objects[name]) or None, is_dir=False) for name in names]
        return [*found, SimpleNamespace(object_name=f"{prefix}beside/", size=0, is_dir=True)]

    def stat_object(self, bucket: str, name: str) -> Any:
        if name not in self._of(bucket):
            raise answer("NoSuchKey")
        return SimpleNamespace(size=len(self.objects[name]) or None)

    def put_object(self, bucket: str, name: str, stream: Any, length: int) -> None:
        self._of(bucket)[name] = b"".join(iter(lambda: stream.read(4), b""))
        assert len(self.objects[name]) == length

    def get_object(self, bucket: str, name: str, offset: int, length: int) -> Any:
        part = self._of(bucket)[name][offset : offset + length + 3]  # a server that gives more than it was asked for
        chunks = lambda size: (part[at : at + size] for at in range(0, len(part), size))  # noqa: E731
        let_go = self.let_go.append
        return SimpleNamespace(stream=chunks, close=lambda: let_go("close"), release_conn=lambda: let_go("release"))

    def remove_object(self, bucket: str, name: str) -> None:
        self._of(bucket).pop(name, None)


def store(objects: dict[str, bytes], broken: str = "") -> tuple[s3.S3, Client]:
    made, client = s3.S3(read_address("s3://h/kotak/a")), Client(objects, broken)
    made._client = client  # type: ignore[assignment]
    return made, client


def test_objects_lie_under_the_prefix_alone() -> None:
    made, client = store({"a/x.bin": b"12345", "a/y.bin": b"", "b/x.bin": b"other"})
    assert made.prepare() == made.sizes() == {"x.bin": 5, "y.bin": 0}
    assert (made.size("x.bin"), made.size("y.bin"), made.size("z.bin")) == (5, 0, -1)
    moved: list[int] = []
    made.put("z.bin", b"abcdef", moved.append)
    assert client.objects["a/z.bin"] == b"abcdef" and moved == [4, 2, 0]
    moved.clear()
    assert made.get("z.bin", 9, moved.append) == b"abcdef" and made.get("z.bin", 1, moved.append) == b"ab"
    assert moved == [6, 5] and client.let_go == ["close", "release"] * 2
    made.remove("x.bin")
    assert set(client.objects) == {"a/y.bin", "a/z.bin", "b/x.bin"} and made.grows is False


def test_chunks_are_told_while_they_come() -> None:
    made, _ = store({"a/x": bytes(2 * s3.CHUNK)})
    moved: list[int] = []
    assert len(made.get("x", 2 * s3.CHUNK, moved.append)) == 2 * s3.CHUNK and moved == [s3.CHUNK, s3.CHUNK]


@pytest.mark.parametrize(("code", "found"), [("AccessDenied", "link.denied"), ("SlowDown", "broken")])
def test_every_call_is_translated(code: str, found: str) -> None:
    made, _ = store({}, code)
    silent = lambda _count: None  # noqa: E731
    calls = [
        made.sizes,
        lambda: made.size("x"),
        lambda: made.put("x", b"", silent),
        lambda: made.get("x", 1, silent),
        lambda: made.remove("x"),
    ]
    for call in calls:
        with pytest.raises((Unavailable, LinkBroken)) as caught:
            call()
        assert getattr(caught.value, "code", "broken") == found


def test_a_client_is_made_at_first_use_and_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(s3, "Minio", lambda host, **options: (given.append((host, options)), Client({}))[1])
    made = s3.S3(read_address("s3://kunci:rahasia@h/kotak"))
    made.prepare()
    made.prepare()
    (host, options) = given[0]
    pool = options.pop("http_client")
    assert host == "h:443" and len(given) == 1, "and kept"
    assert options == {"access_key": "kunci", "secret_key": "rahasia", "secure": True, "region": "us-east-1"}
    asked = pool.connection_pool_kw
    assert (asked["retries"].total, asked["maxsize"], asked["timeout"]) == (False, 2, s3.TIMEOUT)
    assert asked["ssl_context"].verify_mode is ssl.CERT_REQUIRED and asked["ssl_context"].check_hostname
    assert (s3.TIMEOUT.connect_timeout, s3.TIMEOUT._read) == (15, 30)
    cleared: list[int] = []
    monkeypatch.setattr(pool, "clear", lambda: cleared.append(1))
    made.close()
    assert cleared == [1] and made._client is None and made._pool is None
    made.close()
    made.connect()
    again: Any = made._pool
    monkeypatch.setattr(again, "clear", lambda: cleared.append(2))
    made.connect()
    assert cleared == [1, 2], "what was open before is let go"
    given.pop(1)
    given.pop(1)
    bare = s3.S3(read_address("s3+http://[::1]:81/kotak"))
    bare.connect()
    host, options = given[1]
    assert host == "[::1]:81" and (options["access_key"], options["secret_key"], options["secure"]) == (None, None, False)
    bare.close()
    with pytest.raises(ssl.SSLError):
        s3.S3(replace(read_address("s3://h/kotak"), ca="no certificate")).connect()
