"""Serves an application on a free port of 127.0.0.1, says where on standard output, and ends when standard input does.

Runs inside the engine's environment: only the standard library is there for certain.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def serve_asgi(application: Any) -> None:
    import uvicorn

    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", timeout_graceful_shutdown=1))

    def leave() -> None:
        sys.stdin.read()
        server.should_exit = True

    threading.Thread(target=leave, daemon=True).start()
    _tell(listener.getsockname()[1])
    server.run(sockets=[listener])


def serve_wsgi(application: Wsgi) -> None:
    """One request at a time, as a system with one worker; connections wait in threads, since a browser opens some in advance."""
    turn = threading.Lock()

    def one_at_a_time(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with turn:
            answer = application(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                getattr(answer, "close", lambda: None)()

    server = _Server(("127.0.0.1", 0), _Quiet)
    server.set_app(one_at_a_time)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    _tell(server.server_address[1])
    sys.stdin.read()


def _tell(port: int) -> None:
    print(f"http://127.0.0.1:{port}", flush=True)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass

    def address_string(self) -> str:
        return "127.0.0.1"
