'use strict';

// Shows the current step and its duration. Plain JavaScript, because `run.mjs` needs it before anything
// is installed.
//
// On a terminal it rewrites one line. In a log it writes a line at the start, every 15 seconds, and at
// the end.

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const REDRAW_MS = 120;
const REMIND_MS = 15_000;
/** Faster steps are not shown. */
const SLOW_MS = 1_500;

/** `8 s`, `1:05` */
function formatElapsed(ms) {
	const seconds = Math.floor(ms / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Removes a remark at the end, such as the expected duration, which is shown only once. */
const short = (label) => label.replace(/ \([^)]*\)$/, '');

/** Cut to the width of the terminal, because a wrapped line cannot be rewritten. */
function liveLine(tasks, frame, columns) {
	const text = tasks
		.map(({ label, elapsed }) => `${label}  ${formatElapsed(elapsed)}`)
		.join('  |  ');
	const line = `${FRAMES[frame % FRAMES.length]} ${text}`;
	return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}

function createProgress({ stream, now = Date.now }) {
	const live = Boolean(stream.isTTY) && process.env.TERM !== 'dumb';
	const tasks = new Set();
	let timer;
	let frame = 0;

	const erase = () => live && stream.write('\r\u001b[2K');
	const say = (line) => {
		erase();
		stream.write(`${line}\n`);
	};
	const shown = () => [...tasks].filter((task) => task.announced);

	function tick() {
		for (const task of tasks) {
			if (!task.announced && now() - task.since >= SLOW_MS) announce(task);
			if (!live && task.announced && now() - task.reminded >= REMIND_MS) {
				task.reminded = now();
				say(`... ${short(task.label)}: ${formatElapsed(now() - task.since)}`);
			}
		}
		if (!live || shown().length === 0) return;
		const states = shown().map(({ label, since }) => ({ label, elapsed: now() - since }));
		erase();
		stream.write(liveLine(states, frame++, stream.columns || 80));
	}

	function announce(task) {
		task.announced = true;
		task.reminded = now();
		if (!live) say(`${task.label} ...`);
	}

	function end(task, words) {
		if (!tasks.delete(task)) return;
		if (task.announced) {
			say(`${words} ${short(task.label)} (${formatElapsed(now() - task.since)})`);
		}
		if (tasks.size === 0) stop();
	}

	async function run(label, work, announced) {
		const task = { label, since: now(), reminded: now(), announced: false };
		tasks.add(task);
		if (announced) announce(task);
		timer ??= setInterval(tick, live ? REDRAW_MS : 1_000);
		try {
			const result = await work((phrase) => {
				task.label = phrase;
				if (task.announced && !live) say(`${phrase} ...`);
			});
			end(task, 'Done:');
			return result;
		} catch (error) {
			end(task, 'Failed:');
			throw error;
		}
	}

	function stop() {
		clearInterval(timer);
		timer = undefined;
		tasks.clear();
		erase();
	}

	return {
		during: (label, work) => run(label, work, true),
		duringIfSlow: (label, work) => run(label, work, false),
		stop,
	};
}

module.exports = { createProgress, formatElapsed, liveLine };
