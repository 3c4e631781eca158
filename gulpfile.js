const { src, dest } = require('gulp');

/**
 * What n8n needs beside the compiled code: icons, codex files and output schemas.
 * Without `encoding: false` gulp 5 reads every file as text.
 */
function statics() {
	return src(['nodes/**/*.{svg,json}', 'credentials/**/*.svg'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.default = statics;
