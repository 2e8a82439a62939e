/** Instances' processes: what they are given, that whole trees end, and that whoever ends otherwise is noticed. */
import assert from 'node:assert/strict';
import { mkdtemp, writeFile, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryRoot } from '../../temporary-root';
import { type Keeper, startKeeper } from '../keeper';
import { type Ended, ProcessTree } from './process-tree';

let keeper: Keeper;
let directory: string;

before(async () => {
  directory = await mkdtemp(join(await temporaryRoot(), 'muster-tree-'));
  await chmod(directory, 0o711);
  keeper = await startKeeper(directory);
});

after(() => keeper.close());

/** Keeps a child in the background that says who it is, as a server that was started by a script would. */
const withChild = `#!/bin/sh
echo "in $PWD on port $MUSTER_PORT"
node -e 'require("http").createServer((q, s) => s.end(String(process.pid) + " " + process.env.MUSTER_VOLUME)).listen(process.env.MUSTER_PORT)' &
exit 0
`;

async function ask(tree: ProcessTree): Promise<string> {
  const { host, port } = tree.address ?? assert.fail('nothing listens');
  return (await fetch(`http://${host}:${port}/`)).text();
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds() && waited < 10_000; waited += 10) await delay(10);
}

test('a tree outlives the script that began it, has its volumes at hand, and ends as a whole', async () => {
  const volume = join(directory, 'volume');
  await writeFile(volume, '');
  const tree = new ProcessTree(keeper, join(directory, 'instances', 'i-1'));
  const ends: Ended[] = [];
  tree.onEnd = (how) => ends.push(how);
  await tree.start(Buffer.from(withChild), new Map([['sdf', volume]]));
  const { host, port } = tree.address ?? assert.fail('nothing listens');
  const [, path] = (await ask(tree)).split(' ');
  assert.equal(path, join(directory, 'instances', 'i-1', 'dev', 'sdf'));
  assert.match(await tree.console(), /^in .*i-1 on port 80$/m);
  await tree.stop(true);
  await assert.rejects(fetch(`http://${host}:${port}/`));
  assert.equal(tree.address, undefined);
  assert.deepEqual(ends, []);
});

test('a process that is killed is noticed, and one that is done is not taken for that', async () => {
  const tree = new ProcessTree(keeper, join(directory, 'instances', 'i-2'));
  const ends: Ended[] = [];
  tree.onEnd = (how) => ends.push(how);
  await tree.start(Buffer.from(withChild.replace('&\nexit 0', '').replace('node -e', 'exec node -e')), new Map());
  process.kill(Number((await ask(tree)).split(' ')[0]), 'SIGKILL');
  await until(() => ends.length > 0);
  await tree.start(Buffer.from('#!/bin/sh\necho done\n'), new Map());
  assert.deepEqual(ends, ['lost', 'done']);
  assert.equal(tree.address, undefined);
});
