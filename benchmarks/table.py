"""One line of what is measured."""


def row(what: str, value: str, goal: str = "") -> None:
    """What, how much, and what it should be."""
    print(f"  {what:<66} {value:>14}   {goal}".rstrip(), flush=True)


def section(title: str) -> None:
    """What the rows that follow have in common."""
    print(f"\n{title}", flush=True)
