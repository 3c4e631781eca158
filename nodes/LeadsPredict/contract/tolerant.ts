import { z } from 'zod';

/**
 * A documented field that no workflow needs. If it is missing, null or invalid, it is left out and the
 * lead keeps its score.
 */
export const extra = <T extends z.ZodTypeAny>(schema: T) => schema.nullish().catch(undefined);

/** Leaves out only the invalid entries of a list. */
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

/** Accepts a number that is sent as text. */
export const extraNumber = () =>
	z
		.number()
		.finite()
		.nullish()
		.catch(({ input }) =>
			typeof input === 'string' && NUMERIC.test(input) ? Number(input) : undefined,
		);
