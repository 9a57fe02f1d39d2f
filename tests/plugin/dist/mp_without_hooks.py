"""Has nothing to say."""

VALUE = 1
