"""Lighthouse scores of the reference module, served locally: performance, accessibility and best practices, on a phone and on a desktop.

Every one is to be 100; the exit code says whether it is.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOL = ROOT / "benchmarks" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = "performance,accessibility,best-practices"
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


def main() -> None:
    package = next((ROOT / "dist").glob("*.scorm12.zip"))
    chromium = next(found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name)))
    worst = 100
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(package) as archive:
            archive.extractall(folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for device in ("mobile", "desktop"):
            command = [str(TOOL), f"http://127.0.0.1:{server.server_port}/index.html", "--quiet", "--output=json"]
            command += [f"--only-categories={CATEGORIES}", f"--chrome-flags={' '.join(FLAGS)}"]
            command += ["--preset=desktop"] if device == "desktop" else []
            environment = {**os.environ, "CHROME_PATH": chromium}
            done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True)
            scores = {name: round(found["score"] * 100) for name, found in json.loads(done.stdout)["categories"].items()}
            worst = min(worst, *scores.values())
            print(device, *(f"{name} {score}" for name, score in scores.items()), sep="  ")
        server.shutdown()
    sys.exit(worst < 100)


if __name__ == "__main__":
    main()
