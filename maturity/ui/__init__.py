"""Everything a person sees in the terminal: asking and showing."""
