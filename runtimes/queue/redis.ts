import { REDIS_ADVICE, findRedis } from '../findRedis.cjs';
import { startProgram, type Program } from './program';

/**
 * Starts a separate Redis that stores nothing on disk.
 * @throws when this machine has no redis-server, with instructions
 */
export async function startRedis(port: number, folder: string): Promise<Program> {
	const command = findRedis();
	if (command === undefined) throw new Error(`There is no redis-server here. ${REDIS_ADVICE}`);
	return await startProgram({
		title: 'Redis',
		command,
		args: [
			...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
			...['--save', '', '--appendonly', 'no', '--daemonize', 'no'],
		],
		readyWhen: /Ready to accept connections/,
	});
}
