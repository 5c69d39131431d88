"""The annex's sequence of items (FORMAT.md 10): written here, and judged by the same rules as the verifier it carries.

One CBOR sequence (RFC 8742) of arrays, each begun by its type. Entries keep their signed bytes; a part that is held back
stands as ``[3]``, and only where the annex's own entry says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.crypto.certificates import Standing, signer_of, verify_chain
from core.crypto.cose import key_id, parse1, verify1
from core.crypto.signing import VerifyKey
from core.domain.annex import KIND, AnnexExported, AnnexFacts
from core.domain.erasure import ErasureApproved, ErasureOrdered
from core.domain.errors import Untrusted
from core.journal import cbor
from core.journal.acknowledgement import read_acknowledgement
from core.journal.catalogue import read_event
from core.journal.entry import COSE_LIMIT, HERE, Entry, Header, Part, entry_digest, part_digest, read_header

FORMAT: Final = 1
HEAD, ROOT, AUTHORITY, LEAF, ENTRY, ACKNOWLEDGEMENT, OPENED = range(7)
WITHHELD: Final = 3
LIMIT: Final = 32 * 1024 * 1024
ITEM_LIMIT: Final = 1024 * 1024 + 16 * 1024
MOST_ITEMS: Final = 20_000
DIGEST_BYTES: Final = 32
ERASING: Final = ("erasure.ordered", "erasure.approved")


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into an annex, the annex's own entry last."""

    subject: bytes
    province: bytes
    roots: Sequence[bytes]
    chains: Sequence[tuple[bytes, bytes]]
    entries: Sequence[Entry]
    withheld: Collection[str]
    opened: Sequence[tuple[bytes, str, bytes]] = ()
    acknowledgements: Sequence[tuple[bytes, bytes, bytes]] = ()


def write(content: Content) -> bytes:
    """The sequence."""
    head = {1: FORMAT, 2: content.subject, 3: content.province}
    items: list[list[object]] = [[HEAD, head], *([ROOT, der] for der in content.roots)]
    items += [[AUTHORITY, der] for der in dict.fromkeys(ca for _, ca in content.chains)]
    items += [[LEAF, der] for der in dict.fromkeys(leaf for leaf, _ in content.chains)]
    items += [[ENTRY, entry.cose, _parts(entry, content.withheld)] for entry in content.entries]
    items += [[ACKNOWLEDGEMENT, *each] for each in content.acknowledgements]
    items += [[OPENED, *each] for each in content.opened]
    return b"".join(cbor.encode(item) for item in items)


def _parts(entry: Entry, withheld: Collection[str]) -> dict[str, list[object]]:
    own = entry.header.kind == KIND
    return {name: _part(part, withheld=name in withheld and not own) for name, part in entry.parts.items()}


def _part(part: Part, *, withheld: bool) -> list[object]:
    if part.state != HERE:
        return [part.state, part.content]
    return [WITHHELD] if withheld else [HERE, part.salt, part.content]


# --- judging -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it was proven."""

    header: Header
    digest: bytes
    kid: bytes
    standing: Standing
    contents: Mapping[str, bytes]
    withheld: frozenset[str]
    gone: Mapping[str, bytes]
    """Parts that were destroyed or expired: by their names the order that is said to have destroyed them."""
    authority: bytes = b""
    """The name of the authority that gave the signer his certificate."""

    @property
    def subject(self) -> bytes:
        """What it is about."""
        return self.digest[:16] if self.header.subject is None else self.header.subject


@dataclass(frozen=True, slots=True)
class Proven:
    """An annex whose every item proved itself.

    ``unproved`` are parts of an annex of before its office signed for what is gone, that no order in it destroyed either: each
    as kind of entry and part.
    """

    province: bytes
    facts: AnnexFacts
    sealed_by: Standing
    lines: tuple[Line, ...]
    acknowledged: int
    unproved: tuple[str, ...] = ()

    @property
    def gone(self) -> tuple[str, ...]:
        """Parts that were destroyed or expired, each as kind of entry and part."""
        return tuple(_named(line, name) for line in self.lines for name in line.gone)

    @property
    def signers(self) -> frozenset[tuple[bytes, bytes]]:
        """Everybody who signed in it: key id, and the name of the authority behind it."""
        return frozenset((line.kid, line.authority) for line in self.lines)


@dataclass(slots=True)
class _Held:
    head: dict[object, object] = field(default_factory=dict)
    heads: int = 0
    roots: list[bytes] = field(default_factory=list)
    authorities: list[bytes] = field(default_factory=list)
    leaves: dict[bytes, bytes] = field(default_factory=dict)
    entries: list[tuple[bytes, dict[str, list[object]]]] = field(default_factory=list)
    acknowledgements: list[tuple[bytes, bytes, bytes]] = field(default_factory=list)
    opened: list[tuple[bytes, str, bytes]] = field(default_factory=list)


