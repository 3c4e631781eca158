export type Need = 'engine' | 'server' | 'chromium';
export type Tier = 'unit' | 'contract' | 'engine' | 'server' | 'browser';

export declare const TIERS: Readonly<Record<Tier, { readonly needs: readonly Need[] }>>;

export declare function chooseTiers(args: readonly string[]): {
	tiers: Tier[];
	jestArgs: string[];
};
