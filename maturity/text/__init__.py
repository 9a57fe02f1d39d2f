"""Text in and out: the sanitiser for foreign text and the message catalogues."""

from maturity.text.catalog import LANGUAGES, Catalogue, catalogue, negotiate
from maturity.text.message import Message, msg, msgs
from maturity.text.sanitise import clean, clean_line, is_clean, is_id, slug

__all__ = [
    "LANGUAGES",
    "Catalogue",
    "Message",
    "catalogue",
    "clean",
    "clean_line",
    "is_clean",
    "is_id",
    "msg",
    "msgs",
    "negotiate",
    "slug",
]
