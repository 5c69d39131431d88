"""The window.

PySide replaces Python's import by its own, which reads the source of every module that comes after it and keeps all of it in
memory, to see whether that module wants Qt's names in another spelling. None of ours does: the import is put back, which
halves what our modules cost at the start.
"""

import builtins

import PySide6.QtCore  # noqa: F401

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
