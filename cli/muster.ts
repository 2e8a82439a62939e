/** The command `muster`: reads its arguments and hands over to one verb. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { Refused } from '../measure/endings';
import { Instant } from '../time/instant';
import { WallClock } from '../time/wall-clock';
import type { DrillOptions } from './drill';
import { exitCodes } from './exit-codes';
import { version } from './package-root';
import type { ReportOptions } from './report';
import type { StandinServerOptions } from './standin';
import { verbs } from './verbs';

const defaultOut = 'reports/out';

function program(): Command {
  const muster = new Command('muster')
    .description('Disaster-recovery drills that run: breaks, restores, verifies and measures, and leaves a record of it.')
    .version(version())
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  muster
    .command('drill')
    .description('perform the runbooks of the book, or those named, and write the report')
    .argument('[paths...]', 'features, folders of them, or FILE:LINE')
    .option('--tags <expression>', 'only scenarios with these tags', '')
    .option('--seed <n>', 'what everything left to chance follows from', wholeNumber, 1)
    .option('--plan <file>', 'the plan', undefined)
    .option('--out <folder>', 'where runs are kept', defaultOut)
    .option('--json', 'print drill.json, and nothing else, on standard output', false)
    .option('--parallel <n>', 'how many drills at once', atLeastOne, 1)
    .option('--endpoint <url>', 'drill on a `muster standin` that runs elsewhere; it is reset before each drill', httpUrl)
    .action((paths: string[], options: Omit<DrillOptions, 'paths'>) => exitWith(verbs.drill()({ ...options, paths })));
  runVerb(muster, 'verify', 'say whether a run is what was sealed, and if not, where it first departs from it');
  runVerb(muster, 'judge', 'judge a run again from its ledgers, and say whether they hold the same verdict');
  muster
    .command('report')
    .description('write the pages of a run again from its ledgers')
    .argument('[run]', 'a run: its folder or its id; the newest when not given')
    .option('--out <folder>', 'where runs are kept', defaultOut)
    .option('--allure', 'make an Allure site too, where there is a Java to make it with', false)
    .action((run: string | undefined, options: ReportOptions) => exitWith(verbs.report()(run, options)));
  muster
    .command('standin')
    .description('serve the embedded AWS on this machine, for the AWS CLI, SDKs and drills from elsewhere')
    .option('--port <n>', 'the port; any free one when not given', portNumber, 0)
    .addOption(new Option('--clock <kind>', 'virtual: moved by POST /_standin/clock; wall: runs by itself').choices(['virtual', 'wall']).default('virtual'))
    .option('--speed <n>', 'with --clock wall: so many times as fast as the wall', positive, 1)
    .option('--start <instant>', 'when a new world begins, such as 2026-01-05T00:00:00Z, or now; now with --clock wall, 5 January 2026 otherwise', instantOrNow)
    .option('--state <folder>', 'keep its world there, and take up what is there')
    .option('--seed <n>', 'what everything left to chance follows from; that of the kept world, or 1, when not given', wholeNumber)
    .action((options: StandinServerOptions) => exitWith(verbs.standin()(options)));
  return muster;
}

function runVerb(muster: Command, name: 'verify' | 'judge', does: string): void {
  muster
    .command(name)
    .description(does)
    .argument('<run>', 'a run: its folder or its id')
    .option('--out <folder>', 'where runs are kept', defaultOut)
    .action((run: string, options: { out: string }) => exitWith(Promise.resolve().then(() => verbs[name]()(run, options))));
}

async function exitWith(code: Promise<number>): Promise<void> {
  process.exitCode = await code;
}

function instantOrNow(text: string): Instant {
  try {
    return text === 'now' ? new WallClock().now() : Instant.parse(text);
  } catch {
    throw new InvalidArgumentError('Give an instant in UTC, such as 2026-01-05T00:00:00Z, or now.');
  }
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give a whole number, such as 7.');
  return Number(text);
}

function atLeastOne(text: string): number {
  const number = wholeNumber(text);
  if (number < 1 || number > 64) throw new InvalidArgumentError('Give a number from 1 to 64.');
  return number;
}

function portNumber(text: string): number {
  const number = wholeNumber(text);
  if (number > 65_535) throw new InvalidArgumentError('Give a port from 0 to 65535.');
  return number;
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 1e6)) throw new InvalidArgumentError('Give a number above 0, such as 60.');
  return number;
}

function httpUrl(text: string): string {
  if (!URL.canParse(text) || new URL(text).protocol !== 'http:') throw new InvalidArgumentError('Give the endpoint that `muster standin` prints, such as http://127.0.0.1:4566.');
  return text;
}

/** Ends with one clear message and no stack trace for everything that a person can put right. */
async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitCodes.notPerformed;
    else if (error instanceof Refused) {
      console.error(`muster: ${error.message}`);
      process.exitCode = exitCodes.notPerformed;
    } else {
      console.error('muster: this is a fault of Muster itself, please report it:', error);
      process.exitCode = exitCodes.notPerformed;
    }
  }
}

void main();
