"""Put on the path of every process the tests start: connections to other machines are refused."""

from __future__ import annotations

import os
import sys
from typing import Any

_LOCAL = ("127.", "::1", "localhost")


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to connect anywhere but to this machine, and to that only where a test is marked for it."""
    if event not in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        return
    address = arguments[1]
    if not isinstance(address, tuple):
        return
    local = str(address[0]).startswith(_LOCAL)
    if not local or os.environ.get("MATURITY_TEST_LOOPBACK") != "1":
        raise PermissionError(f"the tests do not connect to {address[0]}")


sys.addaudithook(refuse)
