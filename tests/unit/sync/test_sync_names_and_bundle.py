"""Names on a stick and objects: whose they are, that nobody else's pass, and that no damaged one is believed."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from core.crypto.certificates import make_ca, make_leaf, make_root
from core.crypto.cose import key_id, sign1
from core.crypto.labels import OBJECT_DIGEST, labelled_hash
from core.crypto.sealing import AgeIdentity, open_sealed, seal
from core.crypto.signing import SigningKey
from core.domain.errors import Untrusted
from core.journal import cbor
from sync import bundle, names
from tests.world import BEGINNING, dice

CHANCE = dice("sync")
MARK, OTHER_MARK = b"\1" * 32, b"\2" * 32
ROOT_KEY, CA_KEY, KEY = (SigningKey.generate(CHANCE) for _ in range(3))
ROOT = make_root("Provinsi Contoh", ROOT_KEY, BEGINNING, CHANCE)
CA = make_ca(ROOT, ROOT_KEY, "K0413", ("head", "device"), CA_KEY.public, BEGINNING, CHANCE)
LEAF = make_leaf(CA, CA_KEY, "device", "laptop 1", KEY.public, CHANCE)
READER, STRANGER = AgeIdentity.generate(), AgeIdentity.generate()
RECORDS = (b"satu", b"dua" * 1000, b"")
MANIFEST = bundle.Manifest(
    province=b"\1" * 16,
    sender=key_id(LEAF),
    audience="desks",
    stream=b"\2" * 16,
    first=3,
    last=5,
    previous=b"\3" * 32,
    head=b"\4" * 32,
    acknowledgements=(b"\5" * 100,),
    wants=((b"\6" * 16, 0, 4),),
    created=1_707_100_000_000,
    certificate=LEAF,
    ca=CA,
)


def written(manifest: bundle.Manifest = MANIFEST, records: tuple[bytes, ...] = RECORDS) -> bytes:
    return bundle.write_bundle(KEY, manifest, records, [READER.recipient])


# --- names -----------------------------------------------------------------------------------------------------------


@given(st.binary(min_size=10, max_size=10))
def test_a_name_is_known_by_its_mark_alone(chosen: bytes) -> None:
    name = names.object_name(MARK, lambda size: chosen[:size])
    assert names.is_object(name, MARK)
    assert names.is_object(name.upper(), MARK), "FAT changes the case of names"
    assert not names.is_object(name, OTHER_MARK)
    assert not names.is_piece(name, MARK)
    assert len(name) == len("a" * 26 + ".bin")


@given(st.binary(min_size=32, max_size=32))
def test_a_piece_has_the_same_name_on_every_stick(digest: bytes) -> None:
    name = names.piece_name(MARK, digest)
    assert name == names.piece_name(MARK, digest)
    assert names.is_piece(name, MARK)
    assert not names.is_piece(name, OTHER_MARK)
    assert not names.is_object(name, MARK)
    assert name != names.piece_name(OTHER_MARK, digest)


@pytest.mark.fault("IM-8")
@given(st.text(max_size=40))
def test_names_of_others_are_nobodys(text: str) -> None:
    for name in (text, text + ".bin"):
        assert not names.is_object(name, MARK)
        assert not names.is_piece(name, MARK)


def test_one_letter_more_or_less_is_no_name() -> None:
    name = names.object_name(MARK, dice("name"))
    for other in (name[1:], "a" + name, name[:-4], name + ".bin", name.replace(".bin", ".BAK")):
        assert not names.is_object(other, MARK)


# --- padding ---------------------------------------------------------------------------------------------------------


@pytest.mark.fault("EX-4")
@given(st.integers(0, 17 * 1024 * 1024))
def test_padding_adds_at_most_an_eighth_and_leaves_few_sizes(size: int) -> None:
    padded = bundle.padded_size(size)
    assert padded >= max(size, bundle.MIN_PADDED)
    assert padded <= bundle.MIN_PADDED or padded <= size * 1.12
    assert bundle.padded_size(padded) == padded
    assert bundle.padded_size(size + 1) >= padded


def test_between_one_and_two_mebibytes_there_are_few_sizes() -> None:
    sizes = {bundle.padded_size(size) for size in range(1024 * 1024, 2 * 1024 * 1024, 997)}
    assert len(sizes) <= 33


# --- objects ---------------------------------------------------------------------------------------------------------


@given(records=st.lists(st.binary(max_size=300), max_size=5), first=st.integers(0, 2**50))
def test_an_object_comes_back(records: list[bytes], first: int) -> None:
    manifest = replace(MANIFEST, first=first, last=first + len(records))
    opened = bundle.open_bundle(written(manifest, tuple(records)), [STRANGER, READER])
    assert opened is not None
    assert (opened.manifest, opened.records) == (manifest, tuple(records))


@pytest.mark.parametrize(("told", "read"), [("0.1.0", "0.1.0"), ("", ""), ("x" * 41, ""), ("a\nb", "")])
def test_a_writer_may_say_its_version_and_nonsense_is_none(told: str, read: str) -> None:
    opened = bundle.open_bundle(written(replace(MANIFEST, program=told)), [READER])
    assert opened is not None and opened.manifest.program == read


@pytest.mark.fault("US-17")
def test_an_object_for_others_does_not_open() -> None:
    assert bundle.open_bundle(written(), [STRANGER]) is None
    assert bundle.open_bundle(written(), []) is None


def accepted(data: bytes) -> bool:
    try:
        return bundle.open_bundle(data, [READER]) is not None
    except Untrusted:
        return False


@pytest.mark.fault("IM-1")
def test_no_changed_byte_is_believed() -> None:
    """A byte of the recipient lines may make it somebody else's; none may give another content or the same."""
    data = written()
    chance = random.Random(7)
    places = [*range(0, 260), *chance.sample(range(260, len(data)), 250), len(data) - 1]
    for place in places:
        changed = data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]
        assert not accepted(changed), place
    assert accepted(data), "control"


