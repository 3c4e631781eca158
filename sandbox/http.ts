import fastify from 'fastify';
import type {
	FastifyError,
	FastifyInstance,
	FastifyListenOptions,
	FastifyRequest,
	FastifyServerOptions,
} from 'fastify';

/** Code for all servers of the sandbox. They listen only on the loopback address. */
export const HOST = '127.0.0.1';

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;
/** A long ID is an unknown ID. Node.js limits the length of a URL. */
const MAX_PARAM_LENGTH = 64 * 1024;
/**
 * Max connections that wait to be accepted, as far as the system allows. n8n's HTTP Request node opens
 * one per item at once, and a refused one retries only after a second.
 */
const BACKLOG = 65_535;

export const createServer = (options: FastifyServerOptions = {}): FastifyInstance =>
	fastify({
		bodyLimit: BODY_LIMIT_BYTES,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
		...options,
	});

/** @returns the server's address: `http://127.0.0.1:4010` */
export async function listen(
	app: FastifyInstance,
	port: FastifyListenOptions['port'] = 0,
): Promise<string> {
	return await app.listen({ host: HOST, port, backlog: BACKLOG });
}

/** The body of a request: nothing, JSON, or any other text. */
export type Body =
	| { readonly kind: 'none' }
	| { readonly kind: 'json'; readonly json: unknown }
	| { readonly kind: 'text'; readonly text: string };

function readBody(text: string): Body {
	if (text === '') return { kind: 'none' };
	try {
		const json: unknown = JSON.parse(text);
		return { kind: 'json', json };
	} catch {
		return { kind: 'text', text };
	}
}

/** The JSON or the text of a body. */
export const contentOf = (body: Body): unknown =>
	body.kind === 'json' ? body.json : body.kind === 'text' ? body.text : undefined;

/**
 * Reads bodies without validating them; the routes do that.
 * @param isJson whether a body of that content type is read as JSON
 */
export function readBodies(
	app: FastifyInstance,
	isJson: (type: string) => boolean,
	onBody?: (request: FastifyRequest, body: Body, text: string) => void,
): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (request, content, done) => {
		const text = content.toString();
		const type = request.headers['content-type'] ?? '';
		const body: Body = isJson(type) ? readBody(text) : { kind: 'text', text };
		onBody?.(request, body, text);
		done(null, body);
	});
	app.addHook('preValidation', async (request) => {
		request.body ??= { kind: 'none' };
	});
}

export const isJsonType = (type: string): boolean => /^application\/json\s*(?:;|$)/i.test(type);

/** The address without its query. */
export const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '';

/** The HTTP status of an unexpected error. */
export const statusOf = (error: FastifyError | Error): number =>
	'statusCode' in error ? (error.statusCode ?? 500) : 500;
