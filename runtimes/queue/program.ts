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
	/** The path of the executable. */
	command: string;
	args: readonly string[];
	/** We ourselves unless told. */
	as?: RunAs;
	/** What it writes when it takes connections. */
	readyWhen: RegExp;
}

const READY_TIMEOUT_MS = 60_000;

/** A program that is no part of n8n, such as a database; it ends with this process at the latest. */
export interface Program {
	stop(): Promise<void>;
}

/** @throws when it ends or stays silent instead of getting ready, with what it wrote */
export async function startProgram(wanted: ProgramCommand): Promise<Program> {
	const { title, command, args, as, readyWhen } = wanted;
	const child = fork(join(__dirname, 'keeper.cjs'), [JSON.stringify({ command, args, ...as })], {
		execArgv: [],
		// A group of its own: a Ctrl-C in the terminal reaches it through us, in the right order.
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
