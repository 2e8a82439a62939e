/** What becomes of a secret's versions: new ones, and the labels that move between them. */
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { invalidMember, invalidParameter, limitExceeded } from './refusals';
import { current, labelled, previous, type SecretValue, type Version } from './secret';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const mostLabels = 20;
const mostVersions = 100;
const longestValue = 65_536;

interface AskedValue {
  SecretString?: string;
  SecretBinary?: Uint8Array;
}

/** Undefined where none is given. Throws InvalidParameterException and ValidationException. */
export function valueOf({ SecretString: text, SecretBinary: bytes }: AskedValue): SecretValue | undefined {
  if (text !== undefined && bytes !== undefined) {
    throw invalidParameter("You can't specify both a binary secret value and a string secret value in the same secret.");
  }
  if (text !== undefined && Buffer.byteLength(text) > longestValue) throw invalidMember('secretString', `have length less than or equal to ${longestValue}`);
  if (bytes && bytes.length > longestValue) throw invalidMember('secretBinary', `have length less than or equal to ${longestValue}`);
  if (text !== undefined) return { text };
  return bytes && { bytes: Buffer.from(bytes).toString('base64') };
}

export function sameValue(a: SecretValue, b: SecretValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The versions with a new one, which takes its labels from the others. Throws LimitExceededException. */
export function withVersion(versions: readonly Version[], added: Omit<Version, 'labels'>, asked: readonly string[], now: Instant): Version[] {
  // The first version is the current one, whatever it is called beside that.
  const labels = versions.length === 0 && !asked.includes(current) ? [...asked, current] : asked;
  const bare: Version[] = [...versions, { ...added, labels: [] }];
  return withinLimits(labels.reduce((moved, label) => withLabel(moved, label, added.id), bare), now);
}

/** The versions with a label on this one and on no other. The version that was current until then becomes the previous one. */
export function withLabel(versions: readonly Version[], label: string, id: string): Version[] {
  const before = labelled(versions, label);
  const moved = versions.map((version): Version => {
    const others = version.labels.filter((one) => one !== label);
    return { ...version, labels: version.id === id ? [...others, label] : others };
  });
  if (label !== current || !before || before.id === id) return moved;
  return withLabel(moved, previous, before.id);
}

export function withoutLabel(versions: readonly Version[], label: string): Version[] {
  return versions.map((version) => ({ ...version, labels: version.labels.filter((one) => one !== label) }));
}

/** Throws LimitExceededException for too many labels. Versions without any go, the oldest first, once they are a day old. */
function withinLimits(versions: readonly Version[], now: Instant): Version[] {
  const labels = versions.flatMap((version) => version.labels);
  if (labels.length > mostLabels) throw limitExceeded('You exceeded the maximum number of staging labels allowed on a secret.');
  let spare = versions.length - mostVersions;
  const dayAgo = now.minus(Duration.days(1));
  return versions.filter(({ labels: own, created }) => spare <= 0 || own.length > 0 || created.isAfter(dayAgo) || spare-- <= 0);
}
