/** The peer: the least that can hash, store and serve bytes over HTTP with node:http, with no protocol and no signatures. Its argument says where to store. */
'use strict';

const { createHash } = require('node:crypto');
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');

const folder = mkdtempSync(join(process.argv[2], 'muster-bare-'));
const stored = new Map();

const server = createServer((request, response) => {
  const path = request.url.split('?')[0];
  if (request.method !== 'PUT') {
    const file = stored.get(path);
    if (file === undefined) response.end();
    else response.end(readFileSync(file));
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const bytes = Buffer.concat(chunks);
    const file = join(folder, createHash('sha256').update(bytes).digest('hex'));
    writeFileSync(file, bytes);
    stored.set(path, file);
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ endpoint: `http://127.0.0.1:${server.address().port}` })));
process.on('SIGTERM', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
