"""Training of Stanza's six French models: on our own articles, or on corpora given by path."""
