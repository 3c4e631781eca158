import { LEAD_FIELDS } from '../../contract';
import { cached } from '../cached';
import { addCandidate } from '../candidates';
import type { Candidates } from '../candidates';
import { meaningOf } from './labels';
import type { HeaderMeaning } from './labels';
import { squash } from './plainWords';
import { askedFor, isQuestion } from './questions';

/** What a header means, found out once for all items that have it. */
interface Header {
	/** As the header of a table. */
	readonly column: HeaderMeaning | undefined;
	/** As the question of a form. */
	readonly question: HeaderMeaning | undefined;
	readonly isQuestion: boolean;
	readonly squashed: string;
	/** Whether it names a field of LeadsPredict's own in the table that the row came from. */
	readonly isOurs: boolean;
}

export interface Columns {
	readonly candidates: Candidates;
	/** Whether any header asks a question, or the source says so. */
	readonly asks: boolean;
	/** Values under headers that begin with "LeadsPredict", as they stand there. */
	readonly leadspredictFields: Readonly<Record<string, unknown>> | undefined;
	/** Squashed header → header, for those by which tables are told apart. */
	readonly marks: ReadonlyMap<string, string>;
}

/**
 * @param holder its keys are headers
 * @param asks whether they are certain to be questions
 * @param from what stands before a header to say where it is: "" or "data."
 * @param after the beginning of keys whose rest is a header; other keys are none
 */
export type ReadColumns = (
	holder: object,
	options: { readonly asks: boolean; readonly from: string; readonly after?: string },
) => Columns;

const OWN_NAMES = new Set<string>(LEAD_FIELDS.map(({ name }) => name));

/** Sets an own key, whatever it is called: `__proto__` is a header like any other. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
	Object.defineProperty(target, key, {
		value,
		enumerable: true,
		writable: true,
		configurable: true,
	});
}

/** Before any other header. */
const BEST = -2000;

/** These words name many things, so that a header that says more of it is surer: "contact_name". */
const BARE = new Set<string>(['name', 'company', 'revenue']);

/** A name of the API itself wins over a header that only looks like it. */
const exactly = (label: string, meaning: HeaderMeaning | undefined): HeaderMeaning | undefined =>
	meaning !== undefined && meaning.role === label && OWN_NAMES.has(label) && !BARE.has(label)
		? { ...meaning, rank: BEST }
		: meaning;

function headerOf(label: string): Header {
	const squashed = squash(label);
	return {
		column: exactly(label, meaningOf(label)),
		question: exactly(label, askedFor(label)),
		isQuestion: isQuestion(label),
		squashed,
		isOurs: squashed.startsWith('leadspredict') && squashed !== 'leadspredict',
	};
}

const NO_MARKS: ReadonlyMap<string, string> = new Map();

/** Reads flat rows and forms. The items of one run mostly share their headers. */
export function columnReader(marks: ReadonlySet<string>): ReadColumns {
	const headerFor = cached(headerOf);
	return (holder, options) => {
		const candidates: Candidates = new Map();
		let ours: Record<string, unknown> | undefined;
		let found: Map<string, string> | undefined;
		const { after = '' } = options;
		const keys = Object.keys(holder);
		const labels =
			after === ''
				? keys
				: keys.filter((key) => key.startsWith(after)).map((key) => key.slice(after.length));
		const asks = options.asks || labels.some((label) => headerFor(label).isQuestion);
		for (const label of labels) {
			const header = headerFor(label);
			const isAsked = options.asks || header.isQuestion;
			const meaning = isAsked ? header.question : header.column;
			if (meaning !== undefined) {
				addCandidate(candidates, meaning, {
					value: Reflect.get(holder, after + label),
					from: options.from + after + label,
					...(meaning.scale !== undefined && { scale: meaning.scale }),
					...(meaning.isAnybodys && { isAnybodys: meaning.isAnybodys }),
				});
			}
			if (header.isOurs) setOwn((ours ??= {}), label, Reflect.get(holder, after + label));
			if (marks.has(header.squashed)) (found ??= new Map()).set(header.squashed, label);
		}
		return { candidates, asks, leadspredictFields: ours, marks: found ?? NO_MARKS };
	};
}
