/** What plain `cucumber-js` runs, and so what editors' Cucumber extensions run; `features/red` is run by `npm run test:red`. */
const { randomBytes } = require('node:crypto');
const { join } = require('node:path');
const { version } = require('./package.json');

const run = `${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;

// Cucumber adds paths of the command line to those of this file; a scenario that is named is to run alone.
const named = process.argv.some((argument) => /\.feature(:\d+)*$/.test(argument));

module.exports = {
  default: {
    paths: named ? [] : ['features/!(red)/**/*.feature'],
    requireModule: ['ts-node/register'],
    require: ['steps/**/!(*.test).ts'],
    format: ['progress-bar'],
    worldParameters: { run: { folder: join('reports', 'out', run), seed: 1, plan: join('infra', 'plan.yaml'), muster: version } },
  },
};
