"""File names of tensors, as `stapes run --tensors` makes them."""

KEPT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")


def file_name(tensor: str) -> str:
    """The tensor's UTF-8 bytes, all but [A-Za-z0-9._-] percent-encoded, and .npy."""
    return "".join(chr(byte) if byte in KEPT else f"%{byte:02X}" for byte in tensor.encode()) + ".npy"
