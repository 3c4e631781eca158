import type { LeadField } from '../../contract';
import { readEmployees, readRevenue, readScore } from './amount';
import type { Ranges } from './amount';
import { readDay } from './day';
import type { DateOrder } from './day';
import type { Dot } from './decimal';
import { readEmail } from './email';
import { readCompany, readIndustry, readName, readPhone } from './text';
import type { Converted } from './value';

/** How values are read that can mean several things. */
export interface ReadingOptions {
	/** What 03/04/2025 is. */
	readonly dates: DateOrder;
	/** What "11-50" is. */
	readonly ranges: Ranges;
	/** What the dot of a revenue such as "1.234" is, where its column tells. */
	readonly dot?: Dot;
}

/** @param scale what the label says a number must be multiplied with */
type Read = (value: unknown, reading: ReadingOptions, scale?: number) => Converted;

const CONVERT: Readonly<Record<LeadField, Read>> = {
	email: readEmail,
	name: readName,
	company: readCompany,
	phone: readPhone,
	industry: readIndustry,
	revenue: (value, { ranges, dot }, scale) => readRevenue(value, { ranges, scale, dot }),
	employees: (value, { ranges }, scale) => readEmployees(value, { ranges, scale }),
	engagement_score: readScore,
	last_interaction: readDay,
};

/**
 * Reads a value as LeadsPredict wants it. Everything doubtful is refused with a reason rather than
 * guessed; converting what was converted changes nothing.
 */
export const convert = (
	field: LeadField,
	value: unknown,
	reading: ReadingOptions,
	scale?: number,
): Converted => CONVERT[field](value, reading, scale);
