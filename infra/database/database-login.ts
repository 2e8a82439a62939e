/** The login of a drill's database: a password that Secrets Manager draws and keeps, also in every region that the database may move to. */
import type { Secrets, SecretPlace } from '../../aws/secrets';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { lookUntil } from '../../time/look-until';
import type { Ground } from '../ground';

const lookEvery = Duration.seconds(5);
const copiedWithin = Duration.minutes(10);

interface Wanted extends SecretPlace {
  user: string;
  /** Regions beside its own in which it has to be readable. */
  copies: readonly string[];
  tags: Readonly<Record<string, string>>;
}

/** Files its undo, makes the secret, waits until it is wherever it has to be, and answers with the password for the database that is made next. */
export async function provisionLogin(ground: Ground, { region, secretName, user, copies, tags }: Wanted): Promise<string> {
  const secrets = ground.services.secrets(region);
  ground.undo.file({ action: 'delete-secret', does: `Deletes the secret ${secretName} with its copies.`, arguments: { region, secretName } });
  const password = await secrets.randomPassword();
  const describes = `How the drill's database "${tags['muster:component']}" is logged in to`;
  await secrets.create(secretName, { username: user, password }, { describes, copies, tags });
  if (copies.length > 0) await awaitCopies(ground, secrets, { region, secretName });
  return password;
}

async function awaitCopies({ services: { clock }, signal }: Ground, secrets: Secrets, { secretName }: SecretPlace): Promise<void> {
  let states: readonly string[] = [];
  const late = () => new Compromised(`The secret ${secretName} was not copied within ${copiedWithin.inWords()} (${states.join(', ')}), so a lost region would take the password with it.`);
  await lookUntil(clock, { every: lookEvery, deadline: clock.now().plus(copiedWithin), signal, late }, async () => {
    states = Object.entries((await secrets.copies(secretName)) ?? {}).map(([region, status]) => `${region}: ${status}`);
    return (states.length > 0 && states.every((state) => state.endsWith(': InSync'))) || undefined;
  });
}

/** Undo action `delete-secret`. */
export async function deleteSecret(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by provisionLogin.
  const { region, secretName } = args as { region: string; secretName: string };
  return (await services.secrets(region).delete(secretName)) ? 'done' : 'nothing left to do';
}
