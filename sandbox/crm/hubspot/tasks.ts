/**
 * HubSpot's tasks, as far as they are created here.
 *
 * Documented: the properties, of which `hs_timestamp` is required; the values of status, priority and
 * type; associations of the category and number of their kind, 204 from a task to a contact; at most
 * 100 inputs; in a create, an `objectWriteTraceId` on every input makes faults of single inputs part
 * of a 207; properties of tasks are created like those of contacts, and may have unique values. Seen:
 * the sentence about a unique value that another record has, a VALIDATION_ERROR.
 * Decided, always the stricter reading: an association must have its category and be one to a contact
 * that exists; a value that two inputs share is refused for the second; without trace ids one fault
 * refuses all; other operations on tasks do not exist, but the list and the deletion of a task.
 */
import { z } from 'zod';

import { createTable } from '../table';
import {
	areTraced,
	batchAnswer,
	batchOf,
	checkCount,
	parsed,
	shuffled,
	traced,
	traceId,
} from './batch';
import type { BatchAnswer, Input } from './batch';
import { acceptedValues } from './contacts';
import { choice, createProperties, standard } from './propertyDefinitions';
import type { PropertyDefinition } from './propertyDefinitions';
import { stringsOf } from './propertyValues';
import type { PropertyValues } from './propertyValues';
import { HubSpotRefusal, invalid } from './refusal';
import type { BatchError } from './refusal';
import type { HubSpotState } from './state';

const TASK_TO_CONTACT = 204;

export interface Task {
	readonly id: string;
	readonly properties: PropertyValues;
	/** The contacts that it is associated with. */
	readonly contacts: readonly string[];
	readonly createdAt: Date;
}

const GROUP = { name: 'task', label: 'Task information', displayOrder: 0 };

const PROPERTIES: readonly PropertyDefinition[] = [
	standard('hs_task_subject', 'Task Title'),
	standard('hs_task_body', 'Task Notes'),
	standard('hs_timestamp', 'Due date', 'datetime'),
	choice('hs_task_status', 'Task Status', 'COMPLETED, NOT_STARTED'),
	choice('hs_task_priority', 'Priority', 'LOW, MEDIUM, HIGH'),
	choice('hs_task_type', 'Task Type', 'EMAIL, CALL, TODO'),
	choice('hubspot_owner_id', 'Assigned to', '', { externalOptions: true }),
	standard('hs_object_id', 'Record ID', 'number', { readOnlyValue: true, hasUniqueValue: true }),
].map((property) => ({ ...property, groupName: GROUP.name }));

const FIRST_ID = 5001;

const keyOf = (name: string, value: string): string => `${name} ${value.trim().toLowerCase()}`;

export type Tasks = ReturnType<typeof createTasks>;

export function createTasks(now: () => Date) {
	const properties = createProperties(PROPERTIES, GROUP);
	const unique = (values: PropertyValues) =>
		Object.entries(values).filter(([name]) => properties.find(name)?.hasUniqueValue === true);
	const table = createTable<Task>((task) =>
		unique(task.properties).map(([name, value]) => keyOf(name, value)),
	);
	let nextId = FIRST_ID;
	return {
		properties,
		/** In the order in which they were created. */
		all: table.all,
		/** @throws HubSpotRefusal (400) when another task has one of the unique values */
		create(values: PropertyValues, contacts: readonly string[]): Task {
			const id = String(nextId);
			for (const [name, value] of unique(values)) {
				const [holder] = table.byKey(keyOf(name, value));
				if (!holder) continue;
				throw invalid(
					`Cannot set PropertyValueCoordinates{portalId=12345678, objectTypeId=ObjectTypeId{legacyObjectType=TASK}, propertyName=${name}, value=${value}} on ${id}. ${holder.id} already has that value.`,
				);
			}
			nextId += 1;
			const task: Task = {
				...{ id, contacts, createdAt: now() },
				properties: { ...values, hs_object_id: id },
			};
			table.put(task);
			return task;
		},
		/** Changes a task as people do. */
		update(id: string, values: PropertyValues): void {
			const task = table.byId(id);
			if (task) table.put({ ...task, properties: { ...task.properties, ...values } });
		},
		remove: (id: string): void => table.remove(id),
		atomically: table.atomically,
		clear(): void {
			table.clear();
			properties.clear();
			nextId = FIRST_ID;
		},
	};
}

/** A task as the API shows it. */
export const shownTask = ({ id, properties, createdAt }: Task, requested: readonly string[]) => ({
	id,
	properties: Object.fromEntries(
		[...new Set([...requested, 'hs_object_id'])].map((name) => [name, properties[name] ?? null]),
	),
	createdAt: createdAt.toISOString(),
	updatedAt: createdAt.toISOString(),
	archived: false,
});

const association = z
	.object({
		to: z.object({ id: z.string().min(1) }).strict(),
		types: z
			.array(
				z
					.object({
						associationCategory: z.enum(['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED']),
						associationTypeId: z.number().int(),
					})
					.strict(),
			)
			.min(1),
	})
	.strict();

type Association = z.infer<typeof association>;

const createBody = batchOf({
	properties: z.unknown(),
	objectWriteTraceId: traceId,
	associations: z.array(association).optional(),
}).strict();

/** @throws HubSpotRefusal (400) */
function contactOf({ contacts }: HubSpotState, { to, types }: Association): string {
	const wrong = types.find(
		({ associationCategory, associationTypeId }) =>
			associationCategory !== 'HUBSPOT_DEFINED' || associationTypeId !== TASK_TO_CONTACT,
	);
	if (wrong) throw invalid(`${wrong.associationTypeId} is no type from a task to a contact`);
	if (contacts.byId(to.id)) return to.id;
	throw invalid(`CONTACT=${to.id} is not valid`);
}

export function createTasksInBatch(state: HubSpotState, body: unknown): BatchAnswer {
	const { inputs } = parsed(createBody, body);
	checkCount(inputs.length);
	const { tasks } = state;
	const prepared = inputs.map(({ properties, associations = [], objectWriteTraceId }) => {
		const input: Input = { objectWriteTraceId, values: stringsOf(properties) };
		return { input, associations };
	});
	const multiStatus = areTraced(prepared.map(({ input }) => input));
	const results: unknown[] = [];
	const errors: BatchError[] = [];
	tasks.atomically(() => {
		for (const { input, associations } of prepared) {
			try {
				const values = acceptedValues(tasks.properties, input.values);
				if (!values['hs_timestamp']) {
					throw invalid('Error creating TASK. Some required properties were not set.', {
						context: { properties: ['hs_timestamp'] },
					});
				}
				const contacts = associations.map((each) => contactOf(state, each));
				const task = tasks.create(values, contacts);
				results.push({
					...shownTask(task, Object.keys(values)),
					objectWriteTraceId: input.objectWriteTraceId,
					url: `https://app.hubspot.com/contacts/${state.portalId}/record/0-27/${task.id}`,
				});
			} catch (error) {
				if (!multiStatus || !(error instanceof HubSpotRefusal)) throw error;
				errors.push(error.inBatch(traced(input)));
			}
		}
	});
	return batchAnswer(state.now(), shuffled(results), errors, 201);
}
