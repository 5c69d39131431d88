"""Writes the golden vectors from fixed keys: ``python -m tests.vectors.make``. The same bytes every time.

A committed vector is never rewritten to please a reader: a new form of the format gets a new folder.
"""

from __future__ import annotations

import base64
import hashlib
import textwrap
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import cbor2
import zstandard

from core.app.kit import MAGIC
from core.crypto.certificates import make_ca, make_leaf, make_root
from core.crypto.cose import key_id, sign1
from core.crypto.labels import OBJECT_DIGEST, labelled_hash
from core.crypto.signing import GROUP_ORDER, SigningKey
from core.domain.identifiers import format_lookup_code, make_case_number
from core.journal.acknowledgement import Acknowledgement, Position, write_acknowledgement
from core.journal.entry import part_digest
from sync.bundle import padded_size
from sync.names import object_name, piece_name
from sync.parity import write_parity
from tests.vectors import make_qr
from tests.vectors.files import HERE, Vector, as_segment, write

STREAM = bytes(range(16))
SALT = bytes(range(16, 32))
PREVIOUS = bytes(32)
CONTENT = {"facts": cbor2.dumps({"a": 1}), "handling": cbor2.dumps({"at": 1707102000000, "zone": "Asia/Jakarta"})}
BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
FIRST_DAY = datetime(2024, 2, 5, tzinfo=UTC).date()
SUCCESS, MALFORMED, NEWER, LIMIT = "success", "malformed", "newer", "limit"
DIFFER, SIGNATURE, DAMAGED = "parts.differ", "signature", "object.damaged"


