import { batch, quoted, readBatch } from '../../nodes/LeadsPredict/crm/dynamics/batch';
import { columnDefinition, wrongName } from '../../nodes/LeadsPredict/crm/dynamics/definitions';
import { readInstanceUrl } from '../../nodes/LeadsPredict/crm/dynamics/instanceUrl';
import { DYNAMICS_LEAD } from '../../nodes/LeadsPredict/crm/dynamics';

/** Pure parts of Dynamics 365; its requests and answers together: test/contract/crm.dynamics.test.ts. */

describe('a batch', () => {
	it('has each request as a part, in ASCII and with its length', () => {
		const body = { lastname: 'Söhne\r\n--leadspredict--' };
		const {
			method,
			url,
			body: text,
		} = batch('https://acme.crm4.dynamics.com', [
			{ method: 'PATCH', path: 'leads(1)', headers: { 'If-Match': '*' }, body },
		]);
		expect([method, url]).toEqual(['POST', 'https://acme.crm4.dynamics.com/api/data/v9.2/$batch']);
		const json = '{"lastname":"S\\u00f6hne\\r\\n--leadspredict--"}';
		expect(String(text).split('\r\n')).toEqual([
			'--leadspredict',
			'Content-Type: application/http',
			'Content-Transfer-Encoding: binary',
			'',
			'PATCH /api/data/v9.2/leads(1) HTTP/1.1',
			'Accept: application/json',
			'If-Match: *',
			'Content-Type: application/json',
			`Content-Length: ${json.length}`,
			'',
			json,
			'--leadspredict--',
			'',
		]);
		expect(JSON.parse(json)).toEqual(body);
	});

	it.each([
		["O'Brien", "'O%27%27Brien'"],
		["x') or 1 eq 1\r\nHost: evil", "'x%27%27%29%20or%201%20eq%201%0D%0AHost%3A%20evil'"],
	])('has %p in an address as a value alone', (value, expected) => {
		expect(quoted(value)).toBe(expected);
	});
});

describe('the answer to a batch', () => {
	const part = (status: string, body = '') =>
		`--batchresponse_1\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 ${status}\r\nOData-Version: 4.0\r\n\r\n${body}\r\n`;

	it('is read part by part, with LF as with CR LF', () => {
		const text = `${part('200 OK', '{"leadid":"1"}')}${part('204 No Content')}--batchresponse_1--\r\n`;
		const expected = [
			{ status: 200, body: { leadid: '1' } },
			{ status: 204, body: undefined },
		];
		expect(readBatch(text)).toEqual(expected);
		expect(readBatch(text.replace(/\r/g, ''))).toEqual(expected);
	});

	it.each([
		['that breaks off', part('200 OK', '{}')],
		['with a part that is no answer', '--batchresponse_1\r\nx\r\n--batchresponse_1--'],
		['that is a page', '<html>'],
		['that is no text', {}],
	])('%s is none', (_, text) => {
		expect(readBatch(text)).toBeUndefined();
	});
});

it.each([
	['https://acme.crm4.dynamics.com/main.aspx?appid=1', 'https://acme.crm4.dynamics.com'],
	['acme.crm.dynamics.com', 'https://acme.crm.dynamics.com'],
	['http://acme.crm.dynamics.com', undefined],
	['https://acme.api.crm9.dynamics.com', 'https://acme.api.crm9.dynamics.com'],
	['acme.crm.microsoftdynamics.us', 'https://acme.crm.microsoftdynamics.us'],
	['https://make.powerapps.com/environments', undefined],
	['https://acme.crm4.dynamics.com.evil.example', undefined],
	['https://acme.crm4.dynamics.co', undefined],
	['https://acme.crm4.dynamics.com:8443', undefined],
	['acme', undefined],
])('reads the address %p', (text, url) => {
	const read = readInstanceUrl(text);
	expect(read.ok ? read.url : undefined).toBe(url);
});

it.each([
	['new_leadspredict_score', true],
	['cr123_score', true],
	['leadspredict_score', false],
	['new_Score', false],
	['mscrm_score', false],
	['score', false],
])('knows whether %p can be the name of a column', (name, canBe) => {
	expect(wrongName(name) === undefined).toBe(canBe);
});

it('creates a column of the right type for each field', () => {
	expect(
		DYNAMICS_LEAD.fields.map((field) => [field.name, columnDefinition(field).AttributeType]),
	).toEqual([
		['new_leadspredict_id', 'String'],
		['new_leadspredict_score', 'Decimal'],
		['new_leadspredict_previous_score', 'Decimal'],
		['new_leadspredict_category', 'String'],
		['new_leadspredict_conversion_probability', 'Decimal'],
		['new_leadspredict_predicted_revenue', 'Decimal'],
		['new_leadspredict_churn_risk', 'String'],
		['new_leadspredict_recommendations', 'Memo'],
		['new_leadspredict_next_actions', 'Memo'],
		['new_leadspredict_last_scored', 'DateTime'],
		['leadqualitycode', 'String'],
	]);
});
