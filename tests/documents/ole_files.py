"""OLE files written by hand: a directory with streams at the root and in a storage below it."""

import struct

FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def entry(name: str, kind: int, behind: int = NONE, child: int = NONE) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return (head + struct.pack("<III", NONE, behind, child)).ljust(116, b"\0") + struct.pack("<IQ", END, 0)


def ole(*root: str, embedded: tuple[str, ...] = ()) -> bytes:
    """Return a file whose root has these streams, and a storage with what is embedded in it."""
    entries = [entry("Root Entry", 5, child=1)]
    for number, name in enumerate(root, 1):
        behind = number + 1 if number < len(root) or embedded else NONE
        entries.append(entry(name, 2, behind))
    if embedded:
        entries.append(entry("ObjectPool", 1, child=len(root) + 2))
    for number, name in enumerate(embedded, len(root) + 2):
        entries.append(entry(name, 2, number + 1 if number < len(root) + 1 + len(embedded) else NONE))
    directory = b"".join(entries)
    sectors = -(-len(directory) // 512)
    chain = [FAT, *range(2, sectors + 1), END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIII", 0, 1, 1, 0, 4096) + struct.pack("<IIII", END, 0, END, 0)
    return head + struct.pack("<109I", 0, *[FREE] * 108) + fat + directory.ljust(sectors * 512, b"\0")
