import { markup, isLoopback, page, sendPage, shownTime, table } from '../html';
import type { Html } from '../html';
import { createServer, listen } from '../http';
import type { CrmControl } from './control';
import type { CrmStandIn } from './startCrm';

/** A page that shows the stand-ins' records as they are now, and what the last sync changed. */

type Row = Readonly<Record<string, unknown>>;

interface Field {
	readonly title: string;
	/** Names of the record's fields; the values are joined. */
	readonly of: readonly string[];
	/** Name of a field that is shown below, in small letters. */
	readonly below?: string;
	/** Share of the width in percent. */
	readonly width: number;
}

interface System {
	readonly title: string;
	/** Name of the field that identifies a record. */
	readonly id: string;
	readonly fields: readonly Field[];
	readonly records: (control: CrmControl) => readonly Row[];
}

/** A CRM adds one entry. */
const SYSTEMS: readonly System[] = [
	{
		title: 'HubSpot contacts',
		id: 'id',
		fields: [
			{ title: 'Contact', of: ['firstname', 'lastname'], below: 'email', width: 28 },
			{ title: 'Company', of: ['company'], width: 15 },
			{ title: 'Score', of: ['leadspredict_score'], width: 9 },
			{ title: 'Category', of: ['leadspredict_category'], width: 13 },
			{ title: 'Next actions', of: ['leadspredict_next_actions'], width: 20 },
			{ title: 'Last scored', of: ['leadspredict_last_scored'], width: 15 },
		],
		records: ({ contacts }) => contacts.all().map(({ id, properties }) => ({ ...properties, id })),
	},
	{
		title: 'Salesforce leads',
		id: 'Id',
		fields: [
			{ title: 'Lead', of: ['FirstName', 'LastName'], below: 'Email', width: 28 },
			{ title: 'Company', of: ['Company'], width: 15 },
			{ title: 'Score', of: ['LeadsPredict_Score__c'], width: 9 },
			{ title: 'Rating', of: ['Rating'], width: 13 },
			{ title: 'Next actions', of: ['LeadsPredict_Next_Actions__c'], width: 20 },
			{ title: 'Last scored', of: ['LeadsPredict_Last_Scored__c'], width: 15 },
		],
		records: ({ leads }) => leads.all(),
	},
	{
		title: 'Zoho CRM leads',
		id: 'id',
		fields: [
			{ title: 'Lead', of: ['First_Name', 'Last_Name'], below: 'Email', width: 28 },
			{ title: 'Company', of: ['Company'], width: 15 },
			{ title: 'Score', of: ['LeadsPredict_Score'], width: 9 },
			{ title: 'Category', of: ['LeadsPredict_Category'], width: 13 },
			{ title: 'Next actions', of: ['LeadsPredict_Next_Actions'], width: 20 },
			{ title: 'Last scored', of: ['LeadsPredict_Last_Scored'], width: 15 },
		],
		records: ({ zoho }) => zoho.leads.all(),
	},
	{
		title: 'Dynamics 365 leads',
		id: 'leadid',
		fields: [
			{ title: 'Lead', of: ['firstname', 'lastname'], below: 'emailaddress1', width: 28 },
			{ title: 'Company', of: ['companyname'], width: 15 },
			{ title: 'Score', of: ['new_leadspredict_score'], width: 9 },
			{ title: 'Rating', of: ['leadqualitycode'], width: 13 },
			{ title: 'Next actions', of: ['new_leadspredict_next_actions'], width: 20 },
			{ title: 'Last scored', of: ['new_leadspredict_last_scored'], width: 15 },
		],
		records: ({ dynamics }) => dynamics.leads.all(),
	},
];

const valueOf = (record: Row | undefined, { of }: Field): string =>
	of
		.map((name) => String(record?.[name] ?? ''))
		.filter((text) => text !== '')
		.join(' ');

/** The records of all systems by title and ID. */
type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Row>>;

