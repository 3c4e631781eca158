/** Instructions for installing Redis. */
export declare const REDIS_ADVICE: string;

/** The path of a redis-server on this machine. */
export declare function findRedis(): string | undefined;
