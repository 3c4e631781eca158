// Runs a program that knows nothing of us. Whoever started this keeper holds the other end of its
// channel; when that process dies, however it dies, the program ends too instead of staying behind.
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
	// To PostgreSQL this signal means: end now, without waiting for those who are connected.
	program.kill('SIGINT');
	setTimeout(() => program.kill('SIGKILL'), GRACE_MS);
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);
