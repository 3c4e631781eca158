import type { IDataObject, NodeExecutionHint } from 'n8n-workflow';

import { labelOf } from '../crm/fields';
import type { LeftOut } from '../crm/mapping';
import type { Crm, FieldsAdvice } from '../crm/crm';
import type { CrmRequest } from '../crm/crmRequest';
import type { Preparation } from '../crm/prepare';
import type { TasksPreparation } from '../crm/tasks';
import { count, shorten } from '../format';
import { asHtml, countEqual, hint, htmlHint } from './hints';

/** Hints above the output of the CRM operations. Pure. */

/** Max kinds of remarks in a hint. */
const MAX_REMARKS = 3;

/** "LeadsPredict Category: not one of Hot, Warm, Cold (3 leads)" */
export function leftOutInWords(leftOut: readonly LeftOut[]): string[] {
	return countEqual(leftOut.map(({ field, why }) => `${labelOf(field)}: ${why}`))
		.slice(0, MAX_REMARKS)
		.map(([remark, times]) => `${remark} (${count(times, 'lead')})`);
}

export function preparedHint(
	crm: Crm,
	{ records, unsent, refused }: Preparation,
	requests: number | undefined,
): NodeExecutionHint {
	const merged = records.reduce((total, { items }) => total + items.length - 1, 0);
	const unchanged = unsent.filter(({ result }) => result === 'unchanged').length;
	const skipped = unsent.length - unchanged;
	const claims = records.filter(({ claim }) => claim !== undefined).length;
	const parts = [
		`${count(records.length, crm.record)}${requests === undefined ? '' : ` in ${count(requests, 'request')}`}`,
		...(unchanged > 0 ? [`${unchanged.toLocaleString('en-US')} unchanged`] : []),
		...(skipped > 0
			? [`${skipped.toLocaleString('en-US')} skipped, because not scored again`]
			: []),
		...(merged > 0
			? [`${count(merged, 'older score')} of the same people merged into their newest`]
			: []),
		...(claims > 0
			? [`${count(claims, 'record ID')} from outside not used (Trust Record IDs in Input)`]
			: []),
		...(refused.length > 0 ? [`${count(refused.length, 'item')} that cannot be written`] : []),
		...leftOutInWords(records.flatMap(({ leftOut }) => leftOut)),
	];
	return hint(parts.join('; '), refused.length > 0 ? 'warning' : 'info');
}

const READY_TO_PASTE =
	'https://github.com/epsylon-systems/n8n-nodes-leadspredict/blob/main/docs/crm.md#steps-4-and-5-ready-to-paste';

const SENT_AS_JSON = ['Send Body on, JSON, Using JSON: {{ $json.body }}'];

/** How the next node makes the requests. */
export const setUpHint = ({ authentication, sending = SENT_AS_JSON }: Crm): NodeExecutionHint =>
	htmlHint(
		[
			'Next, an HTTP Request node:',
			'Method {{ $json.method }} and URL {{ $json.url }}, both as expressions',
			`Authentication: ${authentication}`,
			...sending,
			'Settings, On Error: Continue',
			'Then LeadsPredict, CRM, Read Answer',
			`<a href="${READY_TO_PASTE}" target="_blank">These nodes, ready to paste</a>`,
		].join('<br>'),
	);

export const customHint = (
	rows: ReadonlyArray<{ readonly leftOut: readonly LeftOut[] }>,
): NodeExecutionHint =>
	hint(
		[count(rows.length, 'row'), ...leftOutInWords(rows.flatMap(({ leftOut }) => leftOut))].join(
			'; ',
		),
	);

export const lookupHint = (
	{ record }: Crm,
	leads: number,
	requests: number,
	refused: number,
): NodeExecutionHint =>
	hint(
		[
			`${count(leads, 'lead')} to look up as ${record}s in ${count(requests, 'request')}`,
			...(refused > 0 ? [`${count(refused, 'item')} without a usable email`] : []),
		].join('; '),
		refused > 0 ? 'warning' : 'info',
	);

export const tasksHint = (
	{ record }: Crm,
	{ planned, skipped }: TasksPreparation,
	requests: ReadonlyArray<{ readonly request: Pick<CrmRequest, 'records'> }>,
): NodeExecutionHint => {
	const tasks = requests.reduce((total, { request }) => total + request.records.length, 0);
	return hint(
		[
			`${count(tasks, 'task')} for ${count(planned.length, 'lead')} in ${count(requests.length, 'request')}`,
			...(skipped > 0 ? [`${count(skipped, 'lead')} without a known ${record}`] : []),
		].join('; '),
		skipped > 0 ? 'warning' : 'info',
	);
};

const RESULTS: Readonly<Record<string, string>> = {
	written: 'written',
	created: 'created',
	unchanged: 'unchanged',
	skipped: 'skipped',
	failed: 'failed',
	retryable: 'failed but retryable',
	exists: 'there already',
	found: 'found',
	not_found: 'not found',
	several: 'found more than once',
};

const said = (json: IDataObject): { result: string; reason: string } => {
	// An item that can be sent again keeps the result of an earlier lookup.
	const isRetryable = json['retryable'] === true;
	const holder: object = Object(isRetryable ? json : (json['lookup'] ?? json));
	const { result, reason } = { result: '', reason: '', ...holder };
	return { result: isRetryable ? 'retryable' : String(result), reason: String(reason ?? '') };
};

/** "195 written, 3 unchanged, 2 failed: The lead was converted (2 leads)" */
export function answerHint(items: readonly IDataObject[], noun = 'lead'): NodeExecutionHint {
	const results = items.map(said);
	const counts = countEqual(results.map(({ result }) => result)).map(
		([result, times]) => `${times.toLocaleString('en-US')} ${RESULTS[result] ?? result}`,
	);
	const reasons = countEqual(results.flatMap(({ reason }) => (reason === '' ? [] : [reason])));
	const failed = reasons
		.slice(0, MAX_REMARKS)
		.map(([reason, times]) => `${shorten(reason, 110)} (${count(times, noun)})`);
	const message = counts.length === 0 ? `No ${noun}s` : counts.join(', ');
	return hint(
		failed.length === 0 ? message : `${message}: ${failed.join('; ')}`,
		failed.length === 0 ? 'info' : 'warning',
	);
}

export const fieldsHint = ({ record }: Crm, fields: number): NodeExecutionHint =>
	hint(`${count(fields, 'field')} to create once for ${record}s`);

/** What is easily forgotten when fields are created. */
export const warningHints = ({ warning = [] }: FieldsAdvice): NodeExecutionHint[] =>
	warning.length === 0 ? [] : [htmlHint(warning.map(asHtml).join('<br>'), 'warning')];

/** In a loop, or when failures leave through another output, the answers arrive in another run. */
export const unansweredHint = (requests: number): NodeExecutionHint =>
	hint(
		`Without an answer among these items: ${count(requests, 'request')}. Their leads are missing from this output`,
	);
