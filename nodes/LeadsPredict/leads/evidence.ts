import type { RecordEvidence, Source } from './source';

/** Whether a record is of the type that a table says it is, so that its id may be relied on. */

/**
 * @param isChosen whether the user chose this source, which hands out one type of record: that says
 * what its records are, unless something in them belongs to another type
 * @param has whether a place or header is there
 */
export function isProven(
	provenBy: RecordEvidence | undefined,
	isChosen: boolean,
	has: (mark: string) => boolean,
): boolean {
	if (provenBy === undefined) return true;
	const isOther = provenBy.map(({ none = [] }) => none.some(has));
	return (
		provenBy.some(({ any }, index) => isOther[index] === false && any.some(has)) ||
		(isChosen && !isOther.includes(true))
	);
}

/** All places or headers that are looked for. */
export const evidenceMarks = (provenBy: RecordEvidence | undefined): readonly string[] =>
	(provenBy ?? []).flatMap(({ any, none = [] }) => [...any, ...none]);

/** Whether all records that a source hands out as leads are of one type. */
export const hasOneType = ({ shapes = [], tables = [] }: Source): boolean =>
	new Set([...shapes, ...tables].flatMap(({ record }) => record?.type ?? [])).size === 1;

/** What an item is called whose record may be of any type. */
export const recordOf = ({ name }: Source): string => `${name} record`;
