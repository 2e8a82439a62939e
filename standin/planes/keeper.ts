/** Ends every child process and removes every temporary directory, however the parent dies. */

export interface Keeper {
  close(): Promise<void>;
}
