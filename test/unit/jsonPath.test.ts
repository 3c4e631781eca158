import { distinguishingKey, jsonPath } from '../../nodes/LeadsPredict/leads/jsonPath';

const read = (path: string, record: unknown) => jsonPath(path).read(record);
const one = (value: unknown, more = 0) => ({ value, more });

describe('a path', () => {
	it.each([
		['keys', 'a.b', { a: { b: 1 } }, one(1)],
		['an entry of a list by its number', 'a.0.b', { a: [{ b: 1 }, { b: 2 }] }, one(1)],
		['a key with dots in quotes', 'a."b.c"', { a: { 'b.c': 1 } }, one(1)],
		['a key with brackets in quotes', '"a[b]"', { 'a[b]': 1 }, one(1)],
		['a list of values', 'a[]', { a: ['', 'x'] }, one('x')],
		['the first entry that holds something', 'a[].b', { a: [{}, { b: '' }, { b: 1 }] }, one(1)],
		[
			'how many more there are',
			'a[].b',
			{ a: [{ b: 1 }, { b: 2 }, { b: 1 }, { b: 3 }] },
			one(1, 2),
		],
		['lists in lists', 'a[].b[].c', { a: [{ b: [] }, { b: [{ c: 1 }] }] }, one(1)],
		['only entries of a kind', 'a[k=x].b', { a: [{ b: 1 }, { k: 'x', b: 2 }] }, one(2)],
		['a flagged entry', 'a[p].b', { a: [{ b: 1 }, { p: true, b: 2 }] }, one(2)],
		[
			'a flagged one only when it holds something',
			'a[p].b',
			{ a: [{ b: 1 }, { p: true }] },
			one(1),
		],
		['no flag but true', 'a[p].b', { a: [{ b: 1 }, { p: 'true', b: 2 }] }, one(1, 1)],
		['a wished kind', 'a[k~x].b', { a: [{ b: 1 }, { k: 'x', b: 2 }] }, one(2)],
		[
			'the first wish before the second',
			'a[p,k~x].b',
			{
				a: [
					{ k: 'x', b: 1 },
					{ p: true, b: 2 },
				],
			},
			one(2),
		],
		['the second before none', 'a[p,k~x].b', { a: [{ b: 1 }, { k: 'x', b: 2 }] }, one(2)],
		[
			'how many more fulfil the same wish',
			'a[k~x].b',
			{ a: [{ k: 'x', b: 1 }, { k: 'x', b: 2 }, { b: 3 }] },
			one(1, 1),
		],
		[
			'the wish of a list around',
			'a[p].b[].c',
			{ a: [{ b: [{ c: 1 }] }, { p: true, b: [{ c: 2 }] }] },
			one(2),
		],
	])('leads to %s', (_, path, record, value) => {
		expect(read(path, record)).toEqual(value);
	});

	it.each([
		['a', null],
		['a.b', { a: 'text' }],
		['a.length', { a: 'text' }],
		['a[]', { a: { b: 1 } }],
		['a[].b', { a: [1, 'x', null] }],
		['a[k=x].b', { a: [{ k: 'y', b: 1 }] }],
		['__proto__.constructor', {}],
		['constructor.name', {}],
		['a', { a: 'N/A' }],
	])('%s leads nowhere in %j', (path, record) => {
		expect(read(path, record)).toBeUndefined();
	});
});

describe('the distinguishing key of a path', () => {
	it.each([
		['properties.mobilephone.value', 'properties.phone.value', 'mobilephone'],
		['email.email', 'emails[].email', 'email'],
		['organization.phone', 'phone_numbers[type~work].raw_number', 'organization'],
		['a[].b', 'a[k~x].b', 'a[].b'],
	])('of %s beside %s', (path, usual, word) => {
		expect(distinguishingKey(path, usual)).toBe(word);
	});
});
