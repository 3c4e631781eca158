import { problem, PROBLEMS } from '../../nodes/LeadsPredict/problems/problem';
import { CRM_PROBLEMS } from '../../nodes/LeadsPredict/problems/table/crm';
import { INPUT_PROBLEMS } from '../../nodes/LeadsPredict/problems/table/input';
import {
	LEADSPREDICT_PROBLEMS,
	STATUS_PROBLEMS,
} from '../../nodes/LeadsPredict/problems/table/leadspredict';
import { MATCH_PROBLEMS } from '../../nodes/LeadsPredict/problems/table/match';
import { NETWORK_PROBLEMS } from '../../nodes/LeadsPredict/problems/table/network';
import { NODE_PROBLEMS } from '../../nodes/LeadsPredict/problems/table/node';
import type { Problem } from '../../nodes/LeadsPredict/types';

const keys = <Key extends string>(group: Readonly<Record<Key, unknown>>): Key[] => {
	const isKey = (key: string): key is Key => Object.hasOwn(group, key);
	return Object.keys(group).filter(isKey);
};

const CODES = keys(PROBLEMS);

const email = 'ann@x.example';
const crm = { name: 'HubSpot' };
const unusable = { value: 'ann@', why: 'incomplete' };
const callback = { source: 'entered', origin: 'http://localhost' } as const;
const shortfall = { needed: 3, left: 2 };

/** Each problem once, with parameters as they occur. */
const SAMPLES: readonly Problem[] = [
	...keys(NETWORK_PROBLEMS).map((code) => problem(code)),
	...keys(STATUS_PROBLEMS).map((code) =>
		problem(code, { status: 418, words: undefined, isOwn: true, resetsAt: new Date(0) }),
	),
	problem('batch_failed', { words: undefined }),
	problem('limit_too_small', { shortfall, settings: ['Max Wait to 60 seconds'] }),
	problem('redirected', { target: 'https://login.example' }),
	problem('unexpected_answer', { status: 200, content: 'an answer without a lead' }),
	problem('unreadable_answer', { status: 200, content: 'an empty answer' }),

	problem('company_record', {
		refusal: { message: 'This is a company', advice: 'Get its contacts' },
		knownAs: undefined,
		label: 'Pipedrive organization',
	}),
	...(
		[
			'error_item',
			'ids_only',
			'no_email',
			'not_recognized',
			'other_record',
			'several_people',
		] as const
	).map((code) => problem(code, { refusal: undefined, knownAs: 'Ann', label: 'lead' })),
	problem('doubtful_value', { ...unusable, label: 'Phone' }),
	problem('expression_failed', { label: 'Phone', cause: undefined }),
	problem('invalid_email', unusable),
	problem('invalid_lead_id', unusable),
	problem('missing_lead_id'),
	problem('placeholder_email', unusable),

	problem('contradicting_results', { email }),
	problem('email_not_sent', { email }),
	problem('email_of_another', { email }),
	problem('email_out_of_order', { email }),
	problem('order_unknown', { email }),
	problem('other_lead', { requested: 'lead_1', received: 'lead_2' }),
	problem('shared_id', { id: 'lead_1' }),
	problem('unusable_result', { issues: [] }),
	problem('wrong_count', { sent: 2, received: 1 }),
	problem('wrong_email_count', { email }),

	problem('cannot_create_record', { record: 'lead', missing: ['a name'], cure: 'Name it' }),
	problem('lookup_failed', crm),
	problem('no_lookup_email'),
	problem('no_lookup_lead_id'),
	problem('no_score'),
	problem('not_scored', { error: 'Email is missing' }),
	problem('record_not_found', crm),
	problem('record_not_named', crm),
	problem('record_only_claimed'),
	problem('score_without_email'),
	problem('score_without_lead_id'),
	problem('several_records', crm),

	problem('invalid_setting', { message: 'Timeout must be a number', advice: 'Correct it' }),
	problem('node_failed', { cause: undefined }),
	problem('pause_in_tool'),
	problem('stopped'),
	problem('stopped_unanswered'),
	problem('too_many_to_pause', { leads: 1_001, most: 1_000 }),
	problem('webhook_url_for_tests'),
	problem('webhook_url_invalid', callback),
	problem('webhook_url_private', callback),
	problem('webhook_url_unencrypted', callback),
	problem('webhook_url_with_password'),
];

describe('the table of problems', () => {
	it('has each code once, under one origin', () => {
		const groups = [
			CRM_PROBLEMS,
			INPUT_PROBLEMS,
			LEADSPREDICT_PROBLEMS,
			MATCH_PROBLEMS,
			NETWORK_PROBLEMS,
			NODE_PROBLEMS,
		];
		expect(groups.flatMap((group) => Object.keys(group)).sort()).toEqual([...CODES].sort());
		expect(SAMPLES.map(({ type }) => type).sort()).toEqual([...CODES].sort());
	});

	it.each(SAMPLES)('has a message and advice for $type', ({ type, ...its }) => {
		// Node.js's own codes, as in ECONNRESET, and ours.
		expect(type).toMatch(/^(?:[A-Z]+(?:_[A-Z]+)*|[a-z]+(?:_[a-z]+)*)$/);
		expect(its.code).toBe(type);
		for (const words of [its.message, its.advice]) {
			expect(words).toMatch(/^\S.*[^\s.]$/);
			expect(words).not.toMatch(/[{}]|undefined|null|NaN|\[object/);
		}
	});

	it('inserts values into sentences, whatever they contain', () => {
		const why = '$& {value}';
		expect(problem('invalid_email', { value: '{why} $1', why }).message).toBe(
			'Email is "{why} $1": $& {value}',
		);
	});
});
