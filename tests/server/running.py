"""A PostgreSQL of the tests' own: in a temp folder, as a user without rights, on a socket and on loopback with TLS."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.storage.server_address import Server

OLDEST = 15
HOMES = Path("/usr/lib/postgresql")
"""Where Debian keeps its servers, each version in a folder of its own and on no path."""
DISK, MEMORY = Path("/tmp"), Path("/dev/shm")  # noqa: S108 - the path of a socket has to be short
USER = "nobody"
PASSWORD = "sandi desk bersama"
CONFIG = Path(__file__).resolve().parents[2] / "packaging" / "postgresql" / "posko.conf"
LINES = """
listen_addresses = '127.0.0.1'
shared_buffers = '32MB'
"""
WHO = """
local all all trust
hostssl all posko 127.0.0.1/32 scram-sha-256
"""


@dataclass
class Running:
    """A server that runs."""

    programs: Path
    folder: Path
    port: int
    ca: str
    numbers: Iterator[int]
    blank: str = "template0"

    def make(self, template: str = "") -> Server:
        """A new database, reached by the socket; a copy of ``template``, or else of what a desk begins with."""
        name = f"w{next(self.numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template or self.blank} OWNER posko")
        return Server(host=str(self.folder), port=self.port, database=name, user="posko")

    def send_away(self, server: Server) -> None:
        """Nobody is in a database any more: an idle connection is begun anew at its next use."""
        query = f"SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = '{server.database}'"  # noqa: S608
        while self.sql(query):
            pass

    def over_tls(self, server: Server) -> Server:
        """The same database, reached by loopback with TLS."""
        return Server(host="127.0.0.1", port=self.port, database=server.database, user="posko", password=PASSWORD, ca=self.ca)

    def dump(self, server: Server) -> bytes:
        """Everything that a database holds, as its administrator can take it away."""
        where = ["-h", str(self.folder), "-p", str(self.port), "-U", USER, server.database]
        return subprocess.run([str(self.programs / "pg_dump"), *where], check=True, capture_output=True).stdout

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run one statement as the server's administrator."""
        where = {"host": str(self.folder), "port": self.port, "dbname": database, "user": USER}
        with psycopg.connect(**where, autocommit=True) as connection:  # type: ignore[arg-type]
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


def programs() -> Path:
    """The folder of the newest server of this machine; the test is skipped where none is new enough."""
    found = [(int(home.name), home / "bin") for home in HOMES.glob("*") if home.name.isdigit()]
    found = [(version, folder) for version, folder in found if version >= OLDEST and (folder / "initdb").exists()]
    if not found:
        pytest.skip("no PostgreSQL 15 or later is installed (apt-get install postgresql)")
    if not os.geteuid() and shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL does not run as root, and setpriv is not installed (apt-get install util-linux)")
    return max(found)[1]


def _as_user(*command: str | Path) -> list[str]:
    """The command as a user who is not root: the server refuses to run as root."""
    plain = [str(part) for part in command]
    return plain if os.geteuid() else ["setpriv", f"--reuid={USER}", "--regid=nogroup", "--clear-groups", "--", *plain]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certify(folder: Path) -> str:
    """A CA of one day and a certificate for 127.0.0.1; gives the CA as PEM."""
    now, day = datetime.now(UTC), timedelta(days=1)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("Uji CA", "Uji server")]

    def signed(subject: int, *extensions: x509.ExtensionType) -> bytes:
        builder = x509.CertificateBuilder().subject_name(names[subject]).issuer_name(names[0])
        builder = builder.public_key(keys[subject].public_key()).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - day).not_valid_after(now + day)
        for extension in extensions:
            builder = builder.add_extension(extension, critical=True)
        return builder.sign(keys[0], hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    ca = signed(0, x509.BasicConstraints(ca=True, path_length=0))
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    (folder / "server.crt").write_bytes(signed(1, x509.BasicConstraints(ca=False, path_length=None), here))
    key = keys[1].private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.key").write_bytes(key)
    (folder / "server.key").chmod(0o600)
    return ca.decode()


@contextmanager
def running(*lines: str, memory: bool = False) -> Iterator[Running]:
    """Start a server, and stop it by its process id; with ``memory`` its thousands of files lie in memory where that can be."""
    binaries = programs()
    folder = Path(tempfile.mkdtemp(prefix="posko-pg-", dir=MEMORY if memory and os.access(MEMORY, os.W_OK) else DISK))
    data = folder / "data"
    try:
        if not os.geteuid():
            os.chown(folder, pwd.getpwnam(USER).pw_uid, -1)
        init = ("-D", data, "-U", USER, "-A", "trust", "--locale=C", "--encoding=UTF8", "--data-checksums", "--no-sync")
        subprocess.run(_as_user(binaries / "initdb", *init), check=True, capture_output=True)
        ca, port = certify(data), _free_port()
        for path in (data / "server.crt", data / "server.key"):
            if not os.geteuid():
                os.chown(path, pwd.getpwnam(USER).pw_uid, -1)
        with (data / "postgresql.conf").open("a") as config:
            config.write(CONFIG.read_text() + LINES + f"port = {port}\nunix_socket_directories = '{folder}'\n" + "\n".join(lines))
        (data / "pg_hba.conf").write_text(WHO)
        log = (folder / "log").open("wb")
        home = {**os.environ, "HOME": str(folder)}  # where the server, as a client of others, looks for certificates
        with subprocess.Popen(_as_user(binaries / "postgres", "-D", data), stdout=log, stderr=log, env=home) as process:
            try:
                _wait(binaries, folder, port, process)
                one = Running(binaries, folder, port, ca, count(1))
                one.sql(f"CREATE ROLE posko LOGIN PASSWORD '{PASSWORD}'")
                yield one
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=20)
                log.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(binaries: Path, folder: Path, port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it answers: the program that asks waits itself."""
    done = subprocess.run(
        [str(binaries / "pg_isready"), "-h", str(folder), "-p", str(port), "-t", "1"], check=False, capture_output=True
    )
    tries = 0
    while done.returncode and process.poll() is None and tries < 200:
        tries += 1
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.05)
        done = subprocess.run(done.args, check=False, capture_output=True)
    if done.returncode:
        raise RuntimeError("the server did not start: " + (folder / "log").read_text())
