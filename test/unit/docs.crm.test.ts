import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CRMS } from '../../nodes/LeadsPredict/crm/crms';

const DOC = readFileSync(join(__dirname, '..', '..', 'docs', 'crm.md'), 'utf8');

describe('docs/crm.md', () => {
	it.each(CRMS.map((table) => [table.record, table] as const))(
		'names every field that is written to a %s, with its label',
		(_, { fields }) => {
			for (const { name, label } of fields) {
				const row = DOC.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
				expect([name, row.includes(label)]).toEqual([name, true]);
			}
		},
	);

	it('names no other field', () => {
		const known = new Set(CRMS.flatMap(({ fields }) => fields.map(({ name }) => name)));
		const named = [...DOC.matchAll(/^\| `((?:leadspredict_|LeadsPredict_)\w+)`/gm)].map(
			([, name]) => name,
		);
		expect(named.filter((name) => !known.has(name ?? ''))).toEqual([]);
		expect(named.length).toBeGreaterThan(15);
	});
});
