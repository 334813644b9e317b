"""Letters with known fields: written, laid out as offices do, spoilt as scanners and phones do, read and judged."""
