import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { originSchema } from '../../contract';
import { idFieldOf, readScoredItem } from '../../crm/mapping';
import { batchLookups } from '../../crm/requests';
import type { LookupItem } from '../../crm/requests';
import { isSummary } from '../../crm/prepare';
import type { RefusedItem } from '../../crm/prepare';
import type { Crm } from '../../crm/crm';
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
import { readOptions } from '../settings';
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
import { errorItems, hasErrorOutput, stopAtRefusedItem } from './refusedItems';

const optionsFor = ({ fields }: Crm) => ({ fieldNames: fieldNames(fields) });

const NO_EMAIL = problem('no_lookup_email');

interface Reader {
	readonly provenance: Provenance;
	readonly recognise: Recognize;
	/** What the user set as Email; undefined when the email is to be recognised. */
	readonly email: FieldReader | undefined;
}

function readerOf(node: IExecuteFunctions): Reader {
	const raw: unknown = node.getNodeParameter('email', 0, '', { rawExpressions: true });
	return {
		provenance: provenanceOf(node),
		recognise: recognizer(RECOGNIZE),
		email:
			raw === '' || raw === undefined || raw === null
				? undefined
				: fieldReader(raw, (item) => node.getNodeParameter('email', item, '')),
	};
}

/** Read Answer hands the item on: there, an `origin` that anyone may have written must be told apart. */
function withClaim(json: IDataObject, { originIsKnown }: Provenance): IDataObject {
	const { data: origin } = originSchema.safeParse(json['origin']);
	return origin === undefined || originIsKnown(json)
		? json
		: { ...json, origin: { ...origin, claimed: true } };
}

function wantedOf(
	item: number,
	json: IDataObject,
	{ provenance, recognise, email }: Reader,
): LookupItem | RefusedItem {
	const refuse = (reason: Problem): RefusedItem => ({ item, lead: {}, ...reason });
	const { fields, refusal, label } = recognise(json);
	let value: unknown;
	try {
		value = email === undefined ? fields.email?.value : email(item, json);
	} catch (cause) {
		return refuse(problem('expression_failed', { label: 'Email', cause }));
	}
	const read = readEmail(value);
	if (read.ok === 'absent') {
		const parameters = { refusal, knownAs: undefined, label };
		return refuse(refusal === undefined ? NO_EMAIL : problem(refusal.code, parameters));
	}
	if (read.ok === false) {
		const { code = 'invalid_email', why } = read;
		return refuse({ ...problem(code, { value, why }), advice: NO_EMAIL.advice });
	}
	const address = String(read.value);
	const name = readName(fields.name?.value);
	const { lead_id } = readScoredItem(json);
	return {
		item,
		email: address,
		lead: {
			email: address,
			...(name.ok === true && { name: String(name.value) }),
			...(typeof lead_id === 'string' && { lead_id }),
		},
		json: withClaim(json, provenance),
	};
}

async function execute(node: IExecuteFunctions, crms: Crms): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const crm = readCrm(node, crms, input.length) ?? crms[0];
	const fields = writtenFields(node, crm.fields, readOptions(node, optionsFor(crm), input.length));
	const instanceUrl = readInstanceUrlParameter(node, crm, input.length);

	const reader = readerOf(node);
	const read = input.flatMap(({ json }, item) =>
		isSummary(readScoredItem(json)) ? [] : [wantedOf(item, json, reader)],
	);
	const wanted = read.filter((each): each is LookupItem => 'email' in each);
	const refused = read.filter((each): each is RefusedItem => 'message' in each);
	stopAtRefusedItem(node, refused, input.length);

	const context = { instanceUrl, idField: idFieldOf(fields), fields, create: false };
	const packed = batchLookups(wanted, crm, context);
	addHints(node, lookupHint(crm, wanted.length, packed.length, refused.length));
	if (packed.length > 0) addHints(node, setUpHint(crm));
	const failures = refused.map(({ lead, message }) => ({
		lead,
		result: 'failed' as const,
		reason: message,
	}));
	const withErrors = hasErrorOutput(node);
	const requests = packed.map(({ request, items }, index) => ({
		json: jsonOf(
			index === 0 && failures.length > 0 && !withErrors
				? { ...request, not_sent: failures }
				: request,
		),
		pairedItem: items.map((item) => ({ item })),
	}));
	return withErrors || packed.length === 0 ? [...requests, ...errorItems(refused)] : requests;
}

/** Leads with an email → the few requests that find their records in the CRM. */
export const prepareLookup = (crms: Crms): Operation => ({
	value: 'prepareLookup',
	name: 'Prepare Lookup',
	description: 'Find the CRM records of leads by their emails, in few requests',
	action: 'Prepare CRM lookup',
	properties: [
		crmProperty(crms),
		...instanceUrlProperties(crms),
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.email }}',
			description: 'Where the email stands in the item; recognized automatically when empty',
		},
		...crms.map((each) => optionsCollection(optionsFor(each), { show: { crm: [each.value] } })),
	],
	execute: async (node) => await execute(node, crms),
});
