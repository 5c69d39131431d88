"""Try a package in a clean root: ``sudo python3 packaging/linux/try_deb.py PACKAGE.deb [--newer PACKAGE.deb] [--root FOLDER]``.

Needs root, mmdebstrap, and the package source that this computer itself uses. In a bare system that is made for it the
package is installed with what it depends on, tried (``self-test`` offscreen), used for the demo, opened in a real window
under Xvfb (the screenshot is left beside the root), asked for its kinds of files, upgraded, and removed: then nothing of
it may be left but data.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

SOURCES = (Path("/etc/apt/sources.list"), Path("/etc/apt/sources.list.d/debian.sources"))
TOOLS = "xvfb xauth x11-apps imagemagick shared-mime-info desktop-file-utils libglib2.0-bin"
ENVIRON = "HOME=/home/tester LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin"
MOUNTS = (("proc", "proc", "proc"), ("/dev", "dev", None), ("tmpfs", "dev/shm", "tmpfs"))
SHOW = """
POSKO_PROFILE=/home/tester/demo/province posko & opened=$!
for second in $(seq 60); do
  sleep 1
  xwd -root -silent -out /home/tester/window.xwd || continue
  colours=$(convert xwd:/home/tester/window.xwd -unique-colors -format %w info:)
  [ "$colours" -gt 16 ] && break
done
convert xwd:/home/tester/window.xwd /home/tester/window.png
kill $opened
"""
INSTALL = "apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install {packages}"
CHECK = "posko --version; posko check --profile /home/tester/demo/province --passphrase-file /home/tester/demo/passphrase.txt"
PLACES_OF_OTHERS = ("/home/*", "/tmp/*", "/proc/*", "/dev/*", "/var/lib/dpkg/*", "/var/log/*", "/var/cache/*")
BARE = "DISPLAY=:77 /tmp/bare/opt/posko/posko || echo the program ended with $?"
KINDS = (("kit", "POSKO-KIT-1\\n"), ("object", "age-encryption.org/v1\\n-> X25519 "))


class Root:
    """A bare system in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self) -> None:
        """Bring a system in that has nothing but apt."""
        sources = next(path for path in SOURCES if path.exists())
        command = ["mmdebstrap", "--variant=apt", "--include=ca-certificates", "bookworm", str(self.folder), str(sources)]
        subprocess.run(command, check=True)
        (self.folder / "home" / "tester").mkdir(parents=True)

    def __enter__(self) -> Root:
        for source, target, kind in MOUNTS:
            options = ["-t", kind] if kind else ["--bind"]
            subprocess.run(["mount", *options, source, str(self.folder / target)], check=True)
        shutil.copyfile("/etc/resolv.conf", self.folder / "etc" / "resolv.conf")
        return self

    def __exit__(self, *_error: object) -> None:
        for _, target, _ in reversed(MOUNTS):
            subprocess.run(["umount", "-l", str(self.folder / target)], check=False)

    def run(self, script: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a line of shell inside; its words come back and are shown."""
        command = ["chroot", str(self.folder), "env", "-i", *ENVIRON.split(), "sh", "-ec", script]
        done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        print(f"$ {script.strip().splitlines()[0]}\n{done.stdout}", end="", flush=True)
        if check and done.returncode:
            sys.exit(f"ended with {done.returncode}")
        return done

    def bring(self, package: Path) -> str:
        """Copy one of our packages in; gives its path there."""
        shutil.copyfile(package, self.folder / "tmp" / package.name)
        return f"/tmp/{package.name}"

    def install(self, packages: str) -> None:
        """Install packages with what they depend on."""
        self.run(INSTALL.format(packages=packages))


def main() -> int:
    """Run the whole trial; ends with 1 at the first thing that does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("--newer", type=Path, help="a package with a higher number, for the upgrade")
    parser.add_argument("--root", type=Path, default=Path("/var/tmp/posko-root"))
    options = parser.parse_args()
    root = Root(options.root)
    if not (root.folder / "etc").exists():
        root.make()
    with root:
        return trial(root, options.package, options.newer)


def trial(root: Root, package: Path, newer: Path | None) -> int:
    """Install, use, upgrade, remove."""
    missing_is_told(root, package)
    root.install(root.bring(package))
    root.install(TOOLS)
    root.run("posko --version && QT_QPA_PLATFORM=offscreen posko self-test")
    kinds_of_files(root)
    root.run("rm -rf /home/tester/demo; posko demo /home/tester/demo >/home/tester/demo.log; tail -n 12 /home/tester/demo.log")
    root.run(f"xvfb-run -a -s '-screen 0 1366x768x24' sh -c '{SHOW}'")
    shutil.copyfile(root.folder / "home" / "tester" / "window.png", root.folder.parent / "posko-window.png")
    if newer is not None:
        root.install(root.bring(newer))
        root.run(CHECK)
    root.run("DEBIAN_FRONTEND=noninteractive apt-get -qq -y remove posko")
    others = " ".join(f"-not -path '{place}'" for place in PLACES_OF_OTHERS)
    left = root.run(f"find / -xdev -iname '*posko*' {others}")
    if left.stdout.strip():
        sys.exit("removal left something behind")
    root.run("test -f /home/tester/demo/province/posko.db && echo data of the officer stayed")
    print("the package holds")
    return 0


def missing_is_told(root: Root, package: Path) -> None:
    """Without the graphics libraries the window says in one sentence what to install."""
    if "libGL.so" in root.run("ldconfig -p | grep libGL || true").stdout:
        sys.exit("the root is not bare: remove it, it is made again")
    root.run(f"rm -rf /tmp/bare; dpkg-deb -x {root.bring(package)} /tmp/bare")
    if "sudo apt install libgl1" not in root.run(BARE).stdout:
        sys.exit("a missing library is not named")
    root.run("rm -rf /tmp/bare")


def kinds_of_files(root: Root) -> None:
    """The system knows a kit and a sealed file by what they begin with, and which program opens them."""
    for name, begins in KINDS:
        kind, path = f"application/vnd.posko.{name}", f"/home/tester/{name}-without-an-ending"
        if kind not in root.run(f"printf '{begins}' >{path}; gio info -a standard::content-type {path}").stdout:
            sys.exit(f"a {name} is not known by what it begins with")
        if "id.posko.Posko" not in root.run(f"gio mime {kind}").stdout:
            sys.exit(f"no program opens a {name}")


if __name__ == "__main__":
    sys.exit(main())
