"""What the file system refuses: found before anything is opened that could wait for ever, and said
with what to do about it."""

import errno
import os
import stat
from pathlib import Path

from pipeline.corpus.rejection import Reason, Rejection

_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder that could not be read at first",
}


def require_enterable(folder: Path) -> None:
    """Raises OSError unless the folder can be listed and what lies in it can be reached."""
    os.scandir(folder).close()
    # Listing asks for one permission, reaching what is listed for another.
    os.stat(os.path.join(folder, os.curdir))  # noqa: PTH116, PTH118 - a Path drops the dot


def require_regular(file: Path) -> None:
    """Raises Rejection for a pipe, socket, device or folder, which nobody must open, and OSError
    if there is nothing or it cannot be reached."""
    kind = stat.S_IFMT(file.stat().st_mode)
    if kind != stat.S_IFREG:
        what = _KINDS.get(kind, "no ordinary file")
        raise Rejection(
            Reason.UNREADABLE, f"This is {what}, not a file with text: take it out of the corpus."
        )


def unreadable(path: Path, error: OSError) -> Rejection:
    """The rejection of the file or folder at which `error` was met; it says what to do."""
    # Those of a Path raise the very errors that are to be explained here.
    if os.path.islink(path):  # noqa: PTH114
        detail = _of_link(error)
    elif os.path.isdir(path):  # noqa: PTH112
        detail = _of_path(error, "folder cannot be listed and entered", "u+rx")
    else:
        detail = _of_path(error, "file cannot be read", "u+r")
    return Rejection(Reason.UNREADABLE, detail)


def _of_link(error: OSError) -> str:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return "The link leads to nothing: mend it, or take it out of the corpus."
        case errno.ELOOP:
            return "The link leads back to itself: mend it, or take it out of the corpus."
        case errno.ENAMETOOLONG:
            return "The link names a path that is too long: mend it, or take it out of the corpus."
        case _:
            return (
                f"The link leads to what cannot be read ({_why(error)}): give yourself the "
                "permission there, or put the text itself in its place."
            )


def _of_path(error: OSError, what: str, permission: str) -> str:
    match error.errno:
        case errno.ENAMETOOLONG:
            return (
                "The path is longer than the system opens: shorten the names of its folders, or "
                "move it further up."
            )
        case errno.ENOENT | errno.ENOTDIR:
            return "It has gone since the corpus was listed: run again."
        case errno.EACCES | errno.EPERM:
            return (
                f"The {what} ({_why(error)}): give yourself the permission (chmod {permission}), "
                "or take it out of the corpus."
            )
        case _:
            return f"The {what} ({_why(error)}): mend that, or take it out of the corpus."


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
