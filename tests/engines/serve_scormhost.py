"""scormhost, with its data in the folder given."""

from __future__ import annotations

import sys

from loopback import serve_asgi
from scormhost import create_scorm_app

serve_asgi(create_scorm_app(data_dir=sys.argv[1], secret_key="known to these tests and to nobody else"))
