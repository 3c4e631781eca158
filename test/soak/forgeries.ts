import { draws, pick } from '../../sandbox/faults/draw';
import type { Draw } from '../../sandbox/faults/draw';
import type { Message } from './post';

/** Messages that somebody on the internet could send to a trigger, and what each must be answered. Pure. */

export interface Genuine {
	readonly event: string;
	readonly timestamp: string;
	readonly data: { readonly lead_id: string; readonly score: number };
}

/** What forgers know: everything but the token, and in the worst case that as well. */
export interface Target {
	/** Without a query. */
	readonly url: string;
	readonly token: string;
	/** One that has started the workflow already. */
	readonly heard: Genuine;
	/** One that will be sent later, and must start the workflow although forgers sent it before. */
	readonly coming: Genuine;
	/** Milliseconds since 1970. */
	readonly now: number;
}

export interface Forgery {
	readonly kind: string;
	readonly message: Message;
	/** Statuses it may be answered with. */
	readonly expected: readonly number[];
}

const JSON_TYPE = { 'content-type': 'application/json' };
const HOUR = 3_600_000;

/** 503 where the same forgery came twice at once, and the first was still being checked. */
const CHECKED_BACK = [409, 503];

type Maker = (draw: Draw, target: Target) => Omit<Forgery, 'kind'>;

const guess = (draw: Draw): string => `guess-${Math.floor(draw() * 1e12).toString(36)}`;

const message = (
	{ url }: Target,
	body: unknown,
	{
		query = '',
		headers = {},
		type = JSON_TYPE,
		method = 'POST',
		path = '',
	}: {
		query?: string;
		headers?: Record<string, string>;
		type?: Record<string, string>;
		method?: string;
		path?: string;
	} = {},
): Message => ({
	method,
	url: `${url}${path}${query === '' ? '' : `?${query}`}`,
	headers: { ...type, ...headers },
	body: method === 'GET' ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
});

const asToken = (token: string): string => `token=${encodeURIComponent(token)}`;

/** With the right token: what else is wrong must do. */
const inside = (target: Target, body: unknown, more: Parameters<typeof message>[2] = {}): Message =>
	message(target, body, { query: asToken(target.token), ...more });

const at = ({ coming }: Target, time: number): Genuine => ({
	...coming,
	timestamp: new Date(time).toISOString(),
});

const MAKERS: Readonly<Record<string, Maker>> = {
	'no token': (_draw, target) => ({ message: message(target, target.coming), expected: [401] }),
	'a guessed token in the address': (draw, target) => ({
		message: message(target, target.coming, { query: asToken(guess(draw)) }),
		expected: [401],
	}),
	'a guessed token in X-LeadsPredict-Token': (draw, target) => ({
		message: message(target, target.coming, { headers: { 'X-LeadsPredict-Token': guess(draw) } }),
		expected: [401],
	}),
	'a guessed token as bearer': (draw, target) => ({
		message: message(target, target.coming, {
			headers: { Authorization: `Bearer ${guess(draw)}` },
		}),
		expected: [401],
	}),
	'a token that is nearly right': (draw, target) => {
		const { token } = target;
		const near = [token.slice(0, -1), `${token}x`, token.toUpperCase(), token.slice(1)] as const;
		return {
			message: message(target, target.coming, { query: asToken(pick(draw, [...near])) }),
			expected: [401],
		};
	},
	'two tokens in the address, one of them right': (draw, target) => ({
		message: message(target, target.coming, {
			query: `${asToken(guess(draw))}&${asToken(target.token)}`,
		}),
		expected: [401],
	}),
	'the right token as the name of a user': (_draw, target) => ({
		message: message(target, target.coming, {
			headers: { Authorization: `Basic ${Buffer.from(`${target.token}:`).toString('base64')}` },
		}),
		expected: [401],
	}),
	'the right token, as a form': (_draw, target) => ({
		message: inside(target, 'event=lead.hot&data[lead_id]=lead_1', {
			type: { 'content-type': 'application/x-www-form-urlencoded' },
		}),
		expected: [415],
	}),
	'the right token, as plain text': (draw, target) => ({
		message: inside(target, target.coming, {
			type: pick(draw, [{ 'content-type': 'text/plain' }, { 'content-type': 'application/xml' }]),
		}),
		expected: [415, 422],
	}),
	'the right token, broken JSON': (draw, target) => {
		const whole = JSON.stringify(target.coming);
		return {
			message: inside(target, whole.slice(0, 1 + Math.floor(draw() * (whole.length - 2)))),
			expected: [422],
		};
	},
	'the right token, no event': (draw, target) => ({
		message: inside(
			target,
			pick<unknown>(draw, [
				{},
				[],
				[target.coming],
				{ ...target.coming, data: undefined },
				{ ...target.coming, data: { lead_id: {}, score: 99 } },
				{ ...target.coming, event: null },
				{ ...target.coming, timestamp: undefined },
				{ ...target.coming, data: { ...target.coming.data, score: 'high' } },
			]),
		),
		expected: [400],
	}),
	'the right token, an event of days ago': (draw, target) => ({
		message: inside(target, at(target, target.now - HOUR * (25 + Math.floor(draw() * 1_000)))),
		expected: [400],
	}),
	'the right token, an event of tomorrow': (draw, target) => ({
		message: inside(target, at(target, target.now + HOUR * (1 + Math.floor(draw() * 100)))),
		expected: [400],
	}),
	'the right token, a lead that nobody knows': (draw, target) => ({
		message: inside(target, {
			...target.coming,
			data: { lead_id: `lead_${guess(draw)}`, score: 99 },
		}),
		expected: CHECKED_BACK,
	}),
	'the right token, a score that the lead never had': (draw, target) => {
		const { data } = target.coming;
		const score = (data.score + 1 + Math.floor(draw() * 90)) % 101;
		return {
			message: inside(target, { ...target.coming, data: { ...data, score } }),
			expected: CHECKED_BACK,
		};
	},
	'the right token, an event that there is not': (draw, target) => ({
		message: inside(target, { ...target.coming, event: `lead.${guess(draw)}` }),
		expected: [200],
	}),
	'the right token, an event that was heard before': (_draw, target) => ({
		message: inside(target, target.heard),
		expected: [200],
	}),
	'another method': (draw, target) => ({
		message: inside(target, target.coming, { method: pick(draw, ['GET', 'PUT', 'DELETE']) }),
		expected: [404],
	}),
	'another path': (draw, target) => ({
		message: inside(target, target.coming, { path: pick(draw, ['/more', 's', '%2e']) }),
		expected: [404],
	}),
};

export const KINDS = Object.keys(MAKERS);

/** The first of each kind, then of any kind by the seed. */
export function forgeries(seed: number, count: number, target: Target): Forgery[] {
	const kinds = Object.entries(MAKERS);
	const [first, ...others] = kinds;
	if (first === undefined) return [];
	return Array.from({ length: count }, (_, index): Forgery => {
		const draw = draws('forgery', seed, index);
		const [kind, make] = kinds[index] ?? pick(draw, [first, ...others]);
		return { kind, ...make(draw, target) };
	});
}
