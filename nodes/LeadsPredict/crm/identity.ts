import { isLookupOf, rulesOut, sameAddress } from '../contract';
import type { RecordKind } from '../contract';
import type { ScoredItem } from './mapping';

/** Which record of a CRM a score belongs to, and how the CRM is told. Pure. */

/** Values of Find Record By in the panel, except that it also offers `auto`. */
export const FIND_BY = ['recordId', 'email', 'leadspredictId'] as const;

export type FindBy = (typeof FIND_BY)[number];

export interface RecordIdentity {
	readonly by: FindBy;
	/** As the CRM is told. */
	readonly id: string;
}

/** What a CRM can find a record by, and which records are its own. */
export interface IdentityOptions {
	readonly findBy: readonly FindBy[];
	/** The CRM, for sentences: "HubSpot". */
	readonly name: string;
	/** Source and kind of the records whose ids it knows. */
	readonly source: string;
	readonly recordType: string;
	/** Its field that holds the LeadsPredict id. */
	readonly idField: string;
	/** Two of its record ids that come to the same are one. */
	readonly recordKey: (id: string) => string;
	/** Whether a record that is not there may be created, under the LeadsPredict id. */
	readonly create: boolean;
	/** Whether a record that anyone may have named is written to. */
	readonly trustClaims?: boolean;
}

export interface CannotIdentify {
	readonly message: string;
	readonly advice: string;
}

/** Two identities with the same key mean the same record. */
export function identityKey({ by, id }: RecordIdentity, { recordKey }: IdentityOptions): string {
	if (by === 'recordId') return `recordId ${recordKey(id)}`;
	return by === 'email' ? `email ${sameAddress(id)}` : `leadspredictId ${id.trim()}`;
}

const kindOf = ({ source, recordType }: IdentityOptions): RecordKind => ({
	source,
	record_type: recordType,
});

/** The lookup in this very CRM: what was found in another one says nothing here. */
const lookupIn = ({ lookup }: ScoredItem, options: IdentityOptions): ScoredItem['lookup'] =>
	lookup && isLookupOf(lookup, kindOf(options)) ? lookup : undefined;

/** The origin in this CRM, unless a later lookup found that the lead has no record or several. */
function originIn(scored: ScoredItem, options: IdentityOptions): ScoredItem['origin'] {
	const { origin, lookup } = scored;
	if (origin?.source !== options.source || origin.record_type !== options.recordType)
		return undefined;
	return lookup && rulesOut(lookup, origin) ? undefined : origin;
}

/** The record that a score names without being believed. */
export function claimIn(scored: ScoredItem, options: IdentityOptions): ScoredItem['origin'] {
	const origin = originIn(scored, options);
	return origin?.claimed === true && options.trustClaims !== true ? origin : undefined;
}

const knownIn = (scored: ScoredItem, options: IdentityOptions): ScoredItem['origin'] =>
	claimIn(scored, options) === undefined ? originIn(scored, options) : undefined;

/** The present values of the very record, not those of another CRM's or object's. */
export const currentIn = (scored: ScoredItem, options: IdentityOptions) =>
	knownIn(scored, options)?.current;

const emailOf = ({ email }: ScoredItem): string | undefined =>
	typeof email === 'string' && email.trim() !== '' ? email.trim() : undefined;

/** Whether the CRM is known to hold this LeadsPredict id: an event is about one, or it was read there. */
const holdsId = (scored: ScoredItem, options: IdentityOptions): boolean =>
	typeof scored.event === 'string' ||
	(typeof scored.lead_id === 'string' &&
		String(currentIn(scored, options)?.[options.idField] ?? '') === scored.lead_id);

const LOOK_UP =
	'Look the record up first: Prepare Lookup, HTTP Request and Read Answer before this step';

/** Instead of "does not say which record" where the score does say it. */
const ONLY_CLAIMED: CannotIdentify = {
	message:
		'The record ID of this score came from outside, as in the body of a webhook, so it is not certain that it is the lead’s own',
	advice: `${LOOK_UP}, or switch on Trust Record IDs in Input where nobody but you can send such items`,
};

const lacks: Readonly<Record<FindBy, (options: IdentityOptions) => CannotIdentify>> = {
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
const UNCLEAR: Readonly<
	Record<'several' | 'failed', (options: IdentityOptions) => CannotIdentify>
> = {
	several: ({ name }) => ({
		message: `${name} has several records of this lead, so it is not certain which to write to`,
		advice: `Merge them in ${name}, or set Find Record By to another way`,
	}),
	failed: ({ name }) => ({
		message: `The lookup of this lead in ${name} failed`,
		advice: 'Run the lookup again, or set Find Record By to another way',
	}),
};

function identityBy(
	by: FindBy,
	scored: ScoredItem,
	options: IdentityOptions,
): RecordIdentity | undefined {
	const id =
		by === 'recordId'
			? knownIn(scored, options)?.record_id
			: by === 'email'
				? emailOf(scored)
				: (scored.lead_id ?? undefined);
	return id === undefined ? undefined : { by, id };
}

/**
 * The record's own id when the lead came from this CRM or was looked up, unless
 * anyone may have named it; the LeadsPredict id when the
 * CRM is known to hold it, or may create the record; the email where the CRM can be asked by it.
 * @param chosen what the user says instead
 */
export function identify(
	scored: ScoredItem,
	options: IdentityOptions,
	chosen: FindBy | 'auto',
): RecordIdentity | CannotIdentify {
	const lacking = (by: FindBy): CannotIdentify =>
		by === 'recordId' && claimIn(scored, options) !== undefined ? ONLY_CLAIMED : lacks[by](options);
	if (chosen !== 'auto') return identityBy(chosen, scored, options) ?? lacking(chosen);
	const { result } = lookupIn(scored, options) ?? {};
	if (result === 'several' || result === 'failed') return UNCLEAR[result](options);
	const byRecord = identityBy('recordId', scored, options);
	if (byRecord !== undefined) return byRecord;
	const byLeadId = identityBy('leadspredictId', scored, options);
	if (byLeadId !== undefined && holdsId(scored, options)) return byLeadId;
	const byEmail = options.findBy.includes('email')
		? identityBy('email', scored, options)
		: undefined;
	if (options.create && byLeadId !== undefined) return byLeadId;
	return byEmail ?? lacking(options.findBy.includes('email') ? 'email' : 'recordId');
}
