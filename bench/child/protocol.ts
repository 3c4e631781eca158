import type { timeStages } from '../stages/walk';
import type { timeLoop } from './loop';

/** The tasks of a measuring process, one at a time. */
export interface Tasks {
	loop: typeof timeLoop;
	stages: typeof timeStages;
}

export type TaskName = keyof Tasks;
export type Argument<Name extends TaskName> = Parameters<Tasks[Name]>[0];
export type Answer<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>;

export interface Order<Name extends TaskName = TaskName> {
	readonly name: Name;
	readonly argument: Argument<Name>;
}

export type Reply = { readonly answer: unknown } | { readonly problem: string };
