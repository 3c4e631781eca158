import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { leadProperties } from '../nodes/LeadsPredict/actions/lead/scoreLeads';
import { LEAD_FIELDS } from '../nodes/LeadsPredict/contract';
import { LEXICON } from '../nodes/LeadsPredict/leads/headers/lexicon';
import type { Sense } from '../nodes/LeadsPredict/leads/headers/lexicon';
import { severalPeople } from '../nodes/LeadsPredict/leads/sources/refusals';
import type {
	ShapeEvidence,
	JsonPaths,
	RecordEvidence,
	FieldRole,
	ItemShape,
	Source,
} from '../nodes/LeadsPredict/leads/source';
import { COLUMNS, OWN_FIELDS, RECOGNIZE, SOURCES } from '../nodes/LeadsPredict/leads/sources';
import { wordList } from '../nodes/LeadsPredict/leads/wordList';

/**
 * Generates the documents on lead sources from the tables that recognize items, so that both always
 * agree.
 */

const ROOT = join(__dirname, '..');
const OVERVIEW = join(ROOT, 'docs', 'leads.md');
const DETAILS = join(ROOT, 'docs', 'sources.md');

const BEGIN = '<!-- made by npm run sources -->';
const END = '<!-- until here -->';

const code = (text: string): string => `\`${text}\``;

const listed = (places: JsonPaths | undefined): readonly string[] =>
	typeof places === 'string' ? [places] : (places ?? []);

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** A table in prettier's format: cells padded to the width of their column. */
export function table(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
	const widths = header.map((title, column) =>
		Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
	);
	const line = (cells: readonly string[]) =>
		`| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
	return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

interface Choice {
	readonly name: string;
	readonly value: string;
	readonly description: string;
}

/** The options of Lead Source in the panel. */
function choices(): Choice[] {
	const { options = [] } = leadProperties.find(({ name }) => name === 'leadSource') ?? {};
	return options.flatMap((option) =>
		'value' in option
			? [
					{
						name: option.name,
						value: String(option.value),
						description: option.description ?? '',
					},
				]
			: [],
	);
}

/** GitHub's anchor for a heading. */
export const anchor = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} -]/gu, '')
		.replaceAll(' ', '-');

const isRead = ({ refuse }: Pick<ItemShape, 'refuse'>): boolean => refuse === undefined;

/** Removes the filter of list entries from a path; brackets in a quoted key stay. */
const atAGlance = (place: string): string =>
	place.startsWith('"') ? place : place.replace(/\[[^\]]*\]/g, '[]');

/** @returns a function that makes a path in the shape a path in the item */
const inItem =
	({ within }: ItemShape) =>
	(place: string): string =>
		code(within === undefined ? place : `${within}.${place}`);

/** Describes where the fields without a path of their own are found. */
function byWords(
	{ answers, columns, headers }: ItemShape,
	at: (place: string) => string,
): string[] {
	const { in: inside, after } = headers ?? {};
	return [
		...(answers === undefined
			? []
			: [answers.list === '' ? 'its answers' : `answers in ${at(answers.list)}`]),
		...(columns === undefined ? [] : [`questions in ${at(columns)}`]),
		...(headers === undefined
			? []
			: after !== undefined
				? [`names that begin with ${code(after)}`]
				: inside === undefined
					? ['names of its other keys']
					: [`names in ${at(inside)}`]),
	];
}

const BY_HAND: Readonly<Record<string, string>> = {
	[RECOGNIZE]: 'as in the others',
	[OWN_FIELDS]: code('email'),
	[COLUMNS]: 'a header such as Email, Work Email, E-Mail-Adresse, or a question for it',
};

function emailOf({ shapes = [], tables = [] }: Source): string {
	const read = shapes.filter(isRead);
	const places = read.flatMap(({ fields }) => listed(fields?.email).map(atAGlance)).map(code);
	// If the email has its own path, further names are only those of custom fields.
	const others = read.flatMap(({ headers, ...shape }) =>
		byWords(shape.fields?.email === undefined && headers ? { ...shape, headers } : shape, code),
	);
	const headers = tables
		.filter(isRead)
		.map(({ asks }) => (asks === true ? 'questions' : 'column headers'));
	return distinct([...places, ...others, ...headers]).join(', ');
}

const sourceOf = (value: string): Source | undefined =>
	SOURCES.find((source) => source.value === value);

/** The table of docs/leads.md. */
export function overview(): string[] {
	const rows = choices().map(({ name, value, description }) => {
		const source = sourceOf(value);
		const link = source === undefined ? `**${name}**` : `[${name}](sources.md#${anchor(name)})`;
		return [link, description, source === undefined ? (BY_HAND[value] ?? '') : emailOf(source)];
	});
	return table(['Lead Source', 'What it reads', 'Where the email is'], rows);
}

