"""The static report: pages to read and to send, without a server."""
