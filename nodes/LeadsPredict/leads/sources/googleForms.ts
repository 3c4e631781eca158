import type { Source, TableShape } from '../source';

/** Google's headers for the time of submission and for the address that the form collects. */
const LANGUAGES: ReadonlyArray<readonly [time: string, email: string]> = [
	['timestamp', 'emailaddress'],
	['zeitstempel', 'emailadresse'],
	['horodateur', 'adressemail'],
	['marcatemporal', 'direcciondecorreoelectronico'],
	['informazionicronologiche', 'indirizzoemail'],
	['carimbodedatahora', 'enderecodeemail'],
	['tijdstempel', 'emailadres'],
	['sygnaturaczasowa', 'adresemail'],
	['отметкавремени', 'адресэлектроннойпочты'],
];

export const googleForms: Source = {
	value: 'googleForms',
	name: 'Google Forms',
	description: 'Answers in the sheet of a Google form, by its questions',
	tables: LANGUAGES.map(
		([time, email]): TableShape => ({
			label: 'Google Forms answer',
			marks: [
				[time, email],
				[time, 'rownumber'],
			],
			asks: true,
			submitted: time,
		}),
	),
};
