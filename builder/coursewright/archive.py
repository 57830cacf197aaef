"""Zip files: written so that the same content is always the same bytes, and read as if every one were hostile (SEC-11)."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path

from coursewright.package import PackageFile
from coursewright.problems import Place, Problems

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold."""
_MODE = (stat.S_IFREG | 0o644) << 16
_UNIX = 3

NAME = re.compile(r"^[a-z0-9._-]+(/[a-z0-9._-]+)*$")
OFFICIAL_NAMES = frozenset({"XMLSchema.dtd", "imsmanifest.xml"})
"""Official schema files keep the capitals that other schema files refer to them by (SEC-13)."""
REFUSED_ENDINGS = (
    *(".htaccess", ".php", ".php3", ".php4", ".php5", ".phtml", ".cgi", ".sh", ".shtml", ".asp", ".aspx", ".jsp"),
    *(".py", ".rb", ".pl", ".exe", ".bat", ".cmd"),
)
"""Files that LMSs refuse (player requirements 1.7, Docebo)."""
_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)

MAX_MEMBERS = 10_000
MAX_MEMBER = 200_000_000
MAX_TOTAL = 1_000_000_000
MAX_RATIO = 100
_RATIO_FROM = 1_000_000  # small text may well compress more than MAX_RATIO


def write_archive(path: Path, files: Iterable[PackageFile]) -> None:
    """Write a zip: sorted names, one date, one mode, deflate. Raises ValueError for a name that is not allowed or stands twice."""
    ordered = sorted(files)
    names = [file.href for file in ordered]
    for name in names:
        if not allowed(name):
            raise ValueError(f'"{name}" is not a name for a file in a package')
    if len({name.lower() for name in names}) != len(names):
        raise ValueError("two files of a package have the same name, or differ only in capitals")
    part = path.with_name(path.name + ".part")
    with zipfile.ZipFile(part, "w") as archive:
        for file in ordered:
            info = zipfile.ZipInfo(file.href, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = _MODE
            info.create_system = _UNIX  # the machine's own would differ
            archive.writestr(info, file.data, compresslevel=9)
    part.replace(path)


def allowed(name: str) -> bool:
    """SEC-12, SEC-13: lower case, plain characters, at most 100, nothing that climbs or that a system reserves."""
    if name in OFFICIAL_NAMES:
        return True
    parts = name.split("/")
    return (
        len(name) <= 100
        and NAME.match(name) is not None
        and not any(part in (".", "..") or _RESERVED.match(part) for part in parts)
        and not name.endswith(REFUSED_ENDINGS)
    )


def read_archive(path: Path, shown: str, problems: Problems) -> dict[str, bytes] | None:
    """Members of a zip by name, or None where it cannot be opened at all. Faults of single members are reported and they are left out."""
    place = Place(shown)
    try:
        data = path.read_bytes()
    except OSError as fault:
        problems.error("package.unreadable", f"the file cannot be read: {fault.strerror or fault}", place)
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as fault:
        problems.error("package.not-a-zip", f"this is not a whole zip file: {fault}", place)
        return None
    if len(entries) > MAX_MEMBERS:
        problems.error("package.too-many-members", f"it has {len(entries):,} members; at most {MAX_MEMBERS:,} are opened", place)
        return None
    found: dict[str, bytes] = {}
    total = 0
    lower: dict[str, str] = {}
    for entry in entries:
        name = entry.orig_filename
        if entry.is_dir() and _safe_name(name.rstrip("/"), shown, problems):
            continue
        if not _safe_name(name, shown, problems) or not _safe_entry(entry, shown, problems):
            continue
        total += entry.file_size
        if total > MAX_TOTAL:
            problems.error("package.too-large", f"its members unpack to more than {MAX_TOTAL:,} bytes", place)
            return None
        if name.lower() in lower:
            what = "stands twice" if lower[name.lower()] == name else f'differs from "{lower[name.lower()]}" only in capitals'
            problems.error("member.duplicate", f'"{name}" {what}', Place(shown, name))
            continue
        lower[name.lower()] = name
        try:
            found[name] = archive.read(entry)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
            problems.error("member.broken", f'"{name}" cannot be unpacked: {fault}', Place(shown, name))
        except Exception as fault:  # zlib.error is no subclass of the above, and codecs have their own
            problems.error("member.broken", f'"{name}" cannot be unpacked: {fault}', Place(shown, name))
    return found


def _safe_name(name: str, shown: str, problems: Problems) -> bool:
    place = Place(shown, name.replace("\0", "?"))
    parts = re.split(r"[/\\]", name)
    if "\0" in name or name.startswith(("/", "\\")) or re.match(r"^[A-Za-z]:", name) or ".." in parts:
        message = f'the name "{place.member}" leads out of the package; names are relative, without ".."'
        problems.error("member.unsafe-name", message, place)
        return False
    if "\\" in name:
        message = f'the name "{name}" has a backslash; systems other than Windows take it as part of the name'
        problems.error("member.backslash", message, place)
        return False
    return True


def _safe_entry(entry: zipfile.ZipInfo, shown: str, problems: Problems) -> bool:
    name = entry.orig_filename
    place = Place(shown, name)
    mode = entry.external_attr >> 16
    if entry.create_system == _UNIX and mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        problems.error("member.not-a-file", f'"{name}" is a link or a device, not a file', place)
        return False
    if entry.flag_bits & 0x1:
        problems.error("member.encrypted", f'"{name}" is encrypted; an LMS cannot open it', place)
        return False
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        problems.error("member.compression", f'"{name}" is compressed by a method other than deflate', place)
        return False
    if not name.isascii() and not entry.flag_bits & 0x800:
        problems.error("member.name-encoding", f'the name "{name}" is not marked as UTF-8', place)
    if entry.file_size > MAX_MEMBER:
        problems.error("member.too-large", f'"{name}" unpacks to {entry.file_size:,} bytes; at most {MAX_MEMBER:,}', place)
        return False
    if entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        problems.error("member.ratio", f'"{name}" unpacks to more than {MAX_RATIO} times its size, as a zip bomb does', place)
        return False
    return True
