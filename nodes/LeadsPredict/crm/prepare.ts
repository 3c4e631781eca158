import { instantOf, sameAddress } from '../contract';
import { changedFields, isEvent, readScoredItem, mapFields } from './mapping';
import type { MappedFields, LeftOut, MappingOptions, ScoredItem, CrmField } from './mapping';
import { claimIn, currentIn, identify, identityKey } from './identity';
import type { RecordIdentity, IdentityOptions, FindBy } from './identity';
import { own } from '../json';
import { isProblem, problem } from '../problems/problem';
import type { Problem } from '../types';

/** Scored items → the records to write, each person once, only what changed. Pure. */

export interface PrepareOptions extends MappingOptions {
	readonly fields: readonly CrmField[];
	readonly identityOptions: IdentityOptions;
	readonly findBy: FindBy | 'auto';
	/** Whether the `origin` of an item was written by this package; all are, unless it is said. */
	readonly originIsKnown?: (json: object) => boolean;
	/** Whether values that the record holds already are left out. */
	readonly onlyChanged: boolean;
	/** Whether items that Read Answer has finished are passed on. */
	readonly keepItems?: boolean;
	/** What a record needs that may have to be created, or why it cannot be. */
	readonly creation?: (scored: ScoredItem) => Record<string, string> | Problem;
}

/** Whose score it is, for later steps and for people. */
export interface LeadSummary {
	readonly email?: string;
	readonly name?: string;
	readonly lead_id?: string;
	readonly score?: number;
	/** Of an event whose record was looked up. */
	readonly company?: string;
	readonly phone?: string;
	readonly record_url?: string;
}

/** One record to write. */
export interface CrmRecord {
	readonly identity: RecordIdentity;
	/** Whether the record is created when it is not there. */
	readonly create: boolean;
	readonly fields: MappedFields['fields'];
	readonly leftOut: readonly LeftOut[];
	/** The record that its newest score names without being believed. */
	readonly claim: ScoredItem['origin'];
	/** What the record holds now of the fields that will change, where it is known. */
	readonly before: Readonly<Record<string, unknown>> | undefined;
	/** The items whose scores became this record, the newest first. */
	readonly items: readonly [number, ...number[]];
	/** In the order of `items`. */
	readonly leads: readonly [LeadSummary, ...LeadSummary[]];
	/** In the order of `items`: what would be prepared again if this write fails. */
	readonly scored: readonly ScoredItem[];
	/** Which attempt to write it this is, from 1. */
	readonly attempt: number;
}

/** A score that leads to no request. */
export interface UnwrittenItem {
	readonly item: number;
	readonly lead: LeadSummary;
	readonly result: 'unchanged' | 'skipped';
}

export interface RefusedItem extends Problem {
	readonly item: number;
	readonly lead: LeadSummary;
}

export interface Preparation {
	readonly records: readonly CrmRecord[];
	readonly unsent: readonly UnwrittenItem[];
	readonly refused: readonly RefusedItem[];
	/** Items that are handed on as they are. */
	readonly kept: readonly number[];
}

export const leadSummary = (scored: ScoredItem): LeadSummary => {
	const { email, name, lead_id, score, company, phone, record_url } = scored;
	return {
		...(typeof email === 'string' && { email }),
		...(typeof name === 'string' && { name }),
		...(typeof lead_id === 'string' && { lead_id }),
		...(typeof score === 'number' && { score }),
		// The company of a scored item is what was sent to be scored.
		...(isEvent(scored) && {
			...(typeof company === 'string' && { company }),
			...(typeof phone === 'string' && { phone }),
			...(typeof record_url === 'string' && { record_url }),
		}),
	};
};

interface Candidate {
	readonly item: number;
	readonly scored: ScoredItem;
	readonly identity: RecordIdentity;
	readonly attempt: number;
}

/** Read Answer says of what it found retryable how often that was sent. */
export function attemptOf(json: unknown): number {
	const attempts = own(json, 'retryable') === true ? own(json, 'attempts') : undefined;
	return Number.isInteger(attempts) ? Math.max(Number(attempts), 0) + 1 : 1;
}

