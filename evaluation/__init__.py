"""How well replies are read: a labelled corpus of our own, public corpora, and the speed of it (docs/evaluation.md)."""
