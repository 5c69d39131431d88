"""One window for one profile: a second start hands its files to the first and ends.

The two speak over a local socket (a pipe on Windows) that this user alone may reach; it carries names of files, no content.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.compose import runtime_folder

PATIENCE_MS: Final = 3000
LIMIT: Final = 64 * 1024
TAKEN: Final = b"taken\n"
END: Final = b"\n"


def name_of(folder: Path) -> str:
    """The socket's name: one for each profile folder, however it was written."""
    name = f"posko-{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:20]}"
    beside = runtime_folder()
    return name if beside is None else str(beside / name)


class Single(QObject):
    """``wanted`` brings the files of another start, an empty list where it had none."""

    wanted = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name_of(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def is_first(self, files: list[Path]) -> bool:
        """Whether this start is the one that opens the window; where another did already, it has the files now.

        The socket that a killed program left behind is taken over. Where none can be had the window opens all the same: the
        lock on the profile keeps two apart. Asked before listening, for Qt puts its own socket over a living one.
        """
        if _is_own(self._name):
            if _hand_over(self._name, files):
                return False
            QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _hear(self) -> None:
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            caller.readyRead.connect(lambda one=caller: self._read(one))
            self._read(caller)

    def _read(self, caller: QLocalSocket) -> None:
        if caller.bytesAvailable() > LIMIT:
            caller.abort()
            return
        if not caller.canReadLine():
            return
        line = bytes(caller.readLine().data())
        try:
            names = json.loads(line)
        except ValueError:
            names = None
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            caller.abort()
            return
        caller.write(TAKEN)
        caller.flush()
        self.wanted.emit([Path(name) for name in names])


def _hand_over(name: str, files: list[Path]) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    socket.write(json.dumps([str(path) for path in files]).encode() + END)
    answer = b""
    while not answer.endswith(END) and socket.waitForReadyRead(PATIENCE_MS):
        answer += bytes(socket.readAll().data())
    socket.close()
    return answer == TAKEN


def _is_own(name: str) -> bool:
    """Whether a socket under this name is this user's: names in a shared folder may be somebody else's trap."""
    if os.name == "nt":
        return True  # the system looks after a pipe's rights
    try:
        return Path(name).lstat().st_uid == os.getuid()
    except OSError:
        return False
