import type { Received } from './requests';

/** A request that reached the service. The key itself is never kept. */
export interface LoggedRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** JSON as parsed, or the text that was none; missing when nothing was sent. */
	readonly body?: unknown;
	/** Whether the key was one of the sandbox's, whatever it may do. */
	readonly keyAccepted: boolean;
}

export interface RequestLog {
	add(request: Omit<LoggedRequest, 'body'>, body: Received | undefined): void;
	/** Oldest first. */
	all(): LoggedRequest[];
	clear(): void;
}

/** Bodies are kept by reference, so a thousand large ones is the most that can be held. */
const KEPT = 1000;

export function createLog(): RequestLog {
	let entries: LoggedRequest[] = [];
	return {
		add(request, body) {
			entries.push(body ? { ...request, body: body.ok ? body.json : body.text } : request);
			if (entries.length > KEPT) entries.shift();
		},
		all: () => [...entries],
		clear() {
			entries = [];
		},
	};
}
