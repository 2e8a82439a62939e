/** A function's settings, put back as they were: published as a version of their own, since a published one never changes. */
import { whenReady } from '../../aws/lambda/when-ready';
import type { Instant } from '../../time/instant';
import { type Drill, PlanFellShort } from '../drill';
import type { Settings, Subject } from '../subject';
import type { LambdaFunction } from './function';
import { pointBack } from './point-back';

export class FunctionSettingsBack implements Settings {
  readonly #of: LambdaFunction;

  constructor(of: LambdaFunction) {
    this.#of = of;
  }

  /** Takes them from the version that was healthy by then, gives them to the code as it is now, and has callers get that. Throws PlanFellShort where that version is gone. */
  async putBack(drill: Drill, subject: Subject, moment: Instant): Promise<void> {
    const { lambda, resource, services } = this.#of;
    const { name } = resource;
    const requested = drill.clock.now();
    const healthy = this.#of.healthyBy(moment);
    const before = await lambda.find(name, healthy);
    if (!before) throw new PlanFellShort(`Version ${healthy} of ${name}, which was healthy, is gone, and its settings with it.`);
    const { memoryMiB, timeoutSeconds, environment } = before.settings;
    await lambda.updateSettings(name, { memoryMiB, timeoutSeconds, environment });
    drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: drill.clock.now() });
    await whenReady(services, resource);
    const version = await lambda.publish(name);
    await whenReady(services, resource, version);
    await pointBack(drill, subject, this.#of, version);
  }
}
