/** The user data of a call: only scripts are run here, and other instructions to cloud-init are refused. */
import { refusals } from '../refusals';

/** As it was given, checked. Text that cloud-init would not act on either is kept and not run. Throws InvalidParameterValue and UnsupportedOperation. */
export function userDataOf(given: string | undefined): string | undefined {
  if (!given) return undefined;
  const bytes = Buffer.from(given, 'base64');
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(given)) throw refusals.value('Invalid BASE64 encoding of user data.');
  if (bytes.length > 16_384) throw refusals.value('User data is limited to 16384 bytes');
  const head = bytes.subarray(0, 64).toString('latin1');
  // https://cloudinit.readthedocs.io/en/latest/explanation/format.html
  const isInstruction = /^(#cloud-config|#include|#cloud-boothook|#part-handler|#upstart-job|#cloud-config-archive|## template:|Content-Type:|MIME-Version:|\x1f\x8b)/i.test(head);
  if (isInstruction) throw refusals.notServed('UserData that is no script (beginning with #!)');
  return given;
}
