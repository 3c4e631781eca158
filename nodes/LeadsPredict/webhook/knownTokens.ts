import { holdsToken } from './token';
import type { PresentedTokens } from './token';
import type { TokenSetting } from './verify';

/**
 * Milliseconds for which a token that n8n has read is known. n8n reads and decrypts the credential
 * anew on each call, which takes a third of the time of an event (n8n 2.41.1).
 */
export const KNOWN_MS = 5_000;

interface Known {
	readonly setting: TokenSetting & { readonly state: 'set' };
	readonly until: number;
}

/**
 * The tokens of triggers, each for a few seconds. They only let calls in: a call that carries another
 * token, or none, has the credential read. So a new token is accepted at once, and an old one is
 * refused after at most {@link KNOWN_MS}.
 */
export class KnownTokens {
	private readonly known = new Map<string, Known>();

	/** How many are held. */
	get size(): number {
		return this.known.size;
	}

	/**
	 * @param now milliseconds since 1970
	 * @returns undefined when the credential must be read
	 */
	find(trigger: string, presented: PresentedTokens, now: number): TokenSetting | undefined {
		const known = this.known.get(trigger);
		if (known === undefined || now >= known.until) return undefined;
		return holdsToken(presented, known.setting.token) ? known.setting : undefined;
	}

	/** @param setting as it was just read */
	keep(trigger: string, setting: TokenSetting, now: number): void {
		for (const [key, { until }] of this.known) if (now >= until) this.known.delete(key);
		if (setting.state === 'set') this.known.set(trigger, { setting, until: now + KNOWN_MS });
		else this.known.delete(trigger);
	}

	forget(trigger: string): void {
		this.known.delete(trigger);
	}
}

/** Those of this process of n8n. */
export const knownTokens = new KnownTokens();
