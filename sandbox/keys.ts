import { Refusal } from './refusal';

/** The three keys of a sandbox. The reference documents no permissions, so these are made up. */
export interface Keys {
	/** May do everything. */
	readonly full: string;
	/** May only read: `GET /leads/:id`. */
	readonly readOnly: string;
	/** Known, but without permissions. */
	readonly noPermission: string;
}

export const keysFor = (apiKey: string): Keys => ({
	full: apiKey,
	readOnly: `${apiKey}-read-only`,
	noPermission: `${apiKey}-no-permission`,
});

/** What a key may do. */
export type Access = 'unknown' | 'nothing' | 'read' | 'all';

/** @param authorization the header as received; documented form `Bearer <key>` */
export function accessOf(authorization: string | undefined, keys: Keys): Access {
	const key = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
	if (key === keys.full) return 'all';
	if (key === keys.readOnly) return 'read';
	return key === keys.noPermission ? 'nothing' : 'unknown';
}

/** The refusal of a request because of its key, if any. */
export function keyRefusal(access: Access, method: string): Refusal | undefined {
	if (access === 'unknown') return new Refusal(401, 'Invalid API key');
	const reads = method === 'GET' || method === 'HEAD';
	return access === 'all' || (access === 'read' && reads)
		? undefined
		: new Refusal(403, 'This API key does not have the permission for this request');
}
