export type Need = 'engine' | 'server' | 'chromium' | 'redis' | 'postgres';
export type Tier = 'unit' | 'contract' | 'engine' | 'server' | 'queue' | 'browser' | 'soak';

export declare const TIERS: Readonly<Record<Tier, { readonly needs: readonly Need[] }>>;

export declare function chooseTiers(args: readonly string[]): {
	tiers: Tier[];
	jestArgs: string[];
	n8n?: string;
};

export declare function groupsOf(tiers: readonly Tier[]): Tier[][];
