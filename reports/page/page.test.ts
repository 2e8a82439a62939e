/** What the page says, that it needs nothing else, and that everybody can read it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelOfRun } from '../model-of-run';
import { sampleRun } from '../sample/run-folder';
import type { Story } from '../sample/database-drill';
import { everyStory, neverLanded, promiseBroken, promiseKept } from '../sample/stories';
import { page } from './page';
import { palette } from './style';

const pageOf = (...stories: readonly Story[]): string => page(modelOfRun(sampleRun(stories)));

test('the same ledgers make the same page', () => {
  assert.equal(pageOf(...everyStory), pageOf(...everyStory));
});

test('whatever a ledger says is text and never markup', () => {
  const hostile = `</title><script>alert("1")</script>'"><img src=x onerror=alert(1)>&amp;\u0000`;
  const text = pageOf({ ...promiseBroken, scenario: hostile, reason: hostile, findings: [{ kind: 'finding', severity: 'low', title: hostile, detail: hostile, owner: hostile }] });
  assert.doesNotMatch(text, /<script|<img|onerror=alert\(1\)>(?!&)/i);
  assert.ok(text.includes('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&quot;&gt;&lt;img src=x'));
  assert.ok(text.includes('&amp;amp;'), 'an entity in the ledger is no entity on the page');
  assert.ok(!text.includes('\u0000'));
});

test('the page loads nothing, runs nothing, and its policy forbids both', () => {
  const text = pageOf(...everyStory);
  assert.match(text, /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/]+=*'; img-src data:; base-uri 'none'; form-action 'none'"/);
  assert.doesNotMatch(text, /<(script|link|iframe|object|embed|img|base|form)\b/i);
  assert.doesNotMatch(text, /\s(on\w+|style|src|srcset|action)=/i);
  assert.doesNotMatch(text, /@import|url\(/i);
  const links = [...text.matchAll(/\shref="([^"]*)"/g)].map(([, href]) => href ?? '');
  assert.ok(links.length > 0 && links.every((href) => href.startsWith('#')), links.join());
  assert.deepEqual([...new Set(text.match(/https?:\/\/[^"\s<]*/g))], ['http://www.w3.org/2000/svg'], 'a namespace, which nothing loads');
});

test('a rehearsal says so in its title and calls its durations modelled', () => {
  const text = pageOf(promiseKept);
  assert.match(text, /<title>REHEARSAL of disaster recovery: met/);
  assert.match(text, /Durations are modelled/);
  assert.doesNotMatch(text, />Measured</);
});

test('a live drill says neither', () => {
  const run = sampleRun([promiseKept]);
  const drills = run.drills.map(({ id, entries }) => ({ id, entries: entries.map((entry) => (entry.kind === 'plan' ? { ...entry, target: 'aws' as const } : entry)) }));
  const text = page(modelOfRun({ ...run, run: 'live-7', target: 'aws', drills }));
  assert.doesNotMatch(text, /REHEARSAL|modelled/i);
});

test('every verdict and ending is a word and a sign, so that nobody has to see colours', () => {
  const text = pageOf(...everyStory);
  for (const words of ['✓</span> met', '✕</span> missed', '△</span> compromised', '■</span> aborted']) assert.ok(text.includes(words), words);
});

test('pictures have a name and a description, tables have headers with a scope, and ids are there once', () => {
  const text = pageOf(...everyStory);
  const pictures = [...text.matchAll(/<svg class="timeline[^>]*role="img" aria-labelledby="(\S+) (\S+)"/g)];
  assert.equal(pictures.length, everyStory.length * 2);
  for (const [, title, description] of pictures) assert.ok(text.includes(`<title id="${title}">`) && text.includes(`<desc id="${description}">`));
  assert.doesNotMatch(text, /<th>|<th class="number">/);
  const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('no picture holds a coordinate that is not a number', () => {
  assert.doesNotMatch(pageOf(...everyStory), /NaN|Infinity|undefined/);
});

test('a drill without a fault is drawn from its beginning, without objective', () => {
  const text = pageOf(neverLanded);
  assert.doesNotMatch(text, /class="upright/);
  assert.match(text, /No fault was seen/);
  assert.match(text, /What this drill does not prove<\/h3><ul[^>]*><li>The drill was compromised/);
});

test('what is read can be read: every colour of words stands out from its ground at 4.5 to 1 or more', () => {
  for (const colours of Object.values(palette)) {
    for (const ground of [colours.paper, colours.card]) {
      for (const words of [colours.ink, colours.soft, colours.accent, colours.met, colours.missed, colours.unproven, colours.broken]) {
        assert.ok(contrast(words, ground) >= 4.5, `${words} on ${ground}: ${contrast(words, ground).toFixed(2)}`);
      }
    }
  }
});

/** As WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const [brighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (brighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
