import type { IDataObject } from 'n8n-workflow';
import * as fc from 'fast-check';

import { LEAD_FIELDS } from '../../nodes/LeadsPredict/contract';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { COLUMNS, OWN_FIELDS, RECOGNIZE, SOURCES } from '../../nodes/LeadsPredict/leads/sources';
import { ANALYZE_REQUEST } from '../data/reference';

type Values = Record<string, unknown>;
const valuesOf = (source: string, json: unknown): Values =>
	Object.fromEntries(
		Object.entries(recognizer(source)(json as IDataObject).fields).map(([field, found]) => [
			field,
			found.value,
		]),
	);
const auto = (json: unknown) => valuesOf('auto', json);
const exact = (json: unknown) => valuesOf('leadspredict', json);
const JOHN = ANALYZE_REQUEST.leads[0] ?? {};

describe('recognition', () => {
	it('takes all nine fields by the names of the API, either way', () => {
		expect(auto(JOHN)).toEqual(JOHN);
		expect(exact(JOHN)).toEqual(JOHN);
	});

	it.each([
		'Email',
		'EMAIL',
		' email ',
		'\uFEFFemail',
		'\uFEFF Email\t',
		'email\r',
		'E-Mail',
		'e_mail',
	])('takes %j for the email', (header) => {
		expect(auto({ [header]: 'a@x.example' })).toEqual({ email: 'a@x.example' });
	});

	it('takes exact names alone when that is asked for', () => {
		expect(exact({ Email: 'a@x.example', 'Engagement Score': 5, name: 'Ann' })).toEqual({
			name: 'Ann',
		});
	});

	it.each([
		[{ Email: 'header@x.example', email: 'exact@x.example' }],
		[{ email: 'exact@x.example', Email: 'header@x.example' }],
	])('prefers the exact name, wherever it stands: %j', (json) => {
		expect(auto(json)).toEqual({ email: 'exact@x.example' });
	});

	it('takes another header when the exact one holds nothing', () => {
		expect(auto({ email: ' ', Email: 'N/A', EMAIL: 'a@x.example', eMail: 'b@x.example' })).toEqual({
			email: 'a@x.example',
		});
	});

	it('takes 0 and false for a value, so that no other header replaces it', () => {
		expect(auto({ revenue: 0, Revenue: 5, Phone: false, PHONE: '1' })).toEqual({
			revenue: 0,
			phone: false,
		});
	});

	it('keeps a value that is odd, so that it can be named', () => {
		expect(auto({ Revenue: { amount: 5 }, Phone: ['1'] })).toEqual({
			revenue: { amount: 5 },
			phone: ['1'],
		});
	});

	it.each([
		[{ 'First Name': 'Ada', 'Last Name': 'Okafor' }, 'Ada Okafor'],
		[{ 'Last Name': 'Okafor' }, 'Okafor'],
		[{ 'First Name': 'Ada', 'Last Name': 'Okafor', 'Full Name': 'Okafor Ada' }, 'Okafor Ada'],
		[{ Vorname: 'Anna', Name: 'Schmidt' }, 'Anna Schmidt'],
		[{ Vorname: 'Anna', Name: 'von Berg' }, 'Anna von Berg'],
		[{ Prénom: 'Luc', Nom: 'Moreau' }, 'Luc Moreau'],
		[{ Nombre: 'Inés', Apellidos: 'Ortega Ruiz' }, 'Inés Ortega Ruiz'],
		[{ Nome: 'Gianni', Cognome: 'Rossi' }, 'Gianni Rossi'],
		[{ firstname: 'Bob', Name: 'Robert Smith' }, 'Robert Smith'],
		[{ Salutation: 'Dr.', Name: 'Dr. Ada Okafor' }, 'Ada Okafor'],
		[{ Name: { first: 'Ada', last: 'Okafor' } }, 'Ada Okafor'],
		[{ 'First Name': 'N/A', 'Last Name': 'Null' }, 'Null'],
	])('reads the name of %j', (json, name) => {
		expect(auto(json)).toEqual({ name });
	});

	it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'Constructor', '__Proto__'])(
		'is not misled by a column called %s',
		(header) => {
			const json = JSON.parse(`{"${header}":{"email":"evil@x.example"},"Name":"Ann"}`);
			expect(auto(json)).toEqual({ name: 'Ann' });
			expect(exact(json)).toEqual({});
			expect(Object.prototype).not.toHaveProperty('email');
		},
	);

	it('reads only what is the item’s own', () => {
		const inherited = Object.create({ email: 'evil@x.example', Name: 'Eve' });
		expect(auto(inherited)).toEqual({});
		expect(exact(inherited)).toEqual({});
	});

	it.each([[null], [undefined], [5], ['text'], [[]], [[null]], [{ data: [] }]])(
		'finds nothing in an item of %p',
		(json) => {
			expect(auto(json)).toEqual({});
			expect(exact(json)).toEqual({});
		},
	);

	it('reads each item for itself, though the headers are remembered', () => {
		const recognise = recognizer('auto');
		const emailIn = (json: IDataObject) => recognise(json).fields.email?.value;
		expect(emailIn({ Email: 'a@x.example', Name: 'Ann' })).toBe('a@x.example');
		expect(emailIn({ 'What is your email?': 'b@x.example' })).toBe('b@x.example');
		expect(emailIn({ Name: 'Cy' })).toBeUndefined();
	});

	it('says where each field was found', () => {
		const { fields } = recognizer('auto')({
			body: { data: { Email: 'a@x.example', Vorname: 'A', Nachname: 'B' } },
		});
		expect(fields.email?.from).toBe('body.data.Email');
		expect(fields.name?.from).toBe('body.data.Vorname + body.data.Nachname');
	});

	it('reads the name of a company that is an object', () => {
		const { fields } = recognizer('auto')({
			email: 'a@x.example',
			company: { name: 'X', size: 5 },
		});
		expect(fields.company).toEqual({ value: 'X', from: 'company.name' });
	});

	it('reads the address of a call that has no body, and not that of one that has', () => {
		const call = (body: object) => ({
			headers: {},
			params: {},
			query: { email: 'query@x.example' },
			body,
			webhookUrl: 'x',
		});
		expect(auto(call({}))).toEqual({ email: 'query@x.example' });
		expect(auto(call({ name: 'Ann' }))).toEqual({ name: 'Ann' });
		expect(auto(call({ email: 'body@x.example' }))).toEqual({ email: 'body@x.example' });
	});

	it('never writes to the item', () => {
		expect(() => auto(Object.freeze({ Email: 'a@x.example', email: '' }))).not.toThrow();
	});

	it('keeps what a sheet says of LeadsPredict’s own fields', () => {
		const { current } = recognizer('auto')({
			Email: 'a@x.example',
			'LeadsPredict Score': 80,
			leadspredict_id: 'lead_1',
		});
		expect(current).toEqual({ 'LeadsPredict Score': 80, leadspredict_id: 'lead_1' });
	});

	it('takes the word of an earlier step for which record it is', () => {
		const origin = {
			source: 'salesforce',
			record_type: 'lead',
			record_id: '00Q1',
			current: { A: 1 },
		};
		const { source, record, current } = recognizer('auto')({ Email: 'a@x.example', origin });
		expect({ source, record, current }).toEqual({
			source: 'salesforce',
			record: { type: 'lead', id: '00Q1' },
			current: { A: 1 },
		});
		expect(recognizer('auto')({ Email: 'a@x.example', origin: 'Berlin' }).record).toBeUndefined();
	});

	it('finds every field under any spelling of its name', () => {
		const spelling = fc.constantFrom(...LEAD_FIELDS).chain(({ name }) =>
			fc
				.tuple(
					fc.constantFrom('_', ' ', '-', '  ', '.'),
					fc.boolean(),
					fc.constantFrom('', ' ', '\uFEFF', '\t'),
				)
				.map(([joint, upper, before]) => {
					const spelt = name.replace('_', joint);
					return { name, header: before + (upper ? spelt.toUpperCase() : spelt) };
				}),
		);
		fc.assert(
			fc.property(spelling, ({ name, header }) => {
				expect(auto({ [header]: 'value' })).toEqual({ [name]: 'value' });
			}),
		);
	});
});

