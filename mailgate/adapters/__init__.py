"""The concrete neighbours: database, mail servers, templates, rule files, queue."""
