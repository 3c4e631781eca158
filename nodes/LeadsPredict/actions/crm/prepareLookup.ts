import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { idFieldOf, readScoredItem } from '../../crm/mapping';
import { batchLookups, refusedAsNotSent, withUnrequested } from '../../crm/requests';
import type { LookupItem } from '../../crm/requests';
import type { KeptItem } from '../../crm/crmRequest';
import { isLookedUp } from '../../crm/identity';
import type { IdentityOptions } from '../../crm/identity';
import { attemptOf, isFinished } from '../../crm/prepare';
import type { RefusedItem } from '../../crm/prepare';
import type { Crm, LookupBy } from '../../crm/crm';
import type { Crms } from '../../crm/crms';
import { problem } from '../../problems/problem';
import type { Problem, Provenance } from '../../types';
import { fieldReader } from '../../leads/fieldMapping';
import type { FieldReader } from '../../leads/fieldMapping';
import { recognizer } from '../../leads/recognize';
import type { Recognize } from '../../leads/recognize';
import { RECOGNIZE } from '../../leads/sources';
import { readEmail } from '../../leads/values/email';
import { readName } from '../../leads/values/text';
import { lookupHint, setUpHint } from '../../output/crmHints';
import { jsonOf } from '../../json';
import { addHints } from '../hints';
import { booleanOption, optionsSetting, readOptions, readSetting } from '../settings';
import { provenanceOf } from '../provenance';
import { optionsCollection } from '../optionsCollection';
import type { Operation } from '../resource';
import {
	crmProperty,
	instanceUrlProperties,
	readInstanceUrlParameter,
	readCrm,
} from './crmParameter';
import { fieldNames, writtenFields } from './fieldNames';
import { trustCaller } from './trustCaller';
import { withClaim } from './withClaim';
import { errorItems, hasErrorOutput, stopAtRefusedItem } from './refusedItems';

const onlyUnknown = booleanOption({
	displayName: 'Only Unknown Records',
	name: 'onlyUnknown',
	type: 'boolean',
	default: true,
	description:
		'Whether to look up only leads without a known record. Read Answer then puts out every item in order; if nothing has to be looked up, one item with an empty URL comes out.',
});

const optionsFor = ({ fields }: Crm) => ({
	fieldNames: fieldNames(fields),
	onlyUnknown,
	trustCaller,
});

const lookupBy = optionsSetting({
	displayName: 'Find Record By',
	name: 'lookupBy',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Automatic',
			value: 'auto',
			description: 'The email, or the LeadsPredict ID of an item without one, such as an event',
		},
		{ name: 'Email', value: 'email', description: 'The record with the email of the lead' },
		{
			name: 'LeadsPredict ID',
			value: 'leadspredictId',
			description:
				'The record that holds the ID written with an earlier score; also gets name, company and phone',
		},
	],
	default: 'email',
	description: 'How the record of a lead is found',
});

const NO_EMAIL = problem('no_lookup_email');
const NO_LEAD_ID = problem('no_lookup_lead_id');

interface Reader {
	readonly by: LookupBy | 'auto';
	readonly provenance: Provenance;
	readonly recognise: Recognize;
	/** What the user set as Email; undefined when the email is to be recognised. */
	readonly email: FieldReader | undefined;
}

function readerOf(node: IExecuteFunctions, by: Reader['by'], trusted: boolean): Reader {
	const raw: unknown = node.getNodeParameter('email', 0, '', { rawExpressions: true });
	return {
		by,
		provenance: provenanceOf(node, { trustCaller: trusted }),
		recognise: recognizer(RECOGNIZE),
		email:
			raw === '' || raw === undefined || raw === null
				? undefined
				: fieldReader(raw, (item) => node.getNodeParameter('email', item, '')),
	};
}

/** Who an item is about, or why there is no email to look up. */
function personOf(
	item: number,
	json: IDataObject,
	{ recognise, email }: Reader,
): { readonly email: string; readonly name?: string } | Problem {
	const { fields, refusal, label } = recognise(json);
	let value: unknown;
	try {
		value = email === undefined ? fields.email?.value : email(item, json);
	} catch (cause) {
		return problem('expression_failed', { label: 'Email', cause });
	}
	const read = readEmail(value);
	if (read.ok === 'absent') {
		const parameters = { refusal, knownAs: undefined, label };
		return refusal === undefined ? NO_EMAIL : problem(refusal.code, parameters);
	}
	if (read.ok === false) {
		const { code = 'invalid_email', why } = read;
		return { ...problem(code, { value, why }), advice: NO_EMAIL.advice };
	}
	const name = readName(fields.name?.value);
	return { email: String(read.value), ...(name.ok === true && { name: String(name.value) }) };
}

