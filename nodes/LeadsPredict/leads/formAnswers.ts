import { addCandidate } from './candidates';
import type { Candidates } from './candidates';
import { isObject } from '../json';
import { firstValue, jsonPath, pathsOf } from './jsonPath';
import type { JsonPath } from './jsonPath';
import { askedFor } from './headers/questions';
import type { FormAnswers, JsonPaths, FieldRole } from './source';

/** Reads the answers to a form that come in a list instead of under their labels. */

const compiled = (paths: JsonPaths | undefined): readonly JsonPath[] =>
	pathsOf(paths).map((path) => jsonPath(path));

function textAt(paths: readonly JsonPath[], record: unknown): string | undefined {
	for (const { read } of paths) {
		const value = read(record)?.value;
		if (typeof value === 'string') return value;
	}
	return undefined;
}

export type ReadFormAnswers = (record: unknown, candidates: Candidates) => void;

/** Answers rank after the paths that the shape names, in the order of the form. */
const AFTER_PATHS = 100;

function typeOf(
	types: FormAnswers['types'],
	type: string | undefined,
): FieldRole | null | undefined {
	return types !== undefined && type !== undefined && Object.hasOwn(types, type)
		? types[type]
		: undefined;
}

interface Entry {
	/** Its key in an object. In a list, a position, which means nothing. */
	readonly name: string;
	readonly where: string;
	readonly answer: unknown;
}

/** A list of answers, or an object with answers under their names. */
function entriesOf(answers: unknown, list: string): readonly Entry[] {
	if (Array.isArray(answers)) {
		return answers.map((answer: unknown, index) => ({
			name: '',
			where: `${list}[${index}]`,
			answer,
		}));
	}
	if (!isObject(answers)) return [];
	const before = list === '' ? '' : `${list}.`;
	return Object.entries(answers).map(([name, answer]) => ({ name, where: before + name, answer }));
}

/** Reads an answer's value. Several paths are tried in turn. */
function valueReader({ value, bare, choices }: FormAnswers): (answer: unknown) => unknown {
	const values = compiled(value);
	const options = choices && {
		at: jsonPath(choices.list),
		id: jsonPath(choices.id),
		text: jsonPath(choices.text),
	};
	const inWords = (answer: unknown, given: unknown): unknown => {
		if (options === undefined) return given;
		const texts = new Map(
			listOf(options.at.read(answer)?.value).map((option) => [
				options.id.read(option)?.value,
				options.text.read(option)?.value,
			]),
		);
		const wordOf = (id: unknown): unknown => texts.get(id) ?? id;
		return Array.isArray(given) ? given.map(wordOf) : wordOf(given);
	};
	return (answer) => {
		const given = firstValue(values, answer);
		if (given !== undefined) return inWords(answer, given);
		const isHolder = [value].flat().some((key) => isObject(answer) && Object.hasOwn(answer, key));
		return bare === true && !isHolder ? answer : undefined;
	};
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The questions of a form, by the key that joins them to their answers. */
function questionsReader(asked: NonNullable<FormAnswers['questions']>) {
	const at = jsonPath(asked.list);
	const by = jsonPath(asked.by[1]);
	const inside = asked.inside === undefined ? undefined : jsonPath(asked.inside);
	return (record: unknown): ReadonlyMap<unknown, unknown> => {
		const questions = listOf(at.read(record)?.value);
		const further = questions.flatMap((question) => listOf(inside?.read(question)?.value));
		return new Map([...questions, ...further].map((each) => [by.read(each)?.value, each]));
	};
}

const NO_QUESTIONS: ReadonlyMap<unknown, unknown> = new Map();

/** Compiles a reader that adds the answers of a form to `candidates`. */
export function formAnswersReader(table: FormAnswers): ReadFormAnswers {
	const { list, questions, types, ownTypes } = table;
	const at = list === '' ? undefined : jsonPath(list);
	const labels = compiled(table.label);
	const kinds = compiled(table.type);
	const valueOf = valueReader(table);
	const questionsOf = questions && questionsReader(questions);
	const joinedBy = questions && jsonPath(questions.by[0]);
	const askedLabels = compiled(questions?.label);
	const askedKinds = compiled(questions?.type);
	return (record, candidates) => {
		const answers = at === undefined ? record : at.read(record)?.value;
		const byKey = questionsOf?.(record) ?? NO_QUESTIONS;
		for (const { name, where, answer } of entriesOf(answers, list)) {
			const question = byKey.get(joinedBy?.read(answer)?.value);
			const label = textAt(askedLabels, question) ?? textAt(labels, answer) ?? name;
			const kind = typeOf(types, textAt(askedKinds, question) ?? textAt(kinds, answer));
			const meaning = ownTypes === true && kind ? { role: kind, rank: 0 } : askedFor(label, kind);
			const value = meaning && valueOf(answer);
			// A ticked checkbox is not a value of any field.
			if (meaning === undefined || value === undefined || typeof value === 'boolean') continue;
			addCandidate(
				candidates,
				{ ...meaning, rank: AFTER_PATHS + meaning.rank },
				{
					value,
					from: label === name ? where : label,
					...(meaning.scale !== undefined && { scale: meaning.scale }),
				},
			);
		}
	};
}
