import { offer } from './gather';
import type { Gathered } from './gather';
import { place } from './place';
import type { Place } from './place';
import { askedFor } from './questions';
import type { Answers, Places, Role } from './shape';

/** The answers to a form, where they stand in a list instead of under their labels. */

const placesOf = (places: Places | undefined): readonly Place[] =>
	(typeof places === 'string' ? [places] : (places ?? [])).map(place);

function textAt(places: readonly Place[], record: unknown): string | undefined {
	for (const { read } of places) {
		const value = read(record)?.value;
		if (typeof value === 'string') return value;
	}
	return undefined;
}

export type ReadAnswers = (record: unknown, gathered: Gathered) => void;

/** Answers come after what the shape names, in the order in which they stand in the form. */
const AFTER_PLACES = 100;

function typeOf(types: Answers['types'], type: string | undefined): Role | null | undefined {
	return types !== undefined && type !== undefined && Object.hasOwn(types, type)
		? types[type]
		: undefined;
}

/** Compiles the reading of a form's answers; adds what it finds to `gathered`. */
export function answersReader({
	list,
	label,
	value,
	type,
	types,
	questions,
}: Answers): ReadAnswers {
	const at = place(list);
	const labels = placesOf(label);
	const values = placesOf(value);
	const kinds = placesOf(type);
	const asked = questions && {
		at: place(questions.list),
		key: place(questions.by[0]),
		by: place(questions.by[1]),
		labels: placesOf(questions.label),
		kinds: placesOf(questions.type),
	};
	return (record, gathered) => {
		const answers = at.read(record)?.value;
		if (!Array.isArray(answers)) return;
		const questionList = asked?.at.read(record)?.value;
		const byKey = new Map<unknown, unknown>();
		if (asked !== undefined && Array.isArray(questionList)) {
			for (const question of questionList) byKey.set(asked.by.read(question)?.value, question);
		}
		answers.forEach((answer: unknown, position) => {
			const question = byKey.get(asked?.key.read(answer)?.value);
			const text = textAt(asked?.labels ?? [], question) ?? textAt(labels, answer) ?? '';
			const kind = textAt(asked?.kinds ?? [], question) ?? textAt(kinds, answer);
			const meaning = askedFor(text, typeOf(types, kind));
			if (meaning === undefined) return;
			for (const each of values) {
				const read = each.read(answer);
				if (read === undefined) continue;
				offer(gathered, meaning.role, AFTER_PLACES + meaning.rank, {
					value: read.value,
					from: text === '' ? `${list}[${position}]` : text,
					...(meaning.scale !== undefined && { scale: meaning.scale }),
				});
				break;
			}
		});
	};
}
