import type { IDataObject } from 'n8n-workflow';

import type { Problem } from '../../../nodes/LeadsPredict/types';
import { recognizer } from '../../../nodes/LeadsPredict/leads/recognize';
import type { Recognize } from '../../../nodes/LeadsPredict/leads/recognize';
import { validate } from '../../../nodes/LeadsPredict/leads/validate';

/** An item of a source, and everything that must come of it. People and companies are made up. */
export interface Sample {
	/** What makes it different from the other items of its source. */
	readonly of: string;
	/** The noun. */
	readonly label: string;
	readonly item: IDataObject;
	/** The complete lead: whatever is not here must not be sent. */
	readonly lead?: Readonly<Record<string, string | number>>;
	/** Fields that are left out with a warning, and those that are sent with one. */
	readonly warned?: readonly string[];
	readonly problem?: Problem['code'];
	readonly record?: { readonly type: string; readonly id: string };
	readonly current?: Readonly<Record<string, unknown>>;
}

export type SampleOfSource = Sample & { readonly source: string };

export const samplesOf = (
	bySource: Readonly<Record<string, readonly Sample[]>>,
): readonly SampleOfSource[] =>
	Object.entries(bySource).flatMap(([source, samples]) =>
		samples.map((sample) => ({ source, ...sample })),
	);

/** An exported row as text: each header with its value, separated by bars. */
export const row = (text: string): Record<string, string> =>
	Object.fromEntries(
		text.split('|').map((cell) => {
			const at = cell.search(/:(\s|$)/);
			return [cell.slice(0, at).trim(), cell.slice(at + 1).trim()];
		}),
	);

const NUMBERS: ReadonlySet<string> = new Set(['revenue', 'employees', 'engagement_score']);

/** A lead in the same form. */
export const lead = (text: string): Record<string, string | number> =>
	Object.fromEntries(
		Object.entries(row(text)).map(([field, value]) => [
			field,
			NUMBERS.has(field) ? Number(value) : value,
		]),
	);

/** Read once for all samples, as a run does. */
const recognisers = new Map<string, Recognize>();

export function recognised(source: string, item: IDataObject) {
	const known = recognisers.get(source) ?? recognizer(source);
	recognisers.set(source, known);
	return known(item);
}

/** What comes of an item, in the form in which samples say it. */
export function outcome(source: string, item: IDataObject): Omit<SampleOfSource, 'of' | 'item'> {
	const recognition = recognised(source, item);
	const read = validate(0, recognition, {
		excludeFields: new Set(),
		strict: false,
		dates: 'leaveOut',
		ranges: 'leaveOut',
	});
	const { source: found, label, record, current } = recognition;
	return {
		source: found,
		label,
		...('lead' in read && {
			lead: read.lead as Record<string, string | number>,
			...(read.warnings.length > 0 && { warned: read.warnings.map(({ field }) => field) }),
		}),
		...('ok' in read && !read.ok && { problem: read.problem.code }),
		...(record !== undefined && { record }),
		...(current !== undefined && { current }),
	};
}

/** As n8n's Webhook node hands on what a service sends. */
export const asRequest = (body: IDataObject): IDataObject => ({
	headers: { host: 'n8n.example.org', 'content-type': 'application/json' },
	params: {},
	query: {},
	body,
	webhookUrl: 'https://n8n.example.org/webhook/lead',
	executionMode: 'production',
});

/** The same with its keys in the other order, at every depth; lists keep theirs. */
export function reversed(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(reversed);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([key, each]) => [key, reversed(each)]),
	);
}
