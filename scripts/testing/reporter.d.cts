/** Writes the counted part of jest's results into the file LEADSPREDICT_TEST_RESULTS. */
declare class Reporter {
	onRunComplete(contexts: unknown, results: object): void;
}

export = Reporter;
