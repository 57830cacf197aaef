"""What an output standard is to the rest of the tool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coursewright.package import Package, PackageFile
from coursewright.templates import built_file, built_names


@dataclass(frozen=True)
class Standard:
    """An output standard.

    `id` names it on the command line and in file names, `player` its bundle; `manifest_href` is the control document an LMS looks for
    and `manifest` fills it. `schema_set` names the official schemas that lie at the root of its packages ("" where none do).
    `menu` is the script of the page that lists several modules, where no LMS does. `for_several` says which systems can take several
    modules in one package of this standard.
    """

    id: str
    title: str
    player: str
    manifest_href: str
    manifest: Callable[[Package], str]
    schema_set: str = ""
    menu: str = ""
    for_several: str = ""

    def schema_files(self) -> tuple[PackageFile, ...]:
        """The official schema files a package of this standard carries, byte for byte."""
        if not self.schema_set:
            return ()
        folder = f"schemas/{self.schema_set}"
        return tuple(PackageFile(name, built_file(f"{folder}/{name}")) for name in built_names(folder))


def identifier(prefix: str, slug: str) -> str:
    """An XML id from an author's slug, stable for ever."""
    return f"{prefix}_{slug.replace('-', '_')}"


def decimal(value: float) -> str:
    """At most four decimals, no exponent, no bare zeros behind the point."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
