import { recognitionOf } from '../../scripts/recognition';

test('npm run recognition says of each item what is read, from where, and what is not', () => {
	const items = [
		{ json: { Vorname: 'Ida', Nachname: 'Berg', 'E-Mail': 'ida@berg.example', Umsatz: '11-50' } },
		{ json: { note: 'nothing' } },
	];
	expect(recognitionOf(items)).toEqual([
		'Item 1: row',
		'  email            "ida@berg.example"  from E-Mail',
		'  name             "Ida Berg"  from Vorname + Nachname',
		'  revenue          "11-50"  left out: a range',
		expect.stringMatching(/^Item 2: no lead\. Email is missing/),
	]);
});
