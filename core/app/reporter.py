"""The four things that begin with a look-up code or end in a new one, each with what it changes on the screens."""

from __future__ import annotations

from core.app import lookup, renewal, returns
from core.app.device import Device
from core.app.views import Changes
from core.domain.commands import HandleReturn, LookUp, RenewLookup, ReturnWithCode


def carry_out(device: Device, command: LookUp | ReturnWithCode | HandleReturn | RenewLookup) -> Changes:
    """Carry one out; see the module of each for what it refuses."""
    match command:
        case LookUp(code=code):
            return Changes(frozenset(), lookup.look_up(device, code))
        case ReturnWithCode():
            return Changes(frozenset({"returns"}), returns.return_with_code(device, command))
        case HandleReturn():
            returns.handle(device, command)
            return Changes(frozenset({"returns", "reports"}))
        case RenewLookup():
            return Changes(frozenset({"reports"}), renewal.renew(device, command))
