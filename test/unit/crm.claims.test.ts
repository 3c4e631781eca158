import { readPaused, writePaused } from '../../nodes/LeadsPredict/actions/lead/batch/pausedBatch';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { prepare } from '../../nodes/LeadsPredict/crm/prepare';
import type { PrepareOptions } from '../../nodes/LeadsPredict/crm/prepare';
import type { CrmRequest } from '../../nodes/LeadsPredict/crm/crmRequest';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/mapping';
import { newNonce } from '../../nodes/LeadsPredict/webhook/nonce';
import type { Provenance } from '../../nodes/LeadsPredict/types';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { skipRecentlyScored } from '../../nodes/LeadsPredict/leads/recentlyScored';
import { answerItems } from '../../nodes/LeadsPredict/output/crmItems';

/** Records that are known, and records that are only claimed. */

const CONTACT = {
	vid: 101,
	'canonical-vid': 101,
	properties: {
		email: { value: 'ann@x.example' },
		firstname: { value: 'Ann' },
		createdate: { value: '1700000000000' },
		lastmodifieddate: { value: '1700000000000' },
		leadspredict_score: { value: '5' },
	},
};
const ORIGIN = { source: 'hubspot', record_type: 'contact', record_id: '7' };
const CURRENT = { leadspredict_score: '87' };

describe('a record in an item', () => {
	const provenance = (record: boolean, origin: boolean): Provenance => ({
		recordIsKnown: () => record,
		originIsKnown: () => origin,
	});
	const read = (json: object, from = provenance(true, true)) => {
		const { record, current, claimed } = recognizer('auto', from)({ ...json });
		return { id: record?.id, current: current !== undefined, claimed };
	};

	it('is known when the item is the record, as far as nobody outside can have shaped it', () => {
		expect(read(CONTACT)).toEqual({ id: '101', current: true, claimed: undefined });
		expect(read(CONTACT, provenance(false, true))).toEqual({
			id: '101',
			current: true,
			claimed: true,
		});
	});

	it.each([
		[{ headers: {}, params: {}, query: {}, body: CONTACT, webhookUrl: 'x' }],
		[{ body: CONTACT }],
		[{ data: CONTACT }],
		[{ data: [CONTACT] }],
		[{ payload: { data: CONTACT } }],
	])('is a claim inside a wrapper: %#', (json) => {
		expect(read(json)).toEqual({ id: '101', current: true, claimed: true });
	});

	it('is what this package said, and a claim when it said so or anyone may have', () => {
		const lead = { email: 'ann@x.example' };
		const known = { ...lead, origin: { ...ORIGIN, current: CURRENT } };
		expect(read(known)).toEqual({ id: '7', current: true, claimed: undefined });
		expect(read({ ...lead, origin: { ...ORIGIN, claimed: true } })).toEqual({
			id: '7',
			current: false,
			claimed: true,
		});
		expect(read(known, provenance(true, false))).toMatchObject({ id: '7', claimed: true });
	});

	it('is the one that is surer, of two', () => {
		const both = { ...CONTACT, origin: ORIGIN };
		expect(read(both)).toEqual({ id: '7', current: false, claimed: undefined });
		expect(read(both, provenance(false, true))).toMatchObject({ id: '7', claimed: undefined });
		expect(read(both, provenance(true, false))).toMatchObject({ id: '101', claimed: undefined });
	});

	it.each(['not_found', 'several'])('is not one that a lookup did not bear out: %s', (result) => {
		const lookup = { result, source: 'hubspot', record_type: 'contact' };
		const nothing = { id: undefined, current: false, claimed: undefined };
		expect(read({ ...CONTACT, lookup })).toEqual(nothing);
		expect(read({ email: 'ann@x.example', origin: ORIGIN, lookup })).toEqual(nothing);
		const elsewhere = { ...lookup, source: 'salesforce', record_type: 'lead' };
		expect(read({ ...CONTACT, lookup: elsewhere })).toMatchObject({ id: '101' });
	});

	it('is not skipped by a time that it only claims', () => {
		const origin = {
			source: 'hubspot',
			label: 'contact',
			fields: {},
			current: { leadspredict_last_scored: '2025-11-08T10:00:00Z' },
		};
		const row = { item: 0, lead: { email: 'a@x.example' }, warnings: [], origin };
		const now = new Date('2025-11-08T12:00:00Z');
		expect(skipRecentlyScored([row], 7, now).skipped).toHaveLength(1);
		const claim = { ...row, origin: { ...origin, claimed: true as const } };
		expect(skipRecentlyScored([claim], 7, now).skipped).toEqual([]);
	});

	it('is a claim still after a pause', () => {
		const row = {
			item: 0,
			lead: { email: 'a@x.example' },
			warnings: [],
			origin: {
				source: 'hubspot',
				label: 'lead',
				record: { type: 'contact', id: '7' },
				claimed: true as const,
				fields: {},
			},
		};
		const { awaited } = readPaused(
			writePaused({
				awaited: { digest: newNonce().digest, ids: {}, rows: [row] },
				until: 1_800_000_000_000,
				items: 1,
				ready: [],
				shape: { output: 'simplified', selected: [], includeOtherFields: false },
			}),
		);
		expect(awaited.rows).toEqual([row]);
	});
});

