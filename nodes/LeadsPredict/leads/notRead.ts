import type { IDataObject } from 'n8n-workflow';

import type { LeadField } from '../contract';
import { isObject } from '../json';
import type { LeadRow, NotRead } from '../types';
import type { HeldInstead } from '../problems/table/input';
import { expressionFor } from './fieldMapping';
import { mentionReader } from './headers/mentions';
import { objectNameReader, saysSomebodyElse } from './headers/objectNames';
import { leavesOf } from './leaves';
import type { Leaf } from './leaves';
import { saleReader } from './recordKind';
import type { FieldRole } from './source';
import { convert } from './values/convert';
import type { ReadingOptions } from './values/convert';
import { readEmail } from './values/email';
import { isAbsent } from './values/value';

/** Finds values that look like a field of the lead but were not read. */

/** With these options, every ambiguous value can be read. */
const ANY_WAY: ReadingOptions = { dates: 'dayFirst', ranges: 'lowerBound' };

const fieldOf = (role: FieldRole): LeadField =>
	role === 'firstName' || role === 'lastName' || role === 'salutation' ? 'name' : role;

/** Finds what was not read of the items of a run. */
export interface NotReadFinder {
	/**
	 * @returns values whose header mentions a missing field and that are valid for it
	 */
	readonly fieldsIn: (json: IDataObject, row: LeadRow) => readonly NotRead[];
	readonly withoutEmail: (json: IDataObject) => HeldInstead;
}

/** @param wanted the fields that are sent and not mapped by the user */
export function notReadFinder(wanted: ReadonlySet<LeadField>): NotReadFinder {
	const nameOf = objectNameReader();
	const mentionsIn = mentionReader();
	const isSale = saleReader();
	return {
		fieldsIn: (json, { lead, warnings, origin }) => {
			const isMissing = (field: LeadField): boolean =>
				lead[field] === undefined &&
				wanted.has(field) &&
				!warnings.some((warning) => warning.field === field);
			const mentionsMissing = (label: string): boolean =>
				mentionsIn(label).some(({ role }) => isMissing(fieldOf(role)));
			let sale: boolean | undefined;
			return leavesOf(json, nameOf, mentionsMissing).flatMap(
				({ label, value, from }): NotRead[] => {
					const isRead = Object.values(origin.fields).some((read) =>
						read.split(' + ').includes(from),
					);
					if (isRead) return [];
					for (const { role, ofThings } of mentionsIn(label)) {
						const field = fieldOf(role);
						if (!isMissing(field) || convert(field, value, ANY_WAY).ok !== true) continue;
						if (ofThings === true && (sale ??= isSale(json))) continue;
						return [{ field, from, value }];
					}
					return [];
				},
			);
		},
		withoutEmail: (json) => {
			const leaves = leavesOf(json, nameOf);
			return {
				addresses: leaves
					.filter(isOfLead)
					.map(({ from }) => ({ from, expression: expressionFor(json, from) })),
				emptyColumn: leaves.find(
					({ label, value }) => isAbsent(value) && nameOf(label).meaning?.role === 'email',
				)?.from,
				columns: isObject(json) ? Object.keys(json) : [],
			};
		},
	};
}

/** Whether the value is an address and its key does not name somebody else. */
export const isOfLead = ({ label, value }: Leaf): boolean =>
	isAddress(value) && !saysSomebodyElse(label);

export const isAddress = (value: unknown): value is string =>
	typeof value === 'string' && value.includes('@') && readEmail(value).ok === true;
