import type { FieldRole, Source } from '../source';
import { idsOnly } from './refusals';

/** LinkedIn's names for the answers that it fills in from the profile. */
const TYPES: Readonly<Record<string, FieldRole | null>> = {
	EMAIL: 'email',
	WORK_EMAIL: 'email',
	FIRST_NAME: 'firstName',
	LAST_NAME: 'lastName',
	PHONE_NUMBER: 'phone',
	WORK_PHONE_NUMBER: 'phone',
	COMPANY_NAME: 'company',
	COMPANY_SIZE: 'employees',
	INDUSTRY: 'industry',
	JOB_TITLE: null,
	LINKEDIN_PROFILE_LINK: null,
};

export const linkedin: Source = {
	value: 'linkedin',
	name: 'LinkedIn Lead Gen',
	description: 'Answers to LinkedIn’s lead forms, fetched together with their form',
	shapes: [
		{
			label: 'LinkedIn lead',
			knownBy: { all: ['formResponse'] },
			answers: {
				list: 'formResponse.answers',
				label: 'name',
				value: ['answerDetails.textQuestionAnswer.answer', 'answer'],
				types: TYPES,
				questions: {
					list: 'form.content.questions',
					by: ['questionId', 'questionId'],
					label: ['name', 'question'],
					type: 'predefinedField',
				},
			},
			fields: { last_interaction: 'submittedAt' },
			record: { type: 'lead', id: 'id' },
			withoutEmail: [
				{
					lacks: 'form',
					code: 'ids_only',
					message: 'LinkedIn handed out these answers without the questions of their form',
					advice:
						'Ask LinkedIn for the form as well (leadFormResponses with its form), so that each answer can be told from the others',
				},
			],
		},
		{
			...idsOnly(
				'LinkedIn event',
				'ID of the answers',
				'Get the answers by their ID from LinkedIn (leadFormResponses with its form) before this node',
			),
			knownBy: { all: ['leadGenFormResponse'], any: ['leadAction', 'leadGenForm'] },
		},
	],
};
