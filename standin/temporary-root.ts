/** Where a stand-in's temporary files go: memory, where there is plenty of it, since a PostgreSQL cluster is a thousand small files. */
import { readFile, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';

/** What a drill with a day of backups needs, several times over; containers often give shared memory a few megabytes only. */
const enough = 4 * 2 ** 30;

/** The system's directory for temporary files when somebody has chosen one (TMPDIR), or where memory is scarce or may not run programs. */
export async function temporaryRoot(chosen = tmpdir(), mounts = '/proc/mounts'): Promise<string> {
  if (chosen !== '/tmp') return chosen;
  try {
    const mount = (await readFile(mounts, 'utf8')).split('\n').find((line) => line.split(' ')[1] === memory);
    const [, , kind, options = ''] = mount?.split(' ') ?? [];
    const { bavail, bsize } = await statfs(memory);
    // PostgreSQL's programs may have to be copied there and run.
    const usable = kind === 'tmpfs' && !options.split(',').some((option) => option === 'noexec' || option === 'ro');
    return usable && bavail * bsize >= enough ? memory : chosen;
  } catch {
    return chosen;
  }
}
