import { quote } from '../format';
import { own } from '../json';
import type { Problem } from '../types';
import { CRM_PROBLEMS } from './table/crm';
import type { ArgumentsOf, ProblemEntry, Template } from './table/entry';
import { INPUT_PROBLEMS } from './table/input';
import { LEADSPREDICT_PROBLEMS } from './table/leadspredict';
import { MATCH_PROBLEMS } from './table/match';
import { NETWORK_PROBLEMS } from './table/network';
import { NODE_PROBLEMS } from './table/node';

const TABLE = {
	...NODE_PROBLEMS,
	...INPUT_PROBLEMS,
	...NETWORK_PROBLEMS,
	...LEADSPREDICT_PROBLEMS,
	...MATCH_PROBLEMS,
	...CRM_PROBLEMS,
};

export type ProblemCode = keyof typeof TABLE;

/** The arguments of `problem` after the code. */
export type ProblemArguments = {
	readonly [Code in ProblemCode]: ArgumentsOf<(typeof TABLE)[Code]>;
};

/** Every problem by its code. Saved workflows and links into the documentation depend on codes. */
export const PROBLEMS: {
	readonly [Code in ProblemCode]: ProblemEntry<ProblemArguments[Code]>;
} = TABLE;

export const isProblem = (value: object): value is Problem =>
	'message' in value && 'advice' in value;

/** Makes a problem from its code and the texts of the table. */
export function problem<Code extends ProblemCode>(
	code: Code,
	...parameters: ProblemArguments[Code]
): Problem {
	const entry: ProblemEntry<ProblemArguments[Code]> = PROBLEMS[code];
	const write = (template: Template<ProblemArguments[Code]>): string =>
		typeof template === 'function'
			? template(...parameters)
			: template.replace(/("?)\{(\w+)\}\1/g, (_, mark: string, name: string) => {
					const value = own(parameters[0], name);
					return mark === '' ? String(value) : quote(value);
				});
	return { ...entry, type: code, code, message: write(entry.message), advice: write(entry.advice) };
}
