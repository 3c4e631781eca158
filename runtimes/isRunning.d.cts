/** Whether there is a process of this id, whoever it belongs to. */
export declare function isRunning(pid: number): boolean;
