"""From a folder of files to documents: formats, decoding, language, title and dateline."""
