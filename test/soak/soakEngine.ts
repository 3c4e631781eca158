import type { IDataObject } from 'n8n-workflow';

import type { RunResult } from '../../runtimes/engine/engine';
import { sameAddress } from '../../nodes/LeadsPredict/contract';
import type { Sandbox } from '../../sandbox/sandbox';
import { NODE, openFixture } from '../engine/fixture';
import type { NodeSetting } from '../engine/fixture';
import { until } from '../until';
import { createEvidence } from './evidence';
import type { Evidence } from './evidence';
import type { Item } from './items';
import type { Known } from './judgeLeads';
import { readHint } from './overhead';
import type { Told } from './overhead';
import { madeSecrets } from './search';

/** What came of a run, and what the node said of it. */
export interface SoakRun {
	readonly result: RunResult;
	readonly hint: string;
	readonly told: Told | undefined;
}

/** n8n's engine and the sandbox; secrets are looked for in all that the node puts out. */
export interface SoakEngine {
	readonly sandbox: Sandbox;
	readonly evidence: Evidence;
	/** Runs the node on the items, and waits until the sandbox has written down all that came. */
	run(items: readonly Item[], setting: NodeSetting): Promise<SoakRun>;
	close(): Promise<void>;
}

export async function openSoakEngine(): Promise<SoakEngine> {
	const secrets = madeSecrets();
	const evidence = createEvidence(secrets);
	const { sandbox, run, close } = await openFixture({ ...secrets });
	return {
		sandbox,
		evidence,
		run: async (items, setting) => {
			const result = await run(
				items.map(({ json }): IDataObject => json),
				setting,
			);
			// An answer may arrive before it has ended in the sandbox.
			await until('no request is under way', () => sandbox.control.ledger().underWay === 0);
			const written = JSON.stringify(result);
			evidence.add('output, hints and errors of the runs', written, items[0]?.email);
			const hint = (result.nodes[NODE]?.at(-1)?.hints ?? [])[0]?.message ?? '';
			return { result, hint, told: readHint(hint) };
		},
		close,
	};
}

/** What the service knows of each lead, by its email. */
export function storeOf({ control }: Sandbox): (email: string) => Known | undefined {
	const answered = new Map(control.ledgerLeads().map((lead) => [lead.email, lead.answered]));
	const known = new Map(
		control.leads().map(({ id, lead, assessment }): [string, Known] => {
			const email = sameAddress(lead.email);
			return [email, { id, score: assessment.score, answered: answered.get(email) ?? 0 }];
		}),
	);
	return (email) => known.get(sameAddress(email));
}
