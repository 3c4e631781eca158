'use strict';

const { accessSync, constants } = require('node:fs');
const { delimiter, join } = require('node:path');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function canRun(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

const onPath = (name) =>
	(process.env.PATH ?? '')
		.split(delimiter)
		.filter(Boolean)
		.map((folder) => join(folder, name));

/**
 * In plain JavaScript of the old kind: the commands need it before anything is installed, and jest
 * cannot load the new kind.
 */
function findChromium() {
	const { LEADSPREDICT_CHROMIUM, CHROME_PATH } = process.env;
	return [LEADSPREDICT_CHROMIUM, CHROME_PATH, ...NAMES.flatMap(onPath), ...ELSEWHERE]
		.filter(Boolean)
		.find(canRun);
}

module.exports = { canRun, findChromium, onPath };
