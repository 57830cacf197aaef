"""Images named in texts, taken into the package under names that change with their bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from coursewright.messages import listed, near
from coursewright.problems import Place, Problems

IMAGE_TYPES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""SVG is refused: it can carry scripts (SEC-1)."""


class Media:
    """The images of one module. `files` maps hrefs inside the package to bytes."""

    def __init__(self, project: Path, problems: Problems) -> None:
        self._project = project.resolve()
        self._problems = problems
        self.files: dict[str, bytes] = {}

    def take(self, folder: str, src: str, place: Place) -> str | None:
        """The href of the image `src` named in a file of `folder`, or None with the problem reported."""
        path = (self._project / folder / src).resolve()
        if not path.is_relative_to(self._project):
            self._problems.error("image.outside-project", f'image "{src}" is outside the project', place)
            return None
        if path.suffix.lower() not in IMAGE_TYPES:
            message = f'image "{src}" is not of a type that can be used; use {listed(IMAGE_TYPES)}'
            self._problems.error("image.type", message, place)
            return None
        if not path.is_file():
            near_by = [it.name for it in path.parent.glob("*")] if path.parent.is_dir() else []
            self._problems.error("image.missing", f'there is no image "{src}"{near(Path(src).name, near_by)}', place)
            return None
        data = path.read_bytes()
        href = f"media/{hashlib.sha256(data).hexdigest()[:12]}{path.suffix.lower()}"
        self.files[href] = data
        return href
