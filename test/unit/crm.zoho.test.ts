import { formatValue, isSame } from '../../nodes/LeadsPredict/crm/fieldFormat';
import { readReply } from '../../nodes/LeadsPredict/crm/httpReply';
import { readApiDomain } from '../../nodes/LeadsPredict/crm/zoho/apiDomain';
import { quoted } from '../../nodes/LeadsPredict/crm/zoho/requests';
import { ZOHO_CONTACT, ZOHO_LEAD } from '../../nodes/LeadsPredict/crm/zoho';

describe('the API domain of Zoho CRM', () => {
	it.each([
		['https://www.zohoapis.eu', 'https://www.zohoapis.eu'],
		[' www.zohoapis.com.au ', 'https://www.zohoapis.com.au'],
		['zohoapis.in', 'https://www.zohoapis.in'],
		['https://www.zohoapis.com/crm/v8', 'https://www.zohoapis.com'],
		['https://sandbox.zohoapis.jp', 'https://sandbox.zohoapis.jp'],
		['https://crm.zoho.com.cn/crm/org1/tab/Leads', 'https://www.zohoapis.com.cn'],
		['https://crm.zohocloud.ca/crm/org1', 'https://www.zohoapis.ca'],
	])('is read of %s', (text, url) => {
		expect(readApiDomain(text)).toEqual({ ok: true, url });
	});

	it.each([
		'',
		'acme',
		'http://www.zohoapis.eu',
		'https://www.zohoapis.eu.evil.example',
		'https://www.zohoapis.eu:8443',
		'https://evil.example/www.zohoapis.eu',
		'https://www.zohoapis.eu@evil.example',
		'https://user@www.zohoapis.eu',
		'https://wwwxzohoapis.eu',
	])('is not read of "%s"', (text) => {
		expect(readApiDomain(text)).toMatchObject({ ok: false });
	});
});

it('ends no text of a query early', () => {
	expect(quoted("o'brien\\")).toBe("'o''brien\\\\'");
});

it('writes times to the second, and takes the same second for the same', () => {
	const format = { as: 'timestamp', to: 'second' } as const;
	expect(formatValue('2026-01-02T03:04:05.678Z', format)).toEqual({
		ok: true,
		value: '2026-01-02T03:04:05+00:00',
	});
	expect(formatValue('soon', format)).toMatchObject({ ok: false });
	expect(isSame('2026-01-02T04:04:05+01:00', '2026-01-02T03:04:05+00:00', format)).toBe(true);
});

it('has a list of its own under the name that n8n gives a text', () => {
	const body = { data: [{ id: '1' }], info: { more_records: false } };
	const none = () => undefined;
	expect(readReply([body], none)).toEqual({ ok: true, body });
	expect(readReply([{ data: JSON.stringify(body) }], none)).toEqual({ ok: true, body });
	expect(readReply([{ statusCode: 200, headers: {}, body }], none)).toEqual({ ok: true, body });
});

describe('answers of Zoho CRM', () => {
	const request = (ids: readonly string[], find_by = 'recordId') =>
		({
			...{ method: 'PUT', url: '', body: {}, crm: 'zohoLead', purpose: 'update' },
			...{ request_id: 'r', number: 0, find_by, id_field: 'LeadsPredict_ID' },
			records: ids.map((id) => ({ id, leads: [{}] })),
		}) as Parameters<typeof ZOHO_LEAD.readUpdate>[0];
	const success = (id: string, action?: string) => ({
		...{ code: 'SUCCESS', status: 'success', message: '', details: { id } },
		...(action !== undefined && { action }),
	});

	it('count for the record that they name alone', () => {
		const answer = { data: [success('2'), success('1')] };
		for (const result of ZOHO_LEAD.readUpdate(request(['1', '2']), [answer])) {
			expect(result).toMatchObject({
				result: 'failed',
				reason: expect.stringContaining('names another record'),
			});
		}
	});

	it('say nothing when there are more or fewer than records', () => {
		expect(ZOHO_LEAD.readUpdate(request(['1', '2']), [{ data: [success('1')] }])).toMatchObject(
			Array(2).fill({ reason: expect.stringContaining('1 of 2 records') }),
		);
	});

	it('are not taken for two writes when they name a record twice', () => {
		const answer = { data: [success('1', 'insert'), success('1', 'update')] };
		expect(ZOHO_LEAD.readUpdate(request(['a', 'b'], 'leadspredictId'), [answer])).toMatchObject(
			Array(2).fill({ result: 'failed' }),
		);
	});

	it('of a lookup that was cut short do not say that a lead is alone', () => {
		const answer = {
			data: [{ id: '1', Email: 'a@x.example' }],
			info: { more_records: true },
		};
		expect(
			ZOHO_LEAD.readLookup({ ...request(['a@x.example'], 'email'), purpose: 'lookup' }, [answer]),
		).toMatchObject([{ result: 'failed', reason: expect.stringContaining('not complete') }]);
	});

	it.each(['', {}, { data: '' }, { data: undefined }, { statusCode: 204, headers: {}, body: '' }])(
		'without a body find nobody: %j',
		(answer) => {
			const lookup = request(['a@x.example'], 'email');
			expect(ZOHO_LEAD.readLookup({ ...lookup, purpose: 'lookup' }, [answer])).toEqual([
				{ result: 'not_found' },
			]);
		},
	);

	it('that refuse all as a body say why, and whether it passes', () => {
		const refusal = { code: 'TOO_MANY_REQUESTS', status: 'error', message: 'Wait', details: {} };
		const expected = [{ result: 'failed', code: 'TOO_MANY_REQUESTS', retryable: true }];
		const lookup = request(['a@x.example'], 'email');
		expect(ZOHO_LEAD.readLookup({ ...lookup, purpose: 'lookup' }, [refusal])).toMatchObject(
			expected,
		);
		expect(ZOHO_LEAD.readUpdate(request(['1'], 'recordId'), [refusal])).toMatchObject(expected);
	});

	it('that did not come do not say that there is nobody', () => {
		const lookup = request(['a@x.example'], 'email');
		expect(ZOHO_LEAD.readLookup({ ...lookup, purpose: 'lookup' }, [])).toMatchObject([
			{ result: 'failed' },
		]);
	});
});

it('creates a lead of a name and a company, and a contact of a name', () => {
	expect(
		ZOHO_LEAD.creation({ name: 'Ada Okafor', company: 'X', email: ' a@x.example ' } as never),
	).toEqual({ Last_Name: 'Okafor', First_Name: 'Ada', Email: 'a@x.example', Company: 'X' });
	expect(ZOHO_LEAD.creation({ name: 'Ada Okafor' } as never)).toMatchObject({
		message: expect.stringContaining('a company'),
	});
	expect(ZOHO_CONTACT.creation({ name: 'Ada' } as never)).toEqual({ Last_Name: 'Ada' });
});

it.each([
	['LeadsPredict_ID', true],
	['LeadsPredict_ID2', true],
	['LeadsPredict__ID', false],
	['LeadsPredict_', false],
	['1st', false],
])('knows whether %s is an API name', (name, isName) => {
	expect(ZOHO_LEAD.wrongName(name) === undefined).toBe(isName);
});
