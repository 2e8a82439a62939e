/** The page's style sheet. Colours stand in `palette`, so that a test can hold their contrast against what people can read. */

/** Colours on light paper and on dark. */
export const palette = {
  light: {
    paper: '#fbfaf7', card: '#f3f1ea', ink: '#1d2730', soft: '#555f69', line: '#dcd8cd', accent: '#2b5c87', tint: '#a9c3d9',
    calm: '#cfccc2', met: '#1c6b48', missed: '#a3302a', unproven: '#7d5200', broken: '#5b4a86',
  },
  dark: {
    paper: '#13171b', card: '#1c2228', ink: '#e7e9ea', soft: '#a4aeb7', line: '#323a42', accent: '#86b7e0', tint: '#3c5b76',
    calm: '#4a525a', met: '#74cba0', missed: '#f2948c', unproven: '#e3b45f', broken: '#b9a7e6',
  },
} as const;

function variables(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours).map(([name, colour]) => `--${name}:${colour}`).join(';');
}

const text = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
.paper{max-width:1120px;margin:0 auto;padding:56px 40px 80px}
h1{font-size:2.5rem;line-height:1.15;letter-spacing:-.02em;font-weight:650;margin:.1em 0 .5em;text-wrap:balance}
h2{font-size:1.6rem;line-height:1.25;letter-spacing:-.012em;font-weight:650;margin:0 0 .5em;text-wrap:balance}
h3{font-size:1.02rem;font-weight:650;margin:2.4em 0 .6em}
p{margin:0 0 .8em;max-width:72ch}
a{color:inherit;text-decoration-color:var(--accent);text-underline-offset:3px}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
code{font:.88em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
pre{margin:.2em 0 .6em;padding:10px 14px;background:var(--card);border-radius:8px;white-space:pre-wrap}
.kicker{font-size:.82rem;letter-spacing:.04em;color:var(--soft);margin:0}
.kind{color:var(--accent)}
.lead{font-size:1.08rem}
.worth{padding:14px 18px;border-left:3px solid var(--accent);background:var(--card);border-radius:0 8px 8px 0}
.note,.aside,figcaption{color:var(--soft);font-size:.9rem}
.aside{font-weight:400}
section,footer{margin-top:48px}
.drill,footer{border-top:1px solid var(--line);padding-top:48px}
footer h2{font-size:1.1rem}
`;

const tables = `
table{border-collapse:collapse;width:100%;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:11px 20px 11px 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{font-size:.82rem;font-weight:500;color:var(--soft);padding-top:0;white-space:nowrap}
tbody th{font-weight:600;min-width:11em}
.number{text-align:right}
td.number{white-space:nowrap}
.number+:not(.number){padding-left:12px}
.scroll{overflow-x:auto}
.summary td,.summary th{padding-top:16px;padding-bottom:16px}
.summary thead th{padding-top:0;padding-bottom:8px}
.summary .aside,tbody th .aside{display:block}
.summary tbody tr:last-child>*{border-bottom:0}
.figure{display:block;font-weight:600}
.bar{display:block;margin:5px 0 3px}
.chip{display:inline-block;padding:1px 10px 1px 9px;margin-right:4px;border:1px solid currentColor;border-radius:99px;font-size:.86rem;font-weight:650;line-height:1.5;white-space:nowrap}
.chip.met{color:var(--met)}.chip.missed{color:var(--missed)}.chip.unproven{color:var(--unproven)}.chip.broken-off{color:var(--broken)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:16px 28px;margin:22px 0}
.facts .long{grid-column:1/-1}
.facts dt{font-size:.82rem;color:var(--soft)}
.facts dd{margin:0;overflow-wrap:anywhere}
details{margin:14px 0}
summary{cursor:pointer;color:var(--soft);font-size:.93rem;padding:4px 0}
.plain,.undo,.findings{margin:0;padding:0;list-style:none;max-width:80ch}
.plain li,.undo li{padding:5px 0}
.limits li{padding-left:1.4em;text-indent:-1.4em}
.limits li::before{content:"–";display:inline-block;width:1.4em;text-indent:0;color:var(--soft)}
.findings li{border-left:3px solid var(--missed);padding:2px 0 2px 16px;margin:0 0 16px}
.findings p,.calls p{margin:0}
.calls{padding-left:1.6em}
.calls li{margin:12px 0}
`;

const pictures = `
figure{margin:28px 0 8px}
.timeline{display:block;width:100%;height:auto}
.timeline text{font-size:13px;fill:var(--ink)}
.timeline .name,.timeline .tick,.timeline .group{fill:var(--soft)}
.timeline .group{font-size:12px;font-weight:650}
.timeline .tick{font-size:12px}
.timeline .label{font-weight:650;font-size:12.5px}
.timeline .value{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.rule,.base{stroke:var(--line)}
.grid{stroke:var(--line);stroke-dasharray:1 4}
.phase.calm{fill:var(--calm)}.phase.harm{fill:var(--missed)}.phase.think{fill:var(--tint)}.phase.work{fill:var(--accent)}
.earlier{fill:none;stroke:var(--ink);stroke-width:1.6}
.measure.met{fill:var(--met)}.measure.missed{fill:var(--missed)}.measure.unproven{fill:var(--unproven)}
.measure.open{opacity:.4}
.track{fill:var(--line)}
.break{fill:var(--card)}
.idle{stroke:var(--soft);stroke-width:2.4;stroke-linecap:round;stroke-dasharray:.1 6}
.limit{stroke:var(--ink);stroke-width:2}
.mark{fill:var(--accent)}
.whisker{stroke:var(--accent);stroke-width:1.6;fill:none}
.upright.fault{stroke:var(--missed);stroke-width:1.4}
.upright.objective{stroke:var(--ink);stroke-width:1.4;stroke-dasharray:6 4}
.upright.measured{stroke:var(--accent);stroke-width:1.2}
.label.fault{fill:var(--missed)}.label.measured{fill:var(--accent)}
.lost{fill:var(--missed);opacity:.12}
.narrow{display:none!important}
`;

const places = `
@media screen and (max-width:720px){
.paper{padding:28px 18px 56px}
h1{font-size:1.9rem}h2{font-size:1.35rem}
.wide{display:none!important}.narrow{display:block!important}
.timeline text{font-size:11.5px}.timeline .label,.timeline .tick,.timeline .group{font-size:11px}
.summary thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.summary,.summary tbody,.summary tr,.summary th,.summary td{display:block}
.summary tr{padding:14px 0;border-bottom:1px solid var(--line)}
.summary th,.summary td{border:0;padding:4px 0}
.summary td::before{content:attr(data-label);display:block;color:var(--soft);font-size:.82rem}
.scroll table{min-width:640px}.scroll td:last-child:not(.number){min-width:15em}
}
@media print{
@page{size:A4;margin:16mm 14mm}
html{font-size:10pt}body{font-size:1rem}
h1{font-size:21pt}h2{font-size:15pt}
table{font-size:8.5pt}th,td{padding:5px 12px 5px 0}tbody th{min-width:0}td.number{white-space:normal}
section,footer{margin-top:28px}
.paper{max-width:none;padding:0}
.drill{break-before:page;border:0;padding:0;margin:0}
h2,h3{break-after:avoid}
figure,tr,li{break-inside:avoid}
.scroll{overflow:visible}
/* The picture is shown at two thirds of its size on A4. */
body .timeline text{font-size:15px}
body .timeline .label,body .timeline .tick,body .timeline .group{font-size:13px}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

const dark = `@media screen and (prefers-color-scheme:dark){:root{${variables(palette.dark)}}}`;

export const styleSheet = `:root{color-scheme:light dark;${variables(palette.light)}}\n${dark}${text}${tables}${pictures}${places}`;
