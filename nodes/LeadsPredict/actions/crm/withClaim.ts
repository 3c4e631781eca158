import type { IDataObject } from 'n8n-workflow';

import { originSchema } from '../../contract';
import type { Provenance } from '../../types';

/** Read Answer hands the item on: there, an `origin` that anyone may have written must be told apart. */
export function withClaim(json: IDataObject, { originIsKnown }: Provenance): IDataObject {
	const { data: origin } = originSchema.safeParse(json['origin']);
	return origin === undefined || originIsKnown(json)
		? json
		: { ...json, origin: { ...origin, claimed: true } };
}
