"""Ralph's learning record store, keeping its statements in the folder given; the user is `key`, the password `secret`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import bcrypt

folder = Path(sys.argv[1])
users = folder / "auth.json"
entry = {
    "username": "key",
    "hash": bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode(),
    "scopes": ["all"],
    "agent": {"mbox": "mailto:recorder@example.org"},
}
users.write_text(json.dumps([entry]), encoding="utf-8")
os.environ |= {
    "RALPH_APP_DIR": str(folder),
    "RALPH_AUTH_FILE": str(users),
    "RALPH_RUNSERVER_BACKEND": "fs",
    "RALPH_RUNSERVER_AUTH_BACKENDS": "basic",
    "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder),
}

from loopback import serve_asgi  # noqa: E402
from ralph.api import app  # noqa: E402
from ralph.backends.data.base import BaseOperationType  # noqa: E402
from ralph.backends.data.fs import FSDataBackend  # noqa: E402

# Out of the box its file store refuses every write but the first.
FSDataBackend.default_operation_type = BaseOperationType.APPEND

serve_asgi(app)