describe('whatever an item holds', () => {
	/** Keys that mean something to recognition, and some that must mean nothing. */
	const keys = fc.oneof(
		{
			weight: 3,
			arbitrary: fc.constantFrom(
				...'body headers query webhookUrl data properties fields contact contacts person company lead leads payload values value current form_response answers results attributes type Email email emails email_addresses identity-profiles identities vid id Id name first last firstname __proto__ constructor prototype toString error message subscriptionType submittedAt formMode field_data custom_fields'.split(
					' ',
				),
			),
		},
		{ weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
	);
	const leaf = fc.oneof(
		fc.emailAddress(),
		fc.constantFrom(
			'Lead',
			'Contact',
			'EMAIL',
			'N/A',
			'',
			'text',
			NaN,
			Infinity,
			0,
			-1,
			true,
			null,
			undefined,
		),
		fc.string(),
		fc.double(),
	);
	const { tree } = fc.letrec((tie) => ({
		tree: fc.oneof(
			{ depthSize: 'medium', withCrossShrink: true },
			leaf,
			fc.array(tie('tree'), { maxLength: 3 }),
			// As JSON.parse makes it: `__proto__` is a key of its own.
			fc.array(fc.tuple(keys, tie('tree')), { maxLength: 6 }).map((entries) => {
				const object = {};
				for (const [key, value] of entries) {
					Object.defineProperty(object, key, {
						value,
						enumerable: true,
						configurable: true,
						writable: true,
					});
				}
				return object;
			}),
		),
	}));

	const leadSources = [RECOGNIZE, OWN_FIELDS, COLUMNS, ...SOURCES.map(({ value }) => value)];

	it.each(leadSources)('recognition never throws (%s)', (source) => {
		const recognise = recognizer(source);
		fc.assert(
			fc.property(tree, (json) => {
				expect(recognise(json as IDataObject)).toMatchObject({ label: expect.any(String) });
			}),
			{ numRuns: source === 'auto' ? 3000 : 200 },
		);
		expect(Object.prototype).not.toHaveProperty('email');
	});

	it('never takes an address that stands under an owner, a user or a creator', () => {
		const STAFF = 'staff@seller.example';
		const staffKey = fc.constantFrom(
			...'owner Owner owner_id ownerId user users creator created_by Created_By createdBy modified_by Modified_By assignee assigned_to host account_owner sales_rep agent updatedBy submitted_by'.split(
				' ',
			),
		);
		const staff = fc.constantFrom<unknown>(
			{ email: STAFF },
			{ Email: STAFF, name: 'Sam' },
			{ properties: { email: STAFF } },
			{ data: { email: STAFF } },
			{ emails: [{ value: STAFF, primary: true }] },
			[{ email: STAFF }],
			[{ user_email: STAFF }, { email: STAFF }],
			STAFF,
		);
		const suffix = fc.constantFrom('', ' Email', '_email', ' e-mail', 'Email', ' Email Address');
		const around = fc.constantFrom<(json: object) => object>(
			(json) => json,
			(json) => ({ headers: {}, query: {}, body: json, webhookUrl: 'x' }),
			(json) => ({ data: json }),
			(json) => ({ id: '1', createdTime: 'x', fields: json }),
			(json) => ({ id: '1', createdAt: 'x', properties: json }),
			(json) => ({ payload: json }),
			(json) => ({ ...json, submittedAt: '2025-11-01', formMode: 'test' }),
			(json) => ({ ...json, 'What is your email?': '' }),
			(json) => ({ ...json, attributes: { type: 'Lead' }, Id: '1' }),
		);
		const recognise = recognizer('auto');
		fc.assert(
			fc.property(
				fc.array(fc.tuple(staffKey, suffix, staff), { minLength: 1, maxLength: 4 }),
				around,
				(entries, wrap) => {
					const json = wrap(
						Object.fromEntries(entries.map(([key, end, value]) => [key + end, value])),
					);
					expect(recognise(json as IDataObject).fields.email).toBeUndefined();
				},
			),
			{ numRuns: 2000 },
		);
	});
});
