import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** Numbers of a user and a group. */
export interface RunAs {
	uid: number;
	gid: number;
}

export interface ProgramCommand {
	/** For people. */
	title: string;
	/** Path of the executable. */
	command: string;
	args: readonly string[];
	/** Default: the current user. */
	as?: RunAs;
	/** The output that shows that it accepts connections. */
	readyWhen: RegExp;
}

const READY_TIMEOUT_MS = 60_000;

/** A program beside n8n, such as a database. It ends with this process at the latest. */
export interface Program {
	stop(): Promise<void>;
}

/** @throws when it ends or does not become ready, with its output */
export async function startProgram(wanted: ProgramCommand): Promise<Program> {
	const { title, command, args, as, readyWhen } = wanted;
	const child = fork(join(__dirname, 'keeper.cjs'), [JSON.stringify({ command, args, ...as })], {
		execArgv: [],
		// A separate process group, so that this process passes on a Ctrl-C in the right order.
		detached: process.platform !== 'win32',
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	const gone = new Promise<void>((resolve) => {
		child.once('error', () => resolve());
		child.once('exit', () => resolve());
	});
	const program = {
		async stop() {
			child.kill('SIGTERM');
			await gone;
		},
	};
	try {
		await untilReady(child, title, readyWhen);
		return program;
	} catch (error) {
		await program.stop();
		throw error;
	}
}

function untilReady(child: ChildProcess, title: string, readyWhen: RegExp): Promise<void> {
	return new Promise((resolve, reject) => {
		let said = '';
		const fail = (what: string) => reject(new Error(`${title} ${what}. It wrote:\n${said}`));
		const timer = setTimeout(
			() => fail(`was not ready after ${READY_TIMEOUT_MS / 1000} seconds`),
			READY_TIMEOUT_MS,
		);
		const listen = (text: string) => {
			said = (said + text).slice(-10_000);
			if (!readyWhen.test(said)) return;
			clearTimeout(timer);
			resolve();
		};
		child.stdout?.setEncoding('utf8').on('data', listen);
		child.stderr?.setEncoding('utf8').on('data', listen);
		child.once('exit', () => {
			clearTimeout(timer);
			fail('ended while starting');
		});
	});
}
