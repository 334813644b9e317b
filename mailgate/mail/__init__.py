"""Bytes and text to data and back: reading and writing mail, pure."""
