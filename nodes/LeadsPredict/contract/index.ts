/**
 * All that LeadsPredict says or hears, once: nodes and client use these schemas, and every type is
 * inferred from them. Tolerant to fields the reference does not name, strict about what a workflow
 * relies on. Each comment says what is documented and what we decided. The sandbox has its own
 * reading of the reference, `openapi/leadspredict.json`, to which a test holds these schemas.
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
