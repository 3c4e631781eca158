import { hash } from 'node:crypto';

/** The next number of a sequence, from 0 up to, not including, 1. */
export type Draw = () => number;

const DIGITS = 12;

/**
 * Pseudorandom numbers that depend only on the key, on every machine and in every run. Sequences share
 * no state, so the order of draws does not matter.
 */
export function draws(...key: ReadonlyArray<string | number>): Draw {
	let drawn = 0;
	return () => {
		drawn += 1;
		const digits = hash('sha256', JSON.stringify([...key, drawn]), 'hex').slice(0, DIGITS);
		return parseInt(digits, 16) / 16 ** DIGITS;
	};
}

/** One of the choices, each as likely as any other. */
export const pick = <T>(draw: Draw, choices: readonly [T, ...T[]]): T =>
	choices[Math.floor(draw() * choices.length)] ?? choices[0];
