import { median } from '../statistics';
import type { TriggerName } from './triggers';

/** Events sent to one trigger, until the end of the last execution. */
export interface TriggerSample {
	readonly events: number;
	readonly ms: number;
}

/** One trigger in a server of one kind. */
export interface TriggerCase {
	readonly trigger: TriggerName;
	/** Whether n8n ran with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true. */
	readonly lazy: boolean;
	readonly samples: readonly TriggerSample[];
}

export interface TriggerFigures {
	/** Version of Node.js. */
	readonly node: string;
	readonly cases: readonly TriggerCase[];
}

export const eventsPerSecond = ({ samples }: TriggerCase): number =>
	median(samples.map(({ events, ms }) => (events / ms) * 1000));

export const triggerCase = (
	{ cases }: TriggerFigures,
	trigger: TriggerName,
	lazy: boolean,
): TriggerCase | undefined =>
	cases.find((each) => each.trigger === trigger && each.lazy === lazy && each.samples.length > 0);
