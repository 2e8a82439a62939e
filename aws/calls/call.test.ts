/** A call is one effect on the drill's clock, is tried again where that may help, and stands in the record each time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { S3ServiceException } from '@aws-sdk/client-s3';
import type { CallEntry } from '../../evidence/entry';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import { VirtualClock } from '../../time/virtual-clock';
import { makeCall, type Request } from './call';

const start = Instant.parse('2026-01-05T09:00:00Z');

/** AWS that answers as told: each refusal once, and then well. */
function calling(refusals: readonly string[], more: Partial<Request<string>> = {}, { stopAfter, signal }: { stopAfter?: number; signal?: AbortSignal } = {}) {
  const stop = new AbortController();
  const clock = new VirtualClock({ start, effectDuration: () => Duration.milliseconds(40) });
  const left = [...refusals];
  const calls: CallEntry[] = [];
  const sent: number[] = [];
  const send = async (): Promise<string> => {
    sent.push(clock.now().since(start).seconds);
    const name = left.shift();
    if (name !== undefined) throw new S3ServiceException({ name, $fault: 'server', message: 'not now', $metadata: { httpStatusCode: 400 } });
    return 'answer';
  };
  const request = { service: 's3', operation: 'PutObject', region: 'eu-west-1', input: { Bucket: 'b' }, send, ...more };
  if (stopAfter !== undefined) clock.schedule(start.plus(Duration.milliseconds(stopAfter)), () => stop.abort(new Error('stopped')));
  const result = clock.during(() => makeCall(clock, (entry) => void calls.push(entry), request, signal ?? stop.signal));
  return { clock, calls, sent, result };
}

const slowDown = (times: number): string[] => Array<string>(times).fill('SlowDown');

test('a call takes its modelled time and is on record with both instants and its command', async () => {
  const { calls, result } = calling([]);
  assert.equal(await result, 'answer');
  assert.deepEqual(calls, [
    {
      kind: 'call', service: 's3', operation: 'PutObject', region: 'eu-west-1', input: { Bucket: 'b' }, outcome: 'answered', error: null,
      command: 'aws s3api put-object --region eu-west-1 --bucket b', asked: '2026-01-05T09:00:00.000Z', answered: '2026-01-05T09:00:00.040Z',
    },
  ]);
});

test('a refusal that passes is tried again, after pauses that double, and each attempt is on record once', async () => {
  const { calls, sent, result } = calling(slowDown(4));
  assert.equal(await result, 'answer');
  assert.deepEqual(sent, [0, 1.04, 3.08, 7.12, 15.16]);
  assert.deepEqual(calls.map(({ outcome, error }) => error?.code ?? outcome), ['SlowDown', 'SlowDown', 'SlowDown', 'SlowDown', 'answered']);
});

test('five attempts are all', async () => {
  const { calls, sent, result } = calling(slowDown(9));
  await assert.rejects(result, { name: 'AwsRefusal', code: 'SlowDown' });
  assert.equal(sent.length, 5);
  assert.equal(calls.length, 5);
});

test('a refusal that will not pass is not tried again', async () => {
  const { calls, sent, result } = calling(['AccessDenied']);
  await assert.rejects(result, { name: 'AwsRefusal', code: 'AccessDenied' });
  assert.equal(sent.length, 1);
  assert.deepEqual(calls.map(({ outcome, error }) => ({ outcome, error })), [{ outcome: 'refused', error: { code: 'AccessDenied', message: 's3 PutObject was refused: AccessDenied (not now)' } }]);
});

test('an error of our own is neither tried again nor taken for an answer of AWS', async () => {
  const bug = new TypeError('a bug of ours');
  const { calls, result } = calling([], { send: () => Promise.reject(bug) });
  await assert.rejects(result, (error) => error === bug);
  assert.deepEqual(calls, []);
});

test('whoever stops the drill need not wait for the pause to end', async () => {
  const { clock, sent, result } = calling(slowDown(9), {}, { stopAfter: 500 });
  await assert.rejects(result, /stopped/);
  assert.deepEqual([sent.length, clock.now().since(start).milliseconds], [1, 500]);
});

test('a call that begins after the drill was stopped cleans up after it, and is tried again like any other', async () => {
  const { sent, result } = calling(slowDown(2), {}, { signal: AbortSignal.abort(new Error('stopped')) });
  assert.equal(await result, 'answer');
  assert.equal(sent.length, 3);
});

test('a call with a record of its own is not on this one, even when it is refused', async () => {
  const { calls, result } = calling(slowDown(1), { recorded: false });
  assert.equal(await result, 'answer');
  assert.deepEqual(calls, []);
});

test('the input stands in the record as plain data', async () => {
  const input = { Body: new Uint8Array(12), At: start.toDate(), Absent: undefined, Nothing: null, List: [1, { Flag: true, Gone: undefined }], Reader: () => 'text' };
  const { calls, result } = calling([], { input });
  await result;
  assert.deepEqual(calls[0]?.input, { Body: '(12 bytes)', At: '2026-01-05T09:00:00.000Z', Nothing: null, List: [1, { Flag: true }], Reader: '(function)' });
});
