"""The first schema."""

