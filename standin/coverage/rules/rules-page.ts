/** Which test holds each rule of AWS's, as the page RULES.md. */
import { join } from 'node:path';
import { isUnsure, type Rule, type RuleBook } from './rule';

export const rulesPageFile = join(__dirname, '..', '..', 'RULES.md');

/** The page as Markdown. */
export function rulesPage(books: Iterable<RuleBook>): string {
  return [
    '# The rules that the stand-in holds to',
    '',
    'Generated from `standin/coverage/rules/*.json` by `npm run coverage`. Each rule is in our words and names where it comes from and the tests',
    'that fail when it is broken. **Unsure** marks what only memory or an emulator says: no drill may depend on it.',
    '',
    ...[...books].flatMap(bookLines),
  ].join('\n');
}

function bookLines({ title, sections }: RuleBook): string[] {
  const rules = sections.flatMap((section) => section.rules);
  return [
    `## ${title}: ${rules.length} rules, ${rules.filter(isUnsure).length} of them unsure`,
    '',
    ...sections.flatMap((section) => [`### ${section.title}`, '', '| rule | source | held by |', '|---|---|---|', ...section.rules.map(ruleLine), '']),
  ];
}

function ruleLine(rule: Rule): string {
  return `| ${cell(rule.rule)} | ${sourceOf(rule)} | ${Object.entries(rule.tests).map(testsOf).join('; ')} |`;
}

function sourceOf(rule: Rule): string {
  const said = rule.sources.join(', ');
  const source = rule.page === undefined ? said : `[${said}](${rule.page})`;
  return isUnsure(rule) ? `**unsure**: ${source}` : source;
}

function testsOf([file, names]: readonly [string, readonly string[]]): string {
  const path = file.startsWith('standin/') ? file.slice('standin/'.length) : `../${file}`;
  return `${names.map((name) => `“${cell(name)}”`).join(', ')} ([${file.slice(file.lastIndexOf('/') + 1)}](${path}))`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
