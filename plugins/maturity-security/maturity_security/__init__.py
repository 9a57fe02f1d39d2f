"""Data for the maturity toolkit: read, never imported by it."""
