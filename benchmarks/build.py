"""Speed and size of building the reference course: `make bench`. Figures, never a test: machines are noisy."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from coursewright import pipeline
from coursewright.schemas import SchemaStore
from coursewright.settings import Settings

PROJECT = Path(__file__).parent.parent
RUNS = 5


def main() -> None:
    store = SchemaStore.from_environment(os.environ)
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS):
            started = time.perf_counter()
            report = pipeline.build(Settings(PROJECT, Path(folder) / "dist"), store)
            seconds.append(time.perf_counter() - started)
    if report.errors:
        sys.exit("the reference course does not build; run `coursewright lint`")
    print(f"whole course, {len(report.packages)} packages: median {statistics.median(seconds):.2f} s of {RUNS} runs")
    print(f"first run {seconds[0]:.2f} s, fastest {min(seconds):.2f} s")
    for package in report.packages:
        print(f"{package.file}: {package.size / 1024:.0f} KB in {package.members} files, {package.seconds:.2f} s")


if __name__ == "__main__":
    main()
