import { getHeapStatistics } from 'node:v8';
import type { PeakMemory } from './protocol';

const SAMPLE_MS = 10;

/**
 * Looks at the heap while something runs. Nobody tells its peak, so it is looked at often; what
 * the whole process held is the operating system's own figure.
 */
export class MemoryWatch {
	private heapUsed = 0;
	private readonly timer = setInterval(() => this.look(), SAMPLE_MS);

	stop(): PeakMemory {
		clearInterval(this.timer);
		this.look();
		return {
			rss: process.resourceUsage().maxRSS * 1024,
			heapUsed: this.heapUsed,
			heapLimit: getHeapStatistics().heap_size_limit,
		};
	}

	private look(): void {
		this.heapUsed = Math.max(this.heapUsed, getHeapStatistics().used_heap_size);
	}
}
