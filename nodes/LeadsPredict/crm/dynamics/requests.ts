import { chunk } from '../../scoring/chunk';
import type { FindBy } from '../identity';
import type { CrmRecord } from '../prepare';
import type { HttpRequest, LookupBy, RequestContext } from '../crm';
import { batch, encoded, quoted } from './batch';
import type { Part } from './batch';
import { dynamicsKey, EMAIL, STATE } from './table';
import type { Table } from './table';

/**
 * Requests to Dataverse's Web API. Documented: PATCH updates the record of an address, by its ID or by
 * an alternate key; where there is none it creates one, but not with `If-Match: *`. With
 * `Prefer: return=representation` the answer names the record, and its status tells 201 Created from
 * 200 OK. Values of an alternate key do not belong into the body.
 */

/**
 * Records in a batch, which may have 1,000 requests. What counts is the time that Dataverse needs: at
 * most 20 minutes within 5 for a user (documented). With 100, a batch that is made again costs little.
 */
export const DYNAMICS_MAX_RECORDS = 100;

const REPRESENTATION = { Prefer: 'return=representation' };

export const update =
	(table: Table) =>
	(
		by: FindBy,
		records: readonly CrmRecord[],
		{ instanceUrl, idField, create }: RequestContext,
	): HttpRequest =>
		batch(
			instanceUrl,
			records.map(({ identity: { id }, fields }): Part => {
				const others = Object.entries(fields).filter(([name]) => name !== idField);
				const byRecord = by === 'recordId';
				const key = byRecord ? encoded(dynamicsKey(id)) : `${idField}=${quoted(id)}`;
				return {
					method: 'PATCH',
					path: `${table.set}(${key})?$select=${table.id}`,
					headers: { ...REPRESENTATION, ...(!create && { 'If-Match': '*' }) },
					body: byRecord ? fields : Object.fromEntries(others),
				};
			}),
		);

/** Values that one query asks for: several records can share an email, and a page holds 5,000. */
const VALUES_PER_QUERY = 20;

/** How many queries look up so many values. */
export const queriesOf = (values: number): number => Math.ceil(values / VALUES_PER_QUERY);

export const lookup =
	({ set, id, person }: Table) =>
	(
		by: LookupBy,
		ids: readonly string[],
		{ instanceUrl, fields, idField }: RequestContext,
	): HttpRequest => {
		const selected = [
			...[id, EMAIL, STATE],
			...(by === 'leadspredictId' ? person : []),
			...fields.map(({ name }) => name),
		].join(',');
		const key = by === 'email' ? EMAIL : idField;
		return batch(
			instanceUrl,
			chunk(ids, VALUES_PER_QUERY).map((part) => {
				const filter = part.map((each) => `${key}%20eq%20${quoted(each)}`).join('%20or%20');
				return { method: 'GET', path: `${set}?$select=${selected}&$filter=${filter}` };
			}),
		);
	};
