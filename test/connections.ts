import http from 'node:http';

/**
 * A connection of its own for each request. Node.js would reuse one that a busy n8n is just closing
 * after five idle seconds, and the request would fail with "socket hang up".
 */
http.globalAgent = new http.Agent({ keepAlive: false });