const snapshotOf = (control: CrmControl): Snapshot =>
	new Map(
		SYSTEMS.map(({ title, id, records }) => [
			title,
			new Map(records(control).map((record) => [String(record[id]), record])),
		]),
	);

/** The latest run of requests: no pause between two of them is longer than {@link PAUSE_MS}. */
export interface Sync {
	readonly before: Snapshot;
	readonly startedAt: Date;
	readonly requests: number;
}

const PAUSE_MS = 15_000;

/** Remembers the records as they were before the latest run of requests. */
export function watchSyncs(control: CrmControl, now: () => Date): () => Sync | undefined {
	let sync: Sync | undefined;
	let lastRequestAt = -Infinity;
	control.onRequest(() => {
		const time = now();
		const isSame = sync !== undefined && time.getTime() - lastRequestAt <= PAUSE_MS;
		lastRequestAt = time.getTime();
		sync =
			isSame && sync
				? { ...sync, requests: sync.requests + 1 }
				: { before: snapshotOf(control), startedAt: time, requests: 1 };
	});
	return () => sync;
}

function systemSection({ title, id, fields, records }: System, control: CrmControl, sync?: Sync) {
	const all = records(control);
	const isChanged = (record: Row, field: Field): boolean =>
		sync !== undefined &&
		valueOf(sync.before.get(title)?.get(String(record[id])), field) !== valueOf(record, field);
	const cellOf = (record: Row, field: Field): Html => {
		const now = valueOf(record, field);
		const name = field.of.join(' ');
		const below =
			field.below !== undefined && markup`<br><small>${String(record[field.below] ?? '')}</small>`;
		if (!isChanged(record, field))
			return markup`<td data-field="${name}">${now}${below || ''}</td>`;
		const before = valueOf(sync?.before.get(title)?.get(String(record[id])), field);
		const old = before === '' ? '' : markup`<del>${before}</del> → `;
		return markup`<td data-field="${name}" class="changed">${old}<ins>${now === '' ? '(empty)' : now}</ins>${below || ''}</td>`;
	};
	const changed = all.filter((record) => fields.some((field) => isChanged(record, field))).length;
	const columns = fields.map((field) => ({
		title: field.title,
		width: field.width,
		cell: (record: Row) => cellOf(record, field),
	}));
	return markup`<section>
		<h2>${title}</h2>
		<p>Records: ${all.length}. Changed in the last sync: ${changed}.</p>
		${table(columns, all)}
	</section>`;
}

/** The whole page. */
export function recordsPage(control: CrmControl, sync?: Sync): string {
	const last = sync
		? `The last sync began at ${shownTime(sync.startedAt.toISOString())} UTC and made ${sync.requests} ${sync.requests === 1 ? 'request' : 'requests'}.`
		: 'There was no sync yet. Run a workflow.';
	return page(
		'Records of the CRM stand-ins',
		markup`<p class="note">
				These stand in for the CRMs on this machine; the people are made up. The page
				reloads every five seconds and changes nothing.
			</p>
			<p>
				${last} Changed values are marked. A sync ends when no request follows for
				${PAUSE_MS / 1000} seconds.
			</p>
			<div class="columns">${SYSTEMS.map((system) => systemSection(system, control, sync))}</div>`,
	);
}

/** Serves the page on this machine alone. */
export async function startRecordsPage(
	{ control }: CrmStandIn,
	port: number,
	now: () => Date = () => new Date(),
): Promise<{ readonly url: string; close(): Promise<void> }> {
	const lastSync = watchSyncs(control, now);
	const app = createServer();
	app.get('*', (request, reply) =>
		isLoopback(request)
			? sendPage(reply, recordsPage(control, lastSync()))
			: reply.code(403).send('The page answers to localhost and 127.0.0.1 only'),
	);
	return { url: await listen(app, port), close: async () => await app.close() };
}
