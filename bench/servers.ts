/** The servers that are measured: the stand-in as installed and from its sources, and the bare peer. */
import { join } from 'node:path';
import { temporaryRoot } from '../standin/temporary-root';
import { startServer, type Server } from './server';

export const fromSources = (): Promise<Server> => startServer([join('cli', 'start.js'), 'standin'], '/_standin/health');
export const compiled = (...more: string[]): Promise<Server> => startServer([join('dist', 'cli', 'muster.js'), 'standin', ...more], '/_standin/health');
/** It stores where the stand-in does: memory and disks are not the same. */
export const bare = async (): Promise<Server> => startServer([join('bench', 'bare-server.js'), await temporaryRoot()], '/');
