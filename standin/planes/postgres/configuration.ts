/** How the servers are configured: small, loopback only, and with no timer of their own that matters. */
import { superuser } from './superuser';

/** What is set for one server alone, in its data directory. */
export const customFile = 'custom.conf';

/** The end of `postgresql.conf`. */
export const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''          # their paths grow too long
max_connections = 60
shared_buffers = 8MB
dynamic_shared_memory_type = mmap     # lies in the data directory, so a killed server leaves nothing elsewhere
io_method = sync
max_logical_replication_workers = 0
jit = off
restart_after_crash = off             # whichever of its processes is killed, the server ends and is seen to
timezone = 'UTC'
log_timezone = 'UTC'

# The machine may crash with the rehearsal; what the drill kills are processes, and those lose no written page.
fsync = off
full_page_writes = off                # PostgreSQL turns it on by itself while a base backup is taken
checkpoint_timeout = 1d
autovacuum = off                      # its moments depend on the machine, and no rehearsal lives long enough to need it

wal_level = replica
wal_recycle = off
wal_init_zero = off
wal_keep_size = 32MB
min_wal_size = 2MB
max_wal_senders = 4
max_replication_slots = 4
hot_standby = off                     # a restoring server answers nobody before it is done

include_if_exists = '${customFile}'
`;

/** All of `pg_hba.conf`: passwords always, and the superuser's own way in. */
export const hostAccess = `
host all         ${superuser} 127.0.0.1/32 scram-sha-256
host replication ${superuser} 127.0.0.1/32 scram-sha-256
host all         all      127.0.0.1/32 scram-sha-256
`;