const ROLE_LABELS: ReadonlyArray<readonly [FieldRole, string]> = LEAD_FIELDS.flatMap(
	({ name, label }): Array<readonly [FieldRole, string]> =>
		name === 'name'
			? [
					[name, label],
					['firstName', 'First Name'],
					['lastName', 'Last Name'],
				]
			: [[name, label]],
);

/** "Email `properties.email`, else `properties.work_email`" */
const fieldWords = (shape: ItemShape): string[] =>
	ROLE_LABELS.flatMap(([role, label]) => {
		const places = listed(shape.fields?.[role]);
		return places.length === 0 ? [] : [`${label} ${places.map(inItem(shape)).join(', else ')}`];
	});

const markWords = ({ all, equal, each }: ShapeEvidence): string =>
	[
		...(all ?? []).filter((mark) => equal?.[mark] === undefined).map(code),
		...(each === undefined ? [] : [`${each.map(code).join(', ')} in every value`]),
		...Object.entries(equal ?? {}).map(([place, value]) => `${code(place)} = ${code(value)}`),
	].join(', ');

/** The condition for reading a record's ID. */
const proofWords = (provenBy: RecordEvidence | undefined): string =>
	provenBy === undefined
		? ''
		: `, when there is ${provenBy
				.map(
					({ any, none = [] }) =>
						any.map(code).join(' or ') +
						(none.length === 0 ? '' : ` without ${none.map(code).join(' or ')}`),
				)
				.join(', or ')}`;

/** Groups shapes that are read in the same way. */
function variants(shapes: readonly ItemShape[]): ItemShape[][] {
	const same = new Map<string, ItemShape[]>();
	for (const shape of shapes) {
		const { label, within, fields, answers, columns, headers, record } = shape;
		const key = JSON.stringify([label, within, fields, answers, columns, headers, record]);
		const group = same.get(key);
		if (group === undefined) same.set(key, [shape]);
		else group.push(shape);
	}
	return [...same.values()];
}

function shapeLine(group: readonly ItemShape[]): string[] {
	const [shape] = group;
	if (shape === undefined) return [];
	const marks = distinct(group.map(({ knownBy }) => markWords(knownBy))).join('; or by ');
	const fields = fieldWords(shape);
	const words = byWords(shape, inItem(shape));
	const others = `${fields.length === 0 ? 'fields' : 'others'} by ${words.join(' and ')}`;
	const { record } = shape;
	const origin =
		record === undefined
			? ''
			: ` Origin: the ${record.type}, ${listed(record.id).map(inItem(shape)).join(', else ')}${proofWords(record.provenBy)}.`;
	const read = [...fields, ...(words.length === 0 ? [] : [others])].join('; ');
	return [`- **${shape.label}**, known by ${marks}: ${read}.${origin}`];
}

/** Lists what is refused, grouped by advice. */
function refusalLines({ shapes = [], tables = [] }: Source): string[] {
	const refused = [
		...shapes.flatMap(({ label, refuse, people, withoutEmail = [] }) => [
			...(refuse === undefined ? [] : [[label, refuse] as const]),
			...(people === undefined
				? []
				: [[`${label} with several in ${code(people)}`, severalPeople(2, people)] as const]),
			...withoutEmail.map(
				({ lacks, ...refusal }) =>
					[`${label} without ${lacks === undefined ? 'an email' : code(lacks)}`, refusal] as const,
			),
		]),
		...tables.flatMap(({ label, refuse }) => (refuse ? [[label, refuse] as const] : [])),
	];
	const byAdvice = new Map<string, string[]>();
	for (const [is, { advice }] of refused) {
		byAdvice.set(advice, distinct([...(byAdvice.get(advice) ?? []), is]));
	}
	return [...byAdvice].map(([advice, all]) => `- Refused: ${all.join(', ')}. ${advice}.`);
}

