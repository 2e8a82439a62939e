/** The parameters that the PostgreSQL that is run really has, as it tells of them itself. */
import { PostgresCluster } from '../../planes/postgres/cluster';
import type { Room } from '../room';

export interface ParameterKind {
  name: string;
  description: string;
  type: 'bool' | 'integer' | 'real' | 'string' | 'enum';
  /** Whether it takes a restart to change it. */
  isStatic: boolean;
  isModifiable: boolean;
  least?: number;
  most?: number;
  choices?: readonly string[];
  /** What a server has where nobody sets it. */
  usual: string;
  /** Of RDS rather than PostgreSQL. */
  isOfRds?: boolean;
}

interface Row {
  name: string;
  description: string;
  type: ParameterKind['type'];
  context: string;
  least: string | null;
  most: string | null;
  choices: string[] | null;
  usual: string | null;
  source: string;
}

const forceTls: ParameterKind = {
  name: 'rds.force_ssl', description: 'Force SSL connections.', type: 'bool', isStatic: false, isModifiable: true, choices: ['0', '1'], usual: '0', isOfRds: true,
};

/**
 * Where the servers listen, how they stay in step with a rehearsal, what their backups and standbys stand on, and whose files they use.
 * Beside these, what `postgresql.conf` of the stand-in sets is not to be modified, but for the two below that RDS customers know.
 */
const own = new RegExp(
  '^(port|bonjour.*|data_directory|external_pid_file|config_file|hba_file|ident_file|unix_socket_.*|listen_addresses|ssl.*|krb_.*|gss_.*|archive_.*|restore_command|recovery_.*|' +
    'primary_.*|promote_.*|synchronous_standby_names|synchronized_standby_slots|sync_replication_slots|wal_.*|min_wal_size|max_slot_wal_keep_size|max_wal_senders|' +
    'max_replication_slots|hot_standby.*|summarize_wal|idle_replication_slot_timeout|log_destination|logging_collector|log_directory|log_filename|log_file_mode|syslog_.*|event_source|' +
    'local_preload_libraries|dynamic_library_path|extension_control_path|jit_provider|allow_.*|zero_damaged_pages|ignore_.*|debug_.*|trace_.*|backtrace_functions|cluster_name|' +
    'fsync|full_page_writes|data_sync_retry|restart_after_crash|io_.*|dynamic_shared_memory_type|shared_memory_type|data_checksums|update_process_title|' +
    'checkpoint_timeout|autovacuum|in_hot_standby|send_abort_for_.*|remove_temp_files_after_crash|authentication_timeout|password_encryption|oauth_.*|TimeZone|log_timezone)$',
);

let known: Promise<ReadonlyMap<string, ParameterKind>> | undefined;

/** By name. A server is started for it, once in this process, when somebody first looks at parameters. */
export function catalogue(room: Room): Promise<ReadonlyMap<string, ParameterKind>> {
  known ??= ask(room).catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function ask(room: Room): Promise<ReadonlyMap<string, ParameterKind>> {
  const cluster = await PostgresCluster.create(await room.ground(), room.world.keeper, room.freshDirectory('data'));
  await cluster.start();
  try {
    const rows = await cluster.query<Row>(
      'select name, short_desc as description, vartype as type, context, min_val as least, max_val as most, enumvals as choices, reset_val as usual, source ' +
        "from pg_settings where context <> 'internal' and name not like '%.%' order by name collate \"C\"",
    );
    return new Map([...rows.map(kindOf), forceTls].map((kind) => [kind.name, kind]));
  } finally {
    await cluster.stop('SIGQUIT');
    await room.remove(cluster.directory);
  }
}

function kindOf(row: Row): ParameterKind {
  return {
    name: row.name,
    description: row.description,
    type: row.type,
    isStatic: row.context === 'postmaster',
    isModifiable: !own.test(row.name),
    ...(row.least !== null && { least: Number(row.least) }),
    ...(row.most !== null && { most: Number(row.most) }),
    ...(row.type === 'bool' ? { choices: ['0', '1'] } : row.choices && { choices: row.choices }),
    usual: row.type === 'bool' ? (row.usual === 'on' ? '1' : '0') : (row.usual ?? ''),
  };
}
