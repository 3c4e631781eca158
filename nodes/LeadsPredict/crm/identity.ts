import { isLookupOf, rulesOut, sameAddress } from '../contract';
import type { RecordKind } from '../contract';
import { problem } from '../problems/problem';
import type { Problem } from '../types';
import { isEvent } from './mapping';
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

/** What a record is found by, so that two values that find the same record are equal. */
export const lookupKey = (by: FindBy, value: string): string =>
	by === 'email' ? sameAddress(value) : value.trim();

/** Two identities with the same key mean the same record. */
export const identityKey = ({ by, id }: RecordIdentity, { recordKey }: IdentityOptions): string =>
	`${by} ${by === 'recordId' ? recordKey(id) : lookupKey(by, id)}`;

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

/** What a score lacks to find its record by. */
const LACKING = {
	recordId: 'record_not_named',
	email: 'score_without_email',
	leadspredictId: 'score_without_lead_id',
} as const;

/** Whether there is nothing to look up: the record is known, or what a lookup found of it. */
export function isLookedUp(scored: ScoredItem, options: IdentityOptions): boolean {
	if (knownIn(scored, options) !== undefined) return true;
	const lookup = lookupIn(scored, options);
	return lookup?.result !== undefined && lookup.retryable !== true;
}

/** A lookup that did not tell: creating a record now could make a second one of the same person. */
const UNCLEAR = { several: 'several_records', failed: 'lookup_failed' } as const;

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
 * The record's own ID when the lead came from this CRM or was looked up, unless anyone may have
 * named it; the LeadsPredict ID when the CRM is known to hold it, or may create the record; the email
 * where the CRM finds records by it.
 * @param chosen what the user says instead
 */
export function identify(
	scored: ScoredItem,
	options: IdentityOptions,
	chosen: FindBy | 'auto',
): RecordIdentity | Problem {
	const lacking = (by: FindBy): Problem =>
		by === 'recordId' && claimIn(scored, options) !== undefined
			? problem('record_only_claimed')
			: problem(LACKING[by], options);
	if (chosen !== 'auto') return identityBy(chosen, scored, options) ?? lacking(chosen);
	const lookup = lookupIn(scored, options);
	const { name } = options;
	const result = lookup?.result;
	if (result === 'several' || result === 'failed') {
		const why = lookup?.reason;
		return problem(UNCLEAR[result], { name, ...(why !== undefined && { why }) });
	}
	const byRecord = identityBy('recordId', scored, options);
	if (byRecord !== undefined) return byRecord;
	// An event is about a lead that was scored before: its record is there, or it is a mistake.
	if (result === 'not_found' && (!options.create || isEvent(scored))) {
		return problem('record_not_found', { name });
	}
	const byLeadId = identityBy('leadspredictId', scored, options);
	if (byLeadId !== undefined && holdsId(scored, options)) return byLeadId;
	const byEmail = options.findBy.includes('email')
		? identityBy('email', scored, options)
		: undefined;
	if (options.create && byLeadId !== undefined) return byLeadId;
	return byEmail ?? lacking(options.findBy.includes('email') ? 'email' : 'recordId');
}
