import { ENGINE } from '../../runtimes/runtime';
import current from '../../runtimes/current.json';

/** Which n8n the tests run on: `npm test -- engine --n8n 1.123.81` chooses another. */

const numbersOf = (version: string): number[] => version.split('.').map(Number);

const VERSION = ENGINE.replace('engine-', '');

/** Whether it is the n8n that the package is built against. */
export const isCurrent = ENGINE === current.engine;

/** Whether it is this version of n8n or a later one. */
export function isFrom(version: string): boolean {
	const running = numbersOf(VERSION);
	const differing = numbersOf(version).map((number, place) => (running[place] ?? 0) - number);
	return (differing.find((difference) => difference !== 0) ?? 0) >= 0;
}

/** A test of what n8n itself has from this version on. */
export const testFrom = (version: string): jest.It => (isFrom(version) ? test : test.skip);
