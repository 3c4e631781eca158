import { isObject, own } from '../json';
import { addressIn } from './people';
import { eventOf, saysDirection } from './context';
import type { ReadObjectName } from './headers/objectNames';
import { plainWords, squash } from './headers/plainWords';
import type { RecognizedItem } from './recognizedItem';
import { wordList } from './wordList';

/**
 * The time of the last contact if it is not in the lead's own record but around it: a form has the
 * time when it was sent, a call or a message the time when it came in or went out.
 */

/** Keys of what is known of a form's answers, besides the answers. */
const META = new Set(wordList('meta, metadata, submission, form, response, event'));

/** Keys that only the answers to a form have. */
const OF_A_FORM = new Set(
	wordList(`
		form, form id, form name, form title, form key, form slug, form uuid, submission id, response id,
		survey, survey id, survey name, quiz, quiz id`).map(squash),
);

/** Keys for when something happened, the end before the start. A "start time" can be planned. */
const TIMES = wordList(`
	completed at, finished at, date ended, ended at, date connected, date started, started at, sent at, received at,
	timestamp, created at, created, date created, created on, create time, created time`).map(squash);

/** The name of an event after a call. */
const ENDED_CALL = /\bcall (?:ended|completed|finished|received|answered|hangup)\b/;

/** A date with its year, or seconds or milliseconds since 1970. */
const isTime = (value: unknown): boolean =>
	typeof value === 'number' ? value >= 1e9 : typeof value === 'string' && /\b20\d\d\b/.test(value);

interface Found {
	readonly value: unknown;
	readonly from: string;
}

/** A time under a header such as "submitted at". */
function namedTime(record: object, path: string, nameOf: ReadObjectName): Found | undefined {
	const key = Object.keys(record).find(
		(each) => nameOf(each).meaning?.role === 'last_interaction' && isTime(own(record, each)),
	);
	return key === undefined ? undefined : { value: own(record, key), from: path + key };
}

function ownTime(record: object, path: string): Found | undefined {
	const keys = new Map(Object.keys(record).map((key) => [squash(key), key]));
	const time = TIMES.find((each) => isTime(own(record, keys.get(each) ?? '')));
	const key = keys.get(time ?? '');
	return key === undefined ? undefined : { value: own(record, key), from: path + key };
}

const isOfForm = (record: object): boolean =>
	Object.keys(record).some((key) => OF_A_FORM.has(squash(key)));

function timeIn(
	record: object,
	path: string,
	holdsAnswers: boolean,
	nameOf: ReadObjectName,
): Found | undefined {
	const inside = Object.entries(record).flatMap(([key, value]: [string, unknown]) =>
		META.has(squash(key)) && isObject(value) ? [{ value, path: `${path}${key}.` }] : [],
	);
	const records = [{ value: record, path }, ...inside];
	for (const each of records) {
		const named = namedTime(each.value, each.path, nameOf);
		if (named !== undefined) return named;
	}
	if ((holdsAnswers && isOfForm(record)) || ENDED_CALL.test(plainWords(eventOf(record)))) {
		return ownTime(record, path);
	}
	for (const each of records) {
		const data = own(each.value, 'data');
		if (saysDirection(each.value) || (isObject(data) && saysDirection(data))) {
			return ownTime(each.value, each.path);
		}
	}
	return undefined;
}

/** Adds the time to a lead whose record is in the given one. */
export function withContactTime(
	item: RecognizedItem,
	json: object,
	path: string,
	nameOf: ReadObjectName,
): RecognizedItem {
	const { email, last_interaction: present } = item.fields;
	if (present !== undefined || addressIn(email) === undefined || email === undefined) return item;
	if (!email.from.startsWith(path)) return item;
	const [key = '', ...further] = email.from.slice(path.length).split(/[.[]/);
	if (further.length === 0) return item;
	const time = timeIn(json, path, nameOf(key).kind === 'fields', nameOf);
	return time === undefined
		? item
		: { ...item, fields: { ...item.fields, last_interaction: time } };
}
