/** Instances over the end of their stand-in: one that is closed, or killed, leaves no process, and what ran runs again. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { EC2 } from '@aws-sdk/client-ec2';
import { Duration } from '../../../time/duration';
import { standinUnderTest } from '../../standin-under-test';
import { temporaryRoot } from '../../temporary-root';

const mortal = `#!/bin/sh\nnode -e 'require("http").createServer((q, s) => s.end(String(process.pid))).listen(process.env.MUSTER_PORT)' & wait\n`;

/** Starts an instance in a directory, says where it listens, and stays. */
const parent = `
const { standinUnderTest } = require(${JSON.stringify(join(__dirname, '../../standin-under-test'))});
const { Duration } = require(${JSON.stringify(join(__dirname, '../../../time/duration'))});
const { EC2 } = require('@aws-sdk/client-ec2');
(async () => {
  const standin = await standinUnderTest(process.argv[1]);
  const ec2 = standin.client(EC2);
  const { SecurityGroups: [group] } = await ec2.describeSecurityGroups({ GroupNames: ['default'] });
  await ec2.authorizeSecurityGroupIngress({ GroupId: group.GroupId, IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' });
  const { Images: [image] } = await ec2.describeImages({ Owners: ['amazon'] });
  const { Instances: [made] } = await ec2.runInstances({ ImageId: image.ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, UserData: Buffer.from(${JSON.stringify(mortal)}).toString('base64') });
  await standin.pass(Duration.minutes(2));
  const { host, port } = standin.resolve(made.PrivateIpAddress, 80);
  const pid = await (await fetch('http://' + host + ':' + port)).text();
  console.log(JSON.stringify({ pid: Number(pid), address: made.PrivateIpAddress, id: made.InstanceId }));
  setInterval(() => {}, 1000);
})();
`;

function isGone(pid: number): boolean {
  return !existsSync(`/proc/${pid}/stat`) || /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

test('a stand-in that is killed leaves no process of its instances, and the next one starts them again', async () => {
  const directory = await mkdtemp(join(await temporaryRoot(), 'muster-instances-'));
  await chmod(directory, 0o711);
  const child = spawn(process.execPath, ['--require', require.resolve('ts-node/register'), '-e', parent, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { pid, address, id } = JSON.parse(line) as { pid: number; address: string; id: string };
  child.kill('SIGKILL');
  for (let waited = 0; waited < 500 && !isGone(pid); waited++) await delay(10);
  assert.equal(isGone(pid), true);
  const standin = await standinUnderTest(directory);
  const { host, port } = standin.resolve(address, 80);
  assert.notEqual(Number(await (await fetch(`http://${host}:${port}/`, { headers: { connection: 'close' } })).text()), pid);
  const ec2 = standin.client(EC2);
  await ec2.terminateInstances({ InstanceIds: [id] });
  await standin.pass(Duration.minutes(2));
  await standin[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});
