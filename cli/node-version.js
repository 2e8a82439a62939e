/** Ends the process with one clear sentence where Node.js is too old; written so that every Node.js can read it. */
'use strict';

var NEEDED = [22, 12];

/**
 * What is wrong with a Node.js of this version (`20.20.2`), in words for a person; undefined when nothing is.
 */
function problemWith(version) {
  var parts = version.split('.').map(Number);
  if (parts[0] > NEEDED[0] || (parts[0] === NEEDED[0] && parts[1] >= NEEDED[1])) return undefined;
  return (
    'muster: this is Node.js ' + version + ', and Muster needs ' + NEEDED.join('.') + ' or newer, so nothing was started.\n' +
    'Install a newer Node.js. Inside the repository `npm ci` brings Node.js 24 along, and every `npm run` and `npx` uses it;\n' +
    'where install scripts are blocked, allow that of the package `node` (npm rebuild node) and try again.'
  );
}

exports.problemWith = problemWith;

var problem = problemWith(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(3);
}
