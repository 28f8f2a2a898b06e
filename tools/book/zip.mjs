/* A zip archive, as small as EPUB needs one (PKWARE's APPNOTE 6.3.3, without Zip64): equal files make
   equal bytes, so all are from the first day that the format knows. */

import {deflateRawSync} from "node:zlib";

const firstDay = (1 << 5) | 1; // 1980-01-01: years from 1980, months and days from 1
const namesAreUtf8 = 1 << 11;

const table = Array.from({length: 256}, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) {
        rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
    }
    return rest;
});

function crc32(bytes) {
    let crc = ~0;
    for (const byte of bytes) {
        crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
    }
    return ~crc >>> 0;
}

/* Numbers of two and four bytes, least significant first. */
function pack(...fields) {
    return Buffer.concat(fields.map(([size, value]) => {
        const bytes = Buffer.alloc(size);
        bytes.writeUIntLE(value, 0, size);
        return bytes;
    }));
}

/* What both headers of a file say of it. */
function facts({name, bytes, packed, isStored}) {
    return pack([2, 20], [2, namesAreUtf8], [2, isStored ? 0 : 8], [2, 0], [2, firstDay], [4, crc32(bytes)],
        [4, packed.length], [4, bytes.length], [2, Buffer.byteLength(name)], [2, 0]);
}

/* files: {name, bytes (Buffer), isStored}, in order. */
export function zip(files) {
    const parts = [];
    const directory = [];
    let at = 0;
    for (const {name, bytes, isStored = false} of files) {
        const packed = isStored ? bytes : deflateRawSync(bytes, {level: 9});
        const its = facts({name, bytes, packed, isStored});
        const header = Buffer.concat([Buffer.from("PK\x03\x04"), its, Buffer.from(name)]);
        directory.push(Buffer.from("PK\x01\x02"), pack([2, 20]), its, pack([2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
            Buffer.from(name));
        parts.push(header, packed);
        at += header.length + packed.length;
    }
    const list = Buffer.concat(directory);
    const end = pack([2, 0], [2, 0], [2, files.length], [2, files.length], [4, list.length], [4, at], [2, 0]);
    return Buffer.concat([...parts, list, Buffer.from("PK\x05\x06"), end]);
}
