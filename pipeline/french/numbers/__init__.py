"""Numbers in French words and digits: a stateless grammar over text."""
