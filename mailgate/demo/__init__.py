"""An embedded mail server and played scenarios, for trying mailgate on one machine."""
