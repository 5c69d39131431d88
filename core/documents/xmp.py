"""The file's description as XMP: the same words as in its information dictionary, and what standards it was prepared for."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from core.documents.pdf_text import xml

_HEAD: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
"""
_TAIL: Final = """</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file was prepared</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def packet(*, title: str, author: str, subject: str, keywords: str, maker: str, language: str, made: datetime) -> bytes:
    """The packet's bytes; an empty subject or list of keywords is left out, as in the information dictionary."""
    at = made.isoformat(timespec="seconds")
    told = [
        f"<dc:format>application/pdf</dc:format><dc:title>{_by_language(title)}</dc:title>",
        f"<dc:creator><rdf:Seq><rdf:li>{xml(author)}</rdf:li></rdf:Seq></dc:creator>",
        f"<dc:language><rdf:Bag><rdf:li>{xml(language)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>",
        f"<xmp:CreatorTool>{xml(maker)}</xmp:CreatorTool><pdf:Producer>{xml(maker)}</pdf:Producer>",
        f"<dc:description>{_by_language(subject)}</dc:description>" if subject else "",
        f"<pdf:Keywords>{xml(keywords)}</pdf:Keywords>" if keywords else "",
    ]
    return (_HEAD + "\n".join(part for part in told if part) + "\n" + _TAIL).encode()


def _by_language(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{xml(text)}</rdf:li></rdf:Alt>'
