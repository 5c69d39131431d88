"""What Windows shows of a program under *Details*: PyInstaller's version file, made for the version of pyproject.toml."""

from __future__ import annotations

TEXT = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('042104B0', [
      StringStruct('CompanyName', 'Posko'),
      StringStruct('FileDescription', '{description}'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', '{name}'),
      StringStruct('LegalCopyright', 'Apache-2.0'),
      StringStruct('OriginalFilename', '{name}.exe'),
      StringStruct('ProductName', 'Posko'),
      StringStruct('ProductVersion', '{version}'),
    ])]),
    VarFileInfo([VarStruct('Translation', [0x0421, 1200])]),
  ],
)
"""
"""0421 is Indonesian, 04B0 (1200) Unicode."""


def version_file(version: str, name: str, description: str) -> str:
    """The file's text for a version of up to four numbers; raises ``ValueError`` for one that Windows cannot hold."""
    numbers = [int(part) for part in version.split(".")]
    if len(numbers) > 4 or max(numbers) > 0xFFFF:
        raise ValueError(version)
    four = tuple([*numbers, 0, 0, 0][:4])
    return TEXT.format(four=four, version=version, name=name, description=description)
