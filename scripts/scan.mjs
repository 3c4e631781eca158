// Runs n8n's scanner for community packages on this repository: first on the sources, then on the files
// to publish. The scanner's command line also requires a published version with provenance, which does
// not exist before a release, so only its rules run here.
//
//   node scripts/scan.mjs <folder of the unpacked package>

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

import { ROOT } from './dependencies.mjs';

/** The files that the scanner checks in a published package. */
const PUBLISHED_PATTERNS = ['**/*.js', 'package.json'];

async function scan(title, folder, patterns) {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	// The scanner passes "No files found"; here it means that nothing was checked.
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
