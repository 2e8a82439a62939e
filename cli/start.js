#!/usr/bin/env node
/** Starts the command: the compiled one where the package is installed, the sources where this is the repository. */
'use strict';

require('./node-version');

var fs = require('fs');
var nodeModule = require('module');
var path = require('path');

var sources = path.join(__dirname, 'muster.ts');

/** Has every later require of a `.ts` file compile it, with this repository's settings wherever the command is called from. */
function readTypeScript() {
  // ts-node would leave a cache of its own in the directory for temporary files.
  process.env.DISABLE_V8_COMPILE_CACHE = '1';
  // Node.js keeps what it compiles instead: to read the TypeScript compiler anew takes a fifth of a second.
  nodeModule.enableCompileCache(path.join(__dirname, '..', 'node_modules', '.cache', 'muster'));
  process.env.TS_NODE_PROJECT = path.join(__dirname, '..', 'tsconfig.json');
  try {
    require('ts-node/register');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    console.error('muster: the packages of this repository are not installed, so nothing was started.\nRun `npm ci` in ' + path.dirname(__dirname) + ' and try again.');
    process.exit(3);
  }
}

if (fs.existsSync(sources)) {
  readTypeScript();
  require(sources);
} else {
  require(path.join(__dirname, '..', 'dist', 'cli', 'muster.js'));
}
