"""The exchange: send to a medium, receive from one, look before sending."""

from sync.receiving import receive
from sync.report import Preview, ReceiveReport, SendReport, SetAside
from sync.sending import preview, send

__all__ = ["Preview", "ReceiveReport", "SendReport", "SetAside", "preview", "receive", "send"]
