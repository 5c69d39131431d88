"""What a file is by its first bytes: the types that the limited process may open, and no other.

Kept apart from everything else, for that process imports it and should import little.
"""

from __future__ import annotations

PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/bmp")
"""Pictures that may be opened, and of which a clean copy can be made."""

PDF = "application/pdf"
HEAD_BYTES = 16

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"%PDF-", PDF),
)


def type_by_content(head: bytes) -> str:
    """The type that a file's first bytes show, of those that can be previewed; empty for every other."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")


SCAN_ENDINGS = (".pdf", ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif")
"""Files that scanners and telephones write, as their names end."""
