import { changedFields, readScored, toCrm } from './crm';
import type { CrmFields, LeftOut, MappingOptions, ScoredItem, Target } from './crm';
import { identify, identityKey } from './identity';
import type { Identity, NotFindable, Reach, Way } from './identity';
import { shorten } from '../words';

/** Scored items → the records to write, each person once, only what changed. Pure. */

export interface PrepareOptions extends MappingOptions {
	readonly targets: readonly Target[];
	readonly reach: Reach;
	readonly findBy: Way | 'auto';
	/** Whether values that the record holds already are left out. */
	readonly onlyChanged: boolean;
	/** What a record needs that may have to be created, or why it cannot be. */
	readonly creation?: (scored: ScoredItem) => Record<string, string> | NotFindable;
}

/** Whose score it is, for later steps and for people. */
export interface LeadSummary {
	readonly email?: string;
	readonly name?: string;
	readonly lead_id?: string;
	readonly score?: number;
}

/** One record to write. */
export interface PreparedRecord {
	readonly identity: Identity;
	readonly fields: CrmFields['fields'];
	readonly leftOut: readonly LeftOut[];
	/** What the record holds now of the fields that will change, where it is known. */
	readonly before: Readonly<Record<string, unknown>> | undefined;
	/** The items whose scores became this record, the newest first. */
	readonly items: readonly [number, ...number[]];
	/** In the order of `items`. */
	readonly leads: readonly [LeadSummary, ...LeadSummary[]];
}

/** A score that leads to no request. */
export interface Unsent {
	readonly item: number;
	readonly lead: LeadSummary;
	readonly result: 'unchanged' | 'skipped';
}

export interface Refused extends NotFindable {
	readonly item: number;
	readonly lead: LeadSummary;
}

export interface Preparation {
	readonly records: readonly PreparedRecord[];
	readonly unsent: readonly Unsent[];
	readonly refused: readonly Refused[];
}

export const leadSummary = ({ email, name, lead_id, score }: ScoredItem): LeadSummary => ({
	...(typeof email === 'string' && { email }),
	...(typeof name === 'string' && { name }),
	...(typeof lead_id === 'string' && { lead_id }),
	...(typeof score === 'number' && { score }),
});

interface Candidate {
	readonly item: number;
	readonly scored: ScoredItem;
	readonly identity: Identity;
}

const timeOf = ({ timestamp, updated_at }: ScoredItem): number =>
	Date.parse(timestamp ?? updated_at ?? '');

/** The newest first; without times the later item is the newer one. */
const byAge = (a: Candidate, b: Candidate): number => {
	const difference = timeOf(b.scored) - timeOf(a.scored);
	return Number.isNaN(difference) || difference === 0 ? b.item - a.item : difference;
};

const isRefusal = (value: object): value is NotFindable => 'message' in value && 'advice' in value;

const NO_SCORE: NotFindable = {
	message: 'This item holds no score of LeadsPredict',
	advice:
		'Connect this step to a LeadsPredict node whose Output is Simplified, or to the LeadsPredict Trigger',
};

/** Why there is nothing to write: the step before said so, or it was no step of LeadsPredict. */
export const noScore = ({ error }: ScoredItem): NotFindable =>
	typeof error === 'string'
		? {
				message: `This lead was not scored: ${shorten(error, 200)}`,
				advice:
					'Correct it there, or send failed items another way with On Error: Continue (using error output)',
			}
		: NO_SCORE;

/** The totals of a run belong to no record. */
export const isSummary = ({ summary, lead_id }: ScoredItem): boolean =>
	typeof summary === 'object' && summary !== null && typeof lead_id !== 'string';

export const hasScore = ({ lead_id, score, event }: ScoredItem): boolean =>
	typeof lead_id === 'string' && (typeof score === 'number' || typeof event === 'string');

/**
 * Every lead ends in exactly one place: in a record, unsent, or refused; a summary is left aside. Scores of one record become
 * one: the newest wins, and what it does not speak of is kept from the older ones.
 */
export function prepare(items: readonly unknown[], options: PrepareOptions): Preparation {
	const unsent: Unsent[] = [];
	const refused: Refused[] = [];
	const byRecord = new Map<string, [Candidate, ...Candidate[]]>();
	items.forEach((json, item) => {
		const scored = readScored(json);
		const lead = leadSummary(scored);
		if (isSummary(scored)) return;
		if (scored.skipped === true) {
			unsent.push({ item, lead, result: 'skipped' });
			return;
		}
		const identity = hasScore(scored)
			? identify(scored, options.reach, options.findBy)
			: noScore(scored);
		if (isRefusal(identity)) {
			refused.push({ item, lead, ...identity });
			return;
		}
		const candidate = { item, scored, identity };
		const same = byRecord.get(identityKey(identity));
		if (same === undefined) byRecord.set(identityKey(identity), [candidate]);
		else same.push(candidate);
	});
	const records: PreparedRecord[] = [];
	for (const candidates of byRecord.values()) {
		const record = recordOf(candidates, options);
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
	return { records, unsent, refused };
}

function recordOf(
	candidates: [Candidate, ...Candidate[]],
	{ targets, onlyChanged, creation, ...mapping }: PrepareOptions,
): PreparedRecord | { readonly refusal: NotFindable } {
	const [newest, ...older] = candidates.sort(byAge);
	const mapped = toCrm(newest.scored, targets, mapping);
	const fields = older.reduce(
		(kept, { scored }) => ({ ...toCrm(scored, targets, mapping).fields, ...kept }),
		mapped.fields,
	);
	const current = newest.scored.origin?.current;
	const changed = onlyChanged ? changedFields(fields, current, targets) : fields;
	const needed =
		newest.identity.by === 'leadspredictId' &&
		creation !== undefined &&
		Object.keys(changed).length > 0
			? creation(newest.scored)
			: {};
	if (isRefusal(needed)) return { refusal: needed };
	return {
		identity: newest.identity,
		fields: { ...needed, ...changed },
		leftOut: mapped.leftOut,
		before: current,
		items: [newest.item, ...older.map(({ item }) => item)],
		leads: [leadSummary(newest.scored), ...older.map(({ scored }) => leadSummary(scored))],
	};
}