const FINAL: readonly unknown[] = ['written', 'created', 'unchanged', 'skipped', 'failed'];

/** Whether Read Answer said what became of the item, and nothing is left to do. */
export const isFinished = (json: unknown): boolean =>
	own(json, 'retryable') !== true && FINAL.includes(own(json, 'result'));

/** A score without a time of its own keeps the time of this run when it is prepared again. */
const dated = (scored: ScoredItem, now: Date): ScoredItem =>
	(scored.timestamp ?? scored.updated_at) === undefined
		? { ...scored, updated_at: now.toISOString() }
		: scored;

/** A score without a time of its own was made in this run. */
const timeOf = ({ timestamp, updated_at }: ScoredItem, now: Date): number =>
	instantOf(timestamp ?? updated_at) ?? now.getTime();

/** The newest first; of the same time the later item is the newer one. */
const byAge =
	(now: Date) =>
	(a: Candidate, b: Candidate): number =>
		timeOf(b.scored, now) - timeOf(a.scored, now) || b.item - a.item;

/** Why there is nothing to write: the step before said so, or it was no step of LeadsPredict. */
export const noScore = ({ error }: ScoredItem): Problem =>
	typeof error === 'string' ? problem('not_scored', { error }) : problem('no_score');

export const hasScore = ({ lead_id, score, event }: ScoredItem): boolean =>
	typeof lead_id === 'string' && (typeof score === 'number' || typeof event === 'string');

/** The scores of one record. */
interface Group {
	readonly identity: RecordIdentity;
	readonly candidates: [Candidate, ...Candidate[]];
}

/**
 * One person can be found in two ways, such as by email and by a record's id. Their scores are one
 * when the surer way leads to one record alone. People who share an address are told apart where the
 * CRM tells them apart: where it cannot be asked by email, it may hold several records with the same.
 */
function mergeGroups(groups: readonly Group[], { identityOptions }: PrepareOptions): Group[] {
	const isEmailUnique = identityOptions.findBy.includes('email');
	const namesOf = ({ scored: { email, lead_id } }: Candidate): string[] => [
		...(isEmailUnique && typeof email === 'string' ? [`email ${sameAddress(email)}`] : []),
		...(typeof lead_id === 'string' ? [`lead ${lead_id}`] : []),
	];
	const kept: Group[] = [];
	for (const by of ['recordId', 'leadspredictId', 'email'] as const) {
		const surer = new Map<string, Set<Group>>();
		for (const group of kept) {
			for (const name of group.candidates.flatMap(namesOf)) {
				surer.set(name, (surer.get(name) ?? new Set()).add(group));
			}
		}
		for (const group of groups.filter(({ identity }) => identity.by === by)) {
			const same = new Set(
				by === 'recordId'
					? []
					: group.candidates.flatMap(namesOf).flatMap((name) => [...(surer.get(name) ?? [])]),
			);
			const [only, another] = same;
			if (only !== undefined && another === undefined) only.candidates.push(...group.candidates);
			else kept.push(group);
		}
	}
	return kept;
}

/** Of several records of one lead, one can hold its id: the one that has it, else the first. */
function idOwners(
	groups: readonly Group[],
	{ identityOptions }: PrepareOptions,
): ReadonlyMap<string, Group> {
	const holder = new Map<string, Group>();
	for (const group of groups) {
		for (const { scored } of group.candidates) {
			const id = scored.lead_id;
			if (typeof id !== 'string') continue;
			const isHeld =
				String(currentIn(scored, identityOptions)?.[identityOptions.idField] ?? '') === id;
			if (isHeld || !holder.has(id)) holder.set(id, group);
		}
	}
	return holder;
}

/** An item whose `origin` anyone may have written claims it, whatever it says itself. */
function readWithClaim(json: unknown, { originIsKnown = () => true }: PrepareOptions): ScoredItem {
	const scored = readScoredItem(json);
	const { origin } = scored;
	return !origin || originIsKnown(Object(json))
		? scored
		: { ...scored, origin: { ...origin, claimed: true } };
}

