"""The version of the toolkit, alone, so that showing it imports nothing."""

VERSION = "0.1.0"