def entropy(seed: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    calls = iter(range(1_000_000))
    return lambda size: hashlib.shake_256(f"{seed}/{next(calls)}".encode()).digest(size)


KEY, STRANGER = SigningKey.generate(entropy("officer")), SigningKey.generate(entropy("stranger"))
_ROOT_KEY, _CA_KEY = SigningKey.generate(entropy("root")), SigningKey.generate(entropy("ca"))
ROOT = make_root("Provinsi Contoh", _ROOT_KEY, BEGINNING, entropy("root certificate"))
CA = make_ca(ROOT, _ROOT_KEY, "K0413", ("head", "officer", "device"), _CA_KEY.public, BEGINNING, entropy("ca certificate"))
LEAF = make_leaf(CA, _CA_KEY, "head", "Sari Melati", KEY.public, entropy("leaf certificate"))
KID = key_id(LEAF)


# --- pieces of CBOR, good and bad --------------------------------------------------------------------------------


def header(**changes: Any) -> dict[int, Any]:
    """A good header's tree; ``k3=5`` replaces key 3, ``k3=None`` gives null, ``drop=3`` leaves it out."""
    tree: dict[int, Any] = {
        1: 1,
        2: STREAM,
        3: 0,
        4: None,
        5: 1,
        6: None,
        7: "complaint.received",
        8: 1,
        9: {name: part_digest(name, SALT, content) for name, content in CONTENT.items()},
    }
    tree.pop(changes.pop("drop", 0), None)
    return tree | {int(name[1:]): value for name, value in changes.items()}


def second(**changes: Any) -> dict[int, Any]:
    """A good header that follows another and belongs to a subject."""
    return header(k3=1, k4=PREVIOUS, k5=2, k6=bytes(16), **changes)


def encoded(tree: object) -> bytes:
    """Deterministic CBOR."""
    return cbor2.dumps(tree, canonical=True)


def signed(payload: bytes, key: SigningKey = KEY) -> bytes:
    """A COSE_Sign1 over any payload, however bad."""
    return sign1(key, KID, payload)


def parts(**changes: Any) -> dict[str, Any]:
    """The parts that :func:`header` commits to; a name with None is left out."""
    tree: dict[str, Any] = {name: [0, SALT, content] for name, content in CONTENT.items()} | changes
    return {name: part for name, part in tree.items() if part is not None}


def record(payload: bytes | None = None, held: Any = None, cose: bytes | None = None) -> bytes:
    """A record as it travels: the signed header and the parts."""
    message = signed(encoded(header()) if payload is None else payload) if cose is None else cose
    return encoded([message, parts() if held is None else held])


def of(tree: dict[int, Any], held: Any = None) -> bytes:
    """A record over a header's tree."""
    return record(encoded(tree), held)


def nested(depth: int) -> Any:
    """An integer inside that many arrays."""
    value: Any = 0
    for _ in range(depth):
        value = [value]
    return value


def raw_map(pairs: Iterable[tuple[bytes, bytes]], head: bytes) -> bytes:
    """A map of already encoded keys and values under any head."""
    return head + b"".join(key + value for key, value in pairs)


def items() -> list[tuple[bytes, bytes]]:
    """The good header as encoded pairs in the right order."""
    return [(encoded(key), encoded(value)) for key, value in sorted(header().items())]


def with_pair(key: int, value: bytes) -> bytes:
    """The good header with the bytes of one value replaced."""
    return raw_map([(k, value if k == encoded(key) else v) for k, v in items()], b"\xa9")


def flipped(cose: bytes) -> bytes:
    """The message with the last bit of ``s`` changed: well-formed, and signed by nobody."""
    return cose[:-1] + bytes([cose[-1] ^ 1])


def high_s(cose: bytes) -> bytes:
    """The same signature with ``n - s``: good for a plain verifier, a second spelling for the journal."""
    s = GROUP_ORDER - int.from_bytes(cose[-32:], "big")
    return cose[:-32] + s.to_bytes(32, "big")


def filled(size: int) -> bytes:
    """A header whose payload has exactly that many bytes, by an ignored key."""
    bare = len(encoded(header(k64=bytes(300))))
    return encoded(header(k64=bytes(300 + size - bare)))


def with_body(size: int) -> bytes:
    """A record whose parts hold that many bytes."""
    story = encoded(bytes(size - len(CONTENT["facts"]) - len(CONTENT["handling"]) - 5))
    digests = header()[9] | {"story": part_digest("story", SALT, story)}
    return of(header(k9=digests), parts(story=[0, SALT, story]))


# --- the vectors -------------------------------------------------------------------------------------------------


def good_records() -> list[Vector]:
    """Records that must be read."""
    whole = {name: part_digest(name, SALT, name.encode()) for name in ("facts", "handling", "parties", "story")}
    held = {name: [0, SALT, name.encode()] for name in whole}
    good = [
        ("first", "the first entry of a stream, beginning a subject", record()),
        ("later", "a later entry about a subject", of(second())),
        ("four-parts", "all four parts", of(header(k9=whole), held)),
        (
            "part-ordered",
            "a part destroyed by order: no salt, no content, the order's digest",
            of(header(), parts(facts=[1, bytes(32)])),
        ),
        ("part-expired", "a part that expired at its post", of(header(), parts(facts=[2, b""]))),
        ("key-64", "an unknown key from 64 is kept and ignored", of(header(k64="later"))),
        ("key-large", "an unknown key far above 64", of(header(k4000000000=[1, 2]))),
        ("kind-unknown", "a kind of the future is an entry like any other", of(header(k7="moon.landed", k8=7))),
        ("header-1024", "a header of exactly 1 KiB", record(filled(1024))),
        ("body-256k", "a body of exactly 256 KiB", with_body(256 * 1024)),
        ("depth-8", "eight levels of nesting", of(header(k64=nested(7)))),
        ("integer-limit", "2^53 - 1, the largest clock", of(header(k5=2**53 - 1))),
    ]
    return [_record(name, comment, SUCCESS, body) for name, comment, body in good]


def bad_headers() -> list[Vector]:
    """Records whose signed header is not lawful."""
    bad: list[tuple[str, str, str, dict[int, Any]]] = [
        ("key-10", "an unknown key below 64", NEWER, header(k10=0)),
        ("key-63", "an unknown key below 64", NEWER, header(k63=0)),
        ("key-0", "key zero is not defined", NEWER, header(k0=0)),
        ("format-2", "a later format", NEWER, header(k1=2)),
        ("format-none", "no format", NEWER, header(drop=1)),
        ("stream-15", "a stream of 15 bytes", MALFORMED, header(k2=bytes(15))),
        ("stream-text", "a stream that is text", MALFORMED, header(k2="0123456789abcdef")),
        ("sequence-none", "no sequence", MALFORMED, header(drop=3)),
        ("sequence-negative", "a sequence below zero", MALFORMED, header(k3=-1)),
        ("sequence-true", "a sequence that is a boolean", MALFORMED, header(k3=True, k4=PREVIOUS)),
        ("previous-at-0", "sequence 0 with a predecessor", MALFORMED, header(k4=PREVIOUS)),
        ("previous-null-at-1", "sequence 1 without a predecessor", MALFORMED, header(k3=1)),
        ("previous-absent", "no key 4 at all", MALFORMED, header(drop=4)),
        ("previous-31", "a predecessor of 31 bytes", MALFORMED, second() | {4: bytes(31)}),
        ("subject-absent", "no key 6 at all", MALFORMED, header(drop=6)),
        ("subject-17", "a subject of 17 bytes", MALFORMED, header(k6=bytes(17))),
        ("lamport-2-53", "a clock of 2^53", MALFORMED, header(k5=2**53)),
        ("integer-over", "an integer above 2^53 under an ignored key", MALFORMED, header(k64=2**53 + 1)),
        ("kind-empty", "a kind of no letters", MALFORMED, header(k7="")),
        ("kind-41", "a kind of 41 letters", MALFORMED, header(k7="k" * 41)),
        ("kind-accent", "a kind beyond ASCII", MALFORMED, header(k7="réport")),
        ("parts-none", "no parts", MALFORMED, header(k9={})),
        ("parts-foreign", "a part of an unknown name", MALFORMED, header(k9={"secret": bytes(32)})),
        ("digest-31", "a digest of 31 bytes", MALFORMED, header(k9={"facts": bytes(31)})),
        ("float", "a float under an ignored key", MALFORMED, header(k64=1.5)),
        ("depth-9", "nine levels of nesting", MALFORMED, header(k64=nested(8))),
        ("tag", "a tagged value under an ignored key", MALFORMED, header(k64=cbor2.CBORTag(1000, 1))),
        ("undefined", "undefined under an ignored key", MALFORMED, header(k64=cbor2.undefined)),
    ]
    return [_record(name, comment, expect, of(tree)) for name, comment, expect, tree in bad]


def bad_forms() -> list[Vector]:
    """Records that say something lawful in a form that is not the one."""
    pairs = items()
    ordered = [pairs[1], pairs[0], *pairs[2:]]
    bad = [
        ("order", "keys in another order", raw_map(ordered, b"\xa9")),
        ("length-long", "a map head longer than needed", raw_map(pairs, b"\xb8\x09")),
        ("integer-long", "the integer 1 in two bytes", with_pair(5, b"\x18\x01")),
        ("indefinite-map", "a map without length", raw_map(pairs, b"\xbf") + b"\xff"),
        ("indefinite-text", "a text without length", with_pair(7, b"\x7f\x61k\xff")),
        ("duplicate", "a key twice", raw_map([pairs[0], *pairs], b"\xaa")),
        ("trailing-payload", "a byte after the header", encoded(header()) + b"\x00"),
        ("cut-payload", "the last byte of the header is missing", encoded(header())[:-1]),
        ("not-a-map", "an array instead of the header", encoded([1, 2])),
        ("text-not-utf8", "a text that is no UTF-8", with_pair(7, b"\x62\xc3\x28")),
    ]
    return [_record(name, comment, MALFORMED, record(payload)) for name, comment, payload in bad]


def bad_frames() -> list[Vector]:
    """Messages whose COSE frame or signature is not the one."""
    good = signed(encoded(header()))
    protected_at = good.index(b"\x55\xa2\x01\x26")
    bad = [
        ("high-s", "the same signature with n - s", MALFORMED, high_s(good)),
        ("r-zero", "r is zero", MALFORMED, good[:-64] + bytes(32) + good[-32:]),
        ("s-zero", "s is zero", MALFORMED, good[:-32] + bytes(32)),
        ("r-order", "r is the group order", MALFORMED, good[:-64] + GROUP_ORDER.to_bytes(32, "big") + good[-32:]),
        ("signature-63", "a signature of 63 bytes", MALFORMED, good[:-66] + b"\x58\x3f" + good[-64:-1]),
        ("untagged", "no tag 18", MALFORMED, good[1:]),
        ("tag-17", "tag 17", MALFORMED, b"\xd1" + good[1:]),
        (
            "unprotected",
            "something in the unprotected header",
            MALFORMED,
            good.replace(KID + b"\xa0", KID + b"\xa1\x18\x40\x00", 1),
        ),
        (
            "algorithm",
            "ES384 in the protected header",
            MALFORMED,
            good[: protected_at + 3] + b"\x38\x22" + good[protected_at + 4 :],
        ),
        ("trailing-cose", "a byte after the message", MALFORMED, good + b"\x00"),
        ("cut-cose", "the last byte of the message is missing", MALFORMED, good[:-1]),
        ("flipped", "one bit of the signature", SIGNATURE, flipped(good)),
        ("stranger", "signed by another key under this key id", SIGNATURE, signed(encoded(header()), STRANGER)),
        (
            "payload-changed",
            "another clock under the same signature",
            SIGNATURE,
            good.replace(b"\x05\x01\x06\xf6", b"\x05\x02\x06\xf6", 1),
        ),
    ]
    return [_record(name, comment, expect, record(cose=cose)) for name, comment, expect, cose in bad]


def bad_parts() -> list[Vector]:
    """Records whose parts are not those that the header commits to, or in no lawful state."""
    facts, handling = CONTENT["facts"], CONTENT["handling"]
    other = bytes([SALT[0] ^ 1]) + SALT[1:]
    bad: list[tuple[str, str, str, Any]] = [
        ("salt-wrong", "one bit of a salt", DIFFER, parts(facts=[0, other, facts])),
        ("salt-15", "a salt of 15 bytes", MALFORMED, parts(facts=[0, SALT[:15], facts])),
        ("content-wrong", "other content", DIFFER, parts(facts=[0, SALT, facts + b"\x00"])),
        ("content-swapped", "two parts exchanged", DIFFER, {"facts": [0, SALT, handling], "handling": [0, SALT, facts]}),
        ("part-missing", "a part left out without a word", DIFFER, parts(facts=None)),
        ("part-extra", "a part that the header does not name", DIFFER, parts(story=[0, SALT, b"\x00"])),
        ("part-foreign", "a part of an unknown name", MALFORMED, parts(secret=[0, SALT, b"\x00"])),
        ("state-3", "an unknown state", MALFORMED, parts(facts=[3, b""])),
        ("order-31", "an order's digest of 31 bytes", MALFORMED, parts(facts=[1, bytes(31)])),
        ("expired-content", "an expired part with content", MALFORMED, parts(facts=[2, b"\x00"])),
        ("parts-list", "parts in a list", MALFORMED, [[0, SALT, facts], [0, SALT, handling]]),
    ]
    vectors = [_record(name, comment, expect, of(header(), held)) for name, comment, expect, held in bad]
    cose = signed(encoded(header()))
    return [
        *vectors,
        _record("header-1025", "a header of 1 KiB and a byte", LIMIT, record(filled(1025))),
        _record("body-256k-1", "a body of 256 KiB and a byte", LIMIT, with_body(256 * 1024 + 1)),
        _record("record-three", "three items in the record", MALFORMED, encoded([cose, parts(), 0])),
        _record("record-trailing", "a byte after the record", MALFORMED, record() + b"\x00"),
        _record("record-empty", "no bytes", MALFORMED, b""),
    ]


def _record(name: str, comment: str, expect: str, body: bytes) -> Vector:
    more = {}
    if expect == SUCCESS:
        more["digest"] = digest_of(body).hex()
    return Vector(f"record-{name}", comment, "record", expect, body, more)


def digest_of(body: bytes) -> bytes:
    """The digest of a good record's entry, from its message: over the Sig_structure."""
    protected, _, payload, _ = cbor2.loads(cbor2.loads(body)[0]).value
    return labelled_hash(b"posko/entry/1", encoded(["Signature1", protected, b"", payload]))


def segments() -> list[Vector]:
    """Runs of records: what becomes of each, in order."""

    def entry(sequence: int, previous: bytes | None, clock: int) -> bytes:
        return of(header(k3=sequence, k4=previous, k5=clock))

    zero = entry(0, None, 1)
    one = entry(1, digest_of(zero), 2)
    two = entry(2, digest_of(one), 3)
    rival = entry(1, digest_of(zero), 9)
    after = entry(2, digest_of(rival), 10)
    runs = [
        ("chain", "three entries in order", [zero, one, two], "admit admit admit"),
        ("again", "the same entry twice", [zero, one, one, zero], "admit admit have have"),
        ("gap", "the middle one is missing", [zero, two], "admit defer"),
        ("headless", "the first one is missing", [one], "defer"),
        ("fork", "two entries at one place", [zero, one, rival, two], "admit admit fork admit"),
        ("branch", "an entry behind the rival", [zero, one, two, rival, after], "admit admit admit fork fork"),
        ("foreign", "a predecessor that nobody has", [zero, entry(1, bytes(32), 2)], "admit defer"),
    ]
    return [Vector(f"segment-{name}", text, "segment", expect, as_segment(run)) for name, text, run, expect in runs]


def acknowledgements() -> list[Vector]:
    """What a reader's device says that it holds."""
    position = Position(STREAM, 7, bytes(32), ((9, 12), (15, 15)))
    content = Acknowledgement(KID, 1707102000000, (position,), (SALT,), ((STREAM, 3),))
    good = write_acknowledgement(KEY, KID, content)
    tree = {1: 1, 2: KID, 3: 1, 4: [[STREAM, 7, bytes(32), [[9, 12]]]], 5: [SALT], 6: [[STREAM, 3]]}
    many = [[hashlib.sha256(bytes([n % 256, n // 256])).digest()[:16], 0, bytes(32), []] for n in range(4097)]
    bad: list[tuple[str, str, str, dict[int, Any]]] = [
        ("format-2", "a later format", NEWER, tree | {1: 2}),
        ("no-positions", "no key 4", MALFORMED, {key: value for key, value in tree.items() if key != 4}),
        ("position-three", "a position of three items", MALFORMED, tree | {4: [[STREAM, 7, bytes(32)]]}),
        ("position-stream", "a stream of 15 bytes", MALFORMED, tree | {4: [[STREAM[:15], 7, bytes(32), []]]}),
        ("range-back", "a parked range that ends before it begins", MALFORMED, tree | {4: [[STREAM, 7, bytes(32), [[12, 9]]]]}),
        ("missing-15", "a token of 15 bytes", MALFORMED, tree | {5: [SALT[:15]]}),
        ("fork-text", "a fork's place that is text", MALFORMED, tree | {6: [[STREAM, "3"]]}),
        ("streams-4097", "one stream too many", LIMIT, tree | {4: many}),
    ]
    vectors = [
        Vector("acknowledgement-good", "positions, parked ranges, missing and forks", "acknowledgement", SUCCESS, good),
        Vector("acknowledgement-high-s", "the same signature with n - s", "acknowledgement", MALFORMED, high_s(good)),
        Vector("acknowledgement-flipped", "one bit of the signature", "acknowledgement", SIGNATURE, flipped(good)),
    ]
    for name, comment, expect, changed in bad:
        body = signed(encoded(changed))
        vectors.append(Vector(f"acknowledgement-{name}", comment, "acknowledgement", expect, body))
    return vectors


def manifest(records: list[bytes], **changes: Any) -> dict[int, Any]:
    """A good manifest over records."""
    tree: dict[int, Any] = {
        1: 1,
        2: 1,
        3: bytes(16),
        4: KID,
        5: "desks",
        6: STREAM,
        7: 0,
        8: 0,
        9: None,
        10: digest_of(record()),
        11: [],
        12: [[STREAM, 4, 6]],
        13: 1707102000000,
        14: labelled_hash(OBJECT_DIGEST, *records),
        15: len(records),
        16: [LEAF, CA],
    }
    return tree | {int(name[1:]): value for name, value in changes.items()}


def objects() -> list[Vector]:
    """Objects: their content after unpacking, and the packed body before encryption."""
    records = [record()]
    tree, many = manifest(records), [b"\x00"] * 10_001

    def content(changed: dict[int, Any], held: list[Any] = records, key: SigningKey = KEY) -> bytes:
        return encoded([signed(encoded(changed), key), held])

    contents: list[tuple[str, str, str, bytes]] = [
        ("good", "one record", SUCCESS, content(tree)),
        (
            "acknowledgement-only",
            "no stream, no record, one acknowledgement",
            SUCCESS,
            content(manifest([], k6=None, k10=None, k11=[acknowledgements()[0].body]), []),
        ),
        ("format-2", "a later format", NEWER, content(tree | {1: 2})),
        ("recipient-2", "a later recipient type", NEWER, content(tree | {2: 2})),
        ("key-17", "an unknown key below 64", NEWER, content(tree | {17: 0})),
        ("key-64", "an unknown key from 64 is ignored", SUCCESS, content(tree | {64: "later"})),
        ("no-audience", "no audience", MALFORMED, content({key: value for key, value in tree.items() if key != 5})),
        ("want-two", "a want of two items", MALFORMED, content(tree | {12: [[STREAM, 4]]})),
        ("acknowledgement-text", "an acknowledgement that is text", MALFORMED, content(tree | {11: ["x"]})),
        ("record-text", "a record that is text", MALFORMED, content(tree, ["x"])),
        ("not-two", "three items", MALFORMED, encoded([signed(encoded(tree)), records, 0])),
        ("record-lost", "a record left out", DAMAGED, content(tree, [])),
        ("record-changed", "another record under the same manifest", DAMAGED, content(tree, [records[0] + b"\x00"])),
        ("count", "a count that is not theirs", DAMAGED, content(tree | {15: 2})),
        ("stranger", "signed by a key that is not the certificate's", SIGNATURE, content(tree, key=STRANGER)),
        ("certificate", "another certificate than the key id names", SIGNATURE, content(tree | {16: [CA, CA]})),
        ("entries-10001", "one entry too many", LIMIT, content(manifest(many), many)),
    ]
    vectors = [Vector(f"content-{name}", comment, "content", expect, body) for name, comment, expect, body in contents]
    return vectors + bodies(contents[0][3]) + parities()


def parities() -> list[Vector]:
    """What lies on a stick of an object, with its parity in front of it; and whether the object is given back."""
    data = hashlib.shake_256(b"parity").digest(5000)
    good, said = write_parity(data), hashlib.sha256(data).hexdigest()

    def turned(body: bytes, first: int, count: int) -> bytes:
        return body[:first] + bytes(byte ^ 0xFF for byte in body[first : first + count]) + body[first + count :]

    cases = [
        ("good", "no damage", SUCCESS, good, data),
        ("bit", "one bit", SUCCESS, good, data[:777] + bytes([data[777] ^ 1]) + data[778:]),
        ("burst", "a burst over three blocks of neighbouring columns", SUCCESS, good, turned(data, 1000, 193)),
        ("cut", "the last block is missing", SUCCESS, good, data[:4992]),
        ("longer", "bytes behind the end", SUCCESS, good, data + b"more"),
        ("column", "two blocks of one column", "beyond", good, turned(turned(data, 0, 1), 256, 1)),
        ("half", "half of it", "beyond", good, data[:2500]),
        ("check", "a wrong check value of a block", "beyond", turned(good, 12, 1), data),
        ("row", "the parity of a bad column is bad", "beyond", turned(good, len(good) - 1, 1), turned(data, 255, 1)),
        ("short", "the parity is cut", "beyond", good[:-1], data),
        ("size", "a size that the parity does not have", "beyond", good[:5] + b"\xff\xff\xff\xff" + good[9:], data),
        ("block", "a block of one byte", "beyond", good[:3] + b"\x00\x01" + good[5:], data),
        ("later", "another letter in front", "beyond", b"PK2" + good[3:], data),
    ]
    return [
        Vector(
            f"parity-{name}", comment, "parity", expect, as_segment([parity, lies]), {"sha256": said} if expect == SUCCESS else {}
        )
        for name, comment, expect, parity, lies in cases
    ]


def bodies(content: bytes) -> list[Vector]:
    """Frames around a good content, as they lie inside the age file."""
    frame = zstandard.ZstdCompressor(level=9).compress(content)
    sized = len(frame).to_bytes(4, "big") + frame
    bomb = zstandard.ZstdCompressor(level=9).compress(bytes(64 * 1024 * 1024))
    raw = zstandard.ZstdCompressor(level=9, write_content_size=False).compress(content)
    cases = [
        ("good", "padded with zeros", SUCCESS, sized + bytes(padded_size(len(sized)) - len(sized))),
        ("bare", "no padding at all", SUCCESS, sized),
        ("padding", "padding that is not zero", DAMAGED, sized + b"\x00\x01"),
        ("length-long", "a length beyond the end", DAMAGED, (len(frame) + 1).to_bytes(4, "big") + frame),
        ("length-short", "a length that cuts the frame", DAMAGED, (len(frame) - 1).to_bytes(4, "big") + frame),
        ("empty", "no bytes", DAMAGED, b""),
        ("three", "three bytes", DAMAGED, b"\x00\x00\x00"),
        ("bomb", "64 MiB of zeros in a few KiB", LIMIT, len(bomb).to_bytes(4, "big") + bomb),
        ("size-unsaid", "a frame that does not say its size", LIMIT, len(raw).to_bytes(4, "big") + raw),
        ("two-frames", "a second frame behind the first", DAMAGED, (2 * len(frame)).to_bytes(4, "big") + frame + frame),
    ]
    return [Vector(f"body-{name}", comment, "body", expect, body) for name, comment, expect, body in cases]


def values() -> str:
    """Small derived values, one per line: what, inputs, result."""
    mark, chosen, digest = bytes(range(32)), bytes(range(10)), hashlib.sha256(b"piece").digest()
    name = object_name(mark, lambda size: chosen[:size])
    lines = [
        ["kit-magic", MAGIC.hex()],
        ["object-name", mark.hex(), chosen.hex(), name],
        ["piece-name", mark.hex(), digest.hex(), piece_name(mark, digest)],
        ["entry-key-id", hashlib.sha256(LEAF).hexdigest(), KID.hex()],
    ]
    for part in ("facts", "handling", "parties", "story"):
        lines.append(["part-digest", part, SALT.hex(), b"isi".hex(), part_digest(part, SALT, b"isi").hex()])
    for post, number in (("K0413-7QK", 1), ("D-BABEL-ABC", 27), ("P-19", 1234)):
        lines.append(["case-number", post, "240205", str(number), make_case_number(post, FIRST_DAY, number)])
    for digits in ("0" * 16, "1234567890123456", "9999999999999999"):
        lines.append(["lookup-code", digits, format_lookup_code(digits).replace(" ", "-")])
    for size in (0, 4096, 4097, 9999, 65536, 65537, 1_000_000, 16_777_215):
        lines.append(["padded-size", str(size), str(padded_size(size))])
    return "".join(" ".join(line) + "\n" for line in lines)


def everything() -> dict[str, list[Vector]]:
    """All vectors by folder."""
    journal = [*good_records(), *bad_headers(), *bad_forms(), *bad_frames(), *bad_parts()]
    return {
        "journal-v1": [*journal, *segments(), *acknowledgements()],
        "object-v1": objects(),
        "qr-v1": make_qr.vectors(KEY, STRANGER, KID),
    }


def signer_pem() -> str:
    """The signer's certificate as PEM."""
    body = "\n".join(textwrap.wrap(base64.b64encode(LEAF).decode(), 64))
    return f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"


def main() -> None:
    """Write what is not there yet; a vector that is there stays as it is."""
    for folder, vectors in everything().items():
        place = HERE / folder
        place.mkdir(exist_ok=True)
        (place / "signer.pem").write_text(signer_pem(), "ascii", newline="\n")
        for vector in vectors:
            path = place / f"{vector.name}.txt"
            if not path.exists():
                path.write_text(write(vector), "ascii", newline="\n")
    (HERE / "values-v1.txt").write_text(values(), "ascii", newline="\n")


if __name__ == "__main__":
    main()
