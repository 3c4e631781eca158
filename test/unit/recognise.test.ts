import type { IDataObject } from 'n8n-workflow';
import * as fc from 'fast-check';

import { LEAD_FIELDS } from '../../nodes/LeadsPredict/contract';
import { recogniser } from '../../nodes/LeadsPredict/intake/recognise';
import { ANALYZE_REQUEST } from '../data/reference';

const auto = (json: IDataObject) => recogniser('auto')(json);
const exact = (json: IDataObject) => recogniser('leadspredict')(json);
const JOHN = ANALYZE_REQUEST.leads[0] ?? {};

describe('recognition', () => {
	it('takes all nine fields by the names of the API, either way', () => {
		expect(auto(JOHN)).toEqual(JOHN);
		expect(exact(JOHN)).toEqual(JOHN);
	});

	it.each(['Email', 'EMAIL', ' email ', '\uFEFFemail', '\uFEFFEmail', '\uFEFF Email\t', 'email\r'])(
		'takes %j for the email',
		(header) => {
			expect(auto({ [header]: 'a@x.example' })).toEqual({ email: 'a@x.example' });
		},
	);

	it.each([
		'Engagement Score',
		'engagement-score',
		'ENGAGEMENT_SCORE',
		'Engagement  Score',
		'engagement - score',
	])('takes %j for the engagement score', (header) => {
		expect(auto({ [header]: 5 })).toEqual({ engagement_score: 5 });
	});

	it.each([
		'Emails',
		'my email',
		'emailaddress',
		'e',
		'',
		' ',
		'_',
		'name.first',
		'Company?',
		'scores',
	])('takes %j for nothing', (header) => {
		expect(auto({ [header]: 'a@x.example' })).toEqual({});
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
		expect(auto({ email: ' ', Email: '', EMAIL: 'a@x.example', eMail: 'b@x.example' })).toEqual({
			email: 'a@x.example',
		});
	});

	it('takes 0 and false for a value, so that no other header replaces it', () => {
		expect(auto({ revenue: 0, Revenue: 5, Name: false, NAME: 'Ann' })).toEqual({
			revenue: 0,
			name: false,
		});
	});

	it('keeps a value that is odd, so that it can be named', () => {
		expect(auto({ Revenue: { amount: 5 }, Phone: ['1'] })).toEqual({
			revenue: { amount: 5 },
			phone: ['1'],
		});
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

	it.each([[null], [undefined], [5], ['text'], [[]]])('finds nothing in an item of %p', (json) => {
		expect(auto(json as unknown as IDataObject)).toEqual({});
		expect(exact(json as unknown as IDataObject)).toEqual({});
	});

	it('reads each item for itself, though the headers are remembered', () => {
		const recognise = recogniser('auto');
		expect(recognise({ Email: 'a@x.example', Name: 'Ann' })).toEqual({
			email: 'a@x.example',
			name: 'Ann',
		});
		expect(recognise({ Email: 'b@x.example' })).toEqual({ email: 'b@x.example' });
		expect(recognise({ Name: 'Cy' })).toEqual({ name: 'Cy' });
	});

	it('never writes to the item', () => {
		expect(() => auto(Object.freeze({ Email: 'a@x.example', email: '' }))).not.toThrow();
	});

	it('finds every field under any spelling of its name', () => {
		const spelling = fc.constantFrom(...LEAD_FIELDS).chain(({ name }) =>
			fc
				.tuple(
					fc.array(fc.boolean(), { minLength: name.length, maxLength: name.length }),
					fc.constantFrom('_', ' ', '-', '  '),
					fc.constantFrom('', ' ', '\uFEFF', '\t'),
				)
				.map(([upper, joint, before]) => ({
					name,
					header:
						before +
						[...name]
							.map((letter, place) => (upper[place] ? letter.toUpperCase() : letter))
							.join('')
							.replace('_', joint),
				})),
		);
		fc.assert(
			fc.property(spelling, ({ name, header }) => {
				expect(auto({ [header]: 'value' })).toEqual({ [name]: 'value' });
			}),
		);
	});
});
