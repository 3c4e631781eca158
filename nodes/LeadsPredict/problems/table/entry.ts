import type { Problem } from '../../types';

/**
 * A sentence without a final period. `{name}` inserts a parameter; `"{name}"` inserts and shortens a
 * value of any length. A function builds a sentence whose words depend on a parameter.
 */
export type Template<Arguments extends readonly unknown[] = never> =
	| string
	| ((...parameters: Arguments) => string);

/** The constant part of a problem. */
export interface ProblemEntry<Arguments extends readonly unknown[] = never>
	extends Pick<Problem, 'by' | 'retryable' | 'quotaSpent' | 'field'> {
	/** What happened. */
	readonly message: Template<Arguments>;
	/** What to do next. */
	readonly advice: Template<Arguments>;
}

/** Makes a function for entries that differ only in their texts. */
export const kind =
	<const Kind extends Omit<ProblemEntry, 'message' | 'advice'>>(common: Kind) =>
	<const Message extends Template, const Advice extends Template>(
		message: Message,
		advice: Advice,
	) => ({ ...common, message, advice });

type ParametersIn<T> = T extends (parameters: infer P) => string
	? P
	: T extends `${infer Before}{${infer Name}}${infer After}`
		? Record<Name, Before extends `${string}"` ? unknown : string | number> & ParametersIn<After>
		: unknown;

/** The parameters of both templates of an entry in one object; none for an entry of plain texts. */
export type ArgumentsOf<
	Entry extends ProblemEntry,
	All = ParametersIn<Entry['message']> & ParametersIn<Entry['advice']>,
> = unknown extends All ? [] : [parameters: All];
