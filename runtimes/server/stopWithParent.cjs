// Loaded into the n8n process before n8n itself. Whoever started it holds the other end of this
// channel; when that process dies, however it dies, n8n stops too instead of staying behind.
const GRACE_MS = 3_000;

process.on('disconnect', () => {
	// Nobody reads what n8n still says, and that must not keep it from closing its database.
	process.stdout.on('error', () => {});
	process.stderr.on('error', () => {});
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => {
		// The negative number means the whole group: n8n's task runner as well.
		process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
	}, GRACE_MS);
});
