"""Plugins that are Python: loaded one by one, each hook called by itself, everything a plugin does wrong kept from everybody else.

What code in this process can do to the process (exit hard, hang, patch modules) cannot be prevented here, and is not promised.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from maturity.model.plugin import Failure, Origin, Stage, foreign
from maturity.plugin.discovery import EntryPoint
from maturity.plugin.guard import reason
from maturity.plugin.hookspecs import API, PROJECT, Hooks

#: More than this from one hook is a mistake, not a contribution.
MAX_RECORDS = 1_000


class PluginHost:
    """Loads plugins and calls their hooks.

    Attributes:
        failures: What is left out, in the order it was found.
    """

    def __init__(self) -> None:
        import pluggy

        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(Hooks)
        self._origins: dict[str, Origin] = {}
        self.failures: list[Failure] = []

    def load(self, point: EntryPoint) -> None:
        """Import and register one plugin; a failure is kept, never raised."""
        origin = Origin(plugin=point.name, distribution=point.distribution, version=point.version)
        with self._guarded(origin, "load") as sound:
            module, _, attributes = point.value.partition(":")
            plugin: Any = import_module(module.strip())
            for name in filter(None, attributes.strip().split(".")):
                plugin = getattr(plugin, name)
            sound.append(plugin)
        if sound:
            self.register(sound[0], origin)

    def register(self, plugin: object, origin: Origin) -> None:
        """Register one plugin that is already there."""
        import pluggy

        with self._guarded(origin, "validate"):
            if self._manager.has_plugin(origin.plugin):
                raise ValueError("a plugin of this name is already loaded")
            self._manager.register(plugin, name=origin.plugin)
            try:
                self._check(plugin, origin.plugin)
            except (ValueError, pluggy.PluginValidationError):
                self._manager.unregister(name=origin.plugin)
                raise
            self._origins[origin.plugin] = origin

    def _check(self, plugin: object, name: str) -> None:
        wanted = getattr(plugin, "MATURITY_API", API)
        if not isinstance(wanted, int) or wanted > API:
            raise ValueError(f"it was written for version {wanted} of the plugin interface; this is version {API}: install a newer toolkit")
        known = [hook for hook in vars(Hooks) if hook.startswith(f"{PROJECT}_")]
        for attribute in dir(plugin):
            options = getattr(getattr(plugin, attribute, None), f"{PROJECT}_impl", None)
            if options is None:
                continue
            if attribute not in known and not options.get("optionalhook"):
                raise ValueError(f"there is no hook {attribute}; there are: {', '.join(known)}")
            if options.get("wrapper") or options.get("hookwrapper"):
                raise ValueError(f"{attribute} is a hook wrapper, which this toolkit does not take")
        if not self._manager.get_hookcallers(plugin):
            raise ValueError(f"{name} has no hook of this toolkit")

    def call(self, hook: str, kind: type | tuple[type, ...]) -> Iterator[tuple[Origin, Any]]:
        """Yield what a hook returns, plugin by plugin in the order of their names, with where it comes from.

        A plugin whose hook raises, or returns anything but records of this kind, contributes nothing at all.
        """
        implementations = sorted(getattr(self._manager.hook, hook).get_hookimpls(), key=lambda one: one.plugin_name)
        for implementation in implementations:
            origin = self._origins[implementation.plugin_name]
            with self._guarded(origin, "call") as records:
                found = implementation.function()
                if isinstance(found, str | bytes) or not isinstance(found, Iterable):
                    raise TypeError(f"{hook} returned {type(found).__name__}, not a list")
                for record in found:
                    if not isinstance(record, kind):
                        raise TypeError(f"{hook} returned a {type(record).__name__}")
                    records.append(record)
                    if len(records) > MAX_RECORDS:
                        raise ValueError(f"{hook} returned more than {MAX_RECORDS} records")
            yield from ((origin, record) for record in records)

    @contextlib.contextmanager
    def _guarded(self, origin: Origin, stage: Stage) -> Iterator[list[Any]]:
        """Run a plugin's code; what it raises becomes a failure, what it prints is dropped, and the list is emptied."""
        collected: list[Any] = []
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                yield collected
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - SystemExit and whatever else a plugin thinks of
            collected.clear()
            self.failures.append(Failure(origin=origin, stage=stage, reason=foreign(reason(error))))