/** @param claimed the item, with its claim marked */
function wantedOf(
	item: number,
	json: IDataObject,
	claimed: IDataObject,
	reader: Reader,
): LookupItem | RefusedItem {
	const { lead_id } = readScoredItem(json);
	const leadId = typeof lead_id === 'string' && lead_id.trim() !== '' ? lead_id : undefined;
	const looked = {
		item,
		json: claimed,
		attempt: attemptOf(json['lookup']),
	};
	const byLeadId = (id: string): LookupItem => ({
		...looked,
		by: 'leadspredictId',
		id,
		lead: { lead_id: id },
	});
	if (reader.by === 'leadspredictId') {
		return leadId === undefined ? { item, lead: {}, ...NO_LEAD_ID } : byLeadId(leadId);
	}
	const person = personOf(item, json, reader);
	if ('message' in person) {
		return reader.by === 'auto' && leadId !== undefined
			? byLeadId(leadId)
			: { item, lead: {}, ...person };
	}
	return {
		...looked,
		by: 'email',
		id: person.email,
		lead: { ...person, ...(leadId !== undefined && { lead_id: leadId }) },
	};
}

/** Whether there is nothing to look up: the record is known, or the item holds no lead any more. */
function isSettled(json: IDataObject, identityOptions: IdentityOptions): boolean {
	const scored = readScoredItem(json);
	return (
		scored.skipped === true ||
		typeof scored.error === 'string' ||
		isFinished(json) ||
		isLookedUp(scored, identityOptions)
	);
}

async function execute(node: IExecuteFunctions, crms: Crms): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const crm = readCrm(node, crms, input.length) ?? crms[0];
	const chosen = readOptions(node, optionsFor(crm), input.length);
	const fields = writtenFields(node, crm.fields, chosen);
	const instanceUrl = readInstanceUrlParameter(node, crm, input.length);
	const idField = idFieldOf(fields);

	const reader = readerOf(node, readSetting(node, lookupBy, input.length), chosen.trustCaller);
	const wanted: LookupItem[] = [];
	const refused: RefusedItem[] = [];
	const kept: KeptItem[] = [];
	const claimed = input.map(({ json }) => withClaim(json, reader.provenance));
	const identityOptions = { ...crm, idField, create: false };
	claimed.forEach((json, item) => {
		if (chosen.onlyUnknown && isSettled(json, identityOptions)) {
			kept.push({ position: item, item: json });
			return;
		}
		const read = wantedOf(item, input[item]?.json ?? {}, json, reader);
		if ('message' in read) refused.push(read);
		else wanted.push(read);
	});
	stopAtRefusedItem(node, refused, input.length);

	const context = { instanceUrl, idField, fields, create: false };
	const packed = batchLookups(wanted, crm, context);
	addHints(node, lookupHint(crm, wanted.length, packed.length, refused.length));
	if (packed.length > 0) addHints(node, setUpHint(crm));
	const withErrors = hasErrorOutput(node);
	const failures = refused.map((each) => ({
		...refusedAsNotSent(each),
		...(chosen.onlyUnknown && { item: claimed[each.item] ?? {} }),
	}));
	const requests = withUnrequested(
		packed,
		{ notSent: withErrors ? [] : failures, kept },
		chosen.onlyUnknown ? { crm: crm.value, purpose: 'lookup', id_field: idField } : undefined,
	).map(({ request, items }) => ({
		json: jsonOf(request),
		pairedItem: items.map((item) => ({ item })),
	}));
	return withErrors || requests.length === 0 ? [...requests, ...errorItems(refused)] : requests;
}

/** Leads → the few requests that find their records in the CRM. */
export const prepareLookup = (crms: Crms): Operation => ({
	value: 'prepareLookup',
	name: 'Prepare Lookup',
	description: 'Find the records of leads in your CRM',
	action: 'Find leads in a CRM',
	properties: [
		crmProperty(crms),
		...instanceUrlProperties(crms),
		lookupBy.property,
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.email }}',
			displayOptions: { show: { lookupBy: ['auto', 'email'] } },
			description: 'The email of the lead. Leave it empty to recognize it automatically.',
		},
		...crms.map((each) => optionsCollection(optionsFor(each), { show: { crm: [each.value] } })),
	],
	execute: async (node) => await execute(node, crms),
});
