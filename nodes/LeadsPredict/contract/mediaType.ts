/**
 * Whether a call to n8n says that its body is JSON. n8n parses exactly this media type as JSON for a
 * webhook; parameters such as a charset may follow.
 * @param contentType the header, if it came
 */
export const saysJson = (contentType: unknown): boolean =>
	typeof contentType === 'string' && /^\s*application\/json\s*(?:;|$)/i.test(contentType);
