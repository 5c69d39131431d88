"""Keep what a release leaves behind: ``python3 -m tests.vectors.release NAME``, once for each release, before it is tagged.

Writes ``tests/vectors/releases/NAME.zip``: a post with a report and a photo, and the stick with the province's answer that
it has not taken in. About 1.4 MB, for a store is encrypted and has many tables. Whatever comes later opens it
(``test_releases.py``). A file that is there is never rewritten.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from pathlib import Path

from core.app.application import Application
from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import parse_form
from sync.exchange import receive, send
from tests.gui import scene
from tests.unit.documents import pictures

FOLDER = Path(__file__).resolve().parent / "releases"
STORY = "Laporan yang harus terbaca selamanya"
PHOTO = "foto.jpg"


def main() -> int:
    """Make the file of one release."""
    target = FOLDER / f"{sys.argv[1]}.zip"
    if target.exists():
        sys.exit(f"{target} is there and stays as it is")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        make(Path(name))
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(Path(name).rglob("*")):
                packed.write(path, path.relative_to(name))
    print(target, target.stat().st_size)
    return 0


def make(folder: Path) -> None:
    """Found, report, send, and answer; the post has not taken the answer in."""
    with tempfile.TemporaryDirectory() as name:
        away = Path(name)
        province = scene.make_province(away / "province")
        post = scene.make_post(folder / "post", scene.make_kit(province))
        _report(post)
        (away / "there").mkdir()
        send(post, away / "there")
        post.lock()
        receive(province, away / "there")
        (folder / "stick").mkdir()
        send(province, folder / "stick")
        province.lock()


def _report(post: Application) -> None:
    shown = pictures.jpeg(pictures.gradient(64, 48))
    photo = post.attach(io.BytesIO(shown), PHOTO, size=len(shown))
    form = scene.complaint(narrative=STORY, evidence=[{"title": "Foto", "kind": "photo", "file": PHOTO}])
    post.execute(SubmitReports(post.new_command(), (ReportItem(parse_form(form), (photo,)),)))


if __name__ == "__main__":
    sys.exit(main())
