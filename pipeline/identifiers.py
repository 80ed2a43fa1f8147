"""Identifiers and digests: the same input gives the same string on every run and machine."""

import hashlib


def digest(*parts: str | bytes) -> str:
    """Hexadecimal BLAKE2b digest (32 digits) of the parts, kept apart by their lengths."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(f"{len(data)}:".encode())
        state.update(data)
    return state.hexdigest()


def stable_id(prefix: str, *parts: object) -> str:
    """A short identifier, `prefix` and 16 hexadecimal digits, of what the parts say."""
    return f"{prefix}{digest(*(str(part) for part in parts))[:16]}"
