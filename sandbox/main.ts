import { parseArgs } from 'node:util';

import { latencySchema } from './control';
import type { RandomFaultSettings } from './faults/random';
import type { Whereabouts } from './process';
import { startSandbox } from './sandbox';

const DEFAULT_PORT = '4010';
const DEFAULT_SEED = '1';
/** One request in ten. */
const DEFAULT_RATE = 0.1;

/** @throws when it is not a port; 0 means any free one */
function portFrom(text: string): number {
	if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
		throw new Error(`"${text}" is not a port. Give a number from 0 to 65535.`);
	}
	return Number(text);
}

/** @throws when it is not a whole number of milliseconds up to a minute */
function latencyFrom(text: string): number {
	const parsed = latencySchema.safeParse(text === '' ? undefined : Number(text));
	if (parsed.success) return parsed.data;
	throw new Error(`"${text}" is not a latency. Give milliseconds from 0 to 60000.`);
}

/** Any text is a seed. @throws when the rate is invalid */
function faultsFrom(seed?: string, rate?: string): RandomFaultSettings | undefined {
	if (seed === undefined && rate === undefined) return undefined;
	const likely = rate === undefined ? DEFAULT_RATE : rate === '' ? NaN : Number(rate);
	if (!(likely >= 0 && likely <= 1)) {
		throw new Error(`"${rate}" is not a rate of faults. Give a number from 0 to 1.`);
	}
	return { seed: seed ?? DEFAULT_SEED, rate: likely };
}

/** Describes an error at the start. */
function explain(error: unknown, port: string): string {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'EADDRINUSE') {
		return `Port ${port} is taken. Choose another one with --port, or --port 0 for any free one.`;
	}
	return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			fast: { type: 'boolean', default: false },
			latency: { type: 'string', default: '0' },
			'faults-seed': { type: 'string' },
			'faults-rate': { type: 'string' },
		},
	});
	const port = values.port ?? process.env['SANDBOX_PORT'] ?? DEFAULT_PORT;
	try {
		const faults = faultsFrom(values['faults-seed'], values['faults-rate']);
		const sandbox = await startSandbox({
			port: portFrom(port),
			fast: values.fast,
			latencyMs: latencyFrom(values.latency),
			...(faults && { faults }),
		});
		console.log(`LeadsPredict sandbox: a local stand-in, not LeadsPredict itself.

  Base URL       ${sandbox.baseUrl}
  API key        ${sandbox.apiKey}
  Read only      ${sandbox.keys.readOnly}
  No permission  ${sandbox.keys.noPermission}
  Control        ${sandbox.controlUrl}
  Page           ${sandbox.pageUrl}

Put base URL and API key into the credential "LeadsPredict API", or try:

  curl ${sandbox.baseUrl}/leads/analyze \\
    -H 'Authorization: Bearer ${sandbox.apiKey}' -H 'Content-Type: application/json' \\
    -d '{"leads":[{"email":"john@example.com","engagement_score":75}]}'

Ctrl-C ends it.`);
		const stop = (): void => {
			void sandbox.close();
		};
		process.once('SIGINT', stop);
		process.once('SIGTERM', stop);
		// The parent process gets the URLs. The sandbox ends with it.
		process.once('disconnect', stop);
		const { baseUrl, controlUrl, apiKey } = sandbox;
		process.send?.({ baseUrl, controlUrl, apiKey } satisfies Whereabouts);
	} catch (error) {
		console.error(explain(error, port));
		process.exitCode = 1;
	}
}

void main();
