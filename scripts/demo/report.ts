import type { ScoredLead } from '../../nodes/LeadsPredict/contract';
import type { LeadOutcome } from '../leads/outcome';
import type { Style } from '../terminal/style';
import { renderTable } from '../terminal/table';
import { fit, printable, widthOf, wrap } from '../terminal/text';

/** The demo's output on a run as lines. Pure. */

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

const percent = (share: number | null | undefined): string =>
	typeof share === 'number' ? `${Math.round(share * 100)} %` : '';

const money = (value: number | null | undefined): string =>
	typeof value === 'number' ? whole(value) : '';

const scoreText = (score: number): string =>
	Number.isInteger(score) ? String(score) : score.toFixed(1);

const INDENT = '    ';

/** As many whole recommendations as fit; the most urgent are first. */
function contactAndAdvice({ email, recommendations }: ScoredLead, room: number): string {
	const address = printable(email);
	let line = address;
	for (const advice of recommendations ?? []) {
		const longer = `${line}${line === address ? '   ' : '; '}${printable(advice)}`;
		if (line !== address && widthOf(longer) > room) break;
		line = longer;
	}
	return fit(line, room);
}

const COLUMNS = [
	{ title: '#', align: 'right' },
	{ title: 'Name', shrinksTo: 12 },
	{ title: 'Company', shrinksTo: 12 },
	{ title: 'Score', align: 'right' },
	{ title: 'Category', shrinksTo: 8 },
	{ title: 'Chance', align: 'right' },
	{ title: 'Expected revenue', align: 'right' },
] as const;

const SCORE_COLUMN = 3;
const CATEGORY_COLUMN = 4;

/** Two lines per lead: its figures, then its contact and recommendations. */
export function rankedTable(
	leads: readonly ScoredLead[],
	{ width, style }: { width: number; style: Style },
): string[] {
	const colour = (category: string | null | undefined) =>
		category === 'hot' ? style.red : category === 'warm' ? style.yellow : style.blue;
	const rows = leads.map((lead, index) => [
		String(index + 1),
		lead.name || '(no name)',
		lead.company ?? '',
		scoreText(lead.score),
		lead.category ?? '',
		percent(lead.conversion_probability),
		money(lead.predicted_revenue),
	]);
	return renderTable(COLUMNS, rows, width, {
		title: style.bold,
		cell: (text, row, column) => {
			if (column === SCORE_COLUMN) return style.bold(text);
			return column === CATEGORY_COLUMN ? colour(leads[row]?.category)(text) : text;
		},
		below: (row) => {
			const lead = leads[row];
			if (!lead) return undefined;
			return style.dim(INDENT + contactAndAdvice(lead, width - INDENT.length));
		},
	});
}

const CATEGORY_ORDER = ['hot', 'warm', 'cold'];

/** `15 hot, 171 warm, 64 cold`. Categories are free text; known ones are first. */
export function categoryCounts(leads: readonly ScoredLead[]): string {
	const counts = new Map<string, number>();
	for (const { category } of leads) {
		const name = category || 'no category';
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	const rank = (name: string) => {
		const place = CATEGORY_ORDER.indexOf(name);
		return place === -1 ? CATEGORY_ORDER.length : place;
	};
	return [...counts]
		.sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
		.map(([name, count]) => `${whole(count)} ${printable(name)}`)
		.join(', ');
}

const LABEL_WIDTH = 19;

/** `label   text`, the text wrapped and indented. */
export function labelled(
	label: string,
	text: string,
	{ width, style }: { width: number; style: Style },
): string[] {
	return wrap(printable(text), width - LABEL_WIDTH).map(
		(line, index) => style.bold((index === 0 ? label : '').padEnd(LABEL_WIDTH)) + line,
	);
}

export interface Totals {
	readonly outcomes: readonly LeadOutcome[];
	/** The node's hints: how many leads in how many requests, and the quota. */
	readonly hints: readonly string[];
	/** n8n's measurements. */
	readonly nodeMs: number;
	readonly workflowMs: number;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

export function totals(
	{ outcomes, hints, nodeMs, workflowMs }: Totals,
	layout: { width: number; style: Style },
): string[] {
	const leads = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.lead] : []));
	const sum = (read: (lead: ScoredLead) => number) =>
		leads.reduce((total, lead) => total + read(lead), 0);
	const entries: Array<[string, string]> = [
		['Scored', `${whole(leads.length)} of ${whole(outcomes.length)} leads`],
	];
	if (leads.length > 0) {
		const average = sum(({ score }) => score) / leads.length;
		entries.push(
			['Categories', categoryCounts(leads)],
			['Average score', average.toFixed(1)],
			['Expected revenue', `${whole(sum((lead) => lead.predicted_revenue ?? 0))} in all`],
		);
	}
	entries.push(...hints.map((hint): [string, string] => ['The node says', hint]), [
		'Time',
		`${seconds(nodeMs)} in the LeadsPredict node, ${seconds(workflowMs)} in all nodes`,
	]);
	return entries.flatMap(([label, text]) => labelled(label, text, layout));
}

const MOST_REASONS = 8;

/**
 * Reasons with their number and rows, the most frequent first.
 * @param numbers the row of each lead in its file
 */
export function refusals(
	outcomes: readonly LeadOutcome[],
	numbers: readonly number[],
	{ width, style }: { width: number; style: Style },
): string[] {
	const byReason = new Map<string, { items: number[]; advice: string | undefined }>();
	outcomes.forEach((outcome, item) => {
		if (outcome.ok) return;
		const known = byReason.get(outcome.error);
		if (known) known.items.push(item);
		else byReason.set(outcome.error, { items: [item], advice: outcome.advice });
	});
	const placeOf = (item = 0) =>
		`row ${numbers[item] ?? item + 1} of the file (item ${item} in n8n)`;
	if (byReason.size === 0) return [];

	const sorted = [...byReason].sort(([, a], [, b]) => b.items.length - a.items.length);
	const failed = sorted.reduce((total, [, { items }]) => total + items.length, 0);
	const lines = sorted.slice(0, MOST_REASONS).flatMap(([reason, { items, advice }]) => {
		const where =
			items.length === 1
				? placeOf(items[0])
				: `${whole(items.length)} leads, first in ${placeOf(items[0])}`;
		const text = `${where}: ${printable(reason)}.${advice ? ` ${printable(advice)}.` : ''}`;
		return wrap(text, width - 4).map((line, index) =>
			index === 0 ? `  - ${line}` : `    ${line}`,
		);
	});
	const others = sorted.length - MOST_REASONS;
	if (others > 0) lines.push(`  - and ${others} other ${others === 1 ? 'reason' : 'reasons'}`);
	return [style.bold(`Not scored: ${whole(failed)}`), ...lines];
}
