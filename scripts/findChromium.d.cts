export declare function canRun(file: string): boolean;

/** Where an executable of this name could be. */
export declare function onPath(name: string): string[];

/** The executable of Chromium or Chrome; LEADSPREDICT_CHROMIUM and CHROME_PATH go first. */
export declare function findChromium(): string | undefined;
