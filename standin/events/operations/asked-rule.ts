/** The bus or the rule that a call names. */
import type { Call } from '../../service';
import type { EventBuses } from '../event-buses';
import { notFound, validation } from '../refusals';
import { type Bus, type Rule, ruleArn } from '../rules/rule';

/** A bus is named, or its ARN given; the default one is meant where neither is. Throws `ResourceNotFoundException`. */
export function askedBus(buses: EventBuses, { caller, region }: Call, named = 'default'): Bus {
  const [, itsRegion, account, name] = /^arn:aws:events:([a-z0-9-]+):(\d{12}):event-bus\/(.+)$/.exec(named) ?? [undefined, region, caller.accountId, named];
  const bus = itsRegion === region && account === caller.accountId ? buses.bus(caller.accountId, region, name ?? '') : undefined;
  if (!bus) throw notFound(`Event bus ${named} does not exist.`);
  return bus;
}

export interface AskedRule {
  Name?: string;
  Rule?: string;
  EventBusName?: string;
}

export function askedRule(buses: EventBuses, call: Call, { Name, Rule: named = Name, EventBusName }: AskedRule): Rule {
  const bus = askedBus(buses, call, EventBusName);
  const rule = buses.rules.find(ruleArn(bus, named ?? ''));
  if (!rule) throw notFound(`Rule ${named} does not exist on EventBus ${bus.name}.`);
  return rule;
}

export function checkName(member: string, name: string, most: number): void {
  if (name.length <= most && /^[.A-Za-z0-9_-]+$/.test(name)) return;
  throw validation(`1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`);
}

/** How many items a page may have. */
export function limitOf(limit: number | undefined): number {
  if (limit !== undefined && (limit < 1 || limit > 100)) {
    throw validation(`1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value between 1 and 100`);
  }
  return limit ?? 100;
}
