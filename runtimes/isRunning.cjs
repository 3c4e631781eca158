'use strict';

/** Whether a process with this ID exists, whoever owns it. */
function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

module.exports = { isRunning };
