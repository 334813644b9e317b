"""mailgate: an email-driven ticketing gateway for the SOPs of an Indonesian Dinas Kominfo."""

__version__ = "0.1.0"
