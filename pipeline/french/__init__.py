"""The linguistic core: pure functions and spaCy components, Doc in, Doc out."""