const ANN = { email: 'ann@x.example', name: 'Ann', score: 87, lead_id: 'lead_ann' };

const prepared = (
	items: unknown[],
	table = HUBSPOT,
	{ trustClaims = false, ...more }: Partial<PrepareOptions> & { trustClaims?: boolean } = {},
) =>
	prepare(items, {
		fields: table.fields,
		identityOptions: { ...table, idField: idFieldOf(table.fields), create: false, trustClaims },
		findBy: 'auto',
		onlyChanged: true,
		clear: false,
		now: new Date('2025-11-08T15:30:00Z'),
		...more,
	});

describe('a score whose record is only claimed', () => {
	const claim = { ...ANN, origin: { ...ORIGIN, claimed: true, current: CURRENT } };

	it('is written as one without a record, with all its values, and shows the claim', () => {
		expect(prepared([claim]).records).toMatchObject([
			{
				identity: { by: 'email', id: 'ann@x.example' },
				fields: { leadspredict_score: 87 },
				claim: { record_id: '7' },
				before: undefined,
			},
		]);
	});

	it('is one also when the item does not say so, and anyone may have written it', () => {
		const item = { ...ANN, origin: { ...ORIGIN, current: CURRENT } };
		const outside = prepared([item], HUBSPOT, { originIsKnown: () => false });
		expect(outside.records).toMatchObject([{ identity: { by: 'email' }, before: undefined }]);
		expect(prepared([item]).records).toMatchObject([{ identity: { by: 'recordId', id: '7' } }]);
	});

	it('does not say that the record holds the LeadsPredict ID', () => {
		const current = { LeadsPredict_Id__c: 'lead_ann' };
		const origin = { source: 'salesforce', record_type: 'lead', record_id: '00Q1', current };
		const item = { ...ANN, origin: { ...origin, claimed: true } };
		expect(prepared([item], SALESFORCE_LEAD).records).toEqual([]);
		expect(prepared([{ ...ANN, origin }], SALESFORCE_LEAD).records).toHaveLength(1);
	});

	it('is written to that record where it is trusted', () => {
		expect(prepared([claim], HUBSPOT, { trustClaims: true }).records).toMatchObject([
			{ identity: { by: 'recordId', id: '7' }, before: CURRENT, claim: undefined },
		]);
	});

	it('says what helps where the record is to be found by its ID', () => {
		expect(prepared([claim], HUBSPOT, { findBy: 'recordId' }).refused).toMatchObject([
			{
				message: expect.stringContaining('came from outside'),
				advice: expect.stringMatching(/Prepare Lookup.*Trust Record IDs in Input/),
			},
		]);
	});
});

describe('a score that was looked up', () => {
	const lookup = { result: 'not_found', source: 'hubspot', record_type: 'contact' };
	const elsewhere = { ...lookup, source: 'salesforce', record_type: 'lead' };

	it('is not written to a record that the lookup did not bear out', () => {
		const item = { ...ANN, origin: ORIGIN };
		const lookedUp = prepared([{ ...item, lookup }]);
		// HubSpot was asked by the email already.
		expect([lookedUp.records, lookedUp.refused]).toMatchObject([
			[],
			[{ code: 'record_not_found' }],
		]);
		expect(prepared([{ ...item, lookup: elsewhere }]).records).toMatchObject([
			{ identity: { by: 'recordId' } },
		]);
	});

	it('is not held up by what a lookup in another CRM said', () => {
		const item = { ...ANN, origin: ORIGIN, lookup: { ...elsewhere, result: 'several' } };
		expect(prepared([item]).records).toMatchObject([{ identity: { by: 'recordId', id: '7' } }]);
		expect(prepared([{ ...item, lookup: { ...lookup, result: 'several' } }]).records).toEqual([]);
	});

	const lead = { email: 'ann@x.example' };
	const request: CrmRequest = {
		method: 'POST',
		url: 'https://x.example',
		body: {},
		records: [{ id: lead.email, leads: [lead], items: [{ ...lead, origin: ORIGIN }] }],
		crm: 'hubspot',
		purpose: 'lookup',
		request_id: 'r',
		number: 0,
		find_by: 'email',
		id_field: 'leadspredict_id',
	};
	const [record] = request.records;

	it.each([
		['not_found', {}, undefined],
		['several', { recordIds: ['1', '2'] }, undefined],
		['failed', { reason: 'x' }, '7'],
		['found', { recordId: '9', current: {} }, '9'],
	] as const)('carries the freshest origin: %s', (result, more, expected) => {
		const outcome = { record, result, ...more } as Parameters<typeof answerItems>[1][number];
		const item = answerItems(request, [outcome], [0])[0]?.item;
		expect(item?.json).toMatchObject({
			lookup: { result, source: 'hubspot', record_type: 'contact' },
		});
		expect(Object(item?.json['origin'])['record_id']).toBe(expected);
	});

	it('keeps the origin in another CRM', () => {
		const origin = { source: 'salesforce', record_type: 'lead', record_id: '00Q1' };
		const other = { id: lead.email, leads: [lead], items: [{ ...lead, origin }] };
		const [answered] = answerItems(
			{ ...request, records: [other] },
			[{ record: other, result: 'not_found' }],
			[0],
		);
		const item = answered?.item;
		expect(item?.json['origin']).toEqual(origin);
	});
});
