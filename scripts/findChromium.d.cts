/** The executable of Chromium or Chrome; LEADSPREDICT_CHROMIUM and CHROME_PATH go first. */
export declare function findChromium(): string | undefined;
