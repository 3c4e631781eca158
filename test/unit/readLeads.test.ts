import type { INodeExecutionData } from 'n8n-workflow';
import * as fc from 'fast-check';

import { readLeads } from '../../nodes/LeadsPredict/leads/readLeads';
import { compileMapping } from '../../nodes/LeadsPredict/leads/fieldMapping';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';

const taken = (jsons: readonly unknown[], leadFields: Record<string, unknown> = {}) =>
	readLeads(
		jsons.map((json) => ({ json }) as INodeExecutionData),
		{
			recognise: recognizer('auto'),
			mapping: compileMapping(leadFields, (field, item) => `${field} of ${item}`),
			compareItems: true,
			excludeFields: new Set(['phone']),
			strict: false,
			dates: 'leaveOut',
			ranges: 'leaveOut',
		},
	);

describe('intake', () => {
	it('makes rows of valid items, and refuses invalid ones by their number', () => {
		const { rows, refused } = taken([
			{ email: 'a@x.example', phone: '1' },
			{ name: 'Ben' },
			{ email: 'c@x.example', revenue: 'lots' },
			{ Email: 'd@x.example', Revenue: '5' },
		]);
		expect(rows.map(({ item, lead }) => [item, lead])).toEqual([
			[0, { email: 'a@x.example' }],
			[2, { email: 'c@x.example' }],
			[3, { email: 'd@x.example', revenue: 5 }],
		]);
		expect(refused.map(({ item }) => item)).toEqual([1]);
	});

	it('gives the user’s mapping precedence, field by field', () => {
		const json = { email: 'a@x.example', name: 'Ann', company: 'X', Mail: 'b@x.example' };
		const { rows } = taken([json], { email: '={{ $json.Mail }}', company: '={{ 1 + 1 }}' });
		expect(rows[0]?.lead).toEqual({ email: 'b@x.example', name: 'Ann', company: 'company of 0' });
	});

	it('sends nothing for a field whose mapping is empty, although the item has a value', () => {
		const { rows } = taken([{ email: 'a@x.example', name: 'Ann' }], { name: '={{ $json.nick }}' });
		expect(rows[0]?.lead).toEqual({ email: 'a@x.example' });
	});

	it('names the item whose mapping gives no email', () => {
		const { refused } = taken([{ email: 'a@x.example', name: 'Ann' }], {
			email: '={{ $json.mail }}',
		});
		expect(refused[0]).toMatchObject({
			item: 0,
			problem: { message: 'Email is missing for "Ann"' },
		});
	});

	it('names the sheet row of a refused item', () => {
		const { refused } = taken([{ row_number: 4, Name: 'Ann', Email: '' }, { Name: 'Ben' }]);
		expect(refused.map((each) => each.ok || each.problem.advice)).toEqual([
			expect.stringMatching(/\. This is row 4 of the sheet$/),
			expect.not.stringContaining('of the sheet'),
		]);
	});

	it('makes exactly one row or refusal of each item, whatever its content', () => {
		const json = fc.oneof(
			fc.jsonValue(),
			fc.dictionary(
				fc.constantFrom('email', 'Email', 'name', 'revenue', '__proto__'),
				fc.jsonValue(),
			),
			fc.record({ email: fc.emailAddress() }),
		);
		const mapping = fc.constantFrom(
			{},
			{ email: '={{ $json.email }}' },
			{ name: '={{ $json.a.b }}' },
		);
		fc.assert(
			fc.property(fc.array(json), mapping, (jsons, leadFields) => {
				const { rows, refused } = taken(jsons, leadFields);
				const items = [...rows, ...refused].map(({ item }) => item).sort((a, b) => a - b);
				expect(items).toEqual(jsons.map((_, item) => item));
			}),
		);
	});
});