@pytest.mark.fault("IM-2")
def test_no_cut_or_longer_object_is_believed() -> None:
    data = written()
    for size in [*range(0, 300, 7), *range(300, len(data), 101), len(data) - 1, len(data) - 16, len(data) - 17]:
        assert not accepted(data[:size]), size
    assert not accepted(data + b"\0")
    assert not accepted(data + data)
    assert accepted(data), "control"


def rewritten(frame: bytes, *, padding: int = 100, fill: bytes = b"\0", length: int | None = None) -> bytes:
    size = len(frame) if length is None else length
    return seal(size.to_bytes(4, "big") + frame + fill * padding, [READER.recipient])


def frame_of(data: bytes) -> bytes:
    body = open_sealed(data, [READER])
    assert body is not None
    return body[4 : 4 + int.from_bytes(body[:4], "big")]


def packed(value: object, **options: bool) -> bytes:
    return zstandard.ZstdCompressor(**options).compress(cbor.encode(value))


def refusal(data: bytes) -> str:
    with pytest.raises(Untrusted) as caught:
        bundle.open_bundle(data, [READER])
    return caught.value.code


def test_a_rewritten_frame_is_believed() -> None:
    """Control of the tests below: by the same hands an unchanged frame passes."""
    assert accepted(rewritten(frame_of(written())))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (rewritten(frame_of(written()), fill=b"\1"), "object.damaged"),
        (rewritten(frame_of(written()), length=2**31), "object.damaged"),
        (rewritten(frame_of(written()) + b"\0", padding=0), "object.damaged"),
        (rewritten(b""), "object.damaged"),
        (rewritten(packed([b"", []])), "malformed"),
        (rewritten(packed({})), "malformed"),
        (rewritten(packed([1, 2])), "malformed"),
        (rewritten(zstandard.ZstdCompressor(level=19).compress(bytes(200_000_000))), "limit"),
        (rewritten(packed([b"", []], write_content_size=False)), "limit"),
        (b"", "object.damaged"),
        (b"catatan", "object.damaged"),
        (b"age-encryption.org/v1\n", "object.damaged"),
        (bytes(bundle.MAX_OBJECT + 65537), "limit"),
    ],
)
def test_odd_objects_are_refused_by_class(data: bytes, code: str) -> None:
    assert refusal(data) == code


