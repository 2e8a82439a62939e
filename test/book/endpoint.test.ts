/** Drills on a stand-in that runs elsewhere give the same verdicts and measures as here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, muster, startMuster, temporaryFolder } from '../command/muster';

interface Run {
  verdict: string;
  scenarios: { name: string; verdict: string; outcome: string; rto: object; rpo: object; promises: object }[];
}

const measures = ({ scenarios }: Run): object => scenarios.map(({ name, verdict, outcome, rto, rpo, promises }) => ({ name, verdict, outcome, rto, rpo, promises }));

/** Of each kind one: a database, a bucket with its replica, a protection. */
const some = ['data-corruption/bad-migration', 'data-center-outage/lost-bucket', 'data-protection/replication'].map((name) => `features/${name}.feature`);

test('over --endpoint verdicts and measures are those of the drill in process', async (t) => {
  const server = startMuster(['standin']);
  t.after(async () => {
    server.child.kill('SIGINT');
    assert.equal((await server.ended).code, 0);
  });
  await eventually('the endpoint is printed', () => server.printed().includes('\n'));
  // The first line is JSON by contract.
  const { endpoint } = JSON.parse(server.printed()) as { endpoint: string };
  const out = temporaryFolder(t);
  const there = await muster(['drill', ...some, '--json', '--seed', '7', '--out', out, '--endpoint', endpoint]);
  const here = await muster(['drill', ...some, '--json', '--seed', '7', '--out', out]);
  assert.equal(there.code, 0, there.stderr);
  assert.deepEqual(measures(JSON.parse(there.stdout) as Run), measures(JSON.parse(here.stdout) as Run));
});
