"""Files with timestamps of their own: what is accepted, and what other makers' code finds in it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from asn1crypto import cms, tsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation import validate_pdf_timestamp
from pyhanko.sign.validation.ades import ades_with_time_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.policy_decl import SignatureValidationSpec
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule
from pyhanko_certvalidator.registry import SimpleTrustManager

from core.app.lasting import Clock as making_of
from core.app.lasting import make
from core.app.papers import VerifyResult
from core.documents import lasting
from core.documents.cms import run as cms_run
from core.documents.in_time import Proven, in_time
from core.documents.memory import Memory
from core.documents.trust import Trust
from core.documents.verify_apart import verify_pdf_isolated
from core.documents.verifying import verify_pdf
from core.domain.errors import Invalid
from tests import fixed_tsa
from tests.unit.documents import world
from tests.unit.documents.lasting import faults
from tests.unit.documents.stamped import Clock, Stamps, stamps
from tests.unit.documents.world import ISSUED, PERSON, pact, province


@pytest.fixture(scope="module")
def made() -> Stamps:
    return stamps()


def test_every_level_is_valid_and_proves_its_time_to_who_believes_the_authority(made: Stamps) -> None:
    memory = Memory(province().trust.roots)
    renewed = made.stranger.stamped(made.whole)
    for count, data in ((1, made.beside), (2, made.whole), (3, renewed), (2, made.whole)):
        for remembered in (None, memory):
            finding = verify_pdf(data, made.clock.trust(), remembered)
            assert (finding.verdict, finding.fields["timestamps"]) == ("valid", str(count))
            assert finding.fields["time_authority"].endswith("Penyedia Waktu Contoh")
            assert finding.fields["proven_time"] == "2024-03-01T05:00:00+00:00"
            stranger = verify_pdf(data, province().trust, remembered)
            assert stranger.verdict == "valid" and "proven_time" not in stranger.fields
        assert faults(data) == []
        assert lasting.opened(data).plain == pact().pdf  # type: ignore[union-attr]
        assert finding.fields["byterange_digest"] == pact().byterange_digest.hex()
    assert verify_pdf_isolated(made.whole, made.clock.trust()) == verify_pdf(made.whole, made.clock.trust())


def test_files_signed_the_plain_way_last_too(made: Stamps) -> None:
    with world.press() as press:
        plain = press.issue_plainly(PERSON, "8/X", bytes([8]) * 16, ISSUED).pdf
    data = made.clock.whole(plain)
    finding = verify_pdf(data, made.clock.trust())
    assert (finding.verdict, finding.fields["timestamps"]) == ("valid", "2")


def test_an_authority_whose_token_does_not_fit_beside_the_signature_stamps_the_document(made: Stamps) -> None:
    clock = Clock("Besar")
    with pytest.raises(Invalid, match=r"lasting\.no_room"):
        clock.beside(pact().pdf)

    def ask(request: bytes) -> bytes:
        imprint = tsp.TimeStampReq.load(request)
        digest = imprint["message_imprint"]["hashed_message"].native
        token = fixed_tsa.token("Besar", digest, nonce=imprint["nonce"].native)
        return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": cms.ContentInfo.load(token)}).dump())

    def judge(trust: Trust) -> Callable[[bytes], list[VerifyResult]]:
        def judged(data: bytes) -> list[VerifyResult]:
            found = verify_pdf(data, trust)
            return [VerifyResult(found.kind, found.verdict, tuple(found.reasons), found.fields)]

        return judged

    making = making_of(ask, clock.ca, bytes)
    made_so = make(pact().pdf, judge(clock.trust()), clock.trust(), making)
    assert (made_so.stamps, made_so.at) == (1, "2024-03-01T05:00:00+00:00")
    assert make(made_so.pdf, judge(clock.trust()), clock.trust(), making).stamps == 2
    with pytest.raises(Invalid, match=r"lasting\.no_room"):
        make(pact().pdf, judge(province().trust), province().trust, making)


def test_pyhanko_sees_what_a_lasting_file_has(made: Stamps) -> None:
    reader = PdfFileReader(io.BytesIO(made.whole), strict=True)
    (stamp,) = reader.embedded_timestamp_signatures
    context = ValidationContext(trust_roots=[x509.Certificate.load(made.clock.ca)], allow_fetching=False)
    status = validate_pdf_timestamp(stamp, context)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert len(DocumentSecurityStore.read_dss(reader).certs) == 4


def test_pyhankos_rules_for_advanced_signatures_pass_at_the_proven_time(made: Stamps) -> None:
    roots = [x509.Certificate.load(der) for der in (province().root, made.clock.ca)]
    unlisted = RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)
    policy = CertValidationPolicySpec(SimpleTrustManager.build(roots), CertRevTrustPolicy(unlisted))
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    rules = SignatureValidationSpec(cert_validation_policy=policy, key_usage_settings=usage)
    for data in (made.beside, made.whole):
        (signature,) = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures
        judged = cms_run(ades_with_time_validation(signature.signed_data, rules, raw_digest=signature.compute_digest()))
        assert judged.ades_subindic == AdESPassed.OK
        assert judged.best_signature_time.isoformat() == "2024-03-01T05:00:00+00:00"


def test_a_revoked_signer_is_judged_at_the_time_of_the_stamp(made: Stamps) -> None:
    class Revoked:
        def __init__(self, at: int) -> None:
            self.at = at

        def revoked_since(self, kid: bytes, authority: bytes) -> int:
            return self.at

    proven = verify_pdf(made.whole, made.clock.trust())
    late, early = Revoked(4_000_000_000_000), Revoked(1_709_200_000_000)
    assert in_time(proven, late, None).verdict == "valid"  # type: ignore[arg-type]
    assert in_time(proven, early, None).reasons == ["verify.revoked_unproven"]  # type: ignore[arg-type]
    assert in_time(proven, early, Proven(1_709_000_000_000, "hari")).verdict == "valid"  # type: ignore[arg-type]
    unproven = verify_pdf(made.whole, province().trust)
    assert in_time(unproven, late, None).reasons == ["verify.revoked_unproven"]  # type: ignore[arg-type]
