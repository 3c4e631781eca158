import http from 'node:http';

/**
 * Connections that nobody uses are closed here before n8n closes them after its five seconds: Node.js
 * would reuse one that a busy n8n is just closing, and the request would fail with "socket hang up".
 * With a connection for each request, n8n would close it while a large body is still being sent.
 */
http.globalAgent = new http.Agent({ keepAlive: true, scheduling: 'lifo', timeout: 2_000 });
