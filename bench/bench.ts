/** `npm run bench`: measures on this machine, prints one table, keeps nothing. Name some of the parts to run only those. */
import { availableParallelism } from 'node:os';
import { backup } from './backup';
import { book, dayOfWitnesses } from './drills';
import type { Row } from './row';
import { dailyWork } from './s3/daily-work';
import { largeObject } from './s3/large-object';
import { listings } from './s3/listings';
import { objects } from './s3/objects';
import { startUp } from './start-up';
import { volumes } from './volumes';

const PARTS: Readonly<Record<string, () => Promise<Row[]>>> = { 'start-up': startUp, objects, 'large-object': largeObject, listings, 'daily-work': dailyWork, backup, volumes, book, day: dayOfWitnesses };

void main(process.argv.slice(2));

async function main(named: readonly string[]): Promise<void> {
  const unknown = named.filter((name) => !(name in PARTS));
  if (unknown.length > 0) throw new Error(`there is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (named.length > 0 && !named.includes(name)) continue;
    console.log(`measuring ${name} …`);
    rows.push(...(await part()));
  }
  console.log(`\nNode.js ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores; medians, peers in the same run`);
  console.table(rows);
}
