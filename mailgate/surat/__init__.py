"""A letter and its fields: words on pages in, fields with confidence out; pure."""
