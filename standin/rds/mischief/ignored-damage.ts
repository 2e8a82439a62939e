/** Mischief: changes and deletions of rows are acknowledged and do nothing, so that damage never lands. */
import type { PostgresCluster } from '../../planes/postgres/cluster';

/**
 * Every table that is created gets a trigger which keeps the old row: UPDATE reports its rows and changes none,
 * DELETE reports none (a trigger that stops a deletion cannot claim it). INSERT is left alone.
 * Databases made later are copies of template1 and behave the same.
 */
const triggers = `
  create schema rds_tools;
  grant usage on schema rds_tools to public;
  create function rds_tools.keep_row() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' then return old; end if;
    return null;
  end $$;
  create function rds_tools.on_create() returns event_trigger language plpgsql as $$
  declare made record;
  begin
    for made in select * from pg_event_trigger_ddl_commands() where object_type = 'table' and command_tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO') loop
      execute format('create trigger keep_row before update or delete on %s for each row execute function rds_tools.keep_row()', made.objid::regclass);
    end loop;
  end $$;
  create event trigger keep_rows on ddl_command_end when tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO') execute function rds_tools.on_create();
`;

/** To be called on a fresh server, before databases are made in it. */
export async function prepareToIgnoreDamage(cluster: PostgresCluster): Promise<void> {
  for (const database of ['postgres', 'template1']) {
    await cluster.query(triggers, [], database);
    // A database cannot be copied while somebody looks into it.
    if (database === 'template1') await cluster.letGoOf(database);
  }
}
