"""Archives with changed numbers and right checksums: what someone makes who knows the format."""
import struct

MASK = (1 << 64) - 1
ODD = (0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3, 0x589965CC75374CC3)
BLOCK = 16384
HEADER = 64
SLOTS = (4096, 8192)
SPECIAL = [0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x10000, 1 << 31, 0xFFFFFFFF, 1 << 32, 1 << 40, MASK >> 1, 1 << 63, MASK]


def mix(a, b):
    product = a * b
    return (product >> 64) ^ (product & MASK)


def checksum(data, seed=0):
    """The checksum that newsq writes: see Base/Checksum.swift."""
    a, b, c, d = seed ^ ODD[0], (seed + ODD[1]) & MASK, seed ^ ODD[2], (seed + ODD[3]) & MASK
    whole = len(data) // 32 * 32
    one, two, three, zero = ODD[1], ODD[2], ODD[3], ODD[0]
    for w, x, y, z in struct.iter_unpack("<4Q", memoryview(data)[:whole]):
        p = (a ^ w) * one
        a = ((p >> 64) ^ (p & MASK)) + a & MASK
        p = (b ^ x) * two
        b = ((p >> 64) ^ (p & MASK)) + b & MASK
        p = (c ^ y) * three
        c = ((p >> 64) ^ (p & MASK)) + c & MASK
        p = (d ^ z) * zero
        d = ((p >> 64) ^ (p & MASK)) + d & MASK
    swapped = [int.from_bytes(lane.to_bytes(8, "little"), "big") for lane in (b, d)]
    value = mix(a ^ swapped[0], ODD[2]) ^ mix(c ^ swapped[1], ODD[3]) ^ len(data)
    place = whole
    while place + 8 <= len(data):
        value = (mix(value ^ struct.unpack_from("<Q", data, place)[0], ODD[1]) + value) & MASK
        place += 8
    rest = 0
    for byte in data[place:]:
        rest = rest << 8 | byte
    return mix(value ^ rest, ODD[2]) ^ mix(value, ODD[3])


class Forgery:
    """An archive file of one or more parts; `changed` gives its bytes with some numbers changed and all checksums right."""

    def __init__(self, data):
        self.whole = bytes(data)
        generations = [struct.unpack_from("<Q", data, place)[0] for place in SLOTS]
        self.slot = SLOTS[generations.index(max(generations))]
        self.manifest, self.manifest_size = struct.unpack_from("<QQ", data, self.slot + 8)
        count, = struct.unpack_from("<I", data, self.manifest + 12)
        self.parts = [struct.unpack_from("<QQ", data, self.manifest + 24 + 64 * number) for number in range(count)]
        # Name, first byte, size of everything that a number can be changed in.
        self.places = [("manifest", self.manifest, self.manifest_size)]
        for number, (start, _) in enumerate(self.parts):
            self.places += [("%d %s" % (number, name), first, size) for name, first, size in self.sections(start) if size > 0]
        assert self.sealed(bytearray(data), range(len(data))) == self.whole, "the checksums of this test are not those of newsq"

    def sections(self, start):
        """Where the sections of the part at `start` are."""
        table, = struct.unpack_from("<Q", self.whole, start + 24)
        place = start + table
        count, = struct.unpack_from("<I", self.whole, place)
        place += 8
        found = []
        for _ in range(count):
            offset, size, length = struct.unpack_from("<QQI", self.whole, place)
            found.append((self.whole[place + 20:place + 20 + length].decode(), start + offset, size))
            place += (20 + length + 7) // 8 * 8
        return found

    def sealed(self, data, changed):
        """Makes all checksums right; `changed` is a range of bytes, or some places."""
        for start, part_size in self.parts:
            inside = [place for place in changed if start + HEADER <= place < start + part_size] if not isinstance(changed, range) else None
            if inside == []:
                continue
            size, table = struct.unpack_from("<QQ", self.whole, start + 16)
            end = start + size
            blocks = (table - HEADER + BLOCK - 1) // BLOCK
            numbers = range(blocks) if inside is None else sorted({(place - start - HEADER) // BLOCK for place in inside if place < start + table})
            for block in numbers:
                first = start + HEADER + block * BLOCK
                some = bytes(data[first:min(first + BLOCK, start + table)])
                struct.pack_into("<Q", data, end - (blocks - block) * 8, checksum(some, block))
            struct.pack_into("<Q", data, start + 40, checksum(bytes(data[start + table:end])))
            struct.pack_into("<Q", data, start + 56, checksum(bytes(data[start:start + 56])))
        struct.pack_into("<Q", data, self.slot + 24, checksum(bytes(data[self.manifest:self.manifest + self.manifest_size])))
        struct.pack_into("<Q", data, self.slot + 32, checksum(bytes(data[self.slot:self.slot + 32])))
        return data

    def changed(self, randomness):
        """Bytes with one to three numbers changed, and what was changed."""
        data = bytearray(self.whole)
        places, story = [], []
        for _ in range(randomness.randrange(1, 4)):
            name, first, size = randomness.choice(self.places)
            width = randomness.choice([1, 1, 2, 4, 4, 8])
            reach = min(size, 64) if randomness.random() < 0.3 else size
            offset = randomness.randrange(reach) // width * width
            if offset + width > size:
                continue
            value = randomness.choice(SPECIAL) if randomness.random() < 0.4 else randomness.getrandbits(8 * width)
            if randomness.random() < 0.2:
                # Nearly what it was.
                value = int.from_bytes(data[first + offset:first + offset + width], "little") + randomness.choice([-1, 1, 2, 256])
            data[first + offset:first + offset + width] = (value & ((1 << 8 * width) - 1)).to_bytes(width, "little")
            places.append(first + offset)
            story.append("%s+%d=%#x" % (name, offset, value & MASK))
        return self.sealed(data, places), story
