"""The engines: text to the same tokens and mentions, whichever is used."""
