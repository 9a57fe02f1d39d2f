"""A question set as one zip file: what a sector body sends when nothing is installed."""

from __future__ import annotations

import hashlib
import io
import stat
import tempfile
import weakref
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from maturity.errors import DataError, Problem
from maturity.files import storage_errors
from maturity.plugin.data import MANIFEST, MAX_BYTES, MAX_FILES
from maturity.text import Message, clean_line, msg

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A question set that was unpacked.

    Attributes:
        folder: Where its manifest stands, until this process ends.
        sha256: Of the zip file, to be held against what the sector body tells.
    """

    path: Path
    folder: Path
    sha256: str


def is_archive(path: Path) -> bool:
    """Whether a path names a zip file, by its name."""
    return path.suffix.lower() == ".zip" and not path.is_dir()


def unpack(path: Path) -> Unpacked:
    """Unpack a zip file with a question set into a folder that goes away with the process.

    Nothing is written before every name and size has been looked at, and no more is written than the file promised.

    Raises:
        DataError: It is no zip file, holds what no question set holds, or no manifest.
        StorageError: It cannot be read, or there is no room to unpack it.
    """
    with storage_errors(path):
        if path.stat().st_size > MAX_BYTES:
            raise _refused(path, msg("The file holds more than {limit} bytes.", limit=MAX_BYTES))
        content = path.read_bytes()
    folder = Path(tempfile.mkdtemp(prefix="maturity-"))
    _remove_at_exit(folder)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _look_through(path, members)
            with storage_errors(folder):
                for member in members:
                    _write(path, archive, member, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        reason = clean_line(str(error), limit=200) or type(error).__name__
        raise _refused(path, msg("It cannot be read as a zip file: {reason}.", reason=reason)) from error
    return Unpacked(path=path, folder=_with_manifest(path, folder), sha256=hashlib.sha256(content).hexdigest())


def _look_through(path: Path, members: list[zipfile.ZipInfo]) -> None:
    problems = [
        Problem(message=message, file=str(path), where=clean_line(member.filename, limit=120))
        for member in members[: MAX_FILES + 1]
        if (message := _problem(member))
    ]
    if len(members) > MAX_FILES:
        problems.append(Problem(message=msg("It holds more than {limit} files.", limit=MAX_FILES), file=str(path)))
    if sum(member.file_size for member in members) > MAX_BYTES:
        problems.append(Problem(message=msg("Unpacked, it would hold more than {limit} bytes.", limit=MAX_BYTES), file=str(path)))
    if problems:
        raise DataError(problems, msg("The question set in {path} cannot be used.", path=str(path)))


def _problem(member: zipfile.ZipInfo) -> Message | None:
    name = member.filename
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in parts:
        return msg("The name of this file leads out of the question set.")
    if stat.S_ISLNK(member.external_attr >> 16):
        return msg("A question set holds no links.")
    if member.flag_bits & 1:
        return msg("The file is locked with a password.")
    return None


def _write(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder.joinpath(*PurePosixPath(member.filename).parts)
    if not target.resolve().is_relative_to(folder.resolve()):
        raise _refused(path, msg("The name of this file leads out of the question set."))
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(member) as source, target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > member.file_size:
                raise _refused(path, msg("A file in it is larger than it says."))
            file.write(chunk)


def _with_manifest(path: Path, folder: Path) -> Path:
    """Return the folder with the manifest: the top, or the only folder in it, as file managers pack."""
    if (folder / MANIFEST).is_file():
        return folder
    inside = [each for each in folder.iterdir() if (each / MANIFEST).is_file()]
    if len(inside) == 1:
        return inside[0]
    raise _refused(path, msg("There is no file {file} in it.", file=MANIFEST))


def _refused(path: Path, message: Message) -> DataError:
    return DataError([Problem(message=message, file=str(path))], msg("The question set in {path} cannot be used.", path=str(path)))


def _remove_at_exit(folder: Path) -> None:
    import shutil

    weakref.finalize(unpack, shutil.rmtree, folder, ignore_errors=True)
