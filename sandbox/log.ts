import type { Received } from './validate';

/** A request that reached the service. The key itself is never kept. */
export interface LoggedRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** JSON as parsed, or the text that was none; missing when nothing was sent or bodies are not kept. */
	readonly body?: unknown;
	/** Whether the key was one of the sandbox's, whatever it may do. */
	readonly keyAccepted: boolean;
}

/** Bodies are kept by reference, so a thousand large ones is the most that can be held. */
const KEPT = 1000;

/** @param keepBodies without them a request leaves nothing behind but that it came */
export function createLog(keepBodies = true) {
	let entries: LoggedRequest[] = [];
	let counted = 0;
	return {
		add(request: Omit<LoggedRequest, 'body'>, body: Received | undefined): void {
			counted += 1;
			entries.push(
				body && keepBodies ? { ...request, body: body.ok ? body.json : body.text } : request,
			);
			if (entries.length > KEPT) entries.shift();
		},
		/** The last of them, oldest first. */
		all: (): LoggedRequest[] => [...entries],
		/** All of them, also those that are no longer kept. */
		count: (): number => counted,
		clear(): void {
			entries = [];
			counted = 0;
		},
	};
}
