"""`make fuzz`: mails broken on purpose, each on its whole way from bytes to the answer; what escapes is a fault."""
