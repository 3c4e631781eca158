// Loaded into the n8n process before n8n. Stops n8n together with the process that started it: the
// channel between the two closes when that process ends, even if it is killed.
const GRACE_MS = 3_000;

process.on('disconnect', () => {
	// Nobody reads n8n's output any more. A write error must not keep n8n from closing its database.
	process.stdout.on('error', () => {});
	process.stderr.on('error', () => {});
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => {
		// A negative ID means the whole group, including n8n's task runner.
		process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
	}, GRACE_MS);
});
