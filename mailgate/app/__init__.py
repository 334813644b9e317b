"""The use cases, one a module; they see the world through ports."""
