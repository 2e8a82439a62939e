/** The peer: the least that can store and serve bytes over HTTP with node:http, in memory, with no protocol and no signatures. */
'use strict';

const { createServer } = require('node:http');

const stored = new Map();

const server = createServer((request, response) => {
  const path = request.url.split('?')[0];
  if (request.method !== 'PUT') {
    response.end(stored.get(path));
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    stored.set(path, Buffer.concat(chunks));
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ endpoint: `http://127.0.0.1:${server.address().port}` })));
