"""The exchange: send to media, receive from them, look before either."""

from sync.apart import Apart
from sync.looking import look
from sync.receiving import receive, receive_all, retry_aside
from sync.report import IntakePreview, Preview, ReceiveReport, SenderSeen, SendReport, SetAside, Unusable
from sync.sending import preview, send

__all__ = [
    "Apart",
    "IntakePreview",
    "Preview",
    "ReceiveReport",
    "SendReport",
    "SenderSeen",
    "SetAside",
    "Unusable",
    "look",
    "preview",
    "receive",
    "receive_all",
    "retry_aside",
    "send",
]
