import { z } from 'zod';

import { instantOf } from '../contract';
import { shorten } from '../format';
import { own } from '../json';
import { isProblem } from '../problems/problem';
import type { Crm, CrmTask, CrmTasks, TasksContext } from './crm';
import { createdTaskSchema } from './crmRequest';
import type { CreatedTask, CrmRequest, KeptItem } from './crmRequest';
import { identify } from './identity';
import type { IdentityOptions } from './identity';
import { readScoredItem } from './mapping';
import type { ScoredItem } from './mapping';
import { leadSummary } from './prepare';
import type { LeadSummary } from './prepare';
import { attemptsOf, numbered, recordsIn } from './requests';
import type { BatchedRequest, Unnumbered } from './requests';

/** Next actions of scored items → tasks of their records, each lead's action once. Pure. */

/** An item whose next actions become tasks. */
interface PlannedItem {
	readonly position: number;
	readonly item: Readonly<Record<string, unknown>>;
	readonly lead: LeadSummary;
	readonly record: string;
	readonly tasks: readonly CrmTask[];
	/** Which attempt to create them this is, from 1. */
	readonly attempt: number;
}

export interface TasksPreparation {
	readonly planned: readonly PlannedItem[];
	/** Items that need no task, or none any more, with `tasks` as Read Answer says it. */
	readonly kept: readonly KeptItem[];
	/** Leads with next actions whose record is not known. */
	readonly skipped: number;
}

/** `{action, priority, deadline}` in the reference's example; a text is an action alone (decided). */
const actionSchema = z.union([
	z.object({ action: z.string(), priority: z.unknown(), deadline: z.unknown() }),
	z.string().transform((action) => ({ action, priority: undefined, deadline: undefined })),
]);

type Action = z.infer<typeof actionSchema>;

const actionsOf = ({ next_actions: list }: ScoredItem): Action[] =>
	(Array.isArray(list) ? list : []).flatMap((each) => actionSchema.safeParse(each).data ?? []);

/** Characters of a subject, and of the field that holds a task's ID. */
const MAX_LENGTH = 255;

