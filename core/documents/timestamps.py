"""RFC 3161: ask a timestamp authority to confirm a digest, and judge what it answers. Nothing here speaks to a network."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from asn1crypto import algos, cms, core, pem, tsp, x509
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from core.documents.cms import run
from core.domain.errors import Invalid, Untrusted

MEDIA_TYPE: Final = "application/timestamp-query"
ANSWER_LIMIT: Final = 64 * 1024


class _Answer(core.Sequence):  # type: ignore[misc]
    """TimeStampResp of RFC 3161, 2.4.2; asn1crypto's own asks for a token in a refusal too."""

    _fields: ClassVar[Any] = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]


@dataclass(frozen=True)
class TokenFacts:
    """What a good token says: when, by whom, and until when that authority's certificate runs; all UTC.

    ``proven`` is False where no authority's certificate was given: the token is whole, but nobody vouches for its signer.
    """

    at: datetime
    authority: str
    ends: datetime
    proven: bool


def request_for(digest: bytes, nonce: bytes) -> bytes:
    """A request (DER) for a token over a SHA-256 digest, with the authority's certificate asked for."""
    imprint = tsp.MessageImprint({"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": digest})
    number = int.from_bytes(nonce, "big")
    return bytes(tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": number, "cert_req": True}).dump())


def token_from(answer: bytes, digest: bytes, nonce: bytes, authority: bytes) -> tuple[bytes, TokenFacts]:
    """The token (DER) in an authority's answer, judged.

    Raises ``Untrusted``: ``timestamp.refused``, ``timestamp.unreadable``, ``timestamp.other`` (another nonce or digest),
    ``timestamp.untrusted``.
    """
    try:
        response = _Answer.load(answer, strict=True)
        status = response["status"]["status"].native
        granted = status in ("granted", "granted_with_mods")
        token = response["time_stamp_token"].dump() if granted else b""
        given = _info(token)["nonce"].native if granted else None
    except Exception:  # asn1crypto fails in many ways on damaged bytes
        raise Untrusted("timestamp.unreadable") from None
    if not granted:
        raise Untrusted("timestamp.refused", status=str(status))
    if given != int.from_bytes(nonce, "big"):
        raise Untrusted("timestamp.other")
    return token, judge(token, digest, authority)


def judge(token: bytes, digest: bytes, authority: bytes, others: Sequence[bytes] = ()) -> TokenFacts:
    """Prove a token over a digest, by the authority's certificate (a CA's or its own) as of the token's own time.

    ``others`` are certificates that may lie between the two; none of them is believed by itself.

    Raises ``Untrusted``: ``timestamp.unreadable``, ``timestamp.other``, ``timestamp.untrusted``.
    """
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        return _judged(token, digest, authority, others)
    except Untrusted:
        raise
    except Exception:  # the libraries raise what they like on hostile bytes
        raise Untrusted("timestamp.unreadable") from None


def _judged(token: bytes, digest: bytes, authority: bytes, others: Sequence[bytes]) -> TokenFacts:
    content, info = cms.ContentInfo.load(token, strict=True)["content"], _info(token)
    imprint = info["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != "sha256" or imprint["hashed_message"].native != digest:
        raise Untrusted("timestamp.other")
    at = info["gen_time"].native
    signer = _signer(content)
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(authority)] if authority else [],
        other_certs=[*(choice.chosen for choice in content["certificates"]), *map(x509.Certificate.load, others)],
        allow_fetching=False,
        moment=at,
    )
    status = run(validate_tst_signed_data(content, context, lambda _: digest))
    if not (status["intact"] and status["valid"]):
        raise Untrusted("timestamp.other")
    if authority and status.get("trust_problem_indic") is not None:
        raise Untrusted("timestamp.untrusted")
    if authority and (status.get("validation_path") is None or not _may_give_times(signer)):
        raise Untrusted("timestamp.untrusted")
    return TokenFacts(at.astimezone(UTC), _called(signer), signer.not_valid_after.astimezone(UTC), bool(authority))


def _called(signer: x509.Certificate) -> str:
    """The authority's name as people say it; the whole subject where it has none."""
    name = signer.subject.native.get("common_name")
    return name if isinstance(name, str) else str(signer.subject.human_friendly)


def _may_give_times(signer: Any) -> bool:
    """Whether the certificate is for timestamps and nothing else (RFC 3161, 2.3); pyHanko asks this of no anchor."""
    purposes = signer.extended_key_usage_value
    return purposes is not None and purposes.native == ["time_stamping"]


def _info(token: bytes) -> Any:
    return cms.ContentInfo.load(token, strict=True)["content"]["encap_content_info"]["content"].parsed


def _signer(content: Any) -> Any:
    """The certificate whose serial number the token's one signer names."""
    (info,) = content["signer_infos"]
    serial = info["sid"].chosen["serial_number"].native
    return next(choice.chosen for choice in content["certificates"] if choice.chosen.serial_number == serial)


def authority_of(data: bytes) -> bytes:
    """The first certificate of a PEM or DER file, as DER; raises ``Invalid('timestamp.authority')``."""
    try:
        der = pem.unarmor(data)[2] if pem.detect(data) else data
        x509.Certificate.load(der, strict=True).public_key.native  # noqa: B018  reading it is the check
    except Exception:  # asn1crypto fails in many ways on damaged bytes
        raise Invalid("timestamp.authority") from None
    return bytes(der)
