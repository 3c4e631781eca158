import { chunk } from '../../scoring/chunk';
import type { HttpRequest, LookupBy, RequestContext } from '../crm';
import type { FindBy } from '../identity';
import type { CrmRecord } from '../prepare';
import { zohoKey } from './recordId';

/** Requests to version 8 of Zoho CRM's API. */

/** Most records that one insert, update or upsert takes (documented). */
export const ZOHO_MAX_RECORDS = 100;

export type ZohoModule = 'Leads' | 'Contacts';

export const API_PATH = '/crm/v8';

/**
 * By the record's ID an update; by the LeadsPredict ID an upsert, which creates a record only when it
 * carries the mandatory fields. An upsert checks for duplicates only in the fields that
 * `duplicate_check_fields` names (documented); without them Zoho checks Email, which several people
 * can share. Workflows run as after any change, because `trigger` is left out. Assignment rules do
 * not run, because no `lar_id` names one (documented).
 *
 * Not documented: whether an upsert that finds a record needs its mandatory fields too. When it does,
 * the record is refused. The sub-workflows look records up first and write them by their IDs.
 */
export const update =
	(module: ZohoModule) =>
	(
		by: FindBy,
		records: readonly CrmRecord[],
		{ instanceUrl, idField }: RequestContext,
	): HttpRequest => {
		const data = records.map(({ identity: { id }, fields }) => ({
			...(by === 'recordId' ? { id: zohoKey(id) } : { [idField]: id }),
			...fields,
		}));
		const url = `${instanceUrl}${API_PATH}/${module}`;
		return by === 'recordId'
			? { method: 'PUT', url, body: { data } }
			: {
					method: 'POST',
					url: `${url}/upsert`,
					body: { data, duplicate_check_fields: [idField] },
				};
	};

/** In COQL a text stands in single quotes; a quote in it is doubled (documented), as is a backslash. */
export const quoted = (text: string): string =>
	`'${text.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`;

/** Values of one `in`: 100 since version 7, 50 by the pages of limits before (documented). */
const VALUES_PER_IN = 50;

/** Rows of one answer for one API credit (documented). Several records can share an email. */
export const ZOHO_MAX_ROWS = 200;

/** Zoho's own fields that say who a record is about. */
export const ZOHO_PERSON: Readonly<Record<ZohoModule, readonly string[]>> = {
	Leads: ['Full_Name', 'Company', 'Phone', 'Mobile'],
	Contacts: ['Full_Name', 'Phone', 'Mobile'],
};

/**
 * One COQL query. Whether it leaves out converted leads is not documented, nor by which name a query
 * tells them apart; a converted lead that is found refuses the update.
 */
export const lookup =
	(module: ZohoModule) =>
	(
		by: LookupBy,
		ids: readonly string[],
		{ instanceUrl, fields, idField }: RequestContext,
	): HttpRequest => {
		const selected = [
			'id',
			'Email',
			...(by === 'leadspredictId' ? ZOHO_PERSON[module] : []),
			...fields.map(({ name }) => name),
		].join(', ');
		const key = by === 'email' ? 'Email' : idField;
		// More than two criteria must stand in pairs of brackets (documented); these are two at most.
		const where = chunk(ids, VALUES_PER_IN)
			.map((part) => `${key} in (${part.map(quoted).join(', ')})`)
			.map((criterion) => `(${criterion})`)
			.join(' or ');
		return {
			method: 'POST',
			url: `${instanceUrl}${API_PATH}/coql`,
			body: {
				select_query: `select ${selected} from ${module} where (${where}) limit ${ZOHO_MAX_ROWS}`,
			},
		};
	};
