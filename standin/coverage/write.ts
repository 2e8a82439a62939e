/** Writes COVERAGE.md: `npm run coverage`. */
import { writeFile } from 'node:fs/promises';
import { currentPage, pageFile } from './page';

void currentPage().then((page) => writeFile(pageFile, page));
