import axios from 'axios';
import { z } from 'zod';

import type { N8nRest, NewCredential, SavedWorkflow } from '../../runtimes/server/server';

/** The fields that this code uses. All others are passed on unchanged. */
const workflowAnswer = z.object({
	data: z.custom<SavedWorkflow>(
		(workflow) =>
			z
				.object({
					id: z.string(),
					active: z.boolean(),
					nodes: z.array(z.object({ name: z.string(), type: z.string() })),
				})
				.safeParse(workflow).success,
	),
});

/** The two requests that only a second `npm start` needs, in the same session. */
export class N8nUpdates {
	constructor(
		private readonly url: string,
		private readonly rest: N8nRest,
	) {}

	async changeCredential(id: string, credential: NewCredential): Promise<void> {
		await axios.patch(`${this.url}/rest/credentials/${id}`, credential, this.session());
	}

	/** A workflow with its nodes, which the list of workflows does not include. */
	async workflow(id: string): Promise<SavedWorkflow> {
		const { data } = await axios.get<unknown>(`${this.url}/rest/workflows/${id}`, this.session());
		return workflowAnswer.parse(data).data;
	}

	private session() {
		const { cookie, browserId } = this.rest.session();
		return { headers: { Cookie: cookie, 'browser-id': browserId }, proxy: false as const };
	}
}
