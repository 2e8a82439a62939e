/** The script that outlives its parent: a POSIX shell that ends what the parent started once the parent is gone. */

/**
 * Takes the directory to remove as its first argument and reads lines from its input: `+pid` watches a process,
 * `-pid` forgets it (a pid below zero is a group of processes), `keep` spares the directory. At the end of input, which comes when the parent has died by
 * whatever cause, it ends the processes and removes the directory.
 *
 * SIGQUIT comes first because PostgreSQL's postmaster answers it by killing its children, which lie in
 * sessions of their own and are out of reach of a signal to the group; SIGKILL follows for what is left.
 * `sleep` with a fraction is beyond POSIX: where it is refused the shell waits a whole second.
 */
export const watchdogScript = `
trap '' HUP INT QUIT TERM
directory=$1
pids=' '
keep=no
while read -r line; do
  case $line in
    +*) pids="$pids\${line#+} " ;;
    -*) gone=\${line#-}
        case $pids in
          *" $gone "*) pids="\${pids%% $gone *} \${pids#* $gone }" ;;
        esac ;;
    keep) keep=yes ;;
  esac
done
for pid in $pids; do kill -QUIT "$pid" 2>/dev/null; done
for round in 1 2 3 4 5 6; do
  left=no
  for pid in $pids; do kill -0 "$pid" 2>/dev/null && left=yes; done
  test $left = no && break
  sleep 0.05 2>/dev/null || sleep 1
done
for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
test $keep = yes && exit 0
rm -rf "$directory" || { sleep 0.1 2>/dev/null || sleep 1; rm -rf "$directory"; }
`;
