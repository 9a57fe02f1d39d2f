"""The records that everything passes around: frozen, typed, without behaviour beyond look-ups."""
