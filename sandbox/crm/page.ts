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

/** The names that a CRM gives to the fields of the page. */
interface Names {
	/** What a record is called. */
	readonly record: string;
	readonly person: readonly string[];
	readonly email: string;
	readonly company: string;
	readonly score: string;
	/** Category or Rating, by its name. */
	readonly category: readonly [title: string, name: string];
	readonly nextActions: string;
	readonly lastScored: string;
}

const fieldsOf = (names: Names): Field[] => [
	{ title: names.record, of: names.person, below: names.email, width: 28 },
	{ title: 'Company', of: [names.company], width: 15 },
	{ title: 'Score', of: [names.score], width: 9 },
	{ title: names.category[0], of: [names.category[1]], width: 13 },
	{ title: 'Next actions', of: [names.nextActions], width: 20 },
	{ title: 'Last scored', of: [names.lastScored], width: 15 },
];

/** A CRM adds one entry. */
const SYSTEMS: readonly System[] = [
	{
		title: 'HubSpot contacts',
		id: 'id',
		fields: fieldsOf({
			record: 'Contact',
			person: ['firstname', 'lastname'],
			email: 'email',
			company: 'company',
			score: 'leadspredict_score',
			category: ['Category', 'leadspredict_category'],
			nextActions: 'leadspredict_next_actions',
			lastScored: 'leadspredict_last_scored',
		}),
		records: ({ contacts }) => contacts.all().map(({ id, properties }) => ({ ...properties, id })),
	},
	{
		title: 'Salesforce leads',
		id: 'Id',
		fields: fieldsOf({
			record: 'Lead',
			person: ['FirstName', 'LastName'],
			email: 'Email',
			company: 'Company',
			score: 'LeadsPredict_Score__c',
			category: ['Rating', 'Rating'],
			nextActions: 'LeadsPredict_Next_Actions__c',
			lastScored: 'LeadsPredict_Last_Scored__c',
		}),
		records: ({ leads }) => leads.all(),
	},
	{
		title: 'Zoho CRM leads',
		id: 'id',
		fields: fieldsOf({
			record: 'Lead',
			person: ['First_Name', 'Last_Name'],
			email: 'Email',
			company: 'Company',
			score: 'LeadsPredict_Score',
			category: ['Category', 'LeadsPredict_Category'],
			nextActions: 'LeadsPredict_Next_Actions',
			lastScored: 'LeadsPredict_Last_Scored',
		}),
		records: ({ zoho }) => zoho.leads.all(),
	},
	{
		title: 'Dynamics 365 leads',
		id: 'leadid',
		fields: fieldsOf({
			record: 'Lead',
			person: ['firstname', 'lastname'],
			email: 'emailaddress1',
			company: 'companyname',
			score: 'new_leadspredict_score',
			category: ['Rating', 'leadqualitycode'],
			nextActions: 'new_leadspredict_next_actions',
			lastScored: 'new_leadspredict_last_scored',
		}),
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
