import { contentOf } from './http';
import type { Body } from './http';

/** A request that reached the service. The key itself is never kept. */
export interface LoggedRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** Whether the key was one of the sandbox's, with whatever permissions. */
	readonly keyAccepted: boolean;
}

interface WithBody {
	/** JSON as parsed, or any other text; missing when nothing was sent or bodies are not kept. */
	readonly body?: unknown;
}

/** @param max bodies are kept by reference, so only so many requests are kept */
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
		/** All of them, also those that are no longer kept. */
		count: (): number => count,
		clear(): void {
			entries = [];
			count = 0;
		},
	};
}
