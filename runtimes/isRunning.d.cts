/** Whether a process with this ID exists, whoever owns it. */
export declare function isRunning(pid: number): boolean;
