#!/usr/bin/env node
// What the commands in package.json call:
//
//   node scripts/run.mjs <start | demo | test | sandbox> [arguments]
//
// This file looks at the version of Node.js first, so it is written for old ones, and imports the
// rest only then.

import { nodeProblem } from './nodeVersion.mjs';

const problem = nodeProblem(process.version);
if (problem) {
	console.error(problem);
	process.exitCode = 1;
} else {
	import('./commands.mjs')
		.then(({ runCommand }) => runCommand(process.argv.slice(2)))
		.then((code) => {
			process.exitCode = code;
		});
}
