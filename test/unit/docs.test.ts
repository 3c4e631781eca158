import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { options as analyzeOptions } from '../../nodes/LeadsPredict/actions/lead/analyze';
import { options as getOptions } from '../../nodes/LeadsPredict/actions/lead/get';
import { leadProperties } from '../../nodes/LeadsPredict/actions/lead/scoreLeads';
import type { Setting } from '../../nodes/LeadsPredict/actions/settings';
import { triggerOptions } from '../../nodes/LeadsPredict/LeadsPredictTrigger.description';
import { PROBLEMS } from '../../nodes/LeadsPredict/problems/problem';
import { convert } from '../../nodes/LeadsPredict/leads/values/convert';
import { SOURCES } from '../../nodes/LeadsPredict/leads/sources';
import { details, documents, overview, withOverview } from '../../scripts/sources';

const textOf = (page: string): string =>
	readFileSync(join(__dirname, '..', '..', 'docs', page), 'utf8');

describe('the documents on lead sources', () => {
	it('match the tables in the code (otherwise run: npm run sources)', () => {
		for (const [path, text] of documents()) {
			expect([path, existsSync(path) && readFileSync(path, 'utf8')]).toEqual([path, text]);
		}
	});

	it('have a row for every option of Lead Source, and a section for every source', () => {
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

	it('require the markers in docs/leads.md', () => {
		expect(() => withOverview('# Nothing')).toThrow('made by npm run sources');
	});
});

/** What stands in the first two cells of the rows of a table. */
function rowsBelow(text: string, heading: string): Map<string, string> {
	const [, table = ''] = text.split(`\n${heading}\n`);
	const rows = table.trimStart().split('\n\n')[0]?.split('\n').slice(2) ?? [];
	return new Map(
		rows.map((row): [string, string] => {
			const [, name = '', value = ''] = row.split('|').map((cell) => cell.trim());
			return [name, value];
		}),
	);
}

/** What holds while an option is not added, as the documents say it. */
function defaultOf({ property, whenAbsent }: Setting<unknown>): string {
	if (property.name === 'leadsPerRequest') return 'automatic';
	if (property.name === 'skipScoredWithin' || whenAbsent === false) return 'off';
	if (whenAbsent === true) return 'on';
	if (Array.isArray(whenAbsent)) return 'none';
	const named = (property.options ?? []).find(
		(each) => 'value' in each && each.value === whenAbsent,
	);
	return named?.name ?? String(whenAbsent);
}

describe('the documents on options', () => {
	it.each([
		['operations.md', 'Options of Analyze:', analyzeOptions],
		['trigger.md', 'Options of the trigger:', triggerOptions],
	])('match the options of the panel and their defaults in docs/%s', (page, heading, options) => {
		const settings: ReadonlyArray<Setting<unknown>> = Object.values(options);
		const expected = settings.map((each) => [each.property.displayName, defaultOf(each)]);
		expect([...rowsBelow(textOf(page), heading)]).toEqual(
			expected.sort(([a = ''], [b = '']) => a.localeCompare(b)),
		);
	});

	it('name every option of Get and of a batch', () => {
		const page = textOf('operations.md');
		const get = page
			.split('Options of Get: ')[1]
			?.split(', as above')[0]
			?.split(/, | and /);
		expect(get).toEqual(
			Object.values(getOptions)
				.map(({ property }) => property.displayName)
				.sort(),
		);
	});
});

describe('docs/troubleshooting.md', () => {
	it('lists the code of every problem', () => {
		const page = textOf('troubleshooting.md');
		const codes = [...page.matchAll(/^\| ((?:`\w+`(?:, )?)+) /gm)].flatMap(([, cell = '']) =>
			[...cell.matchAll(/`(\w+)`/g)].map(([, code]) => code),
		);
		const fields = [
			'message',
			'advice',
			'code',
			'refused_by',
			'field',
			'status',
			'retryable',
			'quota_spent',
		];
		expect(codes.sort()).toEqual([...Object.keys(PROBLEMS), ...fields].sort());
	});
});

describe('docs/leads.md', () => {
	const examples = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, value]) => value);

	it.each(['revenue', 'employees', 'last_interaction'] as const)(
		'is right about the values of %s',
		(field) => {
			const row = textOf('leads.md')
				.split('\n')
				.find((line) => line.startsWith(`| \`${field}\` `) && line.split('|').length === 5);
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