/** "schedule_demo" → "Schedule demo" */
function subjectOf({ action }: Action): string {
	const words = shorten(action.replace(/_/g, ' '), MAX_LENGTH - 1);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Noon in UTC is the same day almost everywhere. */
function dueOf({ deadline }: Action): string | undefined {
	const at = instantOf(deadline);
	return at === undefined
		? undefined
		: new Date(at % DAY_MS === 0 ? at + DAY_MS / 2 : at).toISOString();
}

/** Documented: "high". Decided: the other two; whatever else comes is left to the CRM. */
const PRIORITIES: ReadonlyMap<string, CrmTask['priority']> = new Map([
	['high', 'high'],
	['medium', 'normal'],
	['normal', 'normal'],
	['low', 'low'],
]);

const priorityOf = ({ priority }: Action): CrmTask['priority'] =>
	typeof priority === 'string' ? PRIORITIES.get(priority.trim().toLowerCase()) : undefined;

function notesOf({ score, category, recommendations }: ScoredItem): string[] {
	const inWords = typeof category === 'string' && category !== '' ? ` (${category})` : '';
	return [
		`LeadsPredict score: ${score ?? 'unknown'}${inWords}`,
		...(Array.isArray(recommendations) ? recommendations : []).filter(
			(each): each is string => typeof each === 'string' && each.trim() !== '',
		),
	];
}

const tasksIn = (item: unknown): CreatedTask[] =>
	z.array(createdTaskSchema).safeParse(own(item, 'tasks')).data ?? [];

/** What Read Answer said of an item's tasks, without those that can be sent again. */
export const finishedTasks = (item: unknown): CreatedTask[] =>
	tasksIn(item).filter(({ retryable }) => retryable !== true);

export interface TasksOptions extends IdentityOptions {
	/** Whether the `origin` and the `record_id` of an item were written by this package. */
	readonly originIsKnown: (item: object) => boolean;
}

/** The record that Read Answer says was written, for an item that came from no record of this CRM. */
function afterWrite(item: object, scored: ScoredItem, options: TasksOptions): ScoredItem {
	const record_id = own(item, 'record_id');
	const wasWritten =
		['written', 'created'].includes(String(own(item, 'result'))) && typeof record_id === 'string';
	if (!wasWritten || !options.originIsKnown(item)) return scored;
	const { source, recordType } = options;
	return { ...scored, lookup: undefined, origin: { source, record_type: recordType, record_id } };
}

/** The record of a lead and its LeadsPredict ID, or why no task can be created for it. */
function recordOf(item: object, scored: ScoredItem, options: TasksOptions) {
	const own = identify(scored, options, 'recordId');
	const known = isProblem(own)
		? identify(afterWrite(item, scored, options), options, 'recordId')
		: own;
	if (isProblem(known)) return known.message;
	return typeof scored.lead_id === 'string'
		? { recordId: known.id, leadId: scored.lead_id }
		: 'This score carries no lead_id';
}

/** @param items as they came, with the claims in them marked */
export function planTasks(
	items: ReadonlyArray<Readonly<Record<string, unknown>>>,
	options: TasksOptions,
): TasksPreparation {
	const planned: PlannedItem[] = [];
	const kept: KeptItem[] = [];
	let skipped = 0;
	items.forEach((item, position) => {
		const scored = readScoredItem(item);
		const before = tasksIn(item);
		const again = before.filter(({ retryable }) => retryable === true);
		const isRepeat = before.length > 0;
		const wanted = new Map(
			actionsOf(scored)
				.map((action) => [subjectOf(action), action] as const)
				.filter(
					([subject]) =>
						subject !== '' && (!isRepeat || again.some((each) => each.subject === subject)),
				),
		);
		if (wanted.size === 0) {
			kept.push({ position, item: { ...item, tasks: before } });
			return;
		}
		const record = recordOf(item, scored, options);
		if (typeof record === 'string') {
			skipped += 1;
			const tasks: CreatedTask[] = [{ result: 'skipped', reason: record }];
			kept.push({ position, item: { ...item, tasks } });
			return;
		}
		const { recordId, leadId } = record;
		const tasks = [...wanted].map(
			([subject, action]): CrmTask => ({
				id: `${leadId} ${subject.toLowerCase()}`.slice(0, MAX_LENGTH),
				recordId,
				subject,
				notes: notesOf(scored),
				due: dueOf(action),
				priority: priorityOf(action),
			}),
		);
		planned.push({
			...{ position, item, lead: leadSummary(scored), tasks },
			record: options.recordKey(recordId),
			attempt: Math.max(0, ...again.map(({ attempts = 0 }) => attempts)) + 1,
		});
	});
	return { planned, kept, skipped };
}

/** All tasks of one record, each once. */
interface RecordTasks {
	readonly tasks: ReadonlyMap<string, CrmTask>;
	readonly items: readonly PlannedItem[];
}

function byRecord(planned: readonly PlannedItem[]): RecordTasks[] {
	const groups = new Map<string, { tasks: Map<string, CrmTask>; items: PlannedItem[] }>();
	for (const each of planned) {
		const group = groups.get(each.record) ?? { tasks: new Map<string, CrmTask>(), items: [] };
		groups.set(each.record, group);
		group.items.push(each);
		for (const task of each.tasks) if (!group.tasks.has(task.id)) group.tasks.set(task.id, task);
	}
	return [...groups.values()];
}

/** The tasks of one record stay together, so that an answer says all of a lead's tasks. */
function packed(groups: readonly RecordTasks[], max: number): RecordTasks[][] {
	const parts: RecordTasks[][] = [];
	let room = 0;
	for (const group of groups) {
		const last = parts.at(-1);
		if (last === undefined || group.tasks.size > room) {
			parts.push([group]);
			room = max - group.tasks.size;
		} else {
			last.push(group);
			room -= group.tasks.size;
		}
	}
	return parts;
}

const recordsOf = ({ tasks, items }: RecordTasks): CrmRequest['records'] =>
	[...tasks.values()].map(({ id, subject }) => {
		const its = items.filter((each) => each.tasks.some((task) => task.id === id));
		// An item travels whole with the first task of the request that is its own.
		const isFirst = (wanted: readonly CrmTask[]): boolean =>
			[...tasks.keys()].find((key) => wanted.some((task) => task.id === key)) === id;
		return {
			id,
			subject,
			leads: its.map(({ lead }) => lead),
			positions: its.map(({ position }) => position),
			items: its.map(({ item, tasks: wanted }) => (isFirst(wanted) ? { ...item } : {})),
		};
	});

export function batchTasks(
	{ planned }: TasksPreparation,
	{ value }: Crm,
	{ create, maxTasks, idField }: CrmTasks,
	context: TasksContext,
): BatchedRequest[] {
	const parts = attemptsOf(planned).flatMap((attempt) =>
		packed(
			byRecord(planned.filter((each) => each.attempt === attempt)),
			recordsIn(attempt, maxTasks),
		).map(
			(groups): Unnumbered => ({
				items: groups.flatMap(({ items }) => items.map(({ position }) => position)),
				request: {
					...create(
						groups.flatMap(({ tasks }) => [...tasks.values()]),
						context,
					),
					records: groups.flatMap(recordsOf),
					crm: value,
					purpose: 'tasks',
					find_by: 'leadspredictId',
					id_field: idField,
					...(attempt > 1 && { attempt }),
				},
			}),
		),
	);
	return numbered(parts);
}
