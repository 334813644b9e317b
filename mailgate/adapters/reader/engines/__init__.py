"""What runs in the child alone: the parsers, the pictures, Tesseract. The parent imports none of it."""
