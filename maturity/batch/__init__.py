"""Scoring many responses at once: files of any usual kind in, scores and rejects out."""
