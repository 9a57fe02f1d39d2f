"""Every hook has an example that runs, and the names a plugin imports are a sorted, complete list."""

from __future__ import annotations

import inspect
import re
import textwrap
import types

import pytest

import maturity.api
from maturity.model.plugin import BUILT_IN, Origin
from maturity.plugin import builtins
from maturity.plugin.code import PluginHost
from maturity.plugin.hookspecs import Hooks
from maturity.scoring.plan import NODES

HOOKS = sorted(name for name in vars(Hooks) if name.startswith("maturity_"))


def example(hook: str) -> str:
    text = inspect.getdoc(getattr(Hooks, hook)) or ""
    match = re.search(r"Example::\n\n(.*)", text, re.DOTALL)
    assert match, f"{hook} has no example"
    return textwrap.dedent(match[1])


@pytest.mark.parametrize("hook", HOOKS)
def test_the_example_of_every_hook_runs(hook: str) -> None:
    plugin = types.ModuleType(f"example_{hook}")
    plugin.__file__ = __file__
    exec(example(hook), plugin.__dict__)
    host = PluginHost()
    host.register(plugin, Origin(plugin="example"))

    records = list(host.call(hook, object))
    assert host.failures == []
    assert len(records) == 1


def test_the_toolkit_uses_its_own_hooks() -> None:
    host = PluginHost()
    host.register(builtins, BUILT_IN)

    assert host.failures == []
    used = [hook for hook in HOOKS if list(host.call(hook, object))]
    assert used == ["maturity_exporters", "maturity_question_sets", "maturity_scoring_rules"]


def test_what_plugins_import_is_sorted_and_holds_every_node() -> None:
    assert maturity.api.__all__ == sorted(maturity.api.__all__)
    assert {node.__name__ for node in NODES} <= set(maturity.api.__all__)
    assert all(hasattr(maturity.api, name) for name in maturity.api.__all__)
