"""Prepare a fresh machine with the standard library alone, then run the same command again inside ``.venv``.

Run by path, never imported: ``packaging`` is also the name of a library that pytest needs, so this folder has no
``__init__.py``. Every entry point of a checkout begins, before it imports anything that is not in Python itself, with::

    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("run")     # the program
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")    # tests, gallery, bench

``prepare`` returns at once inside the prepared ``.venv``, in a frozen build and with POSKO_NO_BOOTSTRAP=1. Otherwise
it does not return: the process goes on as the same command line inside ``.venv``, or ends with 2 and one sentence.

How a killed or failed set-up is told from a whole one: a stamp per purpose lies in ``.venv``. Downloading leaves the
stamps alone, so a missing network spoils nothing; installing removes them first and writes them last, so an
environment without any stamp is a half-made one and is made anew.

The syntax stays readable for Python 3.6: an old interpreter must reach the sentence that says it is too old.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
OLDEST, NEWEST = (3, 11), (3, 13)
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}  # the second holds all of the first
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input"]
WHEELS_ONLY = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]  # a lock names all it needs

# What Qt loads from the system (soname: Debian package). Without the first group it does not even start unseen.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
QT_SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# Programs of other makers that some tests call (program: Debian packages). Without them those tests are skipped and
# say so: age opens our attachments, pdfsig with certutil and openssl judge our papers, qpdf and mutool their form,
# zbarimg reads our codes, appstreamcli and desktop-file-validate our descriptions, makensis and osslsigncode compile and
# sign the installer, gcc compiles the library that kills a process at a chosen write (tests/crash), and beside Xvfb a screen
# reader's own means read the window aloud (tests/reader).
TEST_PROGRAMS = {
    "Xvfb": "xvfb openbox dbus-daemon dbus-bin at-spi2-core gir1.2-atspi-2.0 python3-pyatspi",
    "age": "age",
    "apache2": "apache2-bin",
    "appstreamcli": "appstream",
    "certutil": "libnss3-tools",
    "desktop-file-validate": "desktop-file-utils",
    "gcc": "gcc libc6-dev",
    "makensis": "nsis",
    "mkfs.exfat": "exfatprogs",
    "mount.exfat-fuse": "exfat-fuse",
    "mutool": "mupdf-tools",
    "nginx": "nginx-light libnginx-mod-http-dav-ext",
    "openssl": "openssl",
    "osslsigncode": "osslsigncode",
    "pdfsig": "poppler-utils",
    "pg_ctlcluster": "postgresql",
    "qpdf": "qpdf",
    "sshd": "openssh-server",
    "zbarimg": "zbar-tools",
}


def prepare(purpose: str) -> None:
    """Make sure that this process runs inside ``.venv`` with everything ``purpose`` ("run" or "test") needs."""
    if getattr(sys, "frozen", False) or os.environ.get("POSKO_NO_BOOTSTRAP") == "1":
        return
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        stop(f"Posko butuh Python 3.11, 3.12, atau 3.13; yang menjalankan ini Python {sys.version.split()[0]}.")
    inside = os.path.realpath(sys.prefix) == os.path.realpath(str(VENV))  # never fails, even for a link to itself
    if not is_ready(purpose):
        try:
            set_up(purpose)
        except OSError as error:
            where = error.filename or VENV
            stop(f"Persiapan terhenti di {where}: {error.strerror or error}. Periksa izin dan ruang disk, lalu ulangi.")
        except KeyboardInterrupt:
            stop("Persiapan dibatalkan. Jalankan lagi kapan saja; yang setengah jadi akan diperbaiki.")
    elif inside:
        return
    go_on_inside()


def go_on_inside() -> None:
    """Run the very same command line with the interpreter of ``.venv``; never returns."""
    sys.stdout.flush()
    sys.stderr.flush()
    command = [str(venv_python()), *sys.orig_argv[1:]]
    if WINDOWS:  # exec would give the prompt back while the program still runs; Ctrl+C is for the child alone
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def set_up(purpose: str) -> None:
    """Install what is missing, one set-up at a time."""
    with open(ROOT / ".venv.lock", "a+b") as held:
        take_turn(held)
        if is_ready(purpose):  # another process did it while this one waited
            return
        say("Persiapan pertama, sekali saja; butuh jaringan dan beberapa menit.")
        need_system(os.environ, sys.platform)
        if purpose == "test":
            bring_test_programs(sys.platform)
        if not is_whole():
            make_venv()
        install(purpose)
        say("Persiapan selesai.")


# --- what is there already ---------------------------------------------------------------------------------------


def venv_python() -> Path:
    """Return the path of the prepared interpreter, whether it is there or not."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def stamp_path(purpose: str) -> Path:
    """Return where the stamp of ``purpose`` lies."""
    return VENV / f"posko-{purpose}.stamp"


