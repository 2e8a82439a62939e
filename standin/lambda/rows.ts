/** Functions, their versions and aliases, as they are kept: plain data. */
import type { Architecture, Runtime } from '@aws-sdk/client-lambda';
import type { Instant } from '../../time/instant';
import type { TagRecord } from '../tag-record';
import type { Whereabouts } from '../whereabouts';

export interface FunctionRow extends Whereabouts {
  /** Without a qualifier. */
  arn: string;
  name: string;
  tags: TagRecord;
  /** The number of the newest version that was published; 0 where none was. Numbers are not given twice. */
  published: number;
  /** Invocations that may run at a time; undefined where none are reserved. */
  reserved?: number;
}

/** What a version runs by. */
export interface Configuration {
  runtime: Runtime;
  handler: string;
  role: string;
  description: string;
  /** Seconds. */
  timeout: number;
  /** MiB. */
  memory: number;
  variables?: Readonly<Record<string, string>>;
  keyArn?: string;
  architectures: readonly Architecture[];
  /** SHA-256 of the zip, in hex. */
  code: string;
  codeSize: number;
}

export interface Version {
  functionArn: string;
  /** `$LATEST`, `1`. */
  version: string;
  configuration: Configuration;
  /** What invocations run by: an update is in force once it is done. */
  inForce: Configuration;
  state: 'Pending' | 'Active';
  update: 'InProgress' | 'Successful';
  modified: Instant;
  revision: string;
  /** Counts its changes. */
  changes: number;
}

export interface Alias {
  functionArn: string;
  name: string;
  version: string;
  description: string;
  /** Shares of invocations that go to other versions. */
  weights: Readonly<Record<string, number>>;
  revision: string;
  changes: number;
}

/** What a function or one of its versions and aliases lets others do. */
export interface Permissions {
  statements: readonly PermissionStatement[];
  revision: string;
  changes: number;
}

export interface PermissionStatement {
  Sid: string;
  Effect: 'Allow';
  Principal: '*' | Readonly<Record<string, string>>;
  Action: string;
  Resource: string;
  Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What becomes of events that are not answered for. */
export interface EventConfig {
  retries?: number;
  /** Seconds. */
  age?: number;
  onSuccess?: string;
  onFailure?: string;
  modified: Instant;
}
