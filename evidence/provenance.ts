/** Where and how a run was made: all that differs from machine to machine, and so lies beside the chain and not in it. */
import { writeFileSync } from 'node:fs';
import { arch, hostname, platform, release } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../time/instant';
import { canonical } from './canonical';
import { Redactor } from './redact';

export const provenanceFileName = 'provenance.json';

export interface Provenance {
  schema: 'urn:muster:provenance:1';
  run: string;
  /** The run's head, so that the two cannot be paired up wrongly by accident. */
  head: string;
  muster: string;
  node: string;
  platform: string;
  architecture: string;
  kernel: string;
  host: string;
  /** Wall time, as opposed to the drill's. */
  started: string;
  finished: string;
  folder: string;
  arguments: readonly string[];
}

/** Only the caller knows these: the rest is read from the process. */
export interface ProvenanceFacts {
  run: string;
  head: string;
  musterVersion: string;
  started: Instant;
  finished: Instant;
  /** Arguments of the command; what looks like a secret in them is redacted. */
  arguments: readonly string[];
}

/** Writes `provenance.json` into the run's folder and answers with what it says. */
export function writeProvenance(runFolder: string, facts: ProvenanceFacts, redactor: Redactor = new Redactor()): Provenance {
  const provenance: Provenance = {
    schema: 'urn:muster:provenance:1',
    run: facts.run,
    head: facts.head,
    muster: facts.musterVersion,
    node: process.version,
    platform: platform(),
    architecture: arch(),
    kernel: release(),
    host: hostname(),
    started: facts.started.toString(),
    finished: facts.finished.toString(),
    folder: process.cwd(),
    arguments: redactor.redact(facts.arguments),
  };
  writeFileSync(join(runFolder, provenanceFileName), `${canonical(provenance)}\n`);
  return provenance;
}
