import type { LeadField } from '../contract';
import type { Origin } from '../types';
import type { ItemRefusal } from './source';
import type { ReadingOptions } from './values/convert';

/** An unconverted value for a field, as found in the item. */
export interface FoundValue {
	readonly value: unknown;
	/** Its path or its header. */
	readonly from: string;
	/** The factor that its label gives. */
	readonly scale?: number;
	/** How to read it, if the other values of its column show that. */
	readonly reading?: Partial<ReadingOptions>;
	/** Set if it may belong to a thing: a product has a name, an order a revenue. */
	readonly ofThings?: true;
	/** A different value that is just as likely the lead's, so that neither is used. */
	readonly rival?: FoundValue;
	/** The number of further values of equal rank. */
	readonly more?: number;
	/** Other values for the field, in order of preference, in case this one is unusable. */
	readonly others?: readonly FoundValue[];
	/** Set if it was not at the usual path of its source: the key that differs. */
	readonly fallbackPath?: string;
}

/** What an item is, and its values for a lead, not yet converted or checked. */
export interface RecognizedItem extends Omit<Origin, 'fields' | 'fallbackPaths'> {
	readonly fields: Partial<Record<LeadField, FoundValue>>;
	/** Why the item is not a lead. Ignored if Lead Fields give an email. */
	readonly refusal?: ItemRefusal;
}
