export { LeadsPredictError } from './error';
export { LeadsPredict } from './leadsPredict';
export type {
	Analysis,
	AnalyzeCall,
	BatchCall,
	ClientOptions,
	LeadAnswer,
	LeadOutcome,
} from './leadsPredict';
