"""One window for one profile: a second start hands its files to the first and ends.

The two speak over a local socket (a pipe on Windows) that this user alone may reach; it carries names of files, no content.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from ui.compose import runtime_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS: Final = 3000
LIMIT: Final = 64 * 1024
TAKEN: Final = b"taken\n"
END: Final = b"\n"
PREFIX: Final = "posko-"


def name_of(folder: Path) -> str:
    """The socket's name: one for each profile folder, however it was written."""
    import hashlib

    name = f"{PREFIX}{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:20]}"
    beside = runtime_folder()
    return name if beside is None else str(beside / name)


class Single(QObject):
    """``wanted`` brings the files of another start, an empty list where it had none."""

    wanted = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._server: QLocalServer | None = None

    def is_first(self, files: list[Path]) -> bool:
        """Whether this start is the one that opens the window; where another did already, it has the files now.

        The socket that a killed program left behind is removed. Where no other Posko runs, what speaks over sockets is not
        even loaded: the first picture does not wait for it.
        """
        if not _others_run():
            return True
        name = name_of(self.folder)
        if not _is_own(name):
            return True
        from PySide6.QtNetwork import QLocalServer

        if _hand_over(name, files):
            return False
        QLocalServer.removeServer(name)
        return True

    def listen(self, files: list[Path]) -> bool:
        """Hear other starts from now on; False where one came in between, which has the files now.

        Asked again right before, for Qt puts its own socket over a living one. Where none can be had the window stays open
        all the same: the lock on the profile keeps two apart.
        """
        if not self.is_first(files):
            return False
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        self._server.listen(name_of(self.folder))
        return True

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    def _hear(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
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
    from PySide6.QtNetwork import QLocalSocket

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


def _others_run() -> bool:
    """Whether there is any socket of this program, for whichever profile; on Windows nobody can tell without asking."""
    beside = runtime_folder()
    return beside is None or any(each.is_socket() for each in beside.glob(f"{PREFIX}*"))


def _is_own(name: str) -> bool:
    """Whether a socket under this name is this user's: names in a shared folder may be somebody else's trap."""
    if os.name == "nt":
        return True  # the system looks after a pipe's rights
    try:
        return Path(name).lstat().st_uid == os.getuid()
    except OSError:
        return False
