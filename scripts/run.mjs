#!/usr/bin/env node
// What the commands in package.json call:
//
//   node scripts/run.mjs <start | demo | test | sandbox> [arguments]
//
// This file checks the version of Node.js first. So it must run on old versions, and imports the rest
// afterwards.

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
