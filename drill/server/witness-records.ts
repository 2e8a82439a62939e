/** Witnesses as records of the server: written as its users write, read back by its own listing. */
import type { Http } from '../../aws/servers/http';
import type { WitnessPath } from '../subject';

/** Writes and deletes over HTTP; what is not answered 200 was not acknowledged. */
export function witnessRecordsPath(http: Http): WitnessPath {
  return {
    write: async (witness, body) => expectOk((await http.ask({ method: 'PUT', path: `/records/${witness}`, body })).status),
    remove: async (witness) => expectOk((await http.ask({ method: 'DELETE', path: `/records/${witness}` })).status),
    close: () => Promise.resolve(),
  };
}

function expectOk(status: number): void {
  if (status !== 200) throw new Error(`not acknowledged: HTTP ${status}`);
}
