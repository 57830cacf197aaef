"""Pictures of every kind of page, to be looked at: `make screenshots` writes them to dist/screenshots/.

<course>/<look>-<width>/<number>-<state>.png      look: light, dark, forced, print
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "lms")]

from test_pages import all_states, opened, states  # noqa: E402

from chromium import FLAGS  # noqa: E402
from conftest import built  # noqa: E402
from coursewright.schemas import SchemaStore  # noqa: E402
from problem_cases import every_type  # noqa: E402

WIDTHS = (320, 768, 1280)
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "print": {"color_scheme": "light"},
}


def main() -> None:
    out = ROOT / "dist" / "screenshots"
    wanted = set(sys.argv[1:])  # such as "light-320"
    shutil.rmtree(out, ignore_errors=True)
    store = SchemaStore.from_environment(os.environ)
    work = out / "work"
    packages = {"reference": built(ROOT, work / "reference", store, "personal-qualities")["scorm12"]}
    types = built(every_type(work), work / "dist", store)["scorm12"]
    packages |= {"types": types, "end": types}
    chromium = next(found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for course, package in packages.items():
            for look, options in LOOKS.items():
                for width in WIDTHS if look != "print" else (768,):
                    if wanted and f"{look}-{width}" not in wanted:
                        continue
                    folder = out / course / f"{look}-{width}"
                    with opened(browser, package, viewport={"width": width, "height": 800}, **options) as (page, trainee):
                        walk = states(page, trainee, 2) if course == "reference" else all_states(page, trainee, course)
                        for number, state in enumerate(walk):
                            if look == "print":
                                page.emulate_media(media="print")
                            page.screenshot(path=folder / f"{number:02}-{state}.png", full_page=state != "term")
                            page.emulate_media(media="screen")
                    print(folder.relative_to(ROOT), len(list(folder.iterdir())))
        browser.close()
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
