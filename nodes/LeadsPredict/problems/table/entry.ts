import type { Problem } from '../../types';

/**
 * A sentence without a full stop. A parameter stands in it as `{name}`, or as `"{name}"` when it may
 * be any value of any length. Where the words depend on a parameter, a function writes the sentence.
 */
export type Template<Arguments extends readonly unknown[] = never> =
	| string
	| ((...parameters: Arguments) => string);

/** What is the same each time a problem occurs. */
export interface ProblemEntry<Arguments extends readonly unknown[] = never>
	extends Pick<Problem, 'by' | 'retryable' | 'quotaSpent' | 'field'> {
	/** What happened. */
	readonly message: Template<Arguments>;
	/** What to do next. */
	readonly advice: Template<Arguments>;
}

/** Writes entries that have all but their words in common. */
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

/** What both templates of an entry need, in one object; nothing for an entry of plain texts. */
export type ArgumentsOf<
	Entry extends ProblemEntry,
	All = ParametersIn<Entry['message']> & ParametersIn<Entry['advice']>,
> = unknown extends All ? [] : [parameters: All];
