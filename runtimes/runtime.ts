import { spawn } from 'node:child_process';
import { join } from 'node:path';
import current from './current.json';

/** `npm test -- engine --n8n <version>` sets this variable. */
const n8n = process.env['LEADSPREDICT_N8N'];

export const ENGINE = n8n === undefined || n8n === '' ? current.engine : `engine-${n8n}`;
export const SERVER = current.server;
export const POSTGRES = current.postgres;

export type Progress = (phrase: string) => void;

/** The folder of a runtime, which is installed first if necessary. */
export function ensureRuntime(name: string, onProgress?: Progress): Promise<string> {
	return once(name, onProgress);
}

/** The path of a Node.js that can run the n8n server. */
export function ensureServerNode(onProgress?: Progress): Promise<string> {
	return once(current.node, onProgress);
}

const answers = new Map<string, Promise<string>>();

function once(name: string, onProgress: Progress = () => {}): Promise<string> {
	const known = answers.get(name);
	if (known) return known;
	const answer = askInstaller(name, onProgress);
	answers.set(name, answer);
	answer.catch(() => answers.delete(name)); // so that the next caller tries again
	return answer;
}

/**
 * The installer runs as a command: it is an ES module, which neither jest nor compiled CommonJS can
 * import.
 */
function askInstaller(name: string, onProgress: Progress): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [join(__dirname, 'install.mjs'), name], {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let path = '';
		let said: string[] = [];
		child.stdout.setEncoding('utf8').on('data', (text: string) => (path += text));
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said = text.trim().split('\n');
			said.forEach((phrase) => onProgress(phrase));
		});
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) resolve(path.trim());
			else reject(new Error(said.join(' ') || `Installing ${name} stopped with code ${code}.`));
		});
	});
}
