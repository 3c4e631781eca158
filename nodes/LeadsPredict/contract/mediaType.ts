/**
 * Whether a call declares a JSON body. n8n parses only this media type as JSON for a webhook;
 * parameters such as a charset may follow.
 * @param contentType the header, if present
 */
export const saysJson = (contentType: unknown): boolean =>
	typeof contentType === 'string' && /^\s*application\/json\s*(?:;|$)/i.test(contentType);