function sourceLines(source: Source): string[] {
	const { name, description, shapes = [] } = source;
	const tables = (source.tables ?? []).filter(isRead);
	const byProof = new Map<string, string[]>();
	for (const { record } of tables) {
		if (record === undefined) continue;
		const words = proofWords(record.provenBy);
		byProof.set(words, [...(byProof.get(words) ?? []), record.type]);
	}
	const kept = [...byProof]
		.map(([words, types]) => ` Origin: the ID of the ${distinct(types).join(' or ')}${words}.`)
		.join('');
	const timed = tables.some(({ submitted }) => submitted !== undefined)
		? ' The time at which the form was sent in is the last interaction.'
		: '';
	return [
		'',
		`## ${name}`,
		'',
		`${description}.`,
		'',
		...variants(shapes.filter(isRead)).flatMap(shapeLine),
		...(tables.length === 0
			? []
			: [
					`- **${distinct(tables.map(({ label }) => label)).join('**, **')}** in rows: by [${tables.some(({ asks }) => asks === true) ? 'questions' : 'column headers'}](#column-headers).${kept}${timed}`,
				]),
		...refusalLines(source),
	];
}

/** The words that name a column's field, and the words that may accompany them. */
const WORDS: ReadonlyArray<readonly [string, readonly Sense[]]> = [
	['Email', ['email', 'emails']],
	['Phone', ['phone', 'mobile']],
	['Name', ['name', 'wholeName']],
	['First Name', ['firstName', 'first']],
	['Last Name', ['lastName', 'last']],
	['Company', ['company', 'account']],
	['Industry', ['industry', 'sector']],
	['Annual Revenue', ['revenue', 'sales', 'annual']],
	['Employees', ['employees', 'employee', 'people', 'size']],
	['Last Interaction', ['latest', 'contacted', 'submitted']],
	['Engagement Score', ['engagement', 'score']],
	['Whose', ['your', 'whose', 'customer']],
	['Which', ['work', 'personal', 'primary', 'other', 'direct', 'switchboard']],
	['How many', ['number', 'count', 'total', 'range', 'estimated']],
	['Further', ['address', 'date', 'full', 'legal', 'current']],
];

const headerLines = (): string[] =>
	WORDS.map(([label, senses]) => {
		const words = senses.flatMap((sense) => wordList(LEXICON[sense]));
		return `- **${label}**: ${[...new Set(words)].join(', ')}`;
	});

const INTRODUCTION = `# What is read from which source

${BEGIN}

This is the whole of what the LeadsPredict node looks at, made from the tables that it reads items by (\`nodes/LeadsPredict/leads\`). Apart from what the questions of a form ask for in words, nothing else is ever read. How to choose a source, to override single fields, and what is left out on purpose is under [How leads are recognized](leads.md).

Places are written as keys joined by dots. \`a[].b\` is the first entry of a list that holds something; \`a[primary].b\` the one marked so, \`a[label~work].b\` the one with this label, else the first; \`a[type=EMAIL].b\` is read from such entries alone. "Known by" names the keys that an item of this kind has, among others. "Origin" is the record that goes along as \`origin\`. First and last name are joined when there is no full name.

Headers behind "when there is" are written without case, blanks and punctuation. A record whose type is not certain is scored without its ID, so that no score is written to another record. Choosing the source under Lead Source makes it certain where the source has one type of record and nothing there belongs to another.`;

const COLUMN_HEADERS = `## Column headers

Rows of a spreadsheet, a database or a CSV file, and answers to forms. A header is read when all its words are known and together mean one field: "Work Email", "E-Mail (geschäftlich)", "emailAddress". A word that is not in this list makes it another header, so that "Email Status" and "Owner Email" are nobody's email. Case, accents and punctuation make no difference, and the order of words only where it changes the meaning ("Company Contact" is no company). Words that are written together are taken apart ("Telefonnummer"). Of several headers for a field, the one without further words wins; work comes before private, "Lead Name" before "Name". A unit scales a number: "Revenue (in 000s USD)", "Umsatz (TEUR)".

Questions of a form ("What's your work email?") are recognised by the words in them, in several languages.`;

/** docs/sources.md */
export const details = (): string =>
	[
		INTRODUCTION,
		'',
		COLUMN_HEADERS,
		'',
		...headerLines(),
		...choices().flatMap(({ value }) => {
			const source = sourceOf(value);
			return source === undefined ? [] : sourceLines(source);
		}),
		'',
	].join('\n');

/** docs/leads.md with a regenerated table. */
export function withOverview(readme: string): string {
	const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
	if (begin < 0 || end < begin) throw new Error(`docs/leads.md lacks ${BEGIN} … ${END}`);
	const before = readme.slice(0, begin + BEGIN.length);
	return [before, '', ...overview(), '', readme.slice(end)].join('\n');
}

/** @returns absolute path → text of each document */
export const documents = (): ReadonlyMap<string, string> =>
	new Map([
		[DETAILS, details()],
		[OVERVIEW, withOverview(readFileSync(OVERVIEW, 'utf8'))],
	]);

function write(): void {
	for (const [path, text] of documents()) writeFileSync(path, text);
}

if (require.main === module) write();
