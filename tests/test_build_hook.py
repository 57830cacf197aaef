"""What is fetched while the wheel is built is the pinned thing or nothing."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_hook", ROOT / "builder" / "build_hook.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_hook"] = module
    spec.loader.exec_module(module)
    return module


def test_a_tampered_download_is_refused_with_a_sentence(hook: ModuleType) -> None:
    with pytest.raises(hook.SetUpError, match=r"not the file that was pinned.*Try again"):
        hook.check_archive(b"something else", hook.load_pins(ROOT))


def test_a_tampered_schema_is_refused(hook: ModuleType) -> None:
    sha256 = hook.load_pins(ROOT)["editions"]["scorm12"]["files"]["ims_xml.xsd"]
    built = ROOT / "builder/coursewright/_built/schemas/scorm12/ims_xml.xsd"
    hook.check_file("scorm12/ims_xml.xsd", built.read_bytes(), sha256)
    with pytest.raises(hook.SetUpError, match=r"scorm12/ims_xml\.xsd is not the official file"):
        hook.check_file("scorm12/ims_xml.xsd", built.read_bytes() + b" ", sha256)


def test_a_failed_download_leaves_what_was_there(hook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise hook.SetUpError("`npm pack` failed. Check that the npm registry can be reached, and try again.")

    built = tmp_path / "_built"
    built.mkdir()
    (built / "stamp").write_text("an older one")
    (built / "kept").write_text("kept")
    monkeypatch.setattr(hook, "npm", fail)
    with pytest.raises(hook.SetUpError):
        hook.make(ROOT, built)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["_built"]
    assert (built / "kept").read_text() == "kept"


def test_an_unchanged_build_does_nothing(hook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = tmp_path / "_built"
    built.mkdir()
    (built / "stamp").write_text(hook.inputs_stamp(ROOT))
    monkeypatch.setattr(hook, "npm", lambda *_, **__: pytest.fail("npm was called"))
    hook.make(ROOT, built)


def test_npm_comes_from_the_build_requirement_where_there_is_none(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook.shutil, "which", lambda _: None)
    command, environment = hook.npm_command()
    assert Path(command[0]).name.startswith("node")
    assert command[1].endswith("npm-cli.js")
    assert Path(command[1]).is_file()
    assert environment["PATH"].startswith(str(Path(command[0]).parent))
