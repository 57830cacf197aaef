"""Images, recordings and captions named in texts, taken into the package under names that change with their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from coursewright.images import BadImageError, ready
from coursewright.markdown import RECORDINGS, Shown
from coursewright.messages import listed, near
from coursewright.problems import Place, Problems
from coursewright.source import read_text

IMAGE_TYPES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""SVG is refused: it can carry scripts (SEC-1)."""
CAPTIONS = ".vtt"
TRANSCRIPTS = (".md", ".txt")
LARGE = 10_000_000
"""Bytes of a recording that a phone on a ward will hardly load (PF-6)."""


class Media:
    """The media of one module. `files` maps hrefs inside the package to bytes."""

    def __init__(self, project: Path, problems: Problems) -> None:
        self._project = project.resolve()
        self._problems = problems
        self.files: dict[str, bytes] = {}

    def take(self, folder: str, src: str, place: Place) -> str | None:
        """The href of the recording or captions `src` named in a file of `folder`, or None with the problem reported."""
        path = self._found(folder, src, (*RECORDINGS, CAPTIONS), place)
        if path is None:
            return None
        data = path.read_bytes()
        if len(data) > LARGE:
            size = f"{len(data) / 1e6:.0f} MB; recordings over {LARGE / 1e6:.0f} MB"
            message = f'"{src}" has {size} stall on phones, so make it smaller or cut it in two'
            self._problems.warning("media.large", message, place, "PF-6")
        if path.suffix.lower() == CAPTIONS and not data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
            message = f'"{src}" is not a captions file: its first line must be WEBVTT'
            self._problems.error("media.not-captions", message, place)
            return None
        return self._kept(data, path.suffix.lower())

    def image(self, folder: str, src: str, place: Place) -> Shown | None:
        """The image `src` named in a file of `folder`, made ready for the screen, or None with the problem reported."""
        path = self._found(folder, src, (*IMAGE_TYPES, *RECORDINGS, CAPTIONS), place)
        if path is None:
            return None
        try:
            picture = ready(path.read_bytes())
        except BadImageError as fault:
            self._problems.error("media.broken-image", f'"{src}" cannot be shown: {fault}', place)
            return None
        webp = None if picture.webp is None else self._kept(picture.webp, ".webp")
        return Shown(self._kept(picture.data, picture.ending), webp, picture.width, picture.height)

    def _kept(self, data: bytes, ending: str) -> str:
        href = f"media/{hashlib.sha256(data).hexdigest()[:12]}{ending}"
        self.files[href] = data
        return href

    def transcript(self, folder: str, src: str, place: Place) -> str | None:
        """The text of a transcript named in a file of `folder`, or None with the problem reported."""
        path = self._found(folder, src, TRANSCRIPTS, place)
        return None if path is None else read_text(path, path.relative_to(self._project).as_posix(), self._problems)

    def _found(self, folder: str, src: str, types: Sequence[str], place: Place) -> Path | None:
        path = (self._project / folder / src).resolve()
        if not path.is_relative_to(self._project):
            self._problems.error("media.outside-project", f'"{src}" is outside the project', place)
            return None
        if path.suffix.lower() not in types:
            self._problems.error("media.type", f'"{src}" is not of a type that can be used here; use {listed(types)}', place)
            return None
        if not path.is_file():
            near_by = [it.name for it in path.parent.glob("*")] if path.parent.is_dir() else []
            self._problems.error("media.missing", f'there is no file "{src}"{near(Path(src).name, near_by)}', place)
            return None
        return path
