"""Open edX's SCORM XBlock in the XBlock workbench, with its data in the folder given.

Open edX around it is missing, so that four things it gives are put in: units with an empty block, a name for the learner, where
a block is, and the gradebook, which is a file of one line for each thing published.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from loopback import serve_wsgi

FOLDER = Path(sys.argv[1])
UNITS = 12

(FOLDER / "var").mkdir()  # the workbench's log is var/workbench.log
os.environ["DJANGO_SETTINGS_MODULE"] = "workbench.settings"
os.environ["WORKBENCH_DATABASES"] = json.dumps({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(FOLDER / "workbench.db")}})
django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)

# Their models need the settings.
from openedxscorm import ScormXBlock  # noqa: E402
from workbench import runtime, scenarios  # noqa: E402


class Learner(runtime.WorkBenchUserService):
    def __init__(self, user_id: str | None) -> None:
        super().__init__(user_id)
        attributes = self.get_current_user().opt_attrs
        attributes["edx-platform.user_id"] = attributes["edx-platform.username"] = user_id


def published(_: Any, block: Any, kind: str, data: Any) -> None:
    scope = block.scope_ids
    with (FOLDER / "published.jsonl").open("a", encoding="utf-8") as book:
        book.write(json.dumps([scope.usage_id, scope.user_id, kind, data]) + "\n")


runtime.WorkBenchUserService = Learner
runtime.WorkbenchRuntime.publish = published
# The workbench sets a location that answers any question with another; this one stays.
ScormXBlock.location = property(
    lambda block: SimpleNamespace(block_id=str(block.scope_ids.usage_id), html_id=lambda: "course"),
    lambda block, value: None,
)
# The workbench's addresses end in a query, to which the block would add the name of a file.
ScormXBlock.proxy_base_url = property(lambda block: f"/handler/{block.scope_ids.usage_id}/assets_proxy")
ScormXBlock.workbench_scenarios = staticmethod(lambda: [(f"Unit {number}", "<scorm/>") for number in range(UNITS)])

scenarios.get_scenarios()
serve_wsgi(get_wsgi_application())
