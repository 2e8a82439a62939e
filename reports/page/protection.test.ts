/** What the page says of drills that are judged by other promises than recovery objectives, or by checks alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelOfDrill } from '../model-of-drill';
import { modelOfRun } from '../model-of-run';
import { databaseDrill } from '../sample/database-drill';
import { archiveDrill, lockDrill, type ProtectionDrill, replicationDrill } from '../sample/protection-drills';
import { runOf } from '../sample/run-folder';
import { promiseKept } from '../sample/stories';
import { page } from './page';
import { sayDrill } from './say-drill';

const kept = { id: promiseKept.drill, entries: databaseDrill(promiseKept) };
const pageOf = (...drills: ProtectionDrill[]): string => page(modelOfRun(runOf(...drills)));
const said = ({ id, entries }: ProtectionDrill): string => sayDrill(modelOfDrill(id, entries));
/** The words of the page from one text on to another, without its markup and without the space between its words. */
const words = (text: string, from: string, to: string): string => (text.split(from)[1]?.split(to)[0] ?? '').replace(/<svg.*?<\/svg>|<[^>]*>/gs, ' ').replace(/\s+/g, ' ').trim();

test('such a drill is nowhere said to have a time to recover, or data lost', () => {
  for (const drill of [archiveDrill(), replicationDrill(), lockDrill()]) {
    assert.doesNotMatch(pageOf(drill), /time to recover|data lost|what was lost|none promised|not judged\b(?! by)/i, drill.id);
  }
});

test('at a glance it shows its promise by name, figure, bar and objective, across the two columns of the recoveries', () => {
  const text = pageOf(kept, archiveDrill());
  const cell = /<td colspan="2" headers="glance-glacier-1">.*?<\/td>/s.exec(text)?.[0] ?? '';
  assert.match(cell, /Retrieval from the archive, modelled.*4\u00a0h\u00a054\u00a0min\u00a059\u00a0s to 5\u00a0h.*<svg class="bar".*objective 6\u00a0h/s);
  assert.match(text, /<th scope="row" id="glance-glacier-1">/);
  assert.match(text, /<th scope="col">Time to recover, modelled<\/th>/);
});

test('at a glance a drill without any time says how many of its checks passed', () => {
  assert.equal(words(pageOf(lockDrill()), '<td colspan="2" headers="glance-locks-1">', '</td>'), '4 of 4 checks passed 124 items examined; no time was promised');
  assert.match(words(pageOf(lockDrill(false)), '<td colspan="2" headers="glance-locks-1">', '</td>'), /^3 of 4 checks passed/);
});

test('in a run of such drills alone no column is about recoveries', () => {
  assert.match(pageOf(archiveDrill(), lockDrill()), /<thead><tr><th scope="col">Scenario<\/th><th scope="col">Verdict<\/th><th scope="col" colspan="2">Promised, modelled<\/th><\/tr>/);
});

test('a promise stands beside what was measured, with its verdict and why', () => {
  const table = words(pageOf(archiveDrill()), '<h3>Promised and modelled</h3>', '</table>');
  assert.match(table, /Retrieval from the archive 6 h 4 h 54 min 59 s to 5 h ✓ met Until archived versions could be read it took 5 h; the plan promises 6 h\. Integrity/);
  assert.equal(table.match(/Until archived/g)?.length, 1, 'and only once');
  assert.match(words(pageOf(replicationDrill()), '<h3>Promised and modelled</h3>', '</table>'), /Notice of a stopped replication 15 min 6 min to 7 min 1 s ✓ met/);
});

test('where nothing was a time, there are no columns for times', () => {
  assert.match(words(pageOf(lockDrill()), '<h3>Verdicts</h3>', '</table>'), /^About Verdict Why Integrity of the data ✓ met/);
});

test('each is said in one sentence', () => {
  assert.equal(said(archiveDrill()), 'Readable 4 h 54 min 59 s to 5 h after the archive was asked, of 6 h promised.');
  assert.equal(said(replicationDrill()), 'Noticed 6 min to 7 min 1 s after the replication stopped, of 15 min promised.');
  assert.equal(said(replicationDrill(false)), 'Not noticed 29 min 59 s after the replication stopped, of 15 min promised.');
  assert.equal(said(lockDrill()), '4 of 4 checks passed, 124 items examined.');
  assert.equal(said(lockDrill(false)), '3 of 4 checks passed, 124 items examined. Integrity: missed.');
});

test('attempts are told as attempts, and not as settings', () => {
  const text = pageOf(lockDrill(false));
  const attempts = words(text, '<h3>Attempts that had to be refused</h3>', '</table>');
  assert.match(attempts, /^Attempt Result Found Tried How removing every version for good receipts ✓ refused .* deleting the bucket receipts ✕ succeeded/);
  assert.match(words(text, '<h3>Configuration parity</h3>', '</table>'), /^Check Result Found Examined How settings receipts ✓ alike 3 settings as planned 3 of 3 \S+ back and digested$/);
  assert.doesNotMatch(text, /refusal of (?!deleting the bucket\.)/);
});

test('a check of the replica and the mark of the archive say what they are about', () => {
  assert.match(words(pageOf(replicationDrill()), '<h3>Integrity of the data</h3>', '</table>'), /content of the replica invoices ✓ alike/);
  assert.match(pageOf(archiveDrill()), /mark: readable \(hydrated\) \(invoices\)/);
});

test('a check that examined nothing saw nothing, whatever it says', () => {
  const { id, entries } = lockDrill();
  const blind = entries.map((entry) => (entry.kind === 'check' ? { ...entry, examined: 0 } : entry));
  assert.match(said({ id, entries: blind }), /^0 of 4 checks passed, 0 items examined/);
  assert.match(words(pageOf({ id, entries: blind }), '<h3>Attempts that had to be refused</h3>', '</table>'), /\? not tried/);
});

test('it says what it does not prove: recoveries, other ways than those tried, and how long what did not come would have taken', () => {
  const limits = (drill: ProtectionDrill): string => words(pageOf(drill), '<h3>What this drill does not prove</h3>', '</ul>');
  assert.match(limits(lockDrill()), /no other way to remove what is locked than those that were tried/);
  assert.match(limits(lockDrill()), /This drill was not judged by recovery objectives/);
  assert.doesNotMatch(limits(lockDrill()), /people would take|between two witnesses|Settings were not compared/);
  const { id, entries } = lockDrill();
  assert.match(limits({ id, entries: entries.filter((entry) => entry.kind !== 'check' || entry.check !== 'configuration') }), /Settings were not compared/, 'an attempt compares none');
  assert.match(limits(replicationDrill(false)), /Nobody had when the drill was over/);
  assert.match(limits(replicationDrill()), /Settings were not compared/);
  assert.doesNotMatch(limits(replicationDrill()), /in the end/);
  assert.match(limits(kept), /between two witnesses/);
});

test('a run that is met says whether promises or objectives were kept', () => {
  assert.match(pageOf(kept), /Every objective was met, and the data that came back was checked\./);
  assert.match(pageOf(kept, lockDrill()), /Every promise was kept, and the data was checked\./);
});
