/** The executable of Chromium or Chrome. LEADSPREDICT_CHROMIUM and CHROME_PATH take precedence. */
export declare function findChromium(): string | undefined;
