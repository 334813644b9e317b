"""Breaking the gateway on purpose: processes killed under load, and what must hold when all is quiet again."""
