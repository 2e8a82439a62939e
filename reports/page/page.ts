/** The whole page: one file that needs nothing else, now or in ten years. */
import { createHash } from 'node:crypto';
import type { ReportModel } from '../model';
import { drillSection } from './drill';
import { colophon } from './sections/evidence';
import { html, Html } from './html';
import { masthead, titleOf } from './masthead';
import { endingWord } from './say';
import { styleSheet } from './style';
import { summary } from './summary';

/** `index.html`. Its policy lets a browser load nothing, run nothing, and style it by this sheet only. */
export function page(model: ReportModel): string {
  const allowed = `'sha256-${createHash('sha256').update(styleSheet).digest('base64')}'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${new Html(allowed)}; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(model)}: ${endingWord(model.outcome, model.verdict)} · ${model.run}</title>
<style>${new Html(styleSheet)}</style>
</head>
<body>
<div class="paper">
${masthead(model)}
<main>
${summary(model)}
${model.drills.map((drill) => drillSection(drill, model.run))}
</main>
${colophon(model)}
</div>
</body>
</html>
`.text;
}
