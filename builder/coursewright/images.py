"""Images made ready for a learner's screen: no wider than it can show, without the camera's notes, and smaller still for browsers
that read WebP (PF-6)."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

WIDEST = 1280
"""Pixels: twice the width of the text, for dense screens."""
_QUALITY = 82
_FORMATS = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}


class BadImageError(Exception):
    """The file is not an image that can be shown; the message says why."""


@dataclass(frozen=True)
class Picture:
    """An image ready for the package. `data` keeps the author's format, whose usual ending is `ending`; `webp` is given where it
    is smaller. Width and height are in pixels."""

    data: bytes
    ending: str
    webp: bytes | None
    width: int
    height: int


def ready(data: bytes) -> Picture:
    """The image in `data`, upright, at most 1,280 pixels wide. An animation is kept as it is.

    Raises BadImageError where the bytes are no image, or one too large to unpack safely.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(_FORMATS)) as image:
                kind = str(image.format)
                if getattr(image, "is_animated", False):
                    return Picture(data, _FORMATS[kind], None, image.width, image.height)
                image.load()
                return _still(ImageOps.exif_transpose(image), kind, data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise BadImageError("it has too many pixels; save it at most 4,000 pixels wide") from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise BadImageError("it cannot be read as PNG, JPEG, GIF or WebP; save it again from a drawing program") from fault


def _still(image: Image.Image, kind: str, data: bytes) -> Picture:
    wide = image.width > WIDEST
    if wide:
        if image.mode == "P":
            image = image.convert("RGBA")
        image = image.resize((WIDEST, max(1, round(image.height * WIDEST / image.width))), Image.Resampling.LANCZOS)
    saved = _saved(image, kind)
    # What was made well already is not made larger.
    own = saved if wide or _has_notes(data) or len(saved) < len(data) else data
    webp = None
    if kind in ("PNG", "JPEG"):
        made = _saved(image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"), "WEBP")
        webp = made if len(made) < len(own) else None
    return Picture(own, _FORMATS[kind], webp, image.width, image.height)


def _saved(image: Image.Image, kind: str) -> bytes:
    """Without metadata: a photograph may say where it was taken."""
    target = io.BytesIO()
    match kind:
        case "JPEG":
            image.convert("RGB").save(target, kind, quality=_QUALITY, optimize=True, progressive=True)
        case "WEBP":
            image.save(target, kind, quality=_QUALITY, method=6)
        case "PNG":
            image.save(target, kind, optimize=True)
        case _:
            image.save(target, kind)
    return target.getvalue()


def _has_notes(data: bytes) -> bool:
    with Image.open(io.BytesIO(data), formats=list(_FORMATS)) as image:
        return bool(image.getexif()) or bool(set(image.info) & {"exif", "xmp", "comment", "photoshop", "Software", "Author"})
