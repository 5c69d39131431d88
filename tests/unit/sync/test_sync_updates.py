"""A release on a stick: taken when it proves itself, refused with the reason when it does not, and then nothing was touched."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tuf.api import exceptions
from tuf.api.metadata import Metadata, Root
from tuf.api.serialization import DeserializationError

from core.domain.errors import Cancelled, Refused
from sync.updates import stick as update_stick
from sync.updates.stick import CHUNK, FOLDER, METADATA, TARGETS, Asked, _Files, check, take
from tests.updates import DAY, ROOT, SYSTEM, Custodians, ceremony, custodians, signed

NOW = DAY + timedelta(days=3)


@pytest.fixture
def keepers() -> Custodians:
    return custodians()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed(), tmp_path / "stik"))


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(custodians().root.read_bytes(), tmp_path / "state", NOW, "0.1.0", SYSTEM)


def archive(stick: Path) -> Path:
    return stick / FOLDER / TARGETS / "posko-0.2.0-portable.tar.xz"


def listed(stick: Path, name: str) -> Path:
    return stick / FOLDER / METADATA / name


def test_a_good_stick_is_taken_whole(stick: Path, asked: Asked, tmp_path: Path) -> None:
    """The control of every refusal below."""
    found = check(stick, asked)
    assert (found.version, found.released, found.drill, found.clock_behind) == ("0.2.0", DAY, False, False)
    assert not asked.state.exists(), "looking leaves nothing"
    steps: list[tuple[str, int, int]] = []
    check(stick, asked, lambda *step: steps.append(step))
    size = archive(stick).stat().st_size
    assert steps.pop() == ("update", size, size) and not asked.state.exists(), "every byte was read"
    take(stick, asked, tmp_path / "got", lambda *step: steps.append(step))
    assert (tmp_path / "got").read_bytes() == archive(stick).read_bytes() and steps[-1][0] == "update"
    assert check(stick, asked).version == "0.2.0", "the same stick serves the next laptop, and this one again"


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def claim(path: Path) -> None:
    """A longer life in a signed list."""
    text = path.read_text("utf-8")
    assert '"expires":"2027' in text
    path.write_text(text.replace('"expires":"2027', '"expires":"2037'), "utf-8")


SPOILT: dict[str, tuple[str, Callable[[Path], None]]] = {
    "program changed": ("update.altered", lambda stick: flip(archive(stick))),
    "list of the release changed": ("update.altered", lambda stick: flip(stick / FOLDER / TARGETS / "release.json")),
    "timestamp changed": ("update.altered", lambda stick: claim(listed(stick, "timestamp.json"))),
    "targets changed": ("update.altered", lambda stick: claim(listed(stick, "targets.json"))),
    "program longer": ("update.altered", lambda stick: archive(stick).write_bytes(archive(stick).read_bytes() + b"x")),
    "program cut": ("update.half", lambda stick: cut(archive(stick))),
    "program missing": ("update.half", lambda stick: archive(stick).unlink()),
    "list cut": ("update.half", lambda stick: cut(listed(stick, "snapshot.json"))),
    "list missing": ("update.half", lambda stick: listed(stick, "targets.json").unlink()),
    "folder missing": ("update.none", lambda stick: shutil.rmtree(stick / FOLDER)),
}


@pytest.mark.fault("UP-1")
@pytest.mark.parametrize("fault", SPOILT)
def test_what_is_changed_or_half_is_refused_and_leaves_nothing(fault: str, stick: Path, asked: Asked, tmp_path: Path) -> None:
    code, spoil = SPOILT[fault]
    spoil(stick)
    assert details(check, stick, asked)[0] == code, "a look says it before anything is taken"
    with pytest.raises(Refused) as refusal:
        take(stick, asked, tmp_path / "got")
    assert refusal.value.code == code
    assert not asked.state.exists() and not (tmp_path / "got").exists()


@pytest.mark.fault("UP-6")
def test_a_copy_that_is_stopped_or_finds_no_room_leaves_nothing(
    stick: Path, asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_step: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        take(stick, asked, tmp_path / "got", stop)
    assert not asked.state.exists() and not (tmp_path / "got").exists()

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfileobj", full)
        with pytest.raises(Refused, match=r"^update\.no_room$"):
            take(stick, asked, tmp_path / "got")
    assert not asked.state.exists()
    take(stick, asked, tmp_path / "got")


def refused(stick: Path, asked: Asked) -> str:
    with pytest.raises(Refused) as refusal:
        check(stick, asked)
    return refusal.value.code


@pytest.mark.fault("UP-4")
def test_others_may_not_sign_and_one_of_ours_is_not_enough(keepers: Custodians, asked: Asked, tmp_path: Path) -> None:
    strangers = Custodians(tmp_path / "asing")
    assert refused(strangers.release(tmp_path / "a", "0.2.0"), asked) == "update.others"
    assert refused(keepers.release(tmp_path / "b", "0.2.0", signers=1), asked) == "update.few"
    third = Custodians.__new__(Custodians)
    third.folder, third.root, third.keys = keepers.folder, keepers.root, keepers.keys[1:]
    assert check(third.release(tmp_path / "c", "0.2.0"), asked).version == "0.2.0", "any two of the three"


@pytest.mark.fault("UP-2")
def test_an_older_one_is_refused_after_a_newer_was_seen(keepers: Custodians, stick: Path, asked: Asked, tmp_path: Path) -> None:
    newer = keepers.release(tmp_path / "baru", "0.3.0", DAY + timedelta(days=1))
    assert check(stick, asked).version == "0.2.0", "control"
    take(newer, asked, tmp_path / "got")
    assert refused(stick, asked) == "update.older"
    assert refused(newer, replace(asked, running="0.3.0")) == "update.same"
    assert refused(newer, replace(asked, running="0.10.0")) == "update.older", "numbers are numbers"


@pytest.mark.fault("CL-9", "UP-3")
def test_an_expired_one_is_refused_also_by_a_clock_that_was_set_back(keepers: Custodians, asked: Asked, tmp_path: Path) -> None:
    late = datetime(2027, 6, 1, tzinfo=UTC)
    old = keepers.release(tmp_path / "lama", "0.2.0")
    assert refused(old, replace(asked, now=late)) == "update.expired"
    assert check(old, asked).version == "0.2.0", "control"
    take(keepers.release(tmp_path / "baru", "0.3.0", late), asked, tmp_path / "got")
    again = keepers.release(tmp_path / "lagi", "0.4.0", late + timedelta(days=1))
    back = replace(asked, now=DAY)
    assert check(again, back).clock_behind, "the clock is before a day that was signed already"
    assert not check(again, replace(asked, now=late + timedelta(days=2))).clock_behind
    (asked.state / "timestamp.json").unlink()  # even so, the day that was seen is a lower bound
    assert refused(old, back) == "update.expired"


def test_a_new_root_is_believed_by_the_old_custodians_alone(keepers: Custodians, asked: Asked, tmp_path: Path) -> None:
    new = Custodians(tmp_path / "baru")
    tree = json.loads(new.root.read_bytes())
    assert tree["signed"]["version"] == 1
    publics = [key.with_suffix(".pub") for key in new.keys]
    ceremony().make_root(publics, 2, DAY, False).to_file(str(new.root))
    new.sign(new.root)
    assert refused(new.release(tmp_path / "a", "0.2.0"), asked) == "update.others"
    keepers.sign(new.root)
    assert check(new.release(tmp_path / "b", "0.2.0"), asked).version == "0.2.0"


@pytest.mark.fault("UP-12")
def test_a_computer_of_another_kind_is_told(stick: Path, asked: Asked) -> None:
    assert refused(stick, replace(asked, system="windows-amd64")) == "update.other_system"


def test_no_way_to_the_network_comes_along() -> None:
    code = (
        "import sys, sync.updates.stick; print([name for name in ('urllib3', 'http.client', 'requests') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_bytes_of_the_program_are_told_as_they_are_read(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    path = tmp_path / "program"
    path.write_bytes(bytes(2 * CHUNK + 5))
    files = _Files(lambda *told: heard.append(told))
    assert sum(map(len, files._blocks(path))) == 2 * CHUNK + 5 and heard == [], "what is small is read without a word"
    files.total = 2 * CHUNK + 4
    assert [len(block) for block in files._blocks(path)] == [CHUNK, CHUNK, 5]
    assert heard == [("update", done, files.total) for done in (CHUNK, 2 * CHUNK, files.total)]


# --- what is said of a release, and what is remembered


def details(work: Callable[..., object], *given: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as caught:
        work(*given)
    return caught.value.code, dict(caught.value.details)


def test_a_release_says_what_it_is(stick: Path, asked: Asked) -> None:
    found, whole = check(stick, asked), archive(stick)
    assert (found.file, found.size) == (whole.name, whole.stat().st_size)
    root = Metadata[Root].from_bytes(asked.root).signed
    assert len(found.signers) == 2 and set(found.signers) < set(root.keys), "two of the three"
    assert set(found.notes) == {"id", "en"} and "0.2.0" in found.notes["id"]
    package = check(stick, replace(asked, system=f"deb-{SYSTEM}"))
    assert (package.file, package.size) == ("posko_0.2.0_amd64.deb", 13)


def test_a_refusal_says_what_was_found(stick: Path, asked: Asked, tmp_path: Path) -> None:
    told = {"version": "0.2.0", "running": "0.2.0"}
    assert details(check, stick, replace(asked, running="0.2.0")) == ("update.same", told)
    assert details(check, stick, replace(asked, running="0.2.1")) == ("update.older", told | {"running": "0.2.1"})
    assert details(check, stick, replace(asked, system="amiga")) == ("update.other_system", {"system": "amiga"})
    late = replace(asked, now=datetime(2037, 3, 4, tzinfo=UTC))
    assert details(check, stick, late) == ("update.expired", {"today": "04-03-2037"})
    assert details(check, stick, replace(asked, running="next")) == ("update.newer_form", {})
    cut(archive(stick))
    assert details(check, stick, asked) == ("update.half", {"file": archive(stick).name})
    listed(stick, "snapshot.json").unlink()
    assert details(check, stick, asked) == ("update.half", {"file": ""})
    assert details(check, tmp_path, asked) == ("update.none", {"folder": tmp_path.name})


def test_a_release_by_keys_for_exercises_says_so(tmp_path: Path, asked: Asked) -> None:
    drill = Custodians(tmp_path / "latihan")
    publics = [key.with_suffix(".pub") for key in drill.keys]
    ceremony().make_root(publics, 1, DAY, True).to_file(str(drill.root))
    drill.sign(drill.root)
    found = check(drill.release(tmp_path / "a", "0.2.0"), replace(asked, root=drill.root.read_bytes()))
    assert found.drill is True


def test_what_was_seen_is_remembered(stick: Path, asked: Asked, tmp_path: Path) -> None:
    take(stick, asked, tmp_path / "got")
    kept = sorted(path.relative_to(asked.state).as_posix() for path in asked.state.rglob("*") if path.is_file())
    assert kept == ["root_history/1.root.json", "seen.json", "snapshot.json", "targets.json", "timestamp.json"]
    for name in update_stick.SIGNED:
        assert (asked.state / name).read_bytes() == listed(stick, name).read_bytes()
    assert json.loads((asked.state / "seen.json").read_bytes()) == {"released": DAY.isoformat()}
    (asked.state / "seen.json.new").write_bytes(b"half written")
    (asked.state / "odd").mkdir()
    assert check(stick, asked).version == "0.2.0"
    before = replace(asked, now=DAY - timedelta(seconds=1))
    assert check(stick, before).clock_behind and not check(stick, replace(asked, now=DAY)).clock_behind


@pytest.mark.parametrize(
    ("kept", "seen"),
    [
        (b'{"released": "2024-06-01T00:00:00+00:00"}', DAY),
        (None, datetime.min.replace(tzinfo=UTC)),
        (b"", datetime.min.replace(tzinfo=UTC)),
        (b"{}", datetime.min.replace(tzinfo=UTC)),
        (b'{"released": 5}', datetime.min.replace(tzinfo=UTC)),
        (b'{"released": "soon"}', datetime.min.replace(tzinfo=UTC)),
    ],
)
def test_a_day_that_was_not_kept_well_was_not_seen(tmp_path: Path, kept: bytes | None, seen: datetime) -> None:
    if kept is not None:
        (tmp_path / "seen.json").write_bytes(kept)
    assert update_stick._seen(tmp_path) == seen


def test_of_what_is_kept_only_the_lists_come_along() -> None:
    names = ["timestamp.json", "snapshot.json", "targets.json", "root_history", "1.root.json", "seen.json", "x.new", "root.json"]
    assert update_stick._not_ours("state", names) == ["seen.json", "x.new", "root.json"]


FULL, UNREADABLE = "update.no_room", "update.unreadable"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (exceptions.ExpiredMetadataError(), ("update.expired", {"today": "04-06-2024"})),
        (exceptions.BadVersionNumberError(), ("update.older", {"version": "?", "running": "0.1.0"})),
        (exceptions.EqualVersionNumberError(), ("update.older", {"version": "?", "running": "0.1.0"})),
        (exceptions.DownloadHTTPError("x", 404), ("update.half", {"file": ""})),
        (DeserializationError(), ("update.half", {"file": ""})),
        (exceptions.RepositoryError(), ("update.altered", {})),
        (exceptions.LengthOrHashMismatchError(), ("update.altered", {})),
        (exceptions.DownloadLengthMismatchError(), ("update.altered", {})),
        (exceptions.DownloadError(), (UNREADABLE, {})),
        (OSError(errno.ENOSPC, "full"), (FULL, {})),
        (OSError(errno.EDQUOT, "full"), (FULL, {})),
        (OSError(errno.EIO, "fault"), (UNREADABLE, {})),
    ],
)
def test_faults_of_the_library_in_our_words(
    stick: Path, asked: Asked, fault: Exception, told: tuple[str, dict[str, object]]
) -> None:
    refusal = update_stick._refusal(fault, stick, asked)
    assert (refusal.code, dict(refusal.details)) == told


def by(stick: Path, name: str, *signers: str) -> None:
    """A list that says that these signed it."""
    listed(stick, name).write_text(json.dumps({"signatures": [{"keyid": each, "sig": ""} for each in signers]}))


def test_whose_signatures_do_not_hold(stick: Path, asked: Asked) -> None:
    ours = sorted(update_stick._signers(listed(stick, "timestamp.json")))
    assert len(ours) == 2
    root = asked.root
    assert update_stick._whose(stick, root) == "update.altered"
    for signers, code in (
        ((ours[0], ours[0]), "update.few"),
        ((ours[0], "stranger"), "update.few"),
        (("stranger", "other"), "update.others"),
        ((), "update.others"),
        (ours, "update.altered"),
        ((*ours, "stranger"), "update.altered"),
    ):
        by(stick, "snapshot.json", *signers)
        assert update_stick._whose(stick, root) == code
    refusal = update_stick._refusal(exceptions.UnsignedMetadataError(), stick, asked)
    assert (refusal.code, refusal.details) == ("update.altered", {})
    for odd in (b"", b"[]", b"{}", b'{"signatures": [{}]}', b'{"signatures": [5]}'):
        listed(stick, "targets.json").write_bytes(odd)
        assert update_stick._signers(listed(stick, "targets.json")) == set()
    assert update_stick._signers(stick / "none") == set()


@pytest.mark.parametrize(
    ("length", "content", "told"),
    [
        (None, b"", ("update.half", {"file": "release.json"})),
        (update_stick.INDEX_LIMIT + 1, b"", ("update.half", {"file": "release.json"})),
        (update_stick.INDEX_LIMIT, b"no JSON", ("update.newer_form", {})),
        (5, b'{"version": 5}', ("update.newer_form", {})),
    ],
)
def test_a_list_of_a_release_that_cannot_be_read(
    tmp_path: Path, length: int | None, content: bytes, told: tuple[str, dict[str, object]]
) -> None:
    judged = object.__new__(update_stick._Judged)
    judged._own = tmp_path
    info = None if length is None else SimpleNamespace(length=length)

    def download(given: object, path: str) -> None:
        assert given is info and path == str(tmp_path / "release.json")
        Path(path).write_bytes(content)

    updater: Any = SimpleNamespace(get_targetinfo=lambda name: info if name == "release.json" else None, download_target=download)
    judged._updater = updater
    assert details(judged._read_index) == told


def test_only_files_are_read_whatever_their_names(tmp_path: Path) -> None:
    files, odd = _Files(lambda *_told: None), tmp_path / "a b%20c#d"
    odd.write_bytes(b"content")
    assert b"".join(files._fetch(odd.as_uri())) == b"content"
    for missing in (tmp_path / "none", tmp_path):
        with pytest.raises(exceptions.DownloadHTTPError) as caught:
            files._fetch(missing.as_uri())
        assert caught.value.status_code == 404
