"""The official schemas at hand. SCORM's come with the tool; those of cmi5, tincan and IEEE LOM are in no registry, so the user adds them.

A file is taken only if it is the genuine one: its sha256, line ends normalised to LF, is pinned here.
"""

from __future__ import annotations

import hashlib
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from coursewright.messages import listed
from coursewright.problems import Place, Problems
from coursewright.templates import built_names

PINS: dict[str, str] = {
    "6a0b04962f5baa4603ee28e84ce4c74a122f322a548c8fdc14d93b2a23781d75": "cmi5/CourseStructure.xsd",
    "6448b559d3dd9da053d20a9d46773019c03580ef8924d2c930a4491f47625217": "tincan/tincan.xsd",
    "cac6e4e3865324aa749b45d43f69f252e3447c7ab1d3a6432ed78c5388aefeea": "lom/common/anyElement.xsd",
    "b5ed98fd78019103deb5cf41642f477e4e522de48795874715b18df617086ac7": "lom/common/dataTypes.xsd",
    "1e9abdb0af7896ad7856eac903d210a5235fec2bca62cbef8e45014794513636": "lom/common/elementNames.xsd",
    "703c395e67753c1710544c668cdfdfe510a0ea7060f644b6180fbeaef48b9226": "lom/common/elementTypes.xsd",
    "85855fd15bb5029fca257cf4253cdba42cac49be7698efaaf4f81787afb7b344": "lom/common/rootElement.xsd",
    "5e06bd22cf08a56d0634e73ff33e02ea2d437695a6167c275e843bdf7f5138c4": "lom/common/vocabTypes.xsd",
    "428caec4a51277aa28c571d1d488ab7ff7720d6cd90c1a87ed3a5a6e36b945a9": "lom/common/vocabValues.xsd",
    "8f456ea45b7512e3e0d66b166ad9bc6b931e4761c2ad55eaedc463e016410b03": "lom/extend/strict.xsd",
    "d5d2635abaeef4df02106fc4b8dd220e11e641c00842f1f8f6c32949a6ddc236": "lom/extend/custom.xsd",
    "c75cc4b226826e0532597b2fb62487b8c942fc5b6119d12d55798eb4c30c004a": "lom/lom.xsd",
    "451c2ee5a55ba231c2fc34138bb1c1d733649f6c9598e282a654a002d2e067d0": "lom/lomCustom.xsd",
    "3adc777633215d1f85aea10ceaa3d27b10be2908b3f006bb86459302941b0ed8": "lom/lomLoose.xsd",
    "82886e7ecb2affcc0fc3ed30f9d40476d8d57bea918bfb11e2437fd84a237a12": "lom/lomStrict.xsd",
    "06bc22c9f52d577d2e90d304da32324c8badd9b577aa6157786338184218ffb4": "lom/unique/loose.xsd",
    "a85e93aee43885242179a5a56d0472e03e58bacf72ab128b8fcee4f363cbc1ff": "lom/unique/strict.xsd",
    "b62cfc60fb7e719dcde49f05216f727e31d3cb286a40a3756b6183bce1726f9e": "lom/vocab/adlmd_vocabv1p0.xsd",
    "ecc663e47037db127d060ec62bf360f590d5a1d623af7dc22522f1d9d04c0b3f": "lom/vocab/custom.xsd",
    "71f4e06f1caf74649297b3b60b4d0be18909966fc90f159d926d762720d89d4a": "lom/vocab/loose.xsd",
    "6411e6ca24441648c940e849355485c723e9b7577dacd3d967ebce9b8332e962": "lom/vocab/strict.xsd",
}
"""sha256 of each official file to the name it is kept under."""

MAX_BYTES = 2_000_000
_SECONDS = 20


@dataclass(frozen=True)
class SchemaStore:
    """Where added schemas are kept (`folder`), and a folder the user named, which is looked in first (`named`)."""

    folder: Path
    named: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> SchemaStore:
        """The user's data folder by each system's custom; `COURSEWRIGHT_SCHEMAS` may name a folder of official files."""
        if os.name == "nt":
            base = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        else:
            base = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        named = environment.get("COURSEWRIGHT_SCHEMAS")
        return cls(base / "coursewright" / "schemas", Path(named) if named else None)

    def read(self, name: str) -> bytes | None:
        """An official file by the name it is kept under, or None where it has not been given; never anything but the genuine bytes."""
        for data in self._candidates(name):
            if PINS.get(_digest(data)) == name:
                return data
        return None

    def _candidates(self, name: str) -> Iterable[bytes]:
        paths = [self.folder / name]
        if self.named and self.named.is_dir():
            paths = [*sorted(self.named.rglob(Path(name).name)), *paths]
        for path in paths:
            if path.is_file() and path.stat().st_size <= MAX_BYTES:
                yield path.read_bytes()

    def add(self, source: str, problems: Problems) -> tuple[str, ...]:
        """Keep the official files found in a file, a folder or at an address; returns their names."""
        found = []
        for name, data in _offered(source, problems):
            known = PINS.get(_digest(data))
            if known is None:
                message = f'"{name}" is not an official schema this tool knows, or its bytes were changed, so it was not added'
                problems.error("schema.unknown", message, Place(name))
                continue
            path = self.folder / known
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(path.name + ".part")
            part.write_bytes(data)
            part.replace(path)
            found.append(known)
        if not found and not problems.errors:
            wanted = sorted(name for name in PINS.values() if "/" in name and not name.startswith("lom/"))
            problems.error("schema.none", f'there is no schema in "{source}"; the ones to add are {listed(wanted)}', Place(source))
        return tuple(found)

    def lines(self) -> list[str]:
        """One line for each official schema or set: what it is, and whether it is here."""
        lines = [f"{name}: comes with the tool, {len(built_names(f'schemas/{name}'))} files" for name in built_names("schemas")]
        for name in sorted(set(PINS.values())):
            lines.append(f"{name}: {'added' if self.read(name) else 'not added (coursewright schemas add FILE|DIR|URL)'}")
        return lines


def _digest(data: bytes) -> str:
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def _offered(source: str, problems: Problems) -> Iterable[tuple[str, bytes]]:
    if urlsplit(source).scheme in ("http", "https"):
        data = _download(source, problems)
        return [(source, data)] if data is not None else []
    path = Path(source)
    if path.is_dir():
        files = [it for it in sorted(path.rglob("*.xsd")) if it.stat().st_size <= MAX_BYTES]
        known = [(str(it), it.read_bytes()) for it in files]
        # A folder may hold other schemas as well: only those that are ours are offered.
        return [(name, data) for name, data in known if _digest(data) in PINS]
    if not path.is_file():
        problems.error("schema.missing", f'there is no file or folder "{source}"', Place(source))
        return []
    if path.stat().st_size > MAX_BYTES:
        problems.error("schema.too-large", f'"{source}" is too large to be a schema', Place(source))
        return []
    return [(source, path.read_bytes())]


def _download(url: str, problems: Problems) -> bytes | None:
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS, context=ssl.create_default_context()) as answer:
            data: bytes = answer.read(MAX_BYTES + 1)
    except (urllib.error.URLError, OSError, ValueError) as fault:
        reason = getattr(fault, "reason", fault)
        problems.error(
            "schema.download",
            f"the download failed: {reason}; get the file another way and add it from there",
            Place(url),
        )
        return None
    if len(data) > MAX_BYTES:
        problems.error("schema.too-large", "what is at that address is too large to be a schema", Place(url))
        return None
    return data