def stamp_of(purpose: str) -> str:
    """Return the SHA-256 of the lock and of the Python version the packages were chosen for."""
    lock = (ROOT / "packaging" / LOCKS[purpose]).read_bytes()
    return hashlib.sha256(lock + repr(sys.version_info[:2]).encode()).hexdigest()


def is_ready(purpose: str) -> bool:
    """Tell whether ``.venv`` holds exactly what the lock of ``purpose`` says, for this Python version."""
    try:
        return stamp_path(purpose).read_text("ascii") == stamp_of(purpose) and venv_python().exists()
    except (OSError, ValueError):
        return False


def is_whole() -> bool:
    """Tell whether ``.venv`` was finished once for this Python version, so that packages may be added to it."""
    if not any(stamp_path(purpose).exists() for purpose in LOCKS):
        return False
    return answers(str(venv_python()), f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})")


def answers(python: str, code: str) -> bool:
    """Tell whether ``python`` runs ``code`` to a good end."""
    try:
        return quiet_call([python, "-c", code]) == 0
    except OSError:
        return False


def base_python() -> str:
    """Return the interpreter outside of any environment: ``.venv`` itself may be the one that is broken."""
    return getattr(sys, "_base_executable", None) or sys.executable


def has_module(name: str) -> bool:
    """Tell whether the base interpreter has a module; asked anew because apt may just have brought it."""
    return answers(base_python(), f"import {name}")


# --- the system ----------------------------------------------------------------------------------------------------


def need_system(environ: "os._Environ[str]", platform: str) -> None:
    """Bring Qt's libraries and the venv module where they are missing, or stop with the one command to type."""
    vital, wished = wanted_packages(environ, platform)
    apt = shutil.which("apt-get")
    if apt and (vital or wished) and os.geteuid() == 0:
        apt_install(apt, vital + wished)
        vital, _ = wanted_packages(environ, platform)
    if not vital:
        return
    if not apt:
        stop(f"Komputer ini belum punya: {', '.join(vital)}. Pasang dengan pengelola paket, lalu jalankan lagi.")
    stop(
        "Komputer ini belum punya beberapa pustaka sistem. Jalankan sekali perintah ini, lalu ulangi:\n"
        f"  sudo apt-get update && sudo apt-get install -y {' '.join(vital + wished)}"
    )


def wanted_packages(environ: "os._Environ[str]", platform: str) -> "tuple[list[str], list[str]]":
    """Return the missing Debian packages: those without which nothing runs, and those that would be better there."""
    if platform != "linux":
        return ([] if can_make_venv() else ["venv"]), []
    vital, wished = missing(QT_LIBRARIES), missing(QT_SCREEN_LIBRARIES)
    if environ.get("DISPLAY"):
        vital, wished = vital + wished, []
    if not has_module("ensurepip"):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        (wished if can_make_venv() else vital).append(package)
    return vital, wished


def bring_test_programs(platform: str) -> None:
    """Install as root what only tests call; a call of its own, so that a package unknown here spoils nothing else."""
    absent = [packages for program, packages in TEST_PROGRAMS.items() if not shutil.which(program)]
    apt = shutil.which("apt-get")
    if platform == "linux" and absent and apt and os.geteuid() == 0:
        apt_install(apt, " ".join(absent).split())


def missing(libraries: "dict[str, str]") -> "list[str]":
    """Return the packages whose library does not load."""
    try:
        from ctypes import CDLL
    except ImportError:  # a Python built without ctypes: Qt itself will have to tell
        return []
    absent = []
    for soname, package in libraries.items():
        try:
            CDLL(soname)
        except OSError:
            absent.append(package)
    return absent


