import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { leadProperties, scoringOptions } from '../../nodes/LeadsPredict/actions/lead/scoreLeads';
import { optionsCollection } from '../../nodes/LeadsPredict/actions/optionsCollection';
import { convert } from '../../nodes/LeadsPredict/leads/values/convert';
import { SOURCES } from '../../nodes/LeadsPredict/leads/sources';
import { details, documents, overview, withOverview } from '../../scripts/sources';

const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

describe('what the documents say of the sources', () => {
	it('is what items are read by (else: npm run sources)', () => {
		for (const [path, text] of documents()) {
			expect([path, existsSync(path) && readFileSync(path, 'utf8')]).toEqual([path, text]);
		}
	});

	it('has a row for every choice of Lead Source, and a chapter for every source', () => {
		const { options = [] } = leadProperties.find(({ name }) => name === 'leadSource') ?? {};
		const rows = overview().slice(2);
		expect(rows).toHaveLength(options.length);
		options.forEach(({ name }, index) => expect(rows[index]).toContain(name));
		const chapters = details().split('\n## ');
		for (const source of SOURCES) {
			const chapter = chapters.find((each) => each.startsWith(`${source.name}\n`)) ?? '';
			for (const { fields } of source.shapes ?? []) {
				for (const place of [fields?.email ?? []].flat()) expect(chapter).toContain(place);
			}
		}
	});

	it('needs its place in the README', () => {
		expect(() => withOverview('# Nothing')).toThrow('made by npm run sources');
	});
});

describe('the README', () => {
	it.each(
		optionsCollection(scoringOptions(100)).options?.map((option) => [option.name, option]) ?? [],
	)('explains the option %s', (_, option) => {
		const title = 'displayName' in option ? option.displayName : option.name;
		expect(README).toContain(`| Options → ${title} `);
	});

	it('names every code of a problem with an item', () => {
		const ofShapes = SOURCES.flatMap(({ shapes = [] }) =>
			shapes.flatMap(({ refuse, withoutEmail = [] }) =>
				[refuse, ...withoutEmail].flatMap((refusal) => refusal?.code ?? []),
			),
		);
		const others = ['invalid_email', 'placeholder_email', 'several_people', 'error_item'];
		for (const code of new Set([...ofShapes, ...others, 'not_recognized', 'doubtful_value'])) {
			expect(README).toMatch(new RegExp(`^\\| \`${code}\` `, 'm'));
		}
	});

	const examples = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, value]) => value);

	it.each(['revenue', 'employees', 'last_interaction'] as const)(
		'says of %s what becomes of the values that it shows',
		(field) => {
			const row = README.split('\n').find(
				(line) => line.startsWith(`| \`${field}\` `) && line.split('|').length === 5,
			);
			const [, , read, leftOut] = row?.split('|') ?? [];
			const becomes = (value: unknown) => [
				value,
				convert(field, value, { dates: 'leaveOut', ranges: 'leaveOut' }).ok,
			];
			expect(examples(read).length).toBeGreaterThan(2);
			expect(examples(read).map(becomes)).toEqual(examples(read).map((value) => [value, true]));
			expect(examples(leftOut).map(becomes)).toEqual(
				examples(leftOut).map((value) => [value, false]),
			);
		},
	);
});
