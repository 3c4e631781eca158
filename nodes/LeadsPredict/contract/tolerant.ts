import { z } from 'zod';

/**
 * What is documented but not relied on may be missing, null or odd without costing the lead its
 * score: an odd value is left out. Oddities are looked into only once a value did not fit, because
 * nearly all do.
 */
export const extra = <T extends z.ZodTypeAny>(schema: T) => schema.nullish().catch(undefined);

/** Of a list only the odd entries are left out. */
export const extraList = <T extends z.ZodTypeAny>(entry: T) =>
	z
		.array(entry)
		.nullish()
		.catch(({ input }): Array<z.output<T>> | undefined =>
			Array.isArray(input)
				? input.flatMap((each) => {
						const read = entry.safeParse(each);
						return read.success ? [read.data] : [];
					})
				: undefined,
		);

const NUMERIC = /^-?\d+(?:\.\d+)?$/;

/** A number that came as its digits is a number. */
export const extraNumber = () =>
	z
		.number()
		.finite()
		.nullish()
		.catch(({ input }) =>
			typeof input === 'string' && NUMERIC.test(input) ? Number(input) : undefined,
		);
