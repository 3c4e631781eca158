import { cell, markup, page, shownTime, table } from './html';
import type { Column, Html } from './html';
import type { HistoryEntry } from './api';
import type { WindowUse } from './plan';
import type { State } from './state';
import type { KnownLead } from './store';
import type { Delivery } from './webhookSender';

/** A page that shows what the sandbox knows, for people who try a workflow. It changes nothing. */

const MAX_LEADS = 100;
const MAX_DELIVERIES = 50;
/** Points of a chart. */
const MAX_POINTS = 20;

const WIDTH = 120;
const HEIGHT = 28;
const MARGIN = 4;

/** The scores of a lead from left to right; the height is 0 to 100. */
export function scoreChart(history: readonly HistoryEntry[]): Html {
	const scores = history.slice(-MAX_POINTS).map(({ score }) => score);
	const step = (WIDTH - 2 * MARGIN) / Math.max(1, scores.length - 1);
	const points = scores.map((score, at) => ({
		x: (MARGIN + at * step).toFixed(1),
		y: (HEIGHT - MARGIN - (score / 100) * (HEIGHT - 2 * MARGIN)).toFixed(1),
	}));
	const last = points.at(-1);
	return markup`<svg
		width="${WIDTH}"
		height="${HEIGHT}"
		viewBox="0 0 ${WIDTH} ${HEIGHT}"
		role="img"
		aria-label="Scores: ${scores.join(', ')}"
	>
		<line x1="0" x2="${WIDTH}" y1="${HEIGHT - 1}" y2="${HEIGHT - 1}" />
		<polyline points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}" />
		${last && markup`<circle cx="${last.x}" cy="${last.y}" r="3" />`}
	</svg>`;
}

const LEADS: ReadonlyArray<Column<KnownLead>> = [
	{
		title: 'Lead',
		width: 34,
		cell: ({ lead }) =>
			cell(
				markup`${lead.name ?? lead.email}${lead.name && markup`<br /><small>${lead.email}</small>`}`,
			),
	},
	{
		title: 'Score',
		width: 10,
		isNumber: true,
		cell: ({ assessment }) => cell(assessment.score, 'number'),
	},
	{ title: 'Category', width: 16, cell: ({ assessment }) => cell(assessment.category) },
	{ title: 'History', width: 22, cell: ({ history }) => cell(scoreChart(history)) },
	{
		title: 'Scored',
		width: 18,
		isNumber: true,
		cell: ({ updatedAt }) => cell(shownTime(updatedAt), 'number'),
	},
];

function outcomeOf({ state, status, problem, attempts, fault }: Delivery): string {
	const answer = status === undefined ? problem : `HTTP ${status}`;
	const parts = [
		answer,
		attempts > 1 && `${attempts} attempts`,
		fault !== undefined && `fault: ${fault}`,
	];
	const details = parts.filter(Boolean).join(', ');
	return details === '' ? state : `${state} (${details})`;
}

const DELIVERIES: ReadonlyArray<Column<Delivery>> = [
	{
		title: 'Event or batch',
		width: 27,
		cell: ({ kind, name }) => cell(kind === 'batch' ? `batch ${name}` : name),
	},
	{ title: 'Sent to', width: 43, cell: ({ url }) => cell(url) },
	{
		title: 'Outcome',
		width: 30,
		cell: (delivery) => cell(outcomeOf(delivery), delivery.state),
	},
];

const HOUR_MS = 3_600_000;

const usage = ({ limit, remaining, lengthMs }: WindowUse): Html =>
	markup`<div>
		<dt>Requests left this ${lengthMs === HOUR_MS ? 'hour' : 'day'}</dt>
		<dd>${remaining} of ${limit}</dd>
	</div>`;

const firstOf = (shown: number, all: number): string =>
	shown < all ? `The newest ${shown} of ${all}.` : '';

/** The whole page. */
export function sandboxPage({ plan, meter, store, sender }: State): string {
	const leads = store.all();
	// The store keeps the order of arrival, so the later of two leads of one second comes first.
	const newest = [...leads]
		.reverse()
		.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
		.slice(0, MAX_LEADS);
	const deliveries = sender.all();
	const latest = deliveries.slice(-MAX_DELIVERIES).reverse();
	const windows = meter.windows();
	const left =
		windows.length === 0
			? markup`<div>
					<dt>Requests left</dt>
					<dd>no limit</dd>
				</div>`
			: markup`${windows.map(usage)}`;
	return page(
		'LeadsPredict sandbox',
		markup`<p class="note">
				This is a stand-in on your machine, not LeadsPredict. Its scores come from a made-up
				formula. Times are in UTC. The page reloads every five seconds and changes nothing.
			</p>
			<dl>
				<div>
					<dt>Plan</dt>
					<dd>${typeof plan === 'string' ? plan : 'custom'}</dd>
				</div>
				${left}
				<div>
					<dt>Leads</dt>
					<dd>${leads.length}</dd>
				</div>
			</dl>
			<div class="columns">
				<section>
					<h2>Leads</h2>
					<p>
						${
							leads.length === 0
								? 'No lead was scored yet. Run a workflow.'
								: firstOf(newest.length, leads.length)
						}
					</p>
					${table(LEADS, newest)}
				</section>
				<section>
					<h2>Events and batches sent</h2>
					<p>
						${
							deliveries.length === 0
								? 'Nothing was sent yet. Events go to the URLs that are subscribed.'
								: firstOf(latest.length, deliveries.length)
						}
					</p>
					${table(DELIVERIES, latest)}
				</section>
			</div>`,
	);
}
