import type { LeadField } from '../../contract';
import { readEmployees, readRevenue, readScore } from './amount';
import type { Ranges } from './amount';
import { readDay } from './day';
import type { DateOrder } from './day';
import type { Dot } from './decimal';
import { readEmail } from './email';
import { readCompany, readIndustry, readName, readPhone } from './text';
import type { Converted } from './value';

/** How ambiguous values are read. */
export interface ReadingOptions {
	/** How to read 03/04/2025. */
	readonly dates: DateOrder;
	/** How to read "11-50". */
	readonly ranges: Ranges;
	/** The meaning of the dot in a revenue such as "1.234", if its column shows it. */
	readonly dot?: Dot;
}

/** @param scale the factor from the label */
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
 * Converts a value to the form that LeadsPredict expects. A doubtful value is refused with a reason,
 * not guessed. Converting a converted value changes nothing.
 */
export const convert = (
	field: LeadField,
	value: unknown,
	reading: ReadingOptions,
	scale?: number,
): Converted => CONVERT[field](value, reading, scale);