def apt_install(apt: str, packages: "list[str]") -> None:
    """Install system packages as root; whether it helped is looked at afterwards."""
    say(f"Memasang pustaka sistem: {' '.join(packages)}")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-qq", "-o", "DPkg::Lock::Timeout=300"]
    loud_call([apt, *wait, "update"], environ)
    loud_call([apt, *wait, "install", "-y", "--no-install-recommends", *packages], environ)


# --- the environment -----------------------------------------------------------------------------------------------


def can_make_venv() -> bool:
    """Tell whether one of the three ways to an environment is open."""
    return any(map(has_module, ("ensurepip", "virtualenv", "pip")))


def make_venv() -> None:
    """Make ``.venv`` anew: with ensurepip, else virtualenv, else a bare one that an outer pip fills."""
    say(f"Membuat lingkungan Python di {VENV}")
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(str(VENV))
    if has_module("ensurepip"):
        command = ["-m", "venv", str(VENV)]
    elif has_module("virtualenv"):
        command = ["-m", "virtualenv", "--python", base_python(), str(VENV)]
    else:
        command = ["-m", "venv", "--without-pip", str(VENV)]
    if loud_call([base_python(), *command]) != 0:
        stop("Lingkungan Python tidak bisa dibuat (lihat pesan di atas). Periksa ruang disk, lalu jalankan lagi.")


def install(purpose: str) -> None:
    """Download, then install what the lock says, every file checked against its SHA-256."""
    lock = str(ROOT / "packaging" / LOCKS[purpose])
    wheels = VENV / "wheels"
    shutil.rmtree(str(wheels), ignore_errors=True)
    say("Mengunduh pustaka Python")
    pip("download", "--dest", str(wheels), *WHEELS_ONLY, "-r", lock)
    for other in LOCKS:
        if stamp_path(other).exists():
            stamp_path(other).unlink()
    say("Memasang pustaka Python")
    pip("install", "--no-index", "--find-links", str(wheels), *WHEELS_ONLY, "-r", lock)
    shutil.rmtree(str(wheels), ignore_errors=True)
    for covered in ("run", "test") if purpose == "test" else ("run",):
        stamp_path(covered).write_text(stamp_of(covered), "ascii")


def pip(*arguments: str) -> None:
    """Run the pip of ``.venv``, or the outer one aimed at ``.venv`` where that is the only one; stop when it fails."""
    python, aim = str(venv_python()), []
    if not answers(python, "import pip"):
        aim = ["--python", python]
        python = base_python()
    quiet = [] if sys.stderr.isatty() else ["-q"]
    environ = {name: value for name, value in os.environ.items() if name not in ("PIP_TARGET", "PIP_PREFIX")}
    environ["PIP_USER"] = "0"
    if loud_call([python, *PIP, *quiet, *aim, *arguments], environ) != 0:
        stop("Pustaka Python tidak bisa dipasang (lihat pesan di atas). Periksa jaringan dan disk, lalu jalankan lagi.")


# --- the world -----------------------------------------------------------------------------------------------------


def take_turn(held: "object") -> None:
    """Lock the open file until this process ends; a killed one lets go by itself."""
    if WINDOWS:
        take_turn_on_windows(held)
        return
    import fcntl

    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Persiapan lain sedang berjalan; menunggu giliran.")
        fcntl.flock(held, fcntl.LOCK_EX)


def take_turn_on_windows(held: "object") -> None:
    """Lock the first byte of the open file; the system call itself waits ten seconds each time."""
    import msvcrt

    while True:
        held.seek(0)
        try:
            msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
            return
        except OSError:
            say("Persiapan lain sedang berjalan; menunggu giliran.")


def loud_call(command: "list[str]", environ: "dict[str, str] | None" = None) -> int:
    """Run a command whose words go to stderr: stdout belongs to the program that follows."""
    sys.stderr.flush()
    return subprocess.call(command, env=environ, stdin=subprocess.DEVNULL, stdout=2)


def quiet_call(command: "list[str]") -> int:
    """Run a command without its words."""
    return subprocess.call(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def say(sentence: str) -> None:
    """Tell the person at the keyboard what is going on."""
    print(f"posko: {sentence}", file=sys.stderr, flush=True)


def stop(sentence: str) -> None:
    """End with a sentence and exit code 2."""
    say(sentence)
    sys.exit(2)
