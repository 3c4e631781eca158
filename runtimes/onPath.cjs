'use strict';

const { accessSync, constants } = require('node:fs');
const { delimiter, join } = require('node:path');

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

module.exports = { canRun, onPath };
