import { getHeapStatistics } from 'node:v8';
import type { PeakMemory } from './protocol';

const SAMPLE_MS = 10;

/**
 * Samples the heap during a run, because V8 does not report its peak. The peak of the whole process is
 * the operating system's figure.
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
