"""``maturity plugin``."""

from __future__ import annotations

import click

from maturity.cli.options import current_catalogue, format_option, language_option, screen_for, write_out


@click.group("plugin", short_help="List plugins, and what each brings.")
def command() -> None:
    """List plugins, and what each brings. Neither command imports a plugin."""


@command.command("list")
@format_option("table", "json")
@language_option
def list_(output_format: str, language: str | None) -> int:
    """List the plugins that are installed, and why one was left out the last time it was tried."""
    del language
    from maturity.plugin.overview import overview

    t = current_catalogue()
    found = overview()
    if output_format == "json":
        from maturity.export.json import to_text

        write_out(to_text({"format": "maturity/plugins/1", "plugins": [one.to_json() for one in found]}))
        return 0
    from maturity.ui.plugin import show_plugins

    show_plugins(found, screen_for())
    if not found:
        screen_for().show(t("No plugins are installed."))
    return 0


@command.command("info")
@click.argument("name", metavar="PLUGIN")
@format_option("table", "json")
@language_option
def info(name: str, output_format: str, language: str | None) -> int:
    """Show one plugin: where it comes from, and what a question set that is data brings."""
    del language
    from maturity.plugin.overview import find_overview

    found = find_overview(name)
    if output_format == "json":
        from maturity.export.json import to_text

        write_out(to_text({"format": "maturity/plugin/1", **found.to_json()}))
        return 0
    from maturity.ui.plugin import show_plugin

    show_plugin(found, screen_for())
    return 0
