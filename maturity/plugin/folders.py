"""Where the folder of an installed package is, without importing the package."""

from __future__ import annotations

from pathlib import Path


def package_folder(package: str) -> Path | None:
    """Return the folder of an installed package without importing it, None where it has none."""
    from importlib.util import find_spec

    top, *rest = package.split(".")
    if not top.isidentifier():
        return None
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        return None
    places = list(spec.submodule_search_locations or ()) if spec else []
    return next((folder for place in places if (folder := Path(place, *rest)).is_dir()), None)
