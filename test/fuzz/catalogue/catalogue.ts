/** All the requests that the fuzzer begins with, good as they are. */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import type { Crafted } from '../crafted';
import { captured, type ClientConfig } from './captured';
import { eventsCommands, iamCommands, kmsCommands, monitoringCommands, rdsCommands, snsCommands, stsCommands } from './other-commands';
import { s3Commands } from './s3-commands';

interface Client {
  send: (command: never) => Promise<unknown>;
}

type Service = [name: string, client: new (config: ClientConfig) => Client, commands: readonly (readonly [string, () => object])[]];

const services: readonly Service[] = [
  ['s3', S3Client, s3Commands],
  ['iam', IAMClient, iamCommands],
  ['sts', STSClient, stsCommands],
  ['kms', KMSClient, kmsCommands],
  ['sns', SNSClient, snsCommands],
  ['events', EventBridgeClient, eventsCommands],
  ['monitoring', CloudWatchClient, monitoringCommands],
  ['rds', RDSClient, rdsCommands],
];

export async function catalogueFor(port: number): Promise<Crafted[]> {
  const requests: Crafted[] = [];
  for (const [service, Client, commands] of services) {
    for (const [operation, command] of commands) {
      // Each list holds commands of its own client, which the pairing above cannot say.
      const make = (config: ClientConfig) => ({ service, operation, send: () => new Client(config).send(command() as never) });
      requests.push(await captured(make, port));
    }
  }
  return requests;
}
