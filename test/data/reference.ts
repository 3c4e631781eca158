/** The examples of LeadsPredict's public API reference (November 2026), as they stand there. */

export const QUICK_EXAMPLE = {
	leads: [
		{ name: 'John Doe', email: 'john@example.com', phone: '+1234567890', company: 'TechCorp' },
	],
};

export const ANALYZE_REQUEST = {
	leads: [
		{
			name: 'John Doe',
			email: 'john@example.com',
			phone: '+1234567890',
			company: 'TechCorp',
			industry: 'Technology',
			revenue: 5000000,
			employees: 50,
			engagement_score: 75,
			last_interaction: '2025-11-01',
		},
	],
	options: { include_predictions: true, include_recommendations: true },
};

export const LEAD_RESULT = {
	id: 'lead_abc123',
	score: 98,
	category: 'hot',
	conversion_probability: 0.87,
	predicted_revenue: 125000,
	churn_risk: 'low',
	recommendations: ['Contact within 24 hours', 'Personalize outreach with industry insights'],
	next_actions: [{ action: 'schedule_demo', priority: 'high', deadline: '2025-11-10' }],
};

export const ANALYZE_RESPONSE = {
	status: 'success',
	data: {
		leads: [LEAD_RESULT],
		summary: { total_leads: 1, hot_leads: 1, avg_score: 98, total_predicted_revenue: 125000 },
	},
};

export const LEAD_DETAILS = {
	id: 'lead_abc123',
	score: 98,
	created_at: '2025-11-08T10:00:00Z',
	updated_at: '2025-11-08T15:30:00Z',
	history: [
		{ timestamp: '2025-11-08T10:00:00Z', event: 'lead_created', score: 85 },
		{ timestamp: '2025-11-08T15:30:00Z', event: 'engagement_increased', score: 98 },
	],
};

export const DETAILS_RESPONSE = { status: 'success', data: LEAD_DETAILS };

/** The reference writes `[...]` for the leads. */
export const BATCH_REQUEST = {
	leads: QUICK_EXAMPLE.leads,
	async: true,
	webhook_url: 'https://your-app.com/webhook',
};

/** The reference writes `[...]` for the recommendations. */
export const EVENT = {
	event: 'lead.hot',
	timestamp: '2025-11-08T16:00:00Z',
	data: { lead_id: 'lead_abc123', score: 98, previous_score: 85, recommendations: [] },
};

export const ERROR_RESPONSE = {
	status: 'error',
	error: {
		code: 'invalid_request',
		message: 'Missing required field: email',
		details: { field: 'email', reason: 'required' },
	},
};

export const RATE_LIMIT_HEADERS = {
	'x-ratelimit-limit': '10000',
	'x-ratelimit-remaining': '9950',
	'x-ratelimit-reset': '1699459200',
};

/** The statuses of the reference's error table. */
export const ERROR_STATUSES = [400, 401, 403, 404, 429, 500] as const;
