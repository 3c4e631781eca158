import type { FunctionsBase } from 'n8n-workflow';

/** Which node of which workflow a line in the log is about. */
export const logContext = (node: FunctionsBase) => ({
	workflowId: node.getWorkflow().id,
	node: node.getNode().name,
});
