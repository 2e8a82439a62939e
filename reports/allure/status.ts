/** How verdicts and outcomes are said in Allure's words. */
import type { Json } from '../../evidence/entry';
import type { ReportedDrill } from '../model';

export type AllureStatus = 'passed' | 'failed' | 'broken' | 'skipped';

/** `failed` for what was tried and not shown to hold, `broken` for a drill that broke off, `skipped` for one that was not begun. */
export function statusOf({ outcome, verdict }: Pick<ReportedDrill, 'outcome' | 'verdict'>): AllureStatus {
  if (outcome === 'refused') return 'skipped';
  if (outcome !== 'finished') return 'broken';
  return verdict === 'met' ? 'passed' : 'failed';
}

/** `categories.json`: the verdicts and outcomes that Allure has no word for, told apart by the first word of the message. */
export const categories: Json = [
  { name: 'Missed: a promise of the plan was not kept', matchedStatuses: ['failed'], messageRegex: '(?s)^missed: .*' },
  { name: 'Unproven: neither confirmed nor refuted', matchedStatuses: ['failed'], messageRegex: '(?s)^unproven: .*' },
  { name: 'Compromised: the drill could not be performed', matchedStatuses: ['broken'], messageRegex: '(?s)^compromised: .*' },
  { name: 'Aborted: somebody stopped the drill', matchedStatuses: ['broken'], messageRegex: '(?s)^aborted: .*' },
  { name: 'Refused: nothing was touched', matchedStatuses: ['skipped'], messageRegex: '(?s)^refused: .*' },
];
