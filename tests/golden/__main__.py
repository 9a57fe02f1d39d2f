"""``python -m tests.golden`` adds what is missing to the golden scores. What stands there is never changed: it is kept for ever."""

from __future__ import annotations

from tests.golden.profiles import update

if __name__ == "__main__":
    for name in update():
        print(f"added: {name}")
