/** Writes the part of jest's results that is counted into the file LEADSPREDICT_TEST_RESULTS. */
declare class Reporter {
	onRunComplete(contexts: unknown, results: object): void;
}

export = Reporter;
