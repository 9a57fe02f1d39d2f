"""The command ``maturity``: one file per command, each a shell over the library."""
