"""The tests themselves: nothing reaches another machine, from here or from a child."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

_CONNECT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


def test_this_process_cannot_connect() -> None:
    with pytest.raises(PermissionError), socket.socket() as open_socket:
        open_socket.connect(("192.0.2.1", 80))


def test_a_child_cannot_connect() -> None:
    done = subprocess.run([sys.executable, "-c", _CONNECT], capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "do not connect to 192.0.2.1" in done.stderr


@pytest.mark.loopback
def test_a_marked_test_can_talk_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5) as client:
        accepted, _ = server.accept()
        with accepted:
            client.sendall(b"x")
            assert accepted.recv(1) == b"x"
