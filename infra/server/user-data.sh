#!/bin/sh
# The sandbox server: keeps numbered records on its data volume and serves them over HTTP. User data of an EC2 instance, run by
# cloud-init at its first boot, or by anybody who sets MUSTER_PORT, as a process that stays in the foreground.
#
#   MUSTER_PORT     the port to listen on. When it is not set this is an instance: port 80, and a systemd unit that outlives reboots.
#   MUSTER_VOLUME   the data volume, a block device or a file: /dev/sdf when not set, or the disk that Nitro shows in its place.
#   MUSTER_VERSION  what it calls itself at GET /health: 1 when not set.
set -eu

version="${MUSTER_VERSION:-1}"
volume="${MUSTER_VOLUME:-/dev/sdf}"
if [ -n "${MUSTER_PORT:-}" ]; then home="$PWD/muster-server"; else home=/opt/muster-server; fi
mkdir -p "$home"

if ! command -v node >/dev/null 2>&1; then
  if command -v dnf >/dev/null 2>&1; then dnf install -y nodejs20; else apt-get update && apt-get install -y nodejs; fi
fi

# Nitro instances show EBS volumes as NVMe disks. The data volume is the one with nothing on it that is mounted.
if [ ! -e "$volume" ] && [ -z "${MUSTER_VOLUME:-}" ]; then
  for disk in /dev/nvme?n1 /dev/nvme??n1; do
    if [ -b "$disk" ] && [ -z "$(lsblk -no MOUNTPOINT "$disk" | tr -d '[:space:]')" ]; then volume="$disk"; fi
  done
fi

cat > "$home/server.js" <<'END'
// Keeps records in slots of 4 KiB directly on the volume. Acts only when it is called.
'use strict';
const { createHash } = require('node:crypto');
const { closeSync, fsyncSync, openSync, readSync, writeSync } = require('node:fs');
const { createServer } = require('node:http');

const [volume, port, version] = process.argv.slice(2);
const SLOT = 4096;
const HEAD = 44;
const MAGIC = 'MSTR';
const STRETCH = 4 * 1024 * 1024;
const ZEROS = Buffer.alloc(STRETCH);

const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

function onVolume(work) {
  const file = openSync(volume, 'rs+');
  try {
    return work(file);
  } finally {
    closeSync(file);
  }
}

function encode(number, body) {
  const slot = Buffer.alloc(SLOT);
  slot.write(MAGIC, 0, 'latin1');
  slot.writeUInt32BE(number, 4);
  slot.writeUInt32BE(body.length, 8);
  slot.write(digestOf(body), 12, 'hex');
  body.copy(slot, HEAD);
  return slot;
}

// Undefined for an empty slot. `intact` is false where the bytes are not those that were written.
function decode(slot, number) {
  if (slot.equals(ZEROS.subarray(0, SLOT))) return undefined;
  const length = Math.min(slot.readUInt32BE(8), SLOT - HEAD);
  const body = slot.subarray(HEAD, HEAD + length);
  const digest = digestOf(body);
  const intact = slot.toString('latin1', 0, 4) === MAGIC && slot.readUInt32BE(4) === number && slot.toString('hex', 12, HEAD) === digest;
  return { number, digest, intact, body };
}

function write(number, slot) {
  onVolume((file) => {
    writeSync(file, slot, 0, SLOT, number * SLOT);
    fsyncSync(file);
  });
}

function read(number) {
  const slot = Buffer.alloc(SLOT);
  onVolume((file) => readSync(file, slot, 0, SLOT, number * SLOT));
  return decode(slot, number);
}

// All records, by reading every block of the volume.
function list() {
  const records = [];
  const bytes = Buffer.alloc(STRETCH);
  onVolume((file) => {
    for (let at = 0, got; (got = readSync(file, bytes, 0, STRETCH, at)) > 0; at += got) {
      if (bytes.subarray(0, got).equals(ZEROS.subarray(0, got))) continue;
      for (let from = 0; from + SLOT <= got; from += SLOT) {
        const record = decode(bytes.subarray(from, from + SLOT), (at + from) / SLOT);
        if (record) records.push({ number: record.number, digest: record.digest, intact: record.intact });
      }
    }
  });
  return records;
}

function answer(method, path, body) {
  if (method === 'GET' && path === '/health') {
    read(0);
    return [200, { version, volume: 'can be read and written' }];
  }
  if (method === 'GET' && path === '/records') return [200, list()];
  const [, digits] = /^\/records\/(\d{1,9})$/.exec(path) ?? [];
  if (digits === undefined) return [404, { error: 'there is /health, /records and /records/NUMBER' }];
  const number = Number(digits);
  if (method === 'PUT') {
    if (body.length > SLOT - HEAD) return [413, { error: `a record has at most ${SLOT - HEAD} bytes` }];
    write(number, encode(number, body));
    return [200, { number, digest: digestOf(body) }];
  }
  if (method === 'DELETE') {
    write(number, Buffer.alloc(SLOT));
    return [200, { number }];
  }
  if (method !== 'GET') return [405, { error: 'use GET, PUT or DELETE' }];
  const record = read(number);
  if (!record) return [404, { error: `there is no record ${number}` }];
  return record.intact ? [200, record.body] : [500, { error: `record ${number} is damaged` }];
}

createServer((request, response) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    let status, said;
    try {
      [status, said] = answer(request.method, request.url, Buffer.concat(pieces));
    } catch (error) {
      [status, said] = [503, { error: `the volume fails: ${error.code ?? error.message}` }];
    }
    const isRecord = Buffer.isBuffer(said);
    response.writeHead(status, { 'content-type': isRecord ? 'application/octet-stream' : 'application/json' });
    response.end(isRecord ? said : `${JSON.stringify(said)}\n`);
  });
}).listen(Number(port), () => console.log(`serving ${volume} on port ${port}`));
END

if [ -n "${MUSTER_PORT:-}" ]; then exec node "$home/server.js" "$volume" "$MUSTER_PORT" "$version"; fi

cat > /etc/systemd/system/muster-server.service <<END
[Unit]
Description=Sandbox server of a recovery drill

[Service]
ExecStart=$(command -v node) $home/server.js $volume 80 $version
Restart=always

[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --now muster-server.service
