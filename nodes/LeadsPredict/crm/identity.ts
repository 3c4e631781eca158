import { sameAddress } from '../contract';
import type { ScoredItem } from './crm';

/** Which record of a CRM a score belongs to, and how the CRM is told. Pure. */

/** Values of Find Record By in the panel, except that it also offers `auto`. */
export const WAYS = ['recordId', 'email', 'leadspredictId'] as const;

export type Way = (typeof WAYS)[number];

export interface Identity {
	readonly by: Way;
	/** As the CRM is told. */
	readonly id: string;
}

/** What a CRM can find a record by, and which records are its own. */
export interface Reach {
	readonly ways: readonly Way[];
	/** The CRM, for sentences: "HubSpot". */
	readonly name: string;
	/** Source and kind of the records whose ids it knows. */
	readonly source: string;
	readonly recordType: string;
	/** Its field that holds the LeadsPredict id. */
	readonly idField: string;
	/** Whether a record that is not there may be created, under the LeadsPredict id. */
	readonly create: boolean;
}

export interface NotFindable {
	readonly message: string;
	readonly advice: string;
}

/** 15 characters, or 18 with a checksum for systems that do not mind case. */
const SALESFORCE_ID = /^([a-zA-Z0-9]{15})[A-Z0-5]{3}$/;

/** Two identities with the same key mean the same record. Salesforce ids differ in case alone. */
export const identityKey = ({ by, id }: Identity): string =>
	by === 'email' ? `email ${sameAddress(id)}` : `${by} ${id.trim().replace(SALESFORCE_ID, '$1')}`;

const recordIdOf = (scored: ScoredItem, { source, recordType }: Reach): string | undefined =>
	scored.origin?.source === source && scored.origin.record_type === recordType
		? scored.origin.record_id
		: undefined;

/** The present values of the very record, not those of another CRM's or object's. */
export const currentIn = (scored: ScoredItem, reach: Reach) =>
	recordIdOf(scored, reach) === undefined ? undefined : scored.origin?.current;

const emailOf = ({ email }: ScoredItem): string | undefined =>
	typeof email === 'string' && email.trim() !== '' ? email.trim() : undefined;

/** Whether the CRM is known to hold this LeadsPredict id: an event is about one, or it was read there. */
const holdsId = (scored: ScoredItem, reach: Reach): boolean =>
	typeof scored.event === 'string' ||
	(typeof scored.lead_id === 'string' &&
		String(currentIn(scored, reach)?.[reach.idField] ?? '') === scored.lead_id);

const LOOK_UP =
	'Look the record up first: Prepare Lookup, HTTP Request and Read Answer before this step';

const lacks: Readonly<Record<Way, (reach: Reach) => NotFindable>> = {
	recordId: ({ name }) => ({
		message: `This score does not say which record of ${name} it belongs to`,
		advice: `${LOOK_UP}, or set Find Record By to another way`,
	}),
	email: () => ({
		message: 'This score carries no email to find the record by',
		advice: 'Use the simplified output of Analyze, or set Find Record By to LeadsPredict ID',
	}),
	leadspredictId: () => ({
		message: 'This score carries no lead_id to find the record by',
		advice: 'Use the simplified output of a LeadsPredict node, or an event of the trigger',
	}),
};

/** A lookup that did not tell: creating a record now could make a second one of the same person. */
const UNCLEAR: Readonly<Record<'several' | 'failed', (reach: Reach) => NotFindable>> = {
	several: ({ name }) => ({
		message: `${name} has several records of this lead, so it is not certain which to write to`,
		advice: `Merge them in ${name}, or set Find Record By to another way`,
	}),
	failed: ({ name }) => ({
		message: `The lookup of this lead in ${name} failed`,
		advice: 'Run the lookup again, or set Find Record By to another way',
	}),
};

function identityBy(by: Way, scored: ScoredItem, reach: Reach): Identity | undefined {
	const id =
		by === 'recordId'
			? recordIdOf(scored, reach)
			: by === 'email'
				? emailOf(scored)
				: (scored.lead_id ?? undefined);
	return id === undefined ? undefined : { by, id };
}

/**
 * The record's own id when the lead came from this CRM or was looked up; the LeadsPredict id when the
 * CRM is known to hold it, or may create the record; the email where the CRM can be asked by it.
 * @param chosen what the user says instead
 */
export function identify(
	scored: ScoredItem,
	reach: Reach,
	chosen: Way | 'auto',
): Identity | NotFindable {
	if (chosen !== 'auto') return identityBy(chosen, scored, reach) ?? lacks[chosen](reach);
	const { result } = scored.lookup ?? {};
	if (result === 'several' || result === 'failed') return UNCLEAR[result](reach);
	const byRecord = identityBy('recordId', scored, reach);
	if (byRecord !== undefined) return byRecord;
	const byLeadId = identityBy('leadspredictId', scored, reach);
	if (byLeadId !== undefined && holdsId(scored, reach)) return byLeadId;
	const byEmail = reach.ways.includes('email') ? identityBy('email', scored, reach) : undefined;
	if (reach.create && byLeadId !== undefined) return byLeadId;
	return byEmail ?? lacks[reach.ways.includes('email') ? 'email' : 'recordId'](reach);
}
