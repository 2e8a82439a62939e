/** A table that the service needs is dropped, as by a clean-up script that was pointed at the wrong database. */
import type { DatabaseTarget } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import type { Experiment } from '../experiment';
import { undoneInDatabase, whichDatabase } from './damaged-database';

/** Where the table goes: out of the sight of the service, with its rows, keys and constraints. */
const bin = 'muster_undo_dropped_table';

export const droppedTable: Experiment<DatabaseTarget> = {
  name: 'dropped-table',
  does: 'Takes the table of order lines away from the service, as a clean-up script does that drops it in the wrong database.',
  target: 'database',
  blastRadius: 'The table order_lines of one database.',
  permissions: ['ownership of order_lines', 'CREATE on the database'],
  undo: { 'put-table-back': putTableBack },

  /** Moves it to a schema that nobody looks into instead of dropping it: to the service it is gone, and the undo has it whole. */
  async inject({ services, undo }, { region, identifier, password, sql }) {
    undo.file({
      action: 'put-table-back',
      does: 'Puts the table of order lines back, in the database that was damaged, whatever it is called by then.',
      arguments: await whichDatabase(services, { region, identifier, password }),
    });
    await sql.execute(`CREATE SCHEMA IF NOT EXISTS ${bin}`);
    await sql.execute(`ALTER TABLE IF EXISTS public.order_lines SET SCHEMA ${bin}`);
  },

  async landed(_ground, { sql }) {
    const [row] = await sql.query<{ there: boolean }>("SELECT to_regclass('public.order_lines') IS NOT NULL AS there");
    const there = row?.there ?? true;
    return { good: !there, saw: there ? 'order_lines is there' : 'there is no order_lines' };
  },
};

function putTableBack(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  return undoneInDatabase(services, args, async (sql) => {
    const [row] = await sql.query<{ there: boolean }>(`SELECT to_regclass('${bin}.order_lines') IS NOT NULL AS there`);
    if (row?.there) await sql.execute(`ALTER TABLE ${bin}.order_lines SET SCHEMA public`);
    await sql.execute(`DROP SCHEMA IF EXISTS ${bin}`);
    return row?.there ? 'done' : 'nothing left to do';
  });
}
