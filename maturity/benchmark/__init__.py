"""Published figures: reading and checking them, and holding an organisation's own answers beside them."""
