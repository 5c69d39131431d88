"""Issuing the integrity pact of one person as a signed PDF."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType

from core.crypto.cose import key_id
from core.documents import canonical, qr
from core.documents.canonical import Content
from core.documents.fonts import Fonts, missing_glyphs
from core.documents.layout import Office
from core.documents.pact_page import DEFAULT_ELECTION, PactDrawer, PactPage, PactPerson, PactStyle, Witness
from core.documents.pressed import Filler, Unsigned, cut_mould
from core.documents.signing import OfficeSigner, PdfSealer
from core.documents.wording import PactTemplate
from core.domain.errors import Invalid
from core.domain.ink import Ink, ink_digest
from core.domain.moment import Moment
from core.domain.text import check_kept

__all__ = ["IssuedPact", "Office", "OfficeSigner", "PactPerson", "PactPress", "Witness"]


@dataclass(frozen=True)
class IssuedPact:
    """A signed pact: its file in two pieces, 32-byte digests of its content and of its signed bytes, the text of its code.

    ``prefix`` is the same for the whole batch and kept once; it is empty for what was made the plain way.
    """

    prefix: bytes
    tail: bytes
    content_digest: bytes
    byterange_digest: bytes
    qr_text: str

    @property
    def pdf(self) -> bytes:
        """The whole file."""
        return self.prefix + self.tail


class PactPress:
    """Prints and signs pacts of one template for one office; use it in a ``with`` block, or close it.

    ``drill`` marks every page CONTOH; ``election`` is the election named in the pledges. A pact is told
    (:meth:`page`), drawn (``drawer``, here or elsewhere) and signed (:meth:`sealed`); :meth:`issue` does all three.
    """

    def __init__(
        self,
        fonts: Fonts,
        template: PactTemplate,
        office: Office,
        signer: OfficeSigner,
        drill: bool,
        *,
        election: str = DEFAULT_ELECTION,
    ) -> None:
        self.style = PactStyle(template, office, drill, election)
        self.drawer = PactDrawer(fonts, self.style)
        self._fonts, self._signer = fonts, signer
        self._key_id = key_id(signer.certificate_der)
        self._sealer = PdfSealer(signer, self.style.seal.name, self.style.seal.place)
        self._closed = False
        mould = cut_mould(signer)
        self._filler = None if mould is None else Filler(self.drawer.bed, signer, mould)
        _refuse_missing(fonts, {"office": f"{office.agency}{office.unit}{office.address}{office.place}{election}"})

    def __enter__(self) -> PactPress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Put the press away; it prints nothing any more."""
        self._sealer.close()
        self._closed = True

    @property
    def quick(self) -> bool:
        """Whether documents can be pressed."""
        return self._filler is not None

    def check(self, person: PactPerson, number: str) -> None:
        """Refuse what cannot be printed: ``pact.no_name``, ``pact.missing_glyph`` or a ``text.*`` code, ``Invalid``."""
        if not person.name.strip():
            raise Invalid("pact.no_name")
        fields = {**_fields(person), "number": number}
        for field, text in fields.items():
            check_kept(text, field)
        _refuse_missing(self._fonts, fields)

    def content(self, person: PactPerson, number: str, issued: Moment, ink: Ink = ()) -> Content:
        """The canonical content: the fields as printed, and the wording's code and version."""
        template, style = self.style.template, self.style
        fields = {
            **_fields(person),
            "election": style.election,
            "head": "ya" if person.is_head else "tidak",
            "place": style.office.place,
            "date": issued.day.isoformat(),
            "office": style.office.code,
            "drill": "ya" if style.drill else "tidak",
        }
        if ink:
            fields["ink"] = ink_digest(ink).hex()
        return Content(template.code, template.version, template.language, number, fields)

    def page(self, person: PactPerson, number: str, document_id: bytes, issued: Moment, ink: Ink = ()) -> PactPage:
        """What is to be drawn, its code signed; raises ``Invalid`` as :meth:`check` does.

        ``ink`` are strokes that the person drew on the screen; they become the signature's appearance, and their digest a
        field of the content. Raises ``Invalid('ink.no_way')`` where strokes are to be shown and documents cannot be
        pressed here.
        """
        if self._closed:
            raise RuntimeError("a press that was put away prints nothing")
        if self._filler is None and ink:
            raise Invalid("ink.no_way")
        self.check(person, number)
        digest = canonical.digest("pact", self.content(person, number, issued, ink))
        fields = qr.QrFields("pact", document_id, digest, number, person.full_name, issued.day, self.style.office.code)
        code = qr.write_payload(fields, self._signer.key, self._key_id)
        return PactPage(person, number, document_id, issued, digest, code, ink)

    def render(self, person: PactPerson, number: str, document_id: bytes, issued: Moment) -> tuple[bytes, bytes, str]:
        """The unsigned PDF of the plain way, the content's digest and the code's text; signing aside, always the same bytes."""
        page = self.page(person, number, document_id, issued)
        return self.drawer.plainly(page), page.digest, page.code

    def issue(self, person: PactPerson, number: str, document_id: bytes, issued: Moment, ink: Ink = ()) -> IssuedPact:
        """Print and sign one pact; raises ``Invalid`` as :meth:`page` does, before anything is printed."""
        return self.printed(self.page(person, number, document_id, issued, ink))

    def printed(self, page: PactPage) -> IssuedPact:
        """Draw and sign what :meth:`page` told."""
        return self.sealed(page, self.drawer.press(page)) if self.quick else self._plainly(page)

    def issue_plainly(self, person: PactPerson, number: str, document_id: bytes, issued: Moment) -> IssuedPact:
        """The reference: drawn, finished, and signed through pyHanko, which a batch does not wait for."""
        return self._plainly(self.page(person, number, document_id, issued))

    def sealed(self, page: PactPage, drawn: Unsigned) -> IssuedPact:
        """Sign what was drawn of the page, here or in another process."""
        if self._filler is None:
            raise RuntimeError("a press without a mould seals nothing that was pressed")
        done, prefix = self._filler.fill(drawn), self.drawer.bed.beginning.prefix
        return IssuedPact(prefix, done.tail, page.digest, done.byterange_digest, page.code)

    def to_read(self, person: PactPerson, issued: Moment) -> str:
        """The words that the person will sign, as they are printed, to be read before the page exists."""
        text = self.drawer.text(person, "", issued, ())
        lines = [" ".join(text.title), "", text.opening]
        lines += [f"{label}: {value}" for label, value in text.person if value]
        lines += ["", text.statement, *(f"{number}. {words}" for number, words in enumerate(text.pledges, 1)), "", text.closing]
        return "\n".join(lines)

    def _plainly(self, page: PactPage) -> IssuedPact:
        signed = self._sealer.seal(self.drawer.plainly(page), page.issued)
        return IssuedPact(b"", signed.pdf, page.digest, signed.byterange_digest, page.code)


def _fields(person: PactPerson) -> dict[str, str]:
    witness = person.witness
    return {
        "name": person.full_name,
        "identifier": person.identifier,
        "rank": person.rank,
        "position": person.position,
        "unit": person.unit,
        "agency": person.agency,
        "witness_name": witness.name,
        "witness_position": witness.position,
        "witness_identifier": witness.identifier,
    }


def _refuse_missing(fonts: Fonts, fields: dict[str, str]) -> None:
    for field, text in fields.items():
        missing = missing_glyphs(text, fonts)
        if missing:
            shown = " ".join(f"{character} (U+{ord(character):04X})" for character in missing[:5])
            raise Invalid("pact.missing_glyph", field=field, characters=shown)
