/**
 * Every message to and from LeadsPredict, defined once. Nodes and client use these schemas, and all
 * types are inferred from them. The schemas accept fields that the reference does not name, and are
 * strict about what a workflow needs. Each comment says what is documented and what is decided here.
 * The sandbox has its own reading of the reference, `openapi/leadspredict.json`; a test compares the
 * two.
 */
export * from './analyze';
export * from './baseUrl';
export * from './batch';
export * from './credential';
export * from './details';
export * from './error';
export * from './event';
export * from './host';
export * from './item';
export * from './lead';
export * from './limits';
export * from './mediaType';
export * from './rateLimit';
export * from './time';
