"""The papers of a ticket: what each says, as JSON that a document template prints."""
