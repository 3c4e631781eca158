import { readCallback, NO_PARTS } from '../../nodes/LeadsPredict/webhook/batchCallback';
import type {
	PendingBatch,
	CallbackResult,
	BatchParts,
} from '../../nodes/LeadsPredict/webhook/batchCallback';
import { newNonce } from '../../nodes/LeadsPredict/webhook/nonce';
import { leadRow } from '../../nodes/LeadsPredict/types';

const { secret, digest } = newNonce();

const ann = { id: 'lead_ann', score: 11, email: 'ann@x.example' };
const ben = { id: 'lead_ben', score: 22, email: 'ben@x.example' };
const awaited: PendingBatch = {
	digest,
	ids: { batch_id: 'batch_1' },
	rows: [leadRow(3, { email: ann.email }), leadRow(7, { email: ben.email })],
};

const silent = ({ id, score }: typeof ann) => ({ id, score });
const message = (leads: unknown, more: object = {}) => ({ data: { leads, ...more } });
const heard = (
	body: unknown,
	parts: BatchParts = NO_PARTS,
	to: PendingBatch = awaited,
): CallbackResult =>
	readCallback(to, { nonce: secret, contentType: 'application/json; charset=utf-8', body }, parts);
const waits = (status: number, code: string) => ({
	resume: false,
	reply: expect.objectContaining({ status, code }),
});
const scores = (result: CallbackResult) => {
	if (!result.resume) throw new Error(`${result.reply.status}: ${result.reply.reason}`);
	return result.outcomes.map((outcome) => [
		outcome.item,
		outcome.ok ? outcome.result.result.score : outcome.problem.message,
	]);
};
const partsOf = (result: CallbackResult): BatchParts => {
	if (result.resume) throw new Error('It did not wait.');
	return result.parts;
};

const SCORED = [
	[3, 11],
	[7, 22],
];

describe('the answer to the batch', () => {
	it.each([
		['in the order of the request', message([silent(ann), silent(ben)])],
		['with an echo, in another order', message([ben, ann])],
		['with the status of an answer', { status: 'success', ...message([ann, ben]) }],
		['with the id of the batch', message([ann, ben], { batch_id: 'batch_1' })],
		['with an id of the message itself', message([ann, ben], { id: 'message_77' })],
		['with an event beside', { event: 'batch.done', ...message([ann, ben]) }],
	])('ends the wait %s', (_, body) => {
		expect(scores(heard(body))).toEqual(SCORED);
	});

	it('without one score costs only that lead', () => {
		expect(scores(heard(message([{ ...ann, score: null }, ben])))).toEqual([
			[3, expect.stringContaining('without a usable score')],
			[7, 22],
		]);
	});

	it('that is an error becomes the error of every lead', () => {
		const error = { code: 'overloaded', message: 'Too much today' };
		expect(scores(heard({ status: 'error', error }))).toEqual(
			[3, 7].map((item) => [item, expect.stringContaining('Too much today (overloaded)')]),
		);
		expect(scores(heard({ status: 'error' }))[0]?.[1]).toContain('gives no reason');
		expect(scores(heard({ status: 'error', error: 'plain' }))[0]?.[1]).toContain('plain');
	});
});

describe('the wait goes on after', () => {
	const own = message([ann, ben]);

	it.each([
		['the nonce of another batch', newNonce().secret],
		['no nonce', undefined],
		['two nonces', [secret, secret]],
	])('%s, whatever the message contains', (_, nonce) => {
		for (const body of [own, {}, { status: 'error' }, 'x']) {
			const result = readCallback(
				awaited,
				{ nonce, contentType: 'application/json', body },
				NO_PARTS,
			);
			expect(result).toMatchObject(waits(401, 'not_this_batch'));
		}
	});

	it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
		'the content type %p',
		(contentType) => {
			const result = readCallback(awaited, { nonce: secret, contentType, body: own }, NO_PARTS);
			expect(result).toMatchObject(waits(415, 'not_json'));
		},
	);

	it.each([
		['nothing', undefined, 400, 'no_results'],
		['null', null, 400, 'no_results'],
		['text', 'done', 400, 'no_results'],
		['a list', [ann, ben], 400, 'no_results'],
		['an empty object', {}, 400, 'no_results'],
		['data without leads', { status: 'success', data: {} }, 400, 'no_results'],
		['leads that are no list', message({ 0: ann }), 400, 'no_results'],
		['leads outside data', { leads: [ann, ben] }, 400, 'no_results'],
		['an empty answer', message([]), 422, 'unusable_results'],
		['fewer results without an echo', message([silent(ann)]), 422, 'unusable_results'],
		['more results than leads', message([ann, ben, ann]), 422, 'unusable_results'],
		['results of another lead', message([ann, { ...ben, email: 'x@y' }]), 422, 'unusable_results'],
		['a part of another lead', message([{ ...ben, email: 'x@y' }]), 422, 'unusable_results'],
		['one id for two leads', message([ann, { ...ben, id: ann.id }]), 422, 'unusable_results'],
		['no usable result at all', message([{ email: ann.email }, {}]), 422, 'unusable_results'],
		['the id of another batch', message([ann, ben], { batch_id: 'batch_2' }), 409, 'other_batch'],
		[
			'the error of another batch',
			{ status: 'error', data: { batch_id: 'batch_2' } },
			409,
			'other_batch',
		],
	])('%s', (_, body, status, code) => {
		const before = partsOf(heard(message([ben])));
		const result = heard(body, before);
		expect(result).toMatchObject(waits(status, code));
		// What was right before is not lost by it.
		expect(partsOf(result)).toEqual(before);
		expect(scores(heard(message([ann]), partsOf(result)))).toEqual(SCORED);
	});

	it('an event, which the sender need not repeat', () => {
		const event = {
			event: 'lead.scored',
			timestamp: '2026-11-08T16:00:00Z',
			data: { lead_id: 'lead_ann', score: 99 },
		};
		expect(heard(event)).toMatchObject(waits(200, 'event'));
	});
});

