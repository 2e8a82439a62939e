/** Which resources a selection means, at this moment: https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources-json.html */
import { Pattern } from '../../access/pattern';
import type { TagRecord } from '../../tag-record';
import type { BackupState } from '../backup-state';
import type { Resource, ResourceKind } from '../kinds/kind';
import { testTag } from '../kinds/test-tag';
import type { Selection, TagCondition } from './plan';

type Test = (text: string) => boolean;

/** Each of them once, in the order in which the types list them. */
export function selectedResources(state: BackupState, selection: Selection): Resource[] {
  const wanted = wantedBy(selection);
  return state.kinds.flatMap((kind) => {
    const optedIn = state.settings.optedIn(selection, kind.type);
    return [...candidates(kind, selection)].filter((resource) => wanted(resource, optedIn) && !(testTag in resource.tags));
  });
}

/** Those of a type that can be meant at all; where every ARN is written out, no others are looked at. */
function* candidates(kind: ResourceKind, selection: Selection): Iterable<Resource> {
  const { resources, listOfTags } = selection;
  if (resources.length === 0 || listOfTags.length > 0 || resources.some((arn) => arn.includes('*'))) {
    yield* kind.resources(selection);
    return;
  }
  for (const arn of new Set(resources)) {
    const found = kind.owns(arn) ? kind.find(arn) : undefined;
    if (found) yield found;
  }
}

/** `optedIn` is whether the region's settings let the resource's type be backed up without being named. */
function wantedBy({ resources, notResources, listOfTags, conditions }: Selection): (resource: Resource, optedIn: boolean) => boolean {
  const named = anyOf(resources.filter((arn) => arn !== '*'));
  const excluded = anyOf(notResources);
  const everything = resources.includes('*') || (resources.length === 0 && listOfTags.length === 0);
  const [labels, limits] = [listOfTags.map(testOf), conditions.map(testOf)];
  return ({ arn, tags }, optedIn) => {
    // A type that an ARN names is backed up even where the settings leave it out.
    const meant = named(arn) || (optedIn && (everything || labels.some((label) => label(tags))));
    return meant && !excluded(arn) && limits.every((limit) => limit(tags));
  };
}

function anyOf(arns: readonly string[]): Test {
  const exact = new Set(arns);
  const wild = arns.filter((arn) => arn.includes('*')).map(like);
  return (arn) => exact.has(arn) || wild.some((fits) => fits(arn));
}

function testOf({ operator, key, value }: TagCondition): (tags: TagRecord) => boolean {
  const negated = operator === 'StringNotEquals' || operator === 'StringNotLike';
  const fits = operator === 'StringLike' || operator === 'StringNotLike' ? like(value) : (text: string) => text === value;
  return (tags) => {
    const actual = tags[key];
    return actual === undefined ? negated : fits(actual) !== negated;
  };
}

/** `*` alone stands for others; policies have it that `?` and variables do, too. */
function like(value: string): Test {
  const pattern = new Pattern(value.replace(/[$?]/g, '${$&}'), { wild: true, variables: true });
  return (text) => pattern.matches(text, () => undefined);
}
