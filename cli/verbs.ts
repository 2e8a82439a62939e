/** What does the work of each verb, loaded when the verb is called: a stand-in needs no Cucumber, and a verifier no stand-in. */
import { createRequire } from 'node:module';
import type { drill } from './drill';
import type { judgeRun } from './judge';
import type { reportRun } from './report';
import type { serveStandin } from './standin';
import type { verify } from './verify';

const load = createRequire(__filename);

// `load` gives what the file of that name exports, which the compiler cannot know.
export const verbs = {
  drill: () => (load('./drill') as { drill: typeof drill }).drill,
  verify: () => (load('./verify') as { verify: typeof verify }).verify,
  judge: () => (load('./judge') as { judgeRun: typeof judgeRun }).judgeRun,
  report: () => (load('./report') as { reportRun: typeof reportRun }).reportRun,
  standin: () => (load('./standin') as { serveStandin: typeof serveStandin }).serveStandin,
};
