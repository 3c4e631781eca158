import { z } from 'zod';

/**
 * What is documented but not relied on may be missing, null or odd without costing the lead its
 * score: an odd value is left out.
 */
export const extra = <T extends z.ZodTypeAny>(schema: T) => schema.nullish().catch(undefined);

/** Of a list only the odd entries are left out. */
export const extraList = <T extends z.ZodTypeAny>(entry: T) =>
	extra(
		z.preprocess(
			(list) => (Array.isArray(list) ? list.filter((each) => entry.safeParse(each).success) : list),
			z.array(entry),
		),
	);

const NUMERIC = /^-?\d+(?:\.\d+)?$/;

/** A number that came as its digits is a number. */
export const extraNumber = () =>
	extra(
		z.preprocess(
			(value) => (typeof value === 'string' && NUMERIC.test(value) ? Number(value) : value),
			z.number().finite(),
		),
	);
