/** Makes the mutated request of a seed and a number: always the same, but for the time of its signature. */
import { crc32 } from 'node:zlib';
import { type Crafted, header, onTheWire, setHeader } from './crafted';
import { Dice } from './dice';
import { changeContent } from './mutations/of-content';
import { changeWire, type Outgoing } from './mutations/of-the-wire';
import { presign, sign, type Signer, signInChunks, signWithTrailer } from './signing';

export interface Mutated extends Outgoing {
  operation: string;
  isHead: boolean;
}

const minute = 60_000;
const skews = [-16, 16, -14, 14, -1_440, 525_600, -26_000_000].map((minutes) => minutes * minute);

export function mutatedRequest(catalogue: readonly Crafted[], seed: string, number: number, now: Date): Mutated {
  const dice = new Dice(seed, number);
  const good = dice.pick(catalogue);
  const request: Crafted = { ...good, headers: good.headers.map(([name, value]) => [name, value]), body: Buffer.from(good.body) };
  // Few of them stay as they are: if none got through, the others would prove nothing.
  const what = dice.pick(['none', 'content', 'content', 'content', 'content', 'wire', 'wire', 'wire', 'both', 'signature']);
  if (what === 'content' || what === 'both') changeContent(request, dice);
  signed(request, dice, { accessKeyId: 'muster', secret: 'muster', at: now }, what === 'signature');
  const isBodied = request.body.length > 0 || request.method === 'PUT' || request.method === 'POST';
  if (isBodied && header(request, 'transfer-encoding') === undefined) setHeader(request, 'content-length', String(request.body.length));
  if (dice.once(2)) setHeader(request, 'connection', 'close');
  const bytes = onTheWire(request);
  const outgoing = what === 'wire' || what === 'both' ? changeWire(bytes, dice) : { bytes, ends: false };
  return { ...outgoing, operation: `${good.service} ${good.operation}`, isHead: /^\s*HEAD /.test(outgoing.bytes.toString('latin1', 0, 20)) };
}

function signed(request: Crafted, dice: Dice, signer: Signer, badly: boolean): void {
  if (badly) {
    const bad: Signer[] = [
      { ...signer, secret: 'another' },
      { ...signer, accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' },
      { ...signer, accessKeyId: '999999999999', secret: '999999999999' },
      { ...signer, at: new Date(signer.at.getTime() + dice.pick(skews)) },
    ];
    signer = dice.pick(bad);
  }
  const way = request.service === 's3' ? dice.below(8) : 7;
  if (way === 0) presign(request, signer, dice.pick([1, 60, 604_800, 604_801, 0, -1]));
  else if (way === 1 && request.method === 'PUT') signInChunks(request, signer, dice.pick([8_192, 100]));
  else if (way === 2 && request.method === 'PUT') signWithTrailer(request, signer, trailer(request, dice));
  else sign(request, signer);
}

function trailer({ body }: Crafted, dice: Dice): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return dice.pick([sum.toString('base64'), sum.toString('base64'), 'AAAAAA==', '', 'x']);
}
