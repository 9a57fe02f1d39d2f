"""Data only; importing it would be a mistake, and this says so."""

raise RuntimeError("data plugins are never imported")
