'use strict';

const { canRun, onPath } = require('../runtimes/onPath.cjs');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * CommonJS, because the commands need it before anything is installed, and jest cannot load ES modules.
 */
function findChromium() {
	const { LEADSPREDICT_CHROMIUM, CHROME_PATH } = process.env;
	return [LEADSPREDICT_CHROMIUM, CHROME_PATH, ...NAMES.flatMap(onPath), ...ELSEWHERE]
		.filter(Boolean)
		.find(canRun);
}

module.exports = { findChromium };
