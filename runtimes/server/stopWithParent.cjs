// Loaded into the n8n process before n8n itself. Whoever started it holds the other end of this
// channel; when that process dies, however it dies, n8n stops too instead of staying behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
