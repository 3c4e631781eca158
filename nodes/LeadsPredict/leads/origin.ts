import type { z } from 'zod';

import { lookupSchema, originSchema, rulesOut } from '../contract';
import { own } from '../json';
import type { Provenance } from '../types';
import type { RecognizedItem } from './recognizedItem';

/** Which CRM record an item is, and whether that can be trusted. */

const namesRecord = ({ record, current }: RecognizedItem): boolean =>
	record !== undefined || current !== undefined;

/** Marks the record as claimed: another service, or anyone, may have written its ID. */
export const asClaim = (item: RecognizedItem): RecognizedItem =>
	namesRecord(item) ? { ...item, claimed: true } : item;

/** What an earlier step wrote. Most items have nothing, and zod is slow to reject that. */
const earlier = <Written>(schema: z.ZodType<Written, z.ZodTypeDef, unknown>, value: unknown) =>
	value === undefined ? undefined : schema.safeParse(value).data;

/**
 * Applies what an earlier step of this package wrote into the item. It overrides the item's shape: an
 * `origin` names the record, a `lookup` shows that no record is certain. An `origin` that anyone may
 * have written does not override.
 */
export function withOrigin(
	json: object,
	recognized: RecognizedItem,
	{ recordIsKnown, originIsKnown }: Provenance,
): RecognizedItem {
	const isKnown = !namesRecord(recognized) || recordIsKnown(json);
	const found = isKnown ? recognized : asClaim(recognized);
	const lookup = earlier(lookupSchema, own(json, 'lookup'));
	const origin = earlier(originSchema, own(json, 'origin'));
	const { source, label, fields, record, refusal } = found;
	const withoutRecord: RecognizedItem = {
		source,
		label,
		fields,
		...(refusal !== undefined && { refusal }),
		...(lookup !== undefined && { lookup }),
	};
	const isClaim = origin?.claimed === true || !originIsKnown(json);
	const isSurer = record !== undefined && found.claimed === undefined && isClaim;
	const best: RecognizedItem =
		origin === undefined || isSurer
			? { ...found, ...withoutRecord }
			: {
					...withoutRecord,
					source: origin.source,
					record: { type: origin.record_type, id: origin.record_id },
					...(origin.current !== undefined && { current: origin.current }),
					...(isClaim && { claimed: true }),
				};
	const kind = { source: best.source, record_type: best.record?.type ?? '' };
	return lookup !== undefined && rulesOut(lookup, kind) ? withoutRecord : best;
}
