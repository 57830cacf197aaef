"""A learning system for tests, on loopback: serves an unpacked package, a SCORM host page, and a strict recording LRS.

One `LearningSystem` is one learner's enrolment: what is committed to it stays for the next launch, as in a real system.
"""

from __future__ import annotations

import base64
import json
import mimetypes
import threading
import uuid
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from lrs_faults import FAULTS
from playwright.sync_api import Frame, Page

HERE = Path(__file__).parent
SCORM_AGAIN = HERE.parent / "node_modules" / "scorm-again" / "dist" / "scorm-again.min.js"
ACTOR = {
    "objectType": "Agent",
    "account": {"homePage": "https://lms.trust.test", "name": "learner-7"},
    "name": "Ade Cole",
}
REGISTRATION = "7f2c1f3e-6a0c-4a0e-9d0c-0b6f3c1f0a11"
ACTIVITY = "https://lms.trust.test/activities/42"
"""The LMS's own id of the AU, not the publisher's (LMS-20)."""
SESSION_EXTENSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
CMI5_CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5"


@dataclass
class Request:
    """One request the LRS took, as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    status: int = 0


@dataclass
class LearningSystem:
    """What the system holds.

    `values` is what the mock LMS was told, by element, and `refusals` what it refused by its rules; `cmi` is the last committed SCORM
    data model of scorm-again, `items` those of the items of a course; `faults` are statuses to answer next, by path;
    `fault` names what the record store does to every request, see lrs_faults.py.
    """

    GROUPING: ClassVar[list[dict[str, str]]] = [
        {"id": f"https://lms.trust.test/{name}", "objectType": "Activity"} for name in ("courses/9", "programmes/2", "sites/ward")
    ]
    """What the context template of a cmi5 launch has, several, in this order (C5-4)."""

    package: dict[str, bytes]
    cmi: dict[str, Any] = field(default_factory=dict)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    commits: list[dict[str, Any]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    documents: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    faults: dict[str, list[int]] = field(default_factory=dict)
    fetches: dict[str, str] = field(default_factory=dict)
    returned: int = 0
    over: set[str] = field(default_factory=set)
    ending: set[str] = field(default_factory=set)
    fault: str = "sound"
    tally: Counter[str] = field(default_factory=Counter)
    values: dict[str, str] = field(default_factory=dict)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    base: str = ""
    asked: list[str] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)

    @classmethod
    def holding(cls, path: Path) -> LearningSystem:
        with zipfile.ZipFile(path) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def __enter__(self) -> LearningSystem:
        handler = type("Handler", (_Handler,), {"system": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def quiet(self, page: Page | Frame, milliseconds: int = 400) -> None:
        """Waits until the page has asked for nothing for a while and has every answer: what it had to write is written. A player writes
        at once after an action; changes of pages may wait two seconds, so a test that needs them asks for longer."""
        seen = -1
        for _ in range(100):
            asked = len(self.asked)
            if asked == seen == len(self.answered):
                return
            seen = asked
            page.wait_for_timeout(milliseconds)
        raise AssertionError("the page does not stop asking")

    # Launch addresses

    def scorm(self, standard: str, **settings: str) -> str:
        return f"{self.base}/host.html?{urlencode({'standard': standard, **settings})}"

    def mock(self, edition: str, profile: str, mode: str = "frame") -> str:
        address = f"{self.base}/mock/host.html?{urlencode({'edition': edition, 'profile': profile, 'mode': mode})}"
        if profile != "cross-origin":
            return address
        # Another name of the same machine is another origin.
        return f"{self.base.replace('127.0.0.1', 'localhost')}/mock/outer.html?{urlencode({'inner': address})}"

    def series(self, standard: str) -> str:
        return f"{self.base}/series.html?{urlencode({'standard': standard})}"

    def xapi(self) -> str:
        query = {
            "endpoint": f"{self.base}/lrs",  # no trailing slash: XA-3
            "auth": "Basic " + base64.b64encode(b"key:secret").decode(),
            "actor": json.dumps(ACTOR),
            "registration": REGISTRATION,
            "activity_id": ACTIVITY,
        }
        return f"{self.base}/package/index.html?{urlencode(query, quote_via=quote)}"

    def cmi5(self, *, mode: str = "Normal", mastery: float | None = 0.65, page: str = "index.html", activity: str = ACTIVITY) -> str:
        """A new session of the same registration, as an LMS starts it (C5 8.1, 10.0); `page` is the AU's url, `activity` its id."""
        token = uuid.uuid4().hex
        self.fetches[token] = ""
        launch: dict[str, Any] = {
            "contextTemplate": {
                "contextActivities": {"grouping": self.GROUPING},
                "extensions": {SESSION_EXTENSION: str(uuid.uuid4())},
            },
            "launchMode": mode,
            "moveOn": "CompletedAndPassed",
            "returnURL": f"{self.base}/returned",
        }
        if mastery is not None:
            launch["masteryScore"] = mastery
        key = self._document_key("activities/state", {"stateId": "LMS.LaunchData", "activityId": activity})
        self.documents[key] = (json.dumps(launch).encode(), "application/json")
        query = {
            "endpoint": f"{self.base}/lrs/",
            "fetch": f"{self.base}/fetch?token={token}",
            "actor": json.dumps(ACTOR),
            "registration": REGISTRATION,
            "activityId": activity,
        }
        return f"{self.base}/package/{page}?{urlencode(query, quote_via=quote)}"

    # What is asked of it

    def verbs(self) -> list[str]:
        return [statement["verb"]["id"].rsplit("/", 1)[1] for statement in self.statements]

    def with_verb(self, verb: str) -> list[dict[str, Any]]:
        return [one for one, name in zip(self.statements, self.verbs(), strict=True) if name == verb]

    @staticmethod
    def _document_key(resource: str, query: dict[str, str]) -> str:
        return json.dumps([resource, query.get("stateId") or query.get("profileId"), query.get("activityId")])