describe('results in parts', () => {
	it('end the wait when the last lead has its result, in any order and with repeats', () => {
		const first = heard(message([ben]));
		expect(first).toMatchObject(waits(202, 'incomplete'));
		const again = heard(message([ben]), partsOf(first));
		expect(again).toMatchObject(waits(202, 'incomplete'));
		expect(scores(heard(message([ann]), partsOf(again)))).toEqual(SCORED);
	});

	it('are replaced by a complete message', () => {
		const first = heard(message([{ ...ben, score: 1 }]));
		expect(scores(heard(message([ann, ben]), partsOf(first)))).toEqual(SCORED);
	});

	it('cannot be assigned for an address that was sent twice', () => {
		const rows = [...awaited.rows, leadRow(8, { email: 'ANN@x.example', name: 'Other' })];
		const twice = { ...awaited, rows };
		expect(heard(message([ann]), NO_PARTS, twice)).toMatchObject(waits(422, 'unusable_results'));
		const second = { ...ann, score: 12 };
		expect(scores(heard(message([ann, ben, second]), NO_PARTS, twice))).toEqual([
			...SCORED,
			[8, 12],
		]);
		const unknown = expect.stringContaining('and their order does not show');
		expect(scores(heard(message([ben, ann, second]), NO_PARTS, twice))).toEqual([
			[3, unknown],
			[7, 22],
			[8, unknown],
		]);
	});

	const three: PendingBatch = {
		...awaited,
		rows: [...awaited.rows, leadRow(8, { email: 'c@x.example' })],
	};
	const cat = { id: 'lead_cat', score: 33, email: 'c@x.example' };
	const ALL = [...SCORED, [8, 33]];

	it.each([
		['another id', { ...ann, id: 'lead_other' }],
		['another score', { ...ann, score: 12 }],
	])('are not used from a message that has two for one address, with %s', (_, other) => {
		const before = partsOf(heard(message([ben]), NO_PARTS, three));
		const twice = heard(message([ann, other]), before, three);
		expect(twice).toMatchObject(waits(422, 'unusable_results'));
		expect(partsOf(twice)).toEqual(before);
		expect(scores(heard(message([ann, cat]), partsOf(twice), three))).toEqual(ALL);
	});

	it.each([
		['another id', { ...ann, id: 'lead_other' }],
		['another score', { ...ann, score: 12 }],
	])('are dropped only for an address whose second result has %s', (_, other) => {
		const before = partsOf(heard(message([ann, ben]), NO_PARTS, three));
		const second = heard(message([other]), before, three);
		expect(second).toMatchObject(waits(422, 'unusable_results'));
		expect(second).toMatchObject({
			reply: { reason: 'Two results with different IDs or scores came for "ann@x.example"' },
		});
		const last = heard(message([cat]), partsOf(second), three);
		expect(last).toMatchObject(waits(202, 'incomplete'));
		expect(scores(heard(message([ann]), partsOf(last), three))).toEqual(ALL);
	});

	it('may be repeated, even in one message or with other texts', () => {
		const before = partsOf(heard(message([ann, ann]), NO_PARTS, three));
		const again = { ...ann, email: 'ANN@x.example', recommendations: ['Call'] };
		const second = heard(message([again, ben]), before, three);
		expect(second).toMatchObject(waits(202, 'incomplete'));
		expect(scores(heard(message([cat]), partsOf(second), three))).toEqual(ALL);
	});

	it('without a score are replaced by one with a score, and replace none', () => {
		const empty = { ...ann, score: null };
		for (const order of [
			[empty, ann],
			[ann, empty],
		]) {
			const came = order.reduce<BatchParts>(
				(parts, result) => partsOf(heard(message([result]), parts, three)),
				NO_PARTS,
			);
			const last = heard(message([ben]), came, three);
			expect(scores(heard(message([cat]), partsOf(last), three))).toEqual(ALL);
		}
	});

	it('that contradict each other are dropped, so that later ones can replace them', () => {
		const first = heard(message([{ ...ben, id: ann.id }]));
		const second = heard(message([ann]), partsOf(first));
		expect(second).toMatchObject(waits(422, 'unusable_results'));
		expect(partsOf(second).size).toBe(0);
	});
});
