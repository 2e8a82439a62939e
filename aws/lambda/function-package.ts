/** A function's code as Lambda takes it: a zip, the same bytes for the same code wherever it is made. */
import { crc32 } from 'node:zlib';

/** What Lambda calls in a package of `packageOf`. */
export const handlerName = 'index.handler';

const fileName = Buffer.from('index.js');
/** 1 January 1980, as far back as a zip can date. */
const date = 0x0021;
/** Readable by all: Lambda runs code as a user of its own. */
const mode = 0o100644;

/** A zip with the code, uncompressed, as its one file: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function packageOf(code: string): Buffer {
  const content = Buffer.from(code, 'utf8');
  const about = aboutFile(content);
  const local = Buffer.concat([signature(0x04034b50), about, fileName]);
  const attributes = Buffer.alloc(14);
  attributes.writeUInt32LE(mode * 0x10000, 6);
  const madeBy = Buffer.from([20, 3]);
  const central = Buffer.concat([signature(0x02014b50), madeBy, about, attributes, fileName]);
  return Buffer.concat([local, content, central, endOf(central.length, local.length + content.length)]);
}

/** What both headers of a file say of it. */
function aboutFile(content: Buffer): Buffer {
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(date, 8);
  about.writeUInt32LE(crc32(content), 10);
  about.writeUInt32LE(content.length, 14);
  about.writeUInt32LE(content.length, 18);
  about.writeUInt16LE(fileName.length, 22);
  return about;
}

function endOf(centralLength: number, centralAt: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(centralLength, 8);
  end.writeUInt32LE(centralAt, 12);
  return Buffer.concat([signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
