import type { Source, TableShape } from '../source';

/** What Google calls the column of the time, and that of the address if the form collects it. */
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
