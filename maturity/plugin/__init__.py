"""The plugin host: finding plugins without importing them, loading them one by one, and leaving out what is broken.

============== ============================================================
``hookspecs``  the hooks, each with an example
``discovery``  what is installed, read from metadata
``data``       question sets that are data: read, never imported
``code``       plugins that are Python: loaded and called under guard
``builtins``   the toolkit's own contributions, through the same hooks
``registry``   everything there is, built-in first
``status``     what failed last, for `maturity plugin list`
============== ============================================================
"""
