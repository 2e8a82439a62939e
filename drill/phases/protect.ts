/** Protects a component as the plan says and takes it into the drill. */
import { Bucket, type ProtectedBucket } from '../bucket/bucket';
import { Database, type ProtectedDatabase } from '../database/database';
import { LambdaFunction, type ProtectedFunction } from '../function/function';
import { type ProtectedServer, Server } from '../server/server';
import type { Drill } from '../drill';
import type { Component } from '../../plan/plan';
import type { Recoverable } from '../subject';

/** What provisioning made, by the kind of the component. */
export type Resource = ({ kind: 'database' } & ProtectedDatabase) | ({ kind: 'bucket' } & ProtectedBucket) | ({ kind: 'function' } & ProtectedFunction) | ({ kind: 'server' } & ProtectedServer);

/** Creates what the plan promises for a component. Handed in from `infra/`. */
export type Provision = (drill: Drill, component: Component) => Promise<Resource>;

export async function protect(drill: Drill, component: Component, provision: Provision): Promise<void> {
  await drill.step('protect', async () => {
    const resource = await provision(drill, component);
    drill.adopt({ component, recoverable: recoverable(drill, component, resource), marks: new Map() });
  });
}

function recoverable(drill: Drill, component: Component, resource: Resource): Recoverable {
  if (component.kind === 'database' && resource.kind === 'database') return new Database(component, drill.services, resource);
  if (component.kind === 'bucket' && resource.kind === 'bucket') return new Bucket(component, drill.services, resource);
  if (component.kind === 'function' && resource.kind === 'function') return new LambdaFunction(component, drill.services, resource);
  if (component.kind === 'server' && resource.kind === 'server') return new Server(component, drill.services, resource);
  throw new Error(`"${component.name}" is a ${component.kind} in the plan and was provisioned as a ${resource.kind}`);
}