class _Handler(BaseHTTPRequestHandler):
    system: LearningSystem
    noted: Request | None = None
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def parse_request(self) -> bool:
        known = super().parse_request()
        if known:
            self.system.asked.append(self.path)
        return known

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path in ("/host.html", "/series.html"):
            name = "scorm_host.html" if url.path == "/host.html" else "series_host.html"
            self._send(200, (HERE / name).read_bytes(), "text/html; charset=utf-8")
        elif url.path in ("/scorm_host.js", "/series_host.js"):
            self._send(200, (HERE / url.path[1:]).read_bytes(), "text/javascript")
        elif url.path == "/scorm-again.js":
            self._send(200, SCORM_AGAIN.read_bytes(), "text/javascript")
        elif url.path == "/mock/stored":
            self._json(200, self.system.values)
        elif url.path.startswith("/mock/"):
            name = url.path.removeprefix("/mock/")
            kind = "text/javascript" if name.endswith(".js") else "text/html; charset=utf-8"
            self._send(200, (HERE / "mock" / Path(name).name).read_bytes(), kind)
        elif url.path == "/stored":
            item = parse_qs(url.query).get("item", [""])[0]
            self._json(200, self.system.items.get(item, {}) if item else self.system.cmi)
        elif url.path == "/returned":
            self.system.returned += 1
            self._send(200, b"<!doctype html><title>Back in the LMS</title><h1>Back in the LMS</h1>", "text/html")
        elif url.path.startswith("/package/"):
            self._member(url.path.removeprefix("/package/"))
        else:
            self._lrs("GET")

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/commit":
            body = self._body()
            if self._fault("/commit"):
                return
            self.system.commits.append(body)
            self.system.cmi = body
            for item in parse_qs(url.query).get("item", []):
                self.system.items[item] = body
            self._json(200, {"result": True, "errorCode": 0})
        elif url.path == "/mock/commit":
            self.system.values |= self._body()
            self._json(200, {})
        elif url.path == "/mock/refused":
            self.system.refusals.append(self._body())
            self._json(200, {})
        elif url.path == "/fetch":
            self._fetch(parse_qs(url.query)["token"][0])
        else:
            self._lrs("POST")

    def do_PUT(self) -> None:
        self._lrs("PUT")

    def do_DELETE(self) -> None:
        self._lrs("DELETE")

    def _member(self, name: str) -> None:
        data = self.system.package.get(name)
        if data is None:
            self._send(404, b"", "text/plain")
            return
        self._send(200, data, mimetypes.guess_type(name)[0] or "application/octet-stream")

    def _fetch(self, token: str) -> None:
        """A token once; after that the error the specification asks for (C5 8.2.2)."""
        known = self.system.fetches.get(token)
        if known is None:
            self._json(200, {"error-code": "2", "error-text": "unknown"})
        elif known:
            self._json(200, {"error-code": "1", "error-text": "already in use"})
        else:
            self.system.fetches[token] = base64.b64encode(f"session:{token}".encode()).decode()
            self._json(200, {"auth-token": self.system.fetches[token]})

    # The LRS

    def _lrs(self, method: str) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query, keep_blank_values=True).items()}
        raw = self._raw()
        request = Request(method, url.path, query, {name.lower(): value for name, value in self.headers.items()}, raw)
        self.system.requests.append(request)
        self.noted = request
        if not url.path.startswith("/lrs/"):
            self._send(404, b"", "text/plain")
            return
        if self._fault(url.path):
            return
        decide = FAULTS[self.system.fault]
        if decide and (status := decide(self.system, request, raw)):
            self._json(status, {"error": self.system.fault})
            return
        if self._over(request, raw):
            self._json(401, {"error": "the session is over"})
        elif not request.headers.get("authorization"):
            self._json(401, {"error": "no credentials"})
        elif request.headers.get("x-experience-api-version") not in ("1.0.3", "2.0.0"):
            self._json(400, {"error": "no version header"})
        elif url.path == "/lrs/statements":
            self._statements(request, raw)
        elif url.path in ("/lrs/activities/state", "/lrs/agents/profile"):
            self._document(request, raw, url.path.removeprefix("/lrs/"))
        elif url.path == "/lrs/about":
            self._json(200, {"version": ["2.0.0"] if self.system.fault == "only-2.0" else ["1.0.3"]})
        else:
            self._json(404, {"error": "no such resource"})

    def _over(self, request: Request, raw: bytes) -> bool:
        """True for a token whose session has ended; its last statement is `terminated` (C5 8.2.1)."""
        token = request.headers.get("authorization", "")
        if token in self.system.over:
            return True
        if b"/verbs/terminated" in raw and base64.b64encode(b"key:secret").decode() not in token:
            self.system.ending.add(token)
        return False

    def _statements(self, request: Request, raw: bytes) -> None:
        body = json.loads(raw)
        statements = body if isinstance(body, list) else [body]
        known = {one["id"]: one for one in self.system.statements}
        for statement in statements:
            if statement.get("id") in known:
                self._json(409, {"error": "a statement with this id is stored"})
                return
        self.system.statements.extend(statements)
        self.system.over |= self.system.ending
        self._json(200, [statement["id"] for statement in statements])

    def _document(self, request: Request, raw: bytes, resource: str) -> None:
        key = self.system._document_key(resource, request.query)
        stored = self.system.documents.get(key)
        etag = f'"{abs(hash(stored[0])):x}"' if stored else ""
        shown = {} if self.system.fault == "no-tags" else {"ETag": etag}
        match request.method:
            case "GET" if stored is None:
                self._json(404, {"error": "no document"})
            case "GET":
                assert stored is not None
                self._send(200, stored[0], stored[1], shown)
            case "PUT" | "POST":
                if request.query.get("stateId") == "LMS.LaunchData":
                    self._json(403, {"error": "the launch data is the LMS's"})
                    return
                if stored and request.headers.get("if-none-match") == "*":
                    self._json(412, {"error": "there is a document already"})
                elif request.headers.get("if-match") not in (None, etag):
                    self._json(412, {"error": "the document has changed"})
                elif stored and not request.headers.get("if-match") and self.system.fault != "no-tags":
                    self._json(409, {"error": "say which document this replaces: If-Match"})
                else:
                    self.system.documents[key] = (raw, request.headers.get("content-type", ""))
                    self._send(204, b"", "text/plain", shown and {"ETag": f'"{abs(hash(raw)):x}"'})
            case _:
                self._send(405, b"", "text/plain")

    # Plumbing

    def _fault(self, path: str) -> bool:
        queue = self.system.faults.get(path)
        if not queue:
            return False
        self._json(queue.pop(0), {"error": "fault asked for by the test"})
        return True

    def _raw(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _body(self) -> Any:
        return json.loads(self._raw() or b"{}")

    def _json(self, status: int, value: Any) -> None:
        self._send(status, json.dumps(value).encode(), "application/json")

    def _send(self, status: int, data: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        if self.noted:
            self.noted.status = status
            self.noted = None
        self.system.answered.append(status)
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the page is gone, as a closed tab is
