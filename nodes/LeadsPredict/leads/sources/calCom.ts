import type { ItemShape, Source } from '../source';

/** @param before prefix of the booking: n8n's trigger puts it next to the event, webhooks below it */
const booking = (before: string): ItemShape => ({
	label: 'Cal.com booking',
	knownBy: {
		all: [`${before}attendees`, `${before}organizer`],
		any: ['triggerEvent', `${before}responses`, `${before}bookingId`],
	},
	fields: {
		email: [`${before}responses.email.value`, `${before}attendees[].email`],
		name: [`${before}responses.name.value`, `${before}attendees[].name`],
		phone: [
			`${before}responses.attendeePhoneNumber.value`,
			`${before}smsReminderNumber`,
			`${before}attendees[].phoneNumber`,
		],
		last_interaction: 'createdAt',
	},
	answers: { list: `${before}responses`, label: 'label', value: 'value', bare: true },
});

export const calCom: Source = {
	value: 'calCom',
	name: 'Cal.com',
	description: 'People who booked, from the Cal.com Trigger or Cal.com’s webhooks',
	shapes: [booking(''), booking('payload.')],
};
