import { instantOf } from '../../nodes/LeadsPredict/contract';

const at = (iso: string) => Date.parse(iso);

describe('a point in time', () => {
	it.each([
		['in UTC', '2025-11-08T16:00:00Z', '2025-11-08T16:00:00Z'],
		['with parts of a second', '2025-11-08T16:00:00.123Z', '2025-11-08T16:00:00.123Z'],
		[
			'with more parts than there are',
			'2025-11-08T16:00:00.123456789Z',
			'2025-11-08T16:00:00.123Z',
		],
		['without seconds', '2025-11-08T16:00Z', '2025-11-08T16:00:00Z'],
		['in another zone', '2025-11-08T18:30:00+02:30', '2025-11-08T16:00:00Z'],
		['as Salesforce writes it', '2025-11-08T14:00:00.000-0200', '2025-11-08T16:00:00Z'],
		['with the hours of a zone alone', '2025-11-08T18:00:00+02', '2025-11-08T16:00:00Z'],
		['without a zone', '2025-11-08T16:00:00', '2025-11-08T16:00:00Z'],
		['as databases write it', '2025-11-08 16:00:00', '2025-11-08T16:00:00Z'],
		['as databases write it, with a zone', '2025-11-08 18:00:00 +02:00', '2025-11-08T16:00:00Z'],
		['as a day', '2025-11-08', '2025-11-08T00:00:00Z'],
		['with blanks around', ' 2025-11-08T16:00:00Z\n', '2025-11-08T16:00:00Z'],
		['in small letters', '2025-11-08t16:00:00z', '2025-11-08T16:00:00Z'],
		['in milliseconds', '1762617600000', '2025-11-08T16:00:00Z'],
		['in milliseconds, as a number', 1762617600000, '2025-11-08T16:00:00Z'],
		['as a Date', new Date('2025-11-08T16:00:00Z'), '2025-11-08T16:00:00Z'],
		['in an HTTP header', 'Sat, 08 Nov 2025 16:00:00 GMT', '2025-11-08T16:00:00Z'],
		['in a header of a mail', 'Sat, 8 Nov 2025 18:00:00 +0200', '2025-11-08T16:00:00Z'],
		['in a header without a zone', 'Sat, 08 Nov 2025 16:00:00', '2025-11-08T16:00:00Z'],
	])('is read %s, whatever the zone of the machine', (_, value, expected) => {
		expect(instantOf(value)).toBe(at(expected));
	});

	it.each([
		[undefined],
		[null],
		[''],
		['yesterday'],
		['2025'],
		['2025-02-30'],
		['2025-02-29T10:00:00Z'],
		['2025-11-08T25:00:00Z'],
		['2025-11-08T16:00:00+99:00'],
		['11/08/2025'],
		['98'],
		[98],
		[NaN],
		[new Date(NaN)],
		[{}],
		[true],
	])('is not %p', (value) => {
		expect(instantOf(value)).toBeUndefined();
	});
});
