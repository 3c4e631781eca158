import { z } from 'zod';

import { own } from '../../json';
import type { FieldRequest, FieldsContext } from '../crm';
import type { FieldsRequest } from '../crmRequest';
import { createdFields } from '../definitions';
import { idFieldOf } from '../mapping';
import type { CrmField } from '../mapping';
import type { PartResult } from '../result';
import { failed } from '../result';
import { partAnswers, refusalOf } from './answer';
import { batch, quoted } from './batch';
import type { Part } from './batch';
import { columnDefinition, keyDefinition, keyName } from './definitions';
import type { Table } from './table';

/**
 * The requests that create the columns, and the alternate key on the LeadsPredict ID. Documented: a POST
 * to the Attributes or the Keys of a table's definition. Which code says that a column is there already
 * is not documented, so each request also asks for what it creates: a column that was refused and is
 * there exists. A request holds one column, because creating one takes Dataverse seconds.
 */

const COLUMN = 'column';
const KEY = 'alternate key';

/** Create, then ask. */
const PARTS = 2;

const createAndAsk = (
	{ instanceUrl }: FieldsContext,
	create: Part,
	ask: string,
	creates: FieldRequest['creates'],
): FieldRequest => ({ ...batch(instanceUrl, [create, { method: 'GET', path: ask }]), creates });

export const fieldRequests =
	({ name: table }: Table) =>
	(fields: readonly CrmField[], context: FieldsContext): FieldRequest[] => {
		const definition = `EntityDefinitions(LogicalName='${table}')`;
		const idField = idFieldOf(fields);
		const columns = createdFields(fields).map((field) =>
			createAndAsk(
				context,
				{ method: 'POST', path: `${definition}/Attributes`, body: columnDefinition(field) },
				`${definition}/Attributes(LogicalName=${quoted(field.name)})?$select=LogicalName`,
				[{ kind: COLUMN, name: `${table}.${field.name}` }],
			),
		);
		const key = createAndAsk(
			context,
			{ method: 'POST', path: `${definition}/Keys`, body: keyDefinition(idField) },
			`${definition}/Keys?$select=SchemaName,KeyAttributes,EntityKeyIndexStatus`,
			[{ kind: KEY, name: `${table}.${keyName(idField)}` }],
		);
		return [...columns, key];
	};

const keysSchema = z.object({
	value: z.array(
		z.object({
			SchemaName: z.string(),
			EntityKeyIndexStatus: z.string().optional().catch(undefined),
		}),
	),
});

const INDEX_FAILED: PartResult = {
	result: 'failed',
	reason:
		'Dynamics 365 could not build the index of the key, as when two records hold the same LeadsPredict ID; correct them, then reactivate the key in Power Apps under Keys',
};

/** What the question for a column, or for the keys of the table, found. */
function there(asked: unknown, kind: string, name: string): PartResult | undefined {
	if (kind === COLUMN) {
		return own(asked, 'LogicalName') === name ? { result: 'exists' } : undefined;
	}
	const keys = keysSchema.safeParse(asked).data?.value ?? [];
	const key = keys.find(({ SchemaName }) => SchemaName.toLowerCase() === name);
	if (key === undefined) return undefined;
	return key.EntityKeyIndexStatus === 'Failed' ? INDEX_FAILED : { result: 'exists' };
}

const ADVICE =
	'give the user of the credential the security role System Customizer, which can create columns';

export function readDynamicsFields(
	request: FieldsRequest,
	answers: readonly unknown[],
): PartResult[] {
	const answered = partAnswers(answers, PARTS);
	return request.creates.map(({ kind, name }) => {
		if (!answered.ok) return failed(answered.refusal);
		const [created, asked] = answered.parts;
		if (created === undefined) return failed({ reason: 'The answer says nothing of it' });
		const refusal = refusalOf(created);
		if (refusal === undefined) return { result: 'created' };
		const known = asked?.status === 200 ? asked.body : undefined;
		const [, column = ''] = name.split('.');
		const isForbidden = created.status === 403;
		return (
			there(known, kind, column) ??
			failed({ ...refusal, ...(isForbidden && { reason: `${refusal.reason}; ${ADVICE}` }) })
		);
	});
}
