"""What a mail costs: `make bench` measures the whole gateway as an office runs it, and prints it."""
