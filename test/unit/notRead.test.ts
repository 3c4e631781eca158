import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { LeadField } from '../../nodes/LeadsPredict/contract';
import { readLeads } from '../../nodes/LeadsPredict/leads/readLeads';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { readHints } from '../../nodes/LeadsPredict/output/readHints';
import { compileMapping } from '../../nodes/LeadsPredict/leads/fieldMapping';

const itemsOf = (jsons: readonly IDataObject[]): INodeExecutionData[] =>
	jsons.map((json) => ({ json }));

const read = (jsons: readonly IDataObject[], leadFields: Partial<Record<LeadField, string>> = {}) =>
	readLeads(itemsOf(jsons), {
		recognise: recognizer('auto'),
		mapping: compileMapping(leadFields, () => undefined),
		compareItems: true,
		excludeFields: new Set(['engagement_score']),
		strict: false,
		dates: 'leaveOut',
		ranges: 'leaveOut',
	});

const notRead = (json: IDataObject, leadFields = {}) =>
	read([json], leadFields).rows[0]?.notRead?.map(({ field, from }) => `${field}: ${from}`) ?? [];

const hints = (jsons: readonly IDataObject[]) =>
	readHints(read(jsons)).map(({ message }) => message);

const EMAIL = 'ida@buyer.example';

describe('values that look like a field and are not read', () => {
	it.each<[string, IDataObject, string[]]>([
		[
			'a header with a word too many',
			{ 'Umsatz laut Bilanz': '5000000' },
			['revenue: Umsatz laut Bilanz'],
		],
		[
			'a number of people',
			{ 'Employees incl. freelancers': '12' },
			['employees: Employees incl. freelancers'],
		],
		['a phone', { 'Phone after lunch': '+49 30 1234567' }, ['phone: Phone after lunch']],
		[
			'one level down',
			{ extra: { 'HubSpot company': 'Berg Ltd' } },
			['company: extra.HubSpot company'],
		],
		[
			'in a list of named values',
			{ custom: [{ name: 'Headcount incl. temps', value: 40 }] },
			['employees: custom[0].value'],
		],
		[
			'a range, which an option reads',
			{ 'Turnover band 2019 audited': '1M-5M' },
			['revenue: Turnover band 2019 audited'],
		],
	])('names %s', (_, json, expected) => {
		expect(notRead({ email: EMAIL, ...json })).toEqual(expected);
	});

	it.each<[string, IDataObject]>([
		['what was read', { company: 'Berg Ltd', phone: '+49 30 1234567', Umsatz: '5' }],
		['a second value of a field that was read', { company: 'Berg Ltd', 'HubSpot company': 'Berg' }],
		[
			'a value of another kind',
			{ 'Phone after lunch': 'yes', 'Company website': 'https://berg.example' },
		],
		['what belongs to a company and is not its name', { 'Company address': '1 High Street' }],
		[
			'somebody else',
			{ 'Sales rep mobile': '+49 30 1234567', owner: { 'Office phone line': '+49 30 1234567' } },
		],
		['names of things', { 'Campaign name': 'Spring', 'Product name': 'Shirt' }],
		['the total of an order', { 'Order number': '17', 'Revenue after tax': '39.95' }],
		['fields that the user excluded', { 'Engagement score (old)': '17' }],
	])('does not name %s', (_, json) => {
		expect(notRead({ email: EMAIL, ...json })).toEqual([]);
	});

	it('does not name a field that the user mapped, or of which a warning speaks', () => {
		const json = { email: EMAIL, 'Umsatz laut Bilanz': '5' };
		expect(notRead(json, { revenue: '={{ $json.nothing }}' })).toEqual([]);
		expect(notRead({ ...json, Umsatz: 'viel' })).toEqual([]);
	});

	it('counts them over the run in a hint, the most frequent first', () => {
		const items = [
			...Array.from({ length: 3 }, (_, index) => ({
				email: `a${index}@x.example`,
				'HubSpot company': 'X',
			})),
			{ email: 'b@x.example', 'Phone <after> lunch': '+49 30 1234567' },
		];
		expect(hints(items)).toEqual([
			'Not read: "HubSpot company" (company) in 3 items, "Phone &lt;after&gt; lunch" (phone) in 1 item. To send them, add the fields under Lead Fields',
		]);
	});
});

describe('fields that the step before did not get', () => {
	const contact = (vid: number, properties: Record<string, string>) => ({
		vid,
		properties: Object.fromEntries(
			Object.entries({ email: `c${vid}@x.example`, ...properties }).map(([key, value]) => [
				key,
				{ value },
			]),
		),
	});

	it('are named when no record of the run has them', () => {
		expect(
			hints([contact(1, { company: 'X', phone: '' }), contact(2, { company: 'Y' })]),
		).toContain(
			'No HubSpot contact of this run has industry, annualrevenue, numemployees, notes_last_contacted. Choose them under Contact Properties to Include in the HubSpot node: a score from less data can replace a better one',
		);
	});

	it('are not named when one record has them, or when records were got as a whole', () => {
		const all = {
			company: 'X',
			phone: '',
			industry: '',
			annualrevenue: '',
			numemployees: '',
			notes_last_contacted: '',
		};
		expect(hints([contact(1, all), contact(2, {})]).join()).not.toContain('Choose these');
		const whole = Object.fromEntries(
			Array.from({ length: 40 }, (_, index) => [`hs_${index}`, 'x']),
		);
		expect(hints([contact(1, whole)]).join()).not.toContain('Choose these');
	});
});

describe('an item without an email', () => {
	const advice = (json: IDataObject) => {
		const [refused] = read([json]).refused;
		return refused?.ok === false ? refused.problem.advice : undefined;
	};

	it.each<[string, IDataObject, string]>([
		[
			'says where an address stands, with its expression',
			{ name: 'Ida', party: { mailing: EMAIL } },
			`There is an email address in "party.mailing". If it is the lead's, add Email under Lead Fields as {{ $json.party.mailing }}`,
		],
		[
			'writes the expression for any key',
			{ name: 'Ida', 'Reach at': EMAIL },
			`There is an email address in "Reach at". If it is the lead's, add Email under Lead Fields as {{ $json["Reach at"] }}`,
		],
		[
			'names several',
			{ Account: EMAIL, 'Reach at': 'b@x.example' },
			`There are email addresses in "Account" and "Reach at". Add the lead's as Email under Lead Fields, such as {{ $json.Account }}`,
		],
		[
			'prefers an address to a header that holds none',
			{ email: 'see below', 'Reach at': EMAIL },
			`There is an email address in "Reach at". If it is the lead's, add Email under Lead Fields as {{ $json["Reach at"] }}`,
		],
		[
			'says that the column is empty',
			{ name: 'Ida', 'E-Mail': '' },
			'Every lead needs an email, and "E-Mail" is empty here. Enter it, or remove this item before this node',
		],
		[
			'names its fields when there is no address, and nobody else’s address',
			{ name: 'Ida', owner: { email: 'rep@seller.example' }, 'Sales rep': 'rep@seller.example' },
			'Every lead needs an email. The fields of this item are "name", "owner" and "Sales rep". Add the one with the email under Lead Fields, or remove this item before this node',
		],
	])('%s', (_, json, expected) => {
		expect(advice(json)).toBe(expected);
	});
});
