import { createServer, listen } from '../http';
import type { CrmStandIn } from './startCrm';

/** A page that shows the stand-ins' records as they are now, for people who try a workflow. */

type Row = Readonly<Record<string, unknown>>;

interface Column {
	readonly title: string;
	readonly of: (record: Row) => unknown;
}

const at = (title: string, key: string): Column => ({ title, of: (record) => record[key] });

const name = (...parts: readonly string[]): Column => ({
	title: 'Name',
	of: (record) =>
		parts
			.map((part) => record[part])
			.filter(Boolean)
			.join(' '),
});

const CONTACTS: readonly Column[] = [
	name('firstname', 'lastname'),
	at('Email', 'email'),
	at('Company', 'company'),
	at('LeadsPredict Score', 'leadspredict_score'),
	at('Category', 'leadspredict_category'),
	at('Next Actions', 'leadspredict_next_actions'),
	at('Last Scored', 'leadspredict_last_scored'),
];

const LEADS: readonly Column[] = [
	name('FirstName', 'LastName'),
	at('Email', 'Email'),
	at('Company', 'Company'),
	at('Rating', 'Rating'),
	at('LeadsPredict Score', 'LeadsPredict_Score__c'),
	at('Next Actions', 'LeadsPredict_Next_Actions__c'),
	at('Last Scored', 'LeadsPredict_Last_Scored__c'),
];

const escaped = (value: unknown): string =>
	String(value ?? '')
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;');

function table(title: string, columns: readonly Column[], records: readonly Row[]): string {
	const head = columns.map((column) => `<th>${escaped(column.title)}</th>`).join('');
	const rows = records.map(
		(record) => `<tr>${columns.map(({ of }) => `<td>${escaped(of(record))}</td>`).join('')}</tr>`,
	);
	return `<h2>${escaped(title)}</h2><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const STYLE = `body{font:15px/1.4 system-ui,sans-serif;margin:2rem;color:#222;background:#fafafa}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}p{color:#555;max-width:60rem}
table{border-collapse:collapse;background:#fff;width:100%}
th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #e5e5e5;vertical-align:top}
th{background:#f0f0f0;position:sticky;top:0}td{white-space:pre-line}`;

/** The whole page; it reloads every five seconds. */
export function recordsPage(contacts: readonly Row[], leads: readonly Row[]): string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>Records of the CRM stand-ins</title><style>${STYLE}</style></head><body>
<h1>Records of the CRM stand-ins</h1>
<p>These stand in for HubSpot and Salesforce on this machine; the people are made up. The page reloads every five seconds: run a workflow and watch the scores arrive.</p>
${table('HubSpot contacts', CONTACTS, contacts)}${table('Salesforce leads', LEADS, leads)}</body></html>`;
}

/** Serves the page on this machine alone. */
export async function startRecordsPage(
	{ control }: CrmStandIn,
	port: number,
): Promise<{ readonly url: string; close(): Promise<void> }> {
	const app = createServer();
	app.get('*', (_request, reply) => {
		const contacts = control.contacts.all().map(({ properties }) => properties);
		const leads = control.leads.all().map((lead): Row => lead);
		return reply.type('text/html; charset=utf-8').send(recordsPage(contacts, leads));
	});
	return { url: await listen(app, port), close: async () => await app.close() };
}
