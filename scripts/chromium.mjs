// The browser for the browser tests: an installed one, or Debian's.

import { installFromDebian } from './debian.mjs';
import found from './findChromium.cjs';

export const { findChromium } = found;

export async function installChromium() {
	await installFromDebian({
		title: 'Chromium',
		packageName: 'chromium',
		find: findChromium,
		advice: 'Install Chromium or Chrome, or set CHROME_PATH to its executable.',
	});
}
