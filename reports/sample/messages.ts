/** Cucumber messages as the runner leaves them: wall time, absolute paths, and the instants of the drill attached to each step. */
import { sampleInstant } from './chain';
import type { Story } from './database-drill';

interface Step {
  text: string;
  /** Seconds of drill time. */
  from: number;
  to: number;
}

const steps: readonly Step[] = [
  { text: 'orders is protected as the plan says', from: 0, to: 1_600 },
  { text: 'a bad migration damages orders', from: 1_600, to: 1_632 },
  { text: 'orders is restored to the moment before the damage', from: 1_760, to: 2_461 },
  { text: 'everything acknowledged before the damage is there', from: 2_461, to: 2_496 },
];

const uri = '/home/someone/shop/features/data-corruption/bad-migration.feature';
const wall = (seconds: number): { seconds: number; nanos: number } => ({ seconds: 1_790_000_000 + seconds, nanos: 5_000_000 });
const tookFiveMilliseconds = { seconds: 0, nanos: 5_000_000 };

type Message = Readonly<Record<string, unknown>>;

/** The messages of a run of these stories, one scenario each. A story that breaks off fails in its second step and skips the rest. */
export function sampleMessages(stories: readonly Story[]): Message[] {
  return [
    { meta: { protocolVersion: '34.2.1', implementation: { name: 'cucumber-js', version: '13.3.0' }, runtime: { name: 'node.js', version: '24.21.0' }, os: { name: 'linux', version: '6.1.0' }, cpu: { name: 'x64' }, ci: { name: 'Some CI', url: 'https://ci.example/4711' } } },
    { source: { data: 'Feature: A bad migration', uri, mediaType: 'text/x.cucumber.gherkin+plain' } },
    { gherkinDocument: { uri, comments: [], feature: { location: { line: 1, column: 1 }, tags: [], language: 'en', keyword: 'Feature', name: 'A bad migration', description: '', children: [] } } },
    ...stories.map(pickle),
    { stepDefinition: { id: 'definition-1', pattern: { type: 'CUCUMBER_EXPRESSION', source: '{component} is protected as the plan says' }, sourceReference: { uri: '/home/someone/shop/steps/protect.steps.ts', location: { line: 9 } } } },
    { hook: { id: 'hook-1', type: 'BEFORE_TEST_CASE', sourceReference: { uri: '/home/someone/shop/steps/support/hooks.ts', location: { line: 5 } } } },
    { testRunStarted: { id: 'run-1', timestamp: wall(0) } },
    { testRunHookStarted: { id: 'run-hook-1', testRunStartedId: 'run-1', hookId: 'hook-1', timestamp: wall(0) } },
    { testRunHookFinished: { testRunHookStartedId: 'run-hook-1', result: { status: 'PASSED', duration: tookFiveMilliseconds }, timestamp: wall(0) } },
    ...stories.map(testCase),
    ...stories.flatMap(execution),
    { testRunFinished: { testRunStartedId: 'run-1', success: false, timestamp: wall(60) } },
  ];
}

function pickle({ scenario }: Story, i: number): Message {
  const told = steps.map(({ text }, n) => ({ id: `pickle-step-${i}-${n}`, text, type: 'Context', astNodeIds: [`step-${n}`] }));
  return { pickle: { id: `pickle-${i}`, uri, location: { line: 12 + i * 10, column: 3 }, astNodeIds: [`scenario-${i}`], tags: [{ name: '@data-corruption', astNodeId: 'tag-1' }], name: scenario, language: 'en', steps: told } };
}

function testCase(_: Story, i: number): Message {
  const told = steps.map((_step, n) => ({ id: `step-${i}-${n}`, pickleStepId: `pickle-step-${i}-${n}`, stepDefinitionIds: ['definition-1'], stepMatchArgumentsLists: [{ stepMatchArguments: [] }] }));
  return { testCase: { id: `case-${i}`, testRunStartedId: 'run-1', pickleId: `pickle-${i}`, testSteps: [{ id: `before-${i}`, hookId: 'hook-1' }, ...told] } };
}

function execution(story: Story, i: number): Message[] {
  const started = `started-${i}`;
  const broken = story.breaksOff !== undefined;
  return [
    { testCaseStarted: { id: started, testCaseId: `case-${i}`, attempt: 0, workerId: 'worker-3', timestamp: wall(i) } },
    ...step(started, `before-${i}`, 'PASSED', i, []),
    ...steps.flatMap((one, n) => step(started, `step-${i}-${n}`, broken && n === 1 ? 'FAILED' : broken && n > 1 ? 'SKIPPED' : 'PASSED', i, broken && n > 1 ? [] : [one])),
    { testCaseFinished: { testCaseStartedId: started, timestamp: wall(i), willBeRetried: false } },
  ];
}

function step(testCaseStartedId: string, testStepId: string, status: string, i: number, timed: readonly Step[]): Message[] {
  const attached = (edge: string, at: number): Message => ({
    attachment: { testCaseStartedId, testStepId, mediaType: 'application/vnd.muster.instant+json', contentEncoding: 'IDENTITY', body: JSON.stringify({ edge, at: sampleInstant(at) }), timestamp: wall(i) },
  });
  const failure = status === 'FAILED' ? { message: 'Compromised: the damage never landed\n    at damage (/home/someone/shop/steps/damage.steps.ts:7:9)', exception: { type: 'Compromised', message: 'the damage never landed', stackTrace: '    at damage (/home/someone/shop/steps/damage.steps.ts:7:9)' } } : {};
  return [
    { testStepStarted: { testCaseStartedId, testStepId, timestamp: wall(i) } },
    ...timed.map(({ from }) => attached('started', from)),
    ...timed.map(({ to }) => attached('finished', to)),
    { testStepFinished: { testCaseStartedId, testStepId, testStepResult: { status, duration: tookFiveMilliseconds, ...failure }, timestamp: wall(i) } },
  ];
}
