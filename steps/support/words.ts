/** The words of the runbooks that stand for something: durations, components, experiments. */
import { defineParameterType } from '@cucumber/cucumber';
import { experimentNames } from '../../experiments/catalogue';
import { Refused } from '../../measure/endings';
import { findComponent } from '../../plan/find-component';
import { nearest } from '../../plan/nearest';
import type { Component, Plan } from '../../plan/plan';
import { readDuration } from '../../plan/read-duration';
import type { Duration } from '../../time/duration';

/** What looking up a name needs of the world; a check of the book before it is run brings the same. */
export interface Lookup {
  plan: Plan;
}

defineParameterType({
  name: 'duration',
  // Takes anything, so that a duration that is none gets a message of its own and not that of an unknown step.
  regexp: /[^"]+/,
  transformer: (text: string): Duration => {
    try {
      return readDuration(text);
    } catch (cause) {
      throw new Refused(cause instanceof Error ? cause.message : String(cause), { cause });
    }
  },
});

defineParameterType({
  name: 'component',
  regexp: /"([^"]*)"/,
  transformer(this: Lookup, name: string): Component {
    return findComponent(this.plan, name);
  },
});

defineParameterType({
  name: 'experiment',
  regexp: /"([^"]*)"/,
  transformer: (name: string): string => {
    if (experimentNames.includes(name)) return name;
    throw new Refused(`There is no experiment "${name}"; ${nearest(name, experimentNames)}. The catalogue is in experiments/.`);
  },
});

defineParameterType({ name: 'role', regexp: /[a-z][a-z ]*?/, transformer: (role: string): string => role });
