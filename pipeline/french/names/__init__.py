"""Names: mentions of people, places and organisations, and the chains they form in a document."""