def judge(data: bytes, roots: Sequence[bytes]) -> Proven:
    """Prove an annex by these roots, not by those that it brings along; raises ``Untrusted('annex.*')`` and the journal's."""
    held = _read(data)
    if not held.roots or not set(held.roots) <= set(roots):
        raise Untrusted("annex.foreign")
    chain = _chains(held, roots)
    lines = tuple(_line(cose, parts, held, chain) for cose, parts in held.entries)
    seals = [line for line in lines if line.header.kind == KIND]
    facts = _seal_facts(seals)
    others = [line for line in lines if line is not seals[0]]
    _require_set(facts, others)
    _require_one_case(held, lines)
    _require_chain(lines)
    _require_parts(facts, lines)
    _require_gone(facts, lines)
    _require_opened(facts, held)
    count = sum(1 for each in held.acknowledgements if _acknowledges(each, roots))
    if held.head.get(3) != seals[0].standing.province_id or count != len(held.acknowledgements):
        raise Untrusted("annex.foreign")
    return Proven(seals[0].standing.province_id, facts, seals[0].standing, lines, count, _unproved(facts, lines))


def _read(data: bytes) -> _Held:
    held = _Held()
    for item in _items(data):
        match item:
            case [0, dict(head)]:
                held.head, held.heads = head, held.heads + 1
            case [1, bytes(der)]:
                held.roots.append(der)
            case [2, bytes(der)]:
                held.authorities.append(der)
            case [3, bytes(der)]:
                held.leaves[key_id(der)] = der
            case [4, bytes(cose), dict(parts)]:
                held.entries.append((cose, parts))
            case [5, bytes(cose), bytes(leaf), bytes(ca)]:
                held.acknowledgements.append((cose, leaf, ca))
            case [6, bytes(entry), str(part), bytes(content)]:
                held.opened.append((entry, part, content))
            case _:
                raise Untrusted("malformed", where="annex")
    if held.heads != 1 or held.head.get(1) != FORMAT:
        raise Untrusted("newer", where="annex")
    return held


def _items(data: bytes) -> Iterator[object]:
    """Item after item; where one ends is found before anything of it is built."""
    if len(data) > LIMIT:
        raise Untrusted("limit", what="annex", size=len(data))
    start = 0
    for _ in range(MOST_ITEMS):
        if start == len(data):
            return
        end = _end(data, start)
        yield cbor.decode(data[start:end], ITEM_LIMIT)
        start = end
    raise Untrusted("limit", what="annex", size=len(data))


def _end(data: bytes, start: int) -> int:
    """Where the item that begins here ends; heads alone are read, and no more than an item may have."""
    last, at, waiting = min(len(data), start + ITEM_LIMIT), start, 1
    while waiting:
        if at >= last:
            raise Untrusted("malformed", where="annex")
        major, low, at = data[at] >> 5, data[at] & 31, at + 1
        width = 0 if low < 24 else 1 << (low - 24)
        if low > 27 or at + width > last:
            raise Untrusted("malformed", where="annex")
        value, at = low if not width else int.from_bytes(data[at : at + width], "big"), at + width
        waiting += {4: value, 5: 2 * value}.get(major, 0) - 1
        at += value if major in (2, 3) else 0
        if at > last or waiting > ITEM_LIMIT:
            raise Untrusted("malformed", where="annex")
    return at


def _chains(held: _Held, roots: Sequence[bytes]) -> Callable[[bytes], tuple[Standing, bytes]]:
    """What a leaf may sign as, by any authority of the annex, and that one's name; each is proven once."""
    known: dict[bytes, tuple[Standing, bytes]] = {}

    def standing(leaf: bytes) -> tuple[Standing, bytes]:
        if leaf not in known:
            known[leaf] = _standing(leaf, held.authorities, roots)
        return known[leaf]

    return standing


def _standing(leaf: bytes, authorities: Iterable[bytes], roots: Sequence[bytes]) -> tuple[Standing, bytes]:
    for authority in authorities:
        try:
            return verify_chain(leaf, authority, roots), signer_of(authority)
        except Untrusted:
            continue
    raise Untrusted("annex.foreign")


