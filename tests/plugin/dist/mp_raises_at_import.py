"""Raises when it is imported."""

raise RuntimeError("no \x1b[31mdatabase")
