import type { LeadField } from '../contract';
import type { Origin } from '../types';
import type { ItemRefusal } from './source';
import type { ReadingOptions } from './values/convert';

/** A value that an item holds for a field, as it stands there. */
export interface FoundValue {
	readonly value: unknown;
	/** Its path or its header. */
	readonly from: string;
	/** What its label says it must be multiplied by. */
	readonly scale?: number;
	/** How it is read, where the other values of its column tell. */
	readonly reading?: Partial<ReadingOptions>;
	/** Set when nothing says that it is a lead's: a product has a name, and an order a revenue. */
	readonly ofThings?: true;
	/** A different value that is as likely to be the lead's, so that neither can be used. */
	readonly rival?: FoundValue;
	/** How many further values of equal rank there were. */
	readonly more?: number;
	/** What else was found for the field, in order of preference, should this be unusable. */
	readonly others?: readonly FoundValue[];
	/** Set when it was not at the usual path of its source: the key that tells the two apart. */
	readonly fallbackPath?: string;
}

/** What an item is, and what it says about a lead. Nothing is converted or checked yet. */
export interface RecognizedItem extends Omit<Origin, 'fields' | 'fallbackPaths'> {
	readonly fields: Partial<Record<LeadField, FoundValue>>;
	/** Why it is no lead as it stands. It counts unless Lead Fields give an email. */
	readonly refusal?: ItemRefusal;
}
