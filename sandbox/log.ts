import { contentOf } from './http';
import type { Body } from './http';

/** A request to the service. The key is never stored. */
export interface LoggedRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** Whether the key is one of the sandbox's, with any permissions. */
	readonly keyAccepted: boolean;
}

interface WithBody {
	/** Parsed JSON, or any other text; missing if the body was empty or bodies are not stored. */
	readonly body?: unknown;
}

/** @param max requests to keep; bodies are kept by reference */
export function createLog<T extends object = LoggedRequest>({
	max = 1000,
	keepBodies = true,
} = {}) {
	let entries: Array<T & WithBody> = [];
	let count = 0;
	return {
		add(request: T, body: Body): void {
			count += 1;
			const isKept = keepBodies && body.kind !== 'none';
			entries.push({ ...request, ...(isKept && { body: contentOf(body) }) });
			if (entries.length > max) entries.shift();
		},
		/** The last of them, oldest first. */
		all: (): Array<T & WithBody> => [...entries],
		/** Number of all requests, including those no longer kept. */
		count: (): number => count,
		clear(): void {
			entries = [];
			count = 0;
		},
	};
}
