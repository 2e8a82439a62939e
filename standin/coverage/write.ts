/** Writes COVERAGE.md and RULES.md: `npm run coverage`. */
import { writeFile } from 'node:fs/promises';
import { currentPage, pageFile } from './page';
import { readRuleBooks } from './rules/rule';
import { rulesPage, rulesPageFile } from './rules/rules-page';

void writeFile(rulesPageFile, rulesPage(readRuleBooks().values()));
void currentPage().then((page) => writeFile(pageFile, page));
