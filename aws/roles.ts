/** IAM: roles that AWS's services take on to act for the plan. */
import * as sdk from '@aws-sdk/client-iam';
import { clientConfig, signingByClock } from './calls/client-config';
import { noneWhen } from './calls/refusal';
import type { Caller } from './services';
import type { ClientSettings } from './target';

/** A role for one service, with what it may do. */
export interface ServiceRole {
  name: string;
  /** `s3.amazonaws.com` */
  service: string;
  allow: readonly { actions: readonly string[]; resources: readonly string[] }[];
  /** ARNs of policies of AWS's own that it has beside. */
  managed?: readonly string[];
  tags: Readonly<Record<string, string>>;
}

const policyName = 'what-it-may-do';

export class Roles {
  readonly #client: sdk.IAMClient;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.IAMClient(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /** Creates a role and answers its ARN. */
  async create({ name, service, allow, managed = [], tags }: ServiceRole): Promise<string> {
    const trust = policy([{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }]);
    const input = { RoleName: name, AssumeRolePolicyDocument: trust, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    const { Role } = await this.#ask('CreateRole', input, () => this.#client.send(new sdk.CreateRoleCommand(input)));
    for (const PolicyArn of managed) {
      const attached = { RoleName: name, PolicyArn };
      await this.#ask('AttachRolePolicy', attached, () => this.#client.send(new sdk.AttachRolePolicyCommand(attached)));
    }
    if (allow.length === 0) return Role?.Arn ?? '';
    const document = policy(allow.map(({ actions, resources }) => ({ Effect: 'Allow', Action: actions, Resource: resources })));
    const granted = { RoleName: name, PolicyName: policyName, PolicyDocument: document };
    await this.#ask('PutRolePolicy', granted, () => this.#client.send(new sdk.PutRolePolicyCommand(granted)));
    return Role?.Arn ?? '';
  }

  /** The names of all roles of the account: IAM alone knows the tags of roles, and only of one at a time. */
  async names(): Promise<string[]> {
    const found: string[] = [];
    let marker: string | undefined;
    do {
      const input = marker === undefined ? {} : { Marker: marker };
      const page = await this.#ask('ListRoles', input, () => this.#client.send(new sdk.ListRolesCommand(input)));
      found.push(...(page.Roles ?? []).flatMap(({ RoleName }) => RoleName ?? []));
      marker = page.IsTruncated ? page.Marker : undefined;
    } while (marker !== undefined);
    return found;
  }

  /** Removes a role that `create` made. False when there was none. */
  async delete(name: string): Promise<boolean> {
    const listed = { RoleName: name };
    const attached = await noneWhen(['NoSuchEntity'], this.#ask('ListAttachedRolePolicies', listed, () => this.#client.send(new sdk.ListAttachedRolePoliciesCommand(listed))));
    for (const { PolicyArn } of attached?.AttachedPolicies ?? []) {
      const detached = { RoleName: name, PolicyArn };
      await this.#unlessGone('DetachRolePolicy', detached, () => this.#client.send(new sdk.DetachRolePolicyCommand(detached)));
    }
    const granted = { RoleName: name, PolicyName: policyName };
    await this.#unlessGone('DeleteRolePolicy', granted, () => this.#client.send(new sdk.DeleteRolePolicyCommand(granted)));
    return this.#unlessGone('DeleteRole', { RoleName: name }, () => this.#client.send(new sdk.DeleteRoleCommand({ RoleName: name })));
  }

  async #unlessGone(operation: string, input: object, send: () => Promise<unknown>): Promise<boolean> {
    return (await noneWhen(['NoSuchEntity'], this.#ask(operation, input, send))) !== undefined;
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>): Promise<Output> {
    return this.#call({ service: 'iam', operation, region: this.#region, input, send });
  }
}

function policy(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
