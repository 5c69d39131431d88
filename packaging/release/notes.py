"""Write what is new in a version, from CHANGELOG.md: ``python3 packaging/release/notes.py VERSION [--out FILE]``.

``ceremony.py release --notes FILE`` puts it into the release's signed list, so that an officer reads it before the yes.
"""

from __future__ import annotations

import argparse
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Print or write one version's section; a version that the changelog does not tell of is an error."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("version")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    sections = runpy.run_path(str(ROOT / "ui" / "release_notes.py"))["sections"]
    text = sections((ROOT / "CHANGELOG.md").read_text("utf-8")).get(options.version)
    if text is None:
        sys.exit(f"CHANGELOG.md tells nothing of {options.version}")
    if options.out is None:
        print(text)
    else:
        options.out.write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
