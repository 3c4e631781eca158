export interface ProgressStream {
	readonly isTTY?: boolean;
	readonly columns?: number;
	write(text: string): unknown;
}

type Work<T> = (report: (phrase: string) => void) => Promise<T>;

export interface Progress {
	/** Shows the label and the time while `work` runs; it may report a better label. */
	during<T>(label: string, work: Work<T>): Promise<T>;
	/** The same for work that is usually done already: shown only if it takes a while. */
	duringIfSlow<T>(label: string, work: Work<T>): Promise<T>;
	/** Drops all labels and clears the line. */
	stop(): void;
}

export declare function createProgress(options: {
	stream: ProgressStream;
	now?: () => number;
}): Progress;

export declare function formatElapsed(ms: number): string;

export declare function liveLine(
	tasks: ReadonlyArray<{ label: string; elapsed: number }>,
	frame: number,
	columns: number,
): string;