def _line(cose: bytes, parts: dict[str, list[object]], held: _Held, chain: Callable[[bytes], tuple[Standing, bytes]]) -> Line:
    message = parse1(cose, COSE_LIMIT)
    header = read_header(message.payload)
    leaf = held.leaves.get(message.kid)
    if leaf is None:
        raise Untrusted("signer.unknown")
    standing, authority = chain(leaf)
    if not verify1(message, VerifyKey.from_certificate(leaf)):
        raise Untrusted("signature")
    if set(parts) != set(header.parts):
        raise Untrusted("parts.differ")
    contents: dict[str, bytes] = {}
    withheld: set[str] = set()
    gone: dict[str, bytes] = {}
    for name, part in parts.items():
        match part:
            case [0, bytes(salt), bytes(content)] if part_digest(name, salt, content) == header.parts[name]:
                contents[name] = content
            case [1, bytes(order)] if len(order) == DIGEST_BYTES:
                gone[name] = order
            case [2, b""]:
                gone[name] = b""
            case [3]:
                withheld.add(name)
            case _:
                raise Untrusted("parts.differ", part=name)
    return Line(header, entry_digest(message), message.kid, standing, contents, frozenset(withheld), gone, authority)


def _seal_facts(seals: Sequence[Line]) -> AnnexFacts:
    if len(seals) != 1:
        raise Untrusted("annex.seal")
    event = read_event(KIND, seals[0].header.version, {"facts": seals[0].contents.get("facts", b"")})
    if not isinstance(event, AnnexExported) or event.facts is None:
        raise Untrusted("annex.seal")
    return event.facts


def _require_set(facts: AnnexFacts, others: Sequence[Line]) -> None:
    named, held = sorted(facts.entries), sorted(line.digest for line in others)
    if set(named) - set(held):
        raise Untrusted("annex.entry_missing")
    if named != held:
        raise Untrusted("annex.entry_added")


def _require_one_case(held: _Held, lines: Sequence[Line]) -> None:
    subject = held.head.get(2)
    if any(line.subject != subject for line in lines) or all(line.digest[:16] != subject for line in lines):
        raise Untrusted("annex.other_case")


def _require_chain(lines: Sequence[Line]) -> None:
    places: dict[tuple[bytes, int], list[Line]] = {}
    for line in lines:
        places.setdefault((line.header.stream, line.header.sequence), []).append(line)
    for (stream, sequence), here in places.items():
        before = {line.digest for line in places.get((stream, sequence - 1), [])}
        if before and any(line.header.previous not in before for line in here):
            raise Untrusted("annex.chain")


def _require_parts(facts: AnnexFacts, lines: Sequence[Line]) -> None:
    if any(line.withheld - set(facts.withheld) for line in lines):
        raise Untrusted("annex.withheld")


def _require_gone(facts: AnnexFacts, lines: Sequence[Line]) -> None:
    """What is not there is exactly what the office signed for, where it did: a part that somebody took out is none of it."""
    if facts.gone is None:
        return
    want = sorted((each.entry, each.part, each.order) for each in facts.gone)
    have = sorted((line.digest, name, order) for line in lines for name, order in line.gone.items())
    if want != have:
        raise Untrusted("annex.gone")


def _unproved(facts: AnnexFacts, lines: Sequence[Line]) -> tuple[str, ...]:
    """Parts that are not there and that nothing signed accounts for."""
    if facts.gone is not None:
        return ()
    orders = _orders(lines)
    return tuple(_named(line, name) for line in lines for name, order in line.gone.items() if name not in orders.get(order, ()))


def _orders(lines: Sequence[Line]) -> dict[bytes, Collection[str]]:
    """What approved orders in the annex destroy: parts by the order's digest."""
    told = [line for line in lines if line.header.kind in ERASING]
    read = [(line, read_event(line.header.kind, line.header.version, line.contents)) for line in told]
    agreed = {(event.facts.proposal, line.kid) for line, event in read if isinstance(event, ErasureApproved) and event.facts}
    return {
        line.digest: event.facts.parts
        for line, event in read
        if isinstance(event, ErasureOrdered)
        and event.facts
        and any(proposal == line.digest and kid != line.kid for proposal, kid in agreed)
    }


def _named(line: Line, part: str) -> str:
    return f"{line.header.kind}/{part}"


def _require_opened(facts: AnnexFacts, held: _Held) -> None:
    want = sorted((each.entry, each.part, each.digest) for each in facts.opened)
    have = sorted((entry, part, hashlib.sha256(content).digest()) for entry, part, content in held.opened)
    if want != have:
        raise Untrusted("annex.opened")


def _acknowledges(each: tuple[bytes, bytes, bytes], roots: Sequence[bytes]) -> bool:
    cose, leaf, ca = each
    standing = verify_chain(leaf, ca, roots)
    message = read_acknowledgement(cose).message
    key = VerifyKey.from_certificate(leaf)
    return standing.role == "device" and message is not None and message.kid == key_id(leaf) and verify1(message, key)
