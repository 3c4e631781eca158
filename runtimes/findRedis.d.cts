/** How people get Redis, in sentences. */
export declare const REDIS_ADVICE: string;

/** The path of a redis-server that can be run here. */
export declare function findRedis(): string | undefined;
