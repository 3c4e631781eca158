'use strict';

/** Whether there is a process of this id, whoever it belongs to. */
function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

module.exports = { isRunning };
