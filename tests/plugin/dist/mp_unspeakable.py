"""Raises what cannot be told."""

from __future__ import annotations

class UnspeakableError(BaseException):
    def __str__(self) -> str:
        raise RuntimeError


raise UnspeakableError
