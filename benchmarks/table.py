"""One line of what is measured."""


def row(what: str, value: str, goal: str) -> None:
    """What, how much, and what it should be."""
    print(f"  {what:<58} {value:>12}   {goal}")
