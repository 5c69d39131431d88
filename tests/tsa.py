"""A timestamp authority for tests: `openssl ts` behind a small HTTP server on this machine."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

CONFIGURATION = """
[tsa]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
clock_precision_digits = 0
[extensions]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
"""


@dataclass
class Authority:
    """Where it answers, its CA's certificate (PEM), another CA that vouches for nothing; ``says`` replaces its answers."""

    url: str
    ca: Path
    stranger: Path
    folder: Path
    says: list[bytes] = field(default_factory=list)

    def answer(self, request: bytes) -> bytes:
        """What goes out for a request."""
        if self.says:
            return self.says.pop(0)
        (self.folder / "query").write_bytes(request)
        openssl("ts", "-reply", "-config", self.folder / "conf", "-section", "tsa", "-queryfile", self.folder / "query",
                "-signer", self.folder / "tsa.pem", "-inkey", self.folder / "tsa.key", "-out", self.folder / "reply")  # fmt: skip
        return (self.folder / "reply").read_bytes()


@contextmanager
def authority(folder: Path, days: int = 3650) -> Iterator[Authority]:
    """Make keys and certificates and answer on the loopback address until the end."""
    (folder / "conf").write_text(CONFIGURATION.format(folder=folder.as_posix()), "ascii")
    (folder / "serial").write_text("01", "ascii")
    for name in ("ca", "stranger"):
        _key(folder, name)
        openssl("req", "-x509", "-key", folder / f"{name}.key", "-out", folder / f"{name}.pem", "-days", "4000",
                "-subj", f"/CN={name} contoh")  # fmt: skip
    _key(folder, "tsa")
    openssl("req", "-new", "-key", folder / "tsa.key", "-out", folder / "tsa.csr", "-subj", "/CN=Penyedia Waktu Contoh")
    openssl("x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-days", days,
            "-extfile", folder / "conf", "-extensions", "extensions", "-set_serial", "7", "-out", folder / "tsa.pem")  # fmt: skip
    made = Authority("", folder / "ca.pem", folder / "stranger.pem", folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = made.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def openssl(*words: object) -> None:
    """Run the program; it must succeed."""
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def _key(folder: Path, name: str) -> None:
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", folder / f"{name}.key")
