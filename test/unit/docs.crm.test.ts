import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CRMS } from '../../nodes/LeadsPredict/crm/crms';

const DOC = readFileSync(join(__dirname, '..', '..', 'docs', 'crm.md'), 'utf8');

describe('what docs/crm.md says', () => {
	it.each(CRMS.map((table) => [table.record, table] as const))(
		'names every field that is written to a %s, with its label',
		(_, { targets }) => {
			for (const { to, label } of targets) {
				const row = DOC.split('\n').find((line) => line.startsWith(`| \`${to}\``)) ?? '';
				expect([to, row.includes(label)]).toEqual([to, true]);
			}
		},
	);

	it('names no field that is not written', () => {
		const known = new Set(CRMS.flatMap(({ targets }) => targets.map(({ to }) => to)));
		const named = [...DOC.matchAll(/^\| `((?:leadspredict_|LeadsPredict_)\w+)`/gm)].map(
			([, name]) => name,
		);
		expect(named.filter((name) => !known.has(name ?? ''))).toEqual([]);
		expect(named.length).toBeGreaterThan(15);
	});
});