/**
 * Every lead ends in exactly one place: in a record, unsent, or refused.
 * Scores of one record become one: the newest wins, and what it does not speak of is kept from the
 * older ones.
 */
export function prepare(items: readonly unknown[], options: PrepareOptions): Preparation {
	const unsent: UnwrittenItem[] = [];
	const refused: RefusedItem[] = [];
	const kept: number[] = [];
	const byRecord = new Map<string, Group>();
	items.forEach((json, item) => {
		const scored = readWithClaim(json, options);
		const lead = leadSummary(scored);
		if (options.keepItems === true && isFinished(json)) {
			kept.push(item);
			return;
		}
		if (scored.skipped === true) {
			unsent.push({ item, lead, result: 'skipped' });
			return;
		}
		const identity = hasScore(scored)
			? identify(scored, options.identityOptions, options.findBy)
			: noScore(scored);
		if (isProblem(identity)) {
			refused.push({ item, lead, ...identity });
			return;
		}
		const candidate = { item, scored, identity, attempt: attemptOf(json) };
		const key = identityKey(identity, options.identityOptions);
		const same = byRecord.get(key);
		if (same === undefined) byRecord.set(key, { identity, candidates: [candidate] });
		else same.candidates.push(candidate);
	});
	const records: CrmRecord[] = [];
	const groups = mergeGroups([...byRecord.values()], options);
	const holder = idOwners(groups, options);
	for (const group of groups) {
		const record = recordOf(group, holder, options);
		const { candidates } = group;
		if ('refusal' in record) {
			for (const { item, scored } of candidates) {
				refused.push({ item, lead: leadSummary(scored), ...record.refusal });
			}
		} else if (Object.keys(record.fields).length > 0) records.push(record);
		else {
			for (const { item, scored } of candidates) {
				unsent.push({ item, lead: leadSummary(scored), result: 'unchanged' });
			}
		}
	}
	return { records, unsent, refused, kept };
}

function recordOf(
	group: Group,
	holder: ReadonlyMap<string, Group>,
	{ fields: all, onlyChanged, creation, identityOptions, ...mapping }: PrepareOptions,
): CrmRecord | { readonly refusal: Problem } {
	const { identity, candidates } = group;
	const [newest, ...older] = candidates.sort(byAge(mapping.now));
	const isHolder = holder.get(newest.scored.lead_id ?? '') === group;
	const written = isHolder ? all : all.filter(({ source }) => source !== 'lead_id');
	const mapped = mapFields(newest.scored, written, mapping);
	// What the newest score says and does not fit is not told by an older one.
	const refusedValues = new Set(mapped.leftOut.map(({ field }) => field));
	const open = written.filter(({ source }) => !refusedValues.has(source));
	const fields = older.reduce(
		(kept, { scored }) => ({ ...mapFields(scored, open, mapping).fields, ...kept }),
		mapped.fields,
	);
	const current = currentIn(newest.scored, identityOptions);
	const changed = onlyChanged ? changedFields(fields, current, written, mapping.now) : fields;
	// An event is about a lead that was scored before: its record is there, or it is a mistake.
	const create =
		identity.by === 'leadspredictId' && creation !== undefined && !isEvent(newest.scored);
	const needed = create && Object.keys(changed).length > 0 ? creation(newest.scored) : {};
	if (isProblem(needed)) return { refusal: needed };
	return {
		identity,
		create,
		fields: { ...needed, ...changed },
		leftOut: [
			...mapped.leftOut,
			...(isHolder ? [] : [{ field: 'lead_id' as const, why: 'another record holds it' }]),
		],
		claim: claimIn(newest.scored, identityOptions),
		before: current,
		items: [newest.item, ...older.map(({ item }) => item)],
		leads: [leadSummary(newest.scored), ...older.map(({ scored }) => leadSummary(scored))],
		scored: candidates.map(({ scored }) => dated(scored, mapping.now)),
		attempt: Math.max(...candidates.map(({ attempt }) => attempt)),
	};
}
