import {
	digestIn,
	readPaused,
	writePaused,
} from '../../nodes/LeadsPredict/actions/lead/batch/pausedBatch';
import type { PausedBatch } from '../../nodes/LeadsPredict/actions/lead/batch/pausedBatch';
import { newNonce } from '../../nodes/LeadsPredict/webhook/nonce';
import { leadRow } from '../../nodes/LeadsPredict/types';
import type { LeadRow } from '../../nodes/LeadsPredict/types';
import { presentScored } from '../../nodes/LeadsPredict/output/items';

const { secret, digest } = newNonce();

const rich: LeadRow = {
	item: 4,
	lead: { email: 'ann@x.example', name: 'Ann', company: 'X', phone: '+1 555 0100', revenue: 5 },
	warnings: [
		{ field: 'employees', value: '10-50', why: 'a range', leftOut: true },
		{ field: 'revenue', value: undefined, why: 'read as dollars', leftOut: false },
	],
	origin: {
		source: 'hubspot',
		label: 'HubSpot contact',
		record: { type: 'contact', id: '12051' },
		current: { leadspredict_score: '50' },
		lookup: { result: 'several' },
		fields: { email: 'properties.email' },
	},
};

const kept: PausedBatch = {
	awaited: {
		digest,
		ids: { batch_id: 'batch_1' },
		rows: [leadRow(2, { email: 'a@b.example' }), rich],
	},
	until: 1_800_000_000_000,
	items: 5,
	ready: [{ json: { error: { message: 'Email is missing' } }, pairedItem: { item: 3 } }],
	shape: { output: 'selected', selected: ['score'], includeOtherFields: true },
};

/** All that the output says of a row beside its result. */
const shown = (row: LeadRow) =>
	JSON.parse(
		JSON.stringify(presentScored({ row, result: { id: 'lead_1', score: 5 }, received: {} })),
	);

describe('a stored pause', () => {
	it('is read as it was written, with everything that the output needs', () => {
		const { awaited, ...rest } = readPaused(writePaused(kept));
		const { awaited: before, ...others } = kept;
		expect(rest).toEqual(others);
		expect([awaited.digest, awaited.ids]).toEqual([before.digest, before.ids]);
		expect(awaited.rows.map(({ item }) => item)).toEqual([2, 4]);
		expect(awaited.rows.map(shown)).toEqual(before.rows.map(shown));
	});

	it('begins with its digest, which is read without the rest', () => {
		const text = writePaused(kept);
		expect(digestIn(text)).toBe(digest);
		expect(digestIn(text.slice(0, 100))).toBe(digest);
		expect(() => digestIn(`{"ids":{},${text.slice(1)}`)).toThrow();
	});

	it('holds no secret, and only fields that matching or the output needs', () => {
		const text = writePaused(kept);
		expect(text).not.toContain(secret);
		expect(text).not.toContain('+1 555 0100');
		expect(text).not.toContain('properties.email');
	});

	it.each([
		'',
		'null',
		'{}',
		'[]',
		writePaused(kept).slice(0, -1),
		writePaused(kept).replace(digest, ''),
	])('is never read from anything else', (text) => {
		expect(() => readPaused(text)).toThrow();
	});
});
