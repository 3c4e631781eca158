// Runs a program and ends it together with the process that started this keeper. The channel between
// the two closes when that process ends, even if it is killed.
//
//   node keeper.cjs '{"command": "…", "args": ["…"], "uid": 1, "gid": 1}'

const { spawn } = require('node:child_process');

const GRACE_MS = 3_000;

const { command, args, ...options } = JSON.parse(process.argv[2]);
const program = spawn(command, args, { ...options, stdio: 'inherit' });
program.once('error', (error) => {
	console.error(error.message);
	process.exit(1);
});
program.once('exit', (code) => process.exit(code ?? 1));

const stop = () => {
	// For PostgreSQL, SIGINT means to end without waiting for clients.
	program.kill('SIGINT');
	setTimeout(() => program.kill('SIGKILL'), GRACE_MS);
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);
