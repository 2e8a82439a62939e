/** Reads a plan, or says everything that is wrong with it, each with the place in the file. */
import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, type Scalar } from 'yaml';
import { Refused } from '../measure/endings';
import { textDigest } from './digest';
import type { BucketDocument, ComponentDocument, DatabaseDocument, BackupDocument, FunctionDocument, PlanDocument, ReplicaDocument, ServerDocument } from './document';
import type { BackupPromise, BucketComponent, Component, DatabaseComponent, DataClass, FunctionComponent, Objectives, Plan, ReplicaPromise, ServerComponent } from './plan';
import { findProblems } from './problems/find-problems';
import type { PlanProblem } from './problems/problem';
import { readDuration } from './read-duration';
import { schemaProblems } from './schema-problems';

/** Throws Refused, with one message that lists every problem as `file:line:column what is wrong; what to do`. */
export function readPlan(path: string): Plan {
  return parsePlan(textOf(path), path);
}

/** As `readPlan`, from the text of a file that is called `path`. */
export function parsePlan(text: string, path: string): Plan {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const said = (problems: readonly Placed[]): string[] =>
    problems.toSorted((a, b) => a.offset - b.offset).map(({ offset, message }) => {
      const { line, col } = lines.linePos(offset);
      return `${path}:${line}:${col} ${message}`;
    });
  refuse(said(syntaxProblems(yaml)));
  const value: unknown = yaml.toJS();
  const found = (problems: readonly PlanProblem[]): string[] => said(problems.map((one) => ({ offset: offsetOf(yaml, one), message: one.message })));
  refuse(found(schemaProblems(value)));
  // The schema, which mirrors the type, has just been checked.
  const document = value as PlanDocument;
  refuse(found(findProblems(document)));
  return { ...resolved(document), digest: textDigest(text), path };
}

interface Placed {
  /** In characters from the start of the file. */
  offset: number;
  message: string;
}

/** A key that is there twice stands for itself; of other errors only the first counts, since the rest follow from it. */
function syntaxProblems({ errors }: Document): Placed[] {
  const twice = errors.filter(({ code }) => code === 'DUPLICATE_KEY').map(({ pos }) => ({ offset: pos[0], message: 'this name is there twice; give one of the two another' }));
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  return first ? [...twice, { offset: first.pos[0], message: `this is not YAML: ${first.message}; correct it here` }] : twice;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Refused(`The plan ${path} cannot be read (${why}). Name another with --plan FILE, or write one there. Nothing was touched.`, { cause });
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  throw new Refused(`The plan has ${count}, so no drill begins and nothing was touched:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
}

/** Where the place is in the file, or the nearest above it that is there. */
function offsetOf(yaml: Document, { path, onName }: PlanProblem): number {
  const name = onName ? nameAt(yaml, path) : undefined;
  if (name?.range) return name.range[0];
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? yaml.contents : yaml.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function nameAt(yaml: Document, path: PlanProblem['path']): Scalar | undefined {
  const above = path.length > 1 ? yaml.getIn(path.slice(0, -1), true) : yaml.contents;
  if (!isMap(above)) return undefined;
  return above.items.map(({ key }) => key).find((key): key is Scalar => isScalar(key) && key.value === path.at(-1));
}

function resolved(document: PlanDocument): Omit<Plan, 'digest' | 'path'> {
  const classes = Object.entries(document.classes).map(([name, { retention, reason, regionLost, ...usual }]): DataClass => {
    return { name, ...resolvedObjectives(usual), retention: retention === undefined ? undefined : readDuration(retention), reason, regionLost: regionLost && resolvedObjectives(regionLost) };
  });
  const components = Object.entries(document.components).flatMap(([name, component]): Component[] => {
    const dataClass = classes.find((one) => one.name === component.class);
    return dataClass ? [resolvedComponent(name, component, dataClass, document.owner)] : [];
  });
  return { ...document, classes, components };
}

function resolvedObjectives({ rto, rpo }: { rto: string; rpo?: string }): Objectives {
  return { rto: readDuration(rto), rpo: rpo === undefined ? undefined : readDuration(rpo) };
}

function resolvedComponent(name: string, document: ComponentDocument, dataClass: DataClass, planOwner: string): Component {
  const { rto, rpo } = dataClass;
  const common = { name, class: dataClass, owner: document.owner ?? planOwner, risks: document.risks ?? [], objectives: { rto, rpo } };
  switch (document.kind) {
    case 'bucket':
      return { ...resolvedBucket(document), ...common };
    case 'database':
      return { ...resolvedDatabase(document), ...common };
    case 'function':
      return { ...resolvedFunction(document), ...common };
    case 'server':
      return { ...resolvedServer(document), ...common };
  }
}

type OfClass = 'name' | 'class' | 'owner' | 'risks' | 'objectives';

function resolvedDatabase({ backup, replica, ...said }: DatabaseDocument): Omit<DatabaseComponent, OfClass> {
  return { ...said, backup: backup && resolvedBackup(backup), replica: replica && resolvedReplica(replica) };
}

function resolvedBackup({ schedule, keepFor, copy }: BackupDocument): BackupPromise {
  return { schedule, keepFor: readDuration(keepFor), copy: copy && { region: copy.region, keepFor: readDuration(copy.keepFor) } };
}

function resolvedServer({ backup, ...said }: ServerDocument): Omit<ServerComponent, OfClass> {
  return { ...said, backup: backup && resolvedBackup(backup) };
}

function resolvedReplica({ region, stopNoticedWithin }: ReplicaDocument): ReplicaPromise {
  return { region, stopNoticedWithin: readDuration(stopNoticedWithin) };
}

function resolvedBucket({ archive, replica, lock, ...said }: BucketDocument): Omit<BucketComponent, OfClass> {
  return {
    ...said,
    archive: archive && { ...archive, after: readDuration(archive.after), readableWithin: readDuration(archive.readableWithin) },
    replica: replica && resolvedReplica(replica),
    lock: lock && { ...lock, for: readDuration(lock.for) },
  };
}

function resolvedFunction({ timeout, ...said }: FunctionDocument): Omit<FunctionComponent, OfClass> {
  return { ...said, timeout: readDuration(timeout) };
}
