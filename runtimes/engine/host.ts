// The child process: Node.js with n8n's engine. Jest cannot load the engine, because n8n's nodes
// require ES modules, which jest's module registry handles differently.

import { flattenError } from './flatten';
import { Executor } from './execution';
import { requireN8n } from './n8n';
import { NodeTypes } from './nodeTypes';
import type { CallName, Calls, Request, Response, StartOptions } from './protocol';
import { Webhooks } from './webhooks';

let executor: Executor | undefined;
let webhooks: Webhooks | undefined;

type Answers = {
	[Name in CallName]: (
		argument: Calls[Name]['argument'],
	) => Promise<Calls[Name]['answer']> | Calls[Name]['answer'];
};

const answers: Answers = {
	start,
	nodeTypes: () => started(executor).types.describeOurs(),
	run: ({ workflow, options }) => started(executor).run(workflow, options),
	listen: ({ workflow, nodeName, options }) =>
		started(webhooks).listen(workflow, nodeName, options),
	deliveries: ({ key }) => started(webhooks).deliveries(key),
	unlisten: ({ key }) => started(webhooks).unlisten(key),
};

async function start(options: StartOptions): Promise<void> {
	const n8n = requireN8n(options.runtimeDir);
	n8n.container.get(n8n.core.InstanceSettings);
	await n8n.container.get(n8n.core.BinaryDataService).init();
	if (options.expressionEngine === 'vm') {
		const { Expression } = n8n.workflow;
		Expression.setExpressionEngine('vm');
		// The server's defaults, except for one isolate instead of several.
		await Expression.initExpressionEngine({
			engine: 'vm',
			bridgeTimeout: 5000,
			bridgeMemoryLimit: 128,
			poolSize: 1,
			maxCodeCacheSize: 1024,
		});
	}
	const types = await NodeTypes.load(n8n, options.packageDir);
	executor = new Executor(n8n, types, options.credentials);
	webhooks = new Webhooks(executor);
}

function started<Part>(part: Part | undefined): Part {
	if (part === undefined) throw new Error('The engine has not been started.');
	return part;
}

async function answer({ id, name, argument }: Request): Promise<void> {
	let response: Response;
	try {
		const handler = answers[name] as (argument: unknown) => unknown;
		response = { id, answer: await handler(argument) };
	} catch (error) {
		response = { id, problem: flattenError(error) };
	}
	send(response);
}

function send(response: Response): void {
	try {
		process.send?.(response);
	} catch {
		// The items contain a value that cannot be sent, such as a function. n8n would store the execution
		// as JSON, so it is sent as JSON.
		process.send?.(JSON.parse(JSON.stringify(response)));
	}
}

process.on('message', (request: Request) => void answer(request));
process.on('disconnect', () => process.exit());