def resigned(key: SigningKey = KEY, kid: bytes | None = None, **changes: object) -> bytes:
    """The object with other fields in its manifest, signed again; keys are the format's numbers after an underscore."""
    opened = bundle.open_bundle(written(), [READER])
    assert opened is not None
    tree = cbor.decode_map(opened.message.payload, 100_000)
    records = list(RECORDS)
    for name, value in changes.items():
        if name == "records":
            records = value  # type: ignore[assignment]
        else:
            tree[int(name[1:])] = value
    message = sign1(key, opened.message.kid if kid is None else kid, cbor.encode(tree))
    return rewritten(packed([message, records]))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (resigned(_1=2), "newer"),
        (resigned(_2=2), "newer"),
        (resigned(key=CA_KEY), "signature"),
        (resigned(kid=b"\0" * 16), "signature"),
        (resigned(_16=[CA, CA]), "signature"),
        (resigned(_16=[b"x", b"y"]), "signature"),
        (resigned(records=[b"lain"]), "object.damaged"),
        (resigned(records=list(RECORDS[::-1])), "object.damaged"),
        (resigned(records=[RECORDS[0] + RECORDS[1], RECORDS[2], b""]), "object.damaged"),
        (resigned(_15=2), "object.damaged"),
        (resigned(_12=[[b"x", 1]]), "malformed"),
        (resigned(_11=[1]), "malformed"),
        (resigned(_7="1"), "malformed"),
        (resigned(_6=1), "malformed"),
        (resigned(records=[1]), "malformed"),
    ],
)
def test_manifests_are_read_strictly(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_resigned_object_is_believed() -> None:
    """Control: re-signing alone breaks nothing."""
    assert accepted(resigned())


def test_more_entries_than_the_limit_are_refused() -> None:
    many = [b""] * (bundle.MAX_ENTRIES + 1)
    data = resigned(records=many, _14=labelled_hash(OBJECT_DIGEST, *many), _15=len(many))
    assert refusal(data) == "limit"


@pytest.mark.fault("EX-4")
def test_objects_of_about_the_same_size_look_alike() -> None:
    sizes = {len(open_sealed(written(records=(bytes(range(n)),)), [READER]) or b"") for n in range(0, 200, 10)}
    assert sizes == {bundle.MIN_PADDED}


@pytest.mark.parametrize(
    ("data", "details"),
    [
        (resigned(_1=2), {"where": "object"}),
        (resigned(_7="1"), {"where": "manifest"}),
        (resigned(_11=[1]), {"where": "manifest"}),
        (resigned(_12=[[b"x", 1]]), {"where": "want"}),
        (resigned(_12=[b"x"]), {"where": "want"}),
        (resigned(records=[1]), {"where": "object"}),
        (resigned(_16=[CA, CA]), {}),
        (bytes(bundle.MAX_OBJECT + 65537), {"what": "object", "size": bundle.MAX_OBJECT + 65537}),
        (rewritten(zstandard.ZstdCompressor().compress(bytes(200_000_000))), {"what": "content", "size": 200_000_000}),
    ],
)
def test_what_is_wrong_is_said(data: bytes, details: dict[str, object]) -> None:
    with pytest.raises(Untrusted) as caught:
        bundle.open_bundle(data, [READER])
    assert caught.value.details == details


@pytest.mark.parametrize(("key", "code"), [(0, "newer"), (17, "newer"), (bundle.FREE_KEYS - 1, "newer"), (bundle.FREE_KEYS, "")])
def test_keys_of_later_versions(key: int, code: str) -> None:
    data = resigned(**{f"_{key}": 1})
    if code:
        assert refusal(data) == code
    else:
        assert accepted(data), "what may be passed over is"


def test_an_object_ends_at_its_limit_and_a_content_says_its_size() -> None:
    assert bundle.content_digest(b"isi") == hashlib.sha256(b"isi").digest()
    most = bundle.MAX_OBJECT + 65536
    for size, told in ((most, ("object.damaged", {})), (most + 1, ("limit", {"what": "object", "size": most + 1}))):
        with pytest.raises(Untrusted) as caught:
            bundle.open_content(bytes(size), ())
        assert (caught.value.code, caught.value.details) == told
    for claimed, said in ((2**60, 2**53), (bundle.MAX_CONTENT + 1, bundle.MAX_CONTENT + 1)):
        frame = b"\x28\xb5\x2f\xfd\xe0" + claimed.to_bytes(8, "little") + bytes(8)  # one segment of so many bytes (RFC 8878)
        with pytest.raises(Untrusted) as caught:
            bundle._decompress(len(frame).to_bytes(4, "big") + frame)
        assert (caught.value.code, caught.value.details) == ("limit", {"what": "content", "size": said})
