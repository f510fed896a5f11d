"""The servers of the tests end when they are left."""

import socket
import threading
from urllib.parse import urlsplit

from tests.web.conftest import served


def test_a_server_ends_though_somebody_holds_a_connection_open(app):
    before = threading.active_count()
    with served(app) as address:
        held = socket.create_connection(("127.0.0.1", urlsplit(address).port))
        held.sendall(b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert held.recv(1000).startswith(b"HTTP/1.1 200")
    held.close()
    assert threading.active_count() == before
