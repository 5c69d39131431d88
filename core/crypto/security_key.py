"""A security key (FIDO2) as the second thing: what it answers to a slot's salt by CTAP2's ``hmac-secret``.

The answer is asked for without a PIN, after a touch; the passphrase is what the officer knows. The credential is kept by
no token: its id stands in the slot. The library keeps copies of an answer that nobody can wipe; alone it opens nothing.
Source: FIDO Client to Authenticator Protocol 2.1, 12.5 (hmac-secret).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from core.crypto.second_factor import SALT_BYTES, SECRET_BYTES, TOKEN, Need
from core.domain.errors import Unavailable

if TYPE_CHECKING:
    from fido2.client import ClientError, Fido2Client
    from fido2.ctap import CtapDevice

_PARTY: Final = "posko.invalid"
"""No web site: a name that no browser asks a token for."""
_PATIENCE_MS: Final = 30_000
_USER_BYTES: Final = 32
_ES256: Final = -7
_UNTOUCHED: Final = bytes(32)


class SecurityKey:
    """The one token that is plugged in."""

    kind = TOKEN

    def __init__(self, plugged: Callable[[], Sequence[CtapDevice]]) -> None:
        self._plugged = plugged

    def enrol(self, entropy: Callable[[int], bytes]) -> Need:
        """A credential on the token, which takes a touch, and a fresh salt.

        Raises ``Unavailable``: ``token.none``, ``token.many``, ``token.untouched``, ``token.pin``, ``token.unfit``,
        ``token.gone``.
        """
        options: dict[str, Any] = {
            "rp": {"id": _PARTY, "name": "Posko"},
            "user": {"id": entropy(_USER_BYTES), "name": "Posko"},
            "challenge": entropy(SALT_BYTES),
            "pubKeyCredParams": [{"type": "public-key", "alg": _ES256}],
            "timeout": _PATIENCE_MS,
            "authenticatorSelection": {"userVerification": "discouraged", "residentKey": "discouraged"},
            "extensions": {"hmacCreateSecret": True},
        }
        devices = self._plugged()
        if len(devices) != 1:
            raise Unavailable("token.many" if devices else "token.none")
        made = _asked(devices[0], lambda client: client.make_credential(_creation(options)))
        if not made.client_extension_results.hmac_create_secret:
            raise Unavailable("token.unfit")
        return Need(TOKEN, bytes(made.raw_id), entropy(SALT_BYTES))

    def secret_for(self, need: Need) -> bytearray | None:
        """What the token answers to the salt; None where no token that is plugged in has the credential.

        Raises ``Unavailable`` like :meth:`enrol`.
        """
        devices = self._plugged()
        if not devices:
            raise Unavailable("token.none")
        holding = next((device for device in devices if _holds(device, need)), None)
        if holding is None:
            return None
        options: dict[str, Any] = {
            "challenge": _UNTOUCHED,
            "rpId": _PARTY,
            "timeout": _PATIENCE_MS,
            "allowCredentials": [{"type": "public-key", "id": need.credential}],
            "userVerification": "discouraged",
            "extensions": {"hmacGetSecret": {"salt1": need.salt}},
        }
        answer = _asked(holding, lambda client: client.get_assertion(_request(options)).get_response(0))
        secrets = answer.client_extension_results.hmac_get_secret
        if secrets is None or len(secrets.output1) != SECRET_BYTES:
            raise Unavailable("token.unfit")
        return bytearray(secrets.output1)


def plugged_in() -> Sequence[CtapDevice]:
    """The tokens on this computer's USB; raises ``Unavailable('token.library')`` where the library is not installed."""
    try:
        from fido2.hid import CtapHidDevice
    except ImportError:
        raise Unavailable("token.library") from None
    return list(CtapHidDevice.list_devices())


def _holds(device: CtapDevice, need: Need) -> bool:
    """Whether the credential is this token's; it is asked without a touch."""
    from fido2.ctap import CtapError
    from fido2.ctap2.base import Ctap2

    wanted = [{"type": "public-key", "id": need.credential}]
    try:
        Ctap2(device).get_assertions(_PARTY, _UNTOUCHED, wanted, None, {"up": False})
    except CtapError as error:
        if error.code in (CtapError.ERR.NO_CREDENTIALS, CtapError.ERR.INVALID_CREDENTIAL):
            return False
        raise Unavailable("token.unfit") from None
    except ValueError:  # a token of before CTAP2
        return False
    except OSError:
        raise Unavailable("token.gone") from None
    return True


def _asked(device: CtapDevice, ask: Callable[[Fido2Client], Any]) -> Any:
    from fido2.client import ClientError, DefaultClientDataCollector, Fido2Client
    from fido2.ctap2.extensions import HmacSecretExtension

    collector = DefaultClientDataCollector(f"https://{_PARTY}", verify=lambda party, _origin: party == _PARTY)
    hmac_secret = HmacSecretExtension(allow_hmac_secret=True)  # type: ignore[no-untyped-call]
    try:
        return ask(Fido2Client(device, collector, extensions=[hmac_secret]))
    except ClientError as error:
        raise Unavailable(_reason(error)) from None
    except OSError:
        raise Unavailable("token.gone") from None


def _reason(error: ClientError) -> str:
    from fido2.client import PinRequiredError

    if isinstance(error, PinRequiredError):
        return "token.pin"
    if isinstance(error.cause, OSError):
        return "token.gone"
    return "token.untouched" if error.code == error.ERR.TIMEOUT else "token.unfit"


def _creation(tree: dict[str, Any]) -> Any:
    from fido2.webauthn import PublicKeyCredentialCreationOptions

    return PublicKeyCredentialCreationOptions.from_dict(tree)


def _request(tree: dict[str, Any]) -> Any:
    from fido2.webauthn import PublicKeyCredentialRequestOptions

    return PublicKeyCredentialRequestOptions.from_dict(tree)
