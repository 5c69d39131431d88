"""Write what is new in a version for officers, in every language: ``python3 packaging/release/notes.py VERSION [--out FOLDER]``.

Taken from ``resources/release-notes``; with ``--out`` into ``FOLDER/id.md`` and ``FOLDER/en.md``. ``ceremony.py release --notes
FOLDER`` puts them into the release's signed list, so that an officer reads them in his language before the yes.
"""

from __future__ import annotations

import argparse
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Print or write one version's section; a version of which one language tells nothing is an error."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("version")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    told = runpy.run_path(str(ROOT / "ui" / "release_notes.py"))
    for language in told["LANGUAGES"]:
        page = ROOT / "resources" / told["FILE"].format(language)
        text = told["sections"](page.read_text("utf-8")).get(options.version)
        if text is None:
            sys.exit(f"{page.relative_to(ROOT)} tells nothing of {options.version}")
        if options.out is None:
            print(text)
        else:
            options.out.mkdir(exist_ok=True)
            (options.out / f"{language}.md").write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
