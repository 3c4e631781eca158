import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import type { WorkflowJson } from '../../runtimes/engine/engine';
import type { N8nRest, SavedWorkflow } from '../../runtimes/server/server';
import type { ExampleWorkflow } from '../examples';
import type { N8nUpdates } from './n8nApi';

/** Example workflows of an earlier `npm start`: which are replaced, and which stay. */

/** What was imported under a name. */
const importedSchema = z.object({
	/** Hash of the example. */
	example: z.string(),
	/** Hash of the workflow as n8n had saved it. */
	saved: z.string(),
});

export type Imported = z.infer<typeof importedSchema>;

/** The order of keys does not count: n8n's database may change it. */
const sorted = (value: unknown): unknown =>
	Array.isArray(value)
		? value.map(sorted)
		: typeof value === 'object' && value !== null
			? Object.fromEntries(
					Object.entries(value)
						.sort(([a], [b]) => (a < b ? -1 : 1))
						.map(([key, inner]) => [key, sorted(inner)]),
				)
			: value;

/** What a user can change in the editor; IDs and times of n8n are left out. */
export function workflowHash({ nodes, connections, settings, pinData }: WorkflowJson): string {
	// n8n returns null for a workflow without pinned data.
	const content = sorted({ nodes, connections, settings, pinData: pinData ?? {} });
	return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/**
 * Refreshes only what the user has not changed since it was imported. Without a record of the import
 * nobody knows, so the workflow stays.
 */
export function isToRefresh(
	imported: Imported | undefined,
	now: { readonly example: string; readonly saved: string },
): boolean {
	return imported?.saved === now.saved && imported.example !== now.example;
}

const FILE = 'imported.json';

/** The hashes beside n8n's data, by the name of the workflow. */
export function importsIn(folder: string) {
	const file = join(folder, FILE);
	const read = (): Record<string, Imported> => {
		try {
			return z.record(importedSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
		} catch {
			return {};
		}
	};
	return {
		get: (name: string): Imported | undefined => read()[name],
		set: (name: string, imported: Imported): void =>
			writeFileSync(file, JSON.stringify({ ...read(), [name]: imported }, undefined, '\t')),
	};
}

/** Puts an example into n8n, or refreshes the one of its name. @returns the workflow in n8n */
export async function placeWorkflow(
	{ rest, updates, folder }: { rest: N8nRest; updates: N8nUpdates; folder: string },
	workflow: ExampleWorkflow,
	known: SavedWorkflow | undefined,
	isPublished = false,
): Promise<SavedWorkflow> {
	const imports = importsIn(folder);
	const example = workflowHash(workflow);
	const remember = async (id: string): Promise<SavedWorkflow> => {
		const saved = await updates.workflow(id);
		imports.set(workflow.name, { example, saved: workflowHash(saved) });
		return saved;
	};
	if (!known) {
		const created = await rest.createWorkflow(workflow);
		if (isPublished) await rest.publish(created);
		return await remember(created.id);
	}
	const current = await updates.workflow(known.id);
	const now = { example, saved: workflowHash(current) };
	if (!isToRefresh(imports.get(workflow.name), now)) return current;
	const { name, nodes, connections, settings, pinData } = workflow;
	const updated = await rest.updateWorkflow(current, {
		...{ name, nodes, connections },
		settings: { executionOrder: 'v1', ...settings },
		...(pinData && { pinData }),
	});
	// A workflow that the user took offline stays offline.
	if (current.active) await rest.publish(updated);
	return await remember(updated.id);
}
