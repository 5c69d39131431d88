"""Is the disk encrypted: a disk alone, LUKS under LVM, a half-encrypted pool, what the system does not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app.disk import is_encrypted


def device(root: Path, name: str, numbers: str, uuid: str = "", slaves: tuple[str, ...] = ()) -> None:
    node = root / "devices" / name
    (node / "slaves").mkdir(parents=True)
    for each in slaves:
        (node / "slaves" / each).symlink_to(root / "devices" / each)
    if uuid:
        (node / "dm").mkdir()
        (node / "dm" / "uuid").write_text(f"{uuid}\n", "ascii")
    for folder, entry in (("dev/block", numbers), ("class/block", name)):
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / entry).symlink_to(node)


@pytest.mark.parametrize(
    ("numbers", "kind", "source", "told"),
    [
        ("8:1", "ext4", "/dev/sda1", False),
        ("252:0", "ext4", "/dev/mapper/luks", True),
        ("252:1", "ext4", "/dev/mapper/vg-home", True),
        ("252:2", "ext4", "/dev/mapper/vg-mixed", False),
        ("0:45", "btrfs", "/dev/dm-0", True),
        ("0:46", "ecryptfs", "/home/.ecryptfs", True),
        ("0:47", "tmpfs", "tmpfs", None),
        ("0:48", "nfs4", "server:/home", None),
    ],
)
def test_what_lies_under_a_folder(tmp_path: Path, numbers: str, kind: str, source: str, told: bool | None) -> None:
    root = tmp_path / "sys"
    device(root, "sda1", "8:1")
    device(root, "dm-0", "252:0", "CRYPT-LUKS2-abc-luks", ("sda1",))
    device(root, "dm-1", "252:1", "LVM-def", ("dm-0",))
    device(root, "dm-2", "252:2", "LVM-ghi", ("dm-0", "sda1"))
    home = tmp_path / "a home"
    home.mkdir()
    mounts = tmp_path / "mountinfo"
    escaped = str(home).replace(" ", "\\040")
    lines = ["21 1 8:1 / / rw - ext4 /dev/sda1 rw", f"36 21 {numbers} / {escaped} rw,nosuid - {kind} {source} rw", "broken"]
    mounts.write_text("\n".join(lines), "utf-8")
    assert is_encrypted(home / "posko", root, mounts) is told
    assert is_encrypted(tmp_path, root, mounts) is False, "control: beside it lies the bare disk"
    assert is_encrypted(home, root, tmp_path / "no such list") is None
