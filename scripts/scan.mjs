// n8n's own scanner for community packages, on this repository: first the sources, then what would
// be published. Its command line also asks for a published version and its provenance; there is
// none before a release, so only its rules run here.
//
//   node scripts/scan.mjs <folder of the unpacked package>

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

import { ROOT } from './dependencies.mjs';

/** What the scanner looks at in a published package. */
const PUBLISHED_PATTERNS = ['**/*.js', 'package.json'];

async function scan(title, folder, patterns) {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	// "No files found" counts as passed there; here it would mean that nothing was looked at.
	const ok = passed && !message?.startsWith('No files');
	console.log(`n8n's scanner, ${title}: ${ok ? 'passed' : 'failed'}`);
	if (!ok) console.log([message, details].filter(Boolean).join('\n'));
	return ok;
}

const [unpacked] = process.argv.slice(2);
if (!unpacked) {
	console.error('Usage: node scripts/scan.mjs <folder of the unpacked package>');
	process.exit(2);
}
const sources = await scan('sources', ROOT, SOURCE_FILE_PATTERNS);
const published = await scan('published files', unpacked, PUBLISHED_PATTERNS);
process.exit(sources && published ? 0 : 1);
