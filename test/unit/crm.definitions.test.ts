import * as fc from 'fast-check';

import type { CrmField } from '../../nodes/LeadsPredict/crm/mapping';
import {
	fieldFile,
	salesforceField,
	salesforceList,
} from '../../nodes/LeadsPredict/crm/salesforce/definitions';
import {
	hubspotList,
	hubspotProperty,
	hubspotRequests,
} from '../../nodes/LeadsPredict/crm/hubspot/definitions';
import { CRMS } from '../../nodes/LeadsPredict/crm/crms';
import { sameName } from '../../nodes/LeadsPredict/crm/definitions';
import { formatValue } from '../../nodes/LeadsPredict/crm/fieldFormat';
import type { FieldFormat } from '../../nodes/LeadsPredict/crm/fieldFormat';
import { HUBSPOT_FIELDS } from '../../nodes/LeadsPredict/crm/hubspot/fields';
import {
	SALESFORCE_CONTACT_FIELDS,
	SALESFORCE_LEAD_FIELDS,
} from '../../nodes/LeadsPredict/crm/salesforce/fields';
import { definitionOf } from '../../sandbox/crm/hubspot/propertyDefinitions';
import { checkValues } from '../../sandbox/crm/hubspot/propertyValues';
import { customField, customFieldSchema } from '../../sandbox/crm/salesforce/fields';
import { storedValue, typedValue } from '../../sandbox/crm/salesforce/values';

const SALESFORCE = [
	['Lead', SALESFORCE_LEAD_FIELDS],
	['Contact', SALESFORCE_CONTACT_FIELDS],
] as const;

/** Every way in which a value can be made to fit, also those that no table uses today. */
const FITS: ReadonlyArray<[string, FieldFormat]> = [
	['text', { as: 'text', maxLength: 255 }],
	['lines', { as: 'lines', maxLength: 1000 }],
	['whole number', { as: 'number', decimals: 0 }],
	['whole number of few digits', { as: 'number', decimals: 0, digits: 3 }],
	['number', { as: 'number', decimals: 2 }],
	['number of few digits', { as: 'number', decimals: 2, digits: 5 }],
	['fraction', { as: 'fraction', decimals: 4 }],
	['percent', { as: 'percent', decimals: 2 }],
	['currency', { as: 'currency' }],
	['date', { as: 'date' }],
	['timestamp', { as: 'timestamp' }],
	['choice', { as: 'choice', options: ['Hot', 'Warm', 'Cold'] }],
];
const targetFor = (wanted: FieldFormat, to = 'leadspredict_x'): CrmField => ({
	source: 'score',
	name: to,
	label: 'A Field',
	format: wanted,
});

const inputsOf = (crmFields: readonly CrmField[]): unknown => hubspotRequests(crmFields)[1]?.body;
const customOf = (crmFields: readonly CrmField[]): CrmField[] =>
	crmFields.filter(({ isStandard }) => isStandard !== true);

/** How a field looks, which is nothing to the stand-in's Salesforce. */
const LOOKS = ['fullName', 'description', 'visibleLines'];

const definedField = (crmField: CrmField) => {
	const metadata = salesforceField(crmField);
	const field = Object.entries(metadata).filter(([name]) => !LOOKS.includes(name));
	return customField(
		customFieldSchema.parse({ name: metadata.fullName, ...Object.fromEntries(field) }),
	);
};

describe('HubSpot’s properties', () => {
	it('are created in a group of their own, which comes first', () => {
		const [group, properties, ...more] = hubspotRequests(HUBSPOT_FIELDS);
		expect(group).toEqual({
			method: 'POST',
			url: 'https://api.hubapi.com/crm/properties/2026-03/contacts/groups',
			body: { name: 'leadspredict', label: 'LeadsPredict' },
			creates: [{ kind: 'property group', name: 'leadspredict' }],
		});
		expect(properties).toMatchObject({
			method: 'POST',
			url: 'https://api.hubapi.com/crm/properties/2026-03/contacts/batch/create',
		});
		expect(more).toEqual([]);
	});

	it('are those that are written, one to one', () => {
		expect(inputsOf(HUBSPOT_FIELDS)).toEqual({ inputs: HUBSPOT_FIELDS.map(hubspotProperty) });
		expect(HUBSPOT_FIELDS.map(hubspotProperty)).toMatchObject(
			HUBSPOT_FIELDS.map(({ name, label }) => ({ name, label, groupName: 'leadspredict' })),
		);
	});

	it('have the types of what is written', () => {
		const types = HUBSPOT_FIELDS.map(hubspotProperty).map(
			({ name, type, fieldType, numberDisplayHint = '' }) => [
				name,
				type,
				fieldType,
				numberDisplayHint,
			],
		);
		expect(types).toEqual([
			['leadspredict_id', 'string', 'text', ''],
			['leadspredict_score', 'number', 'number', 'unformatted'],
			['leadspredict_previous_score', 'number', 'number', 'unformatted'],
			['leadspredict_category', 'string', 'text', ''],
			['leadspredict_conversion_probability', 'number', 'number', 'percentage'],
			['leadspredict_predicted_revenue', 'number', 'number', 'currency'],
			['leadspredict_churn_risk', 'string', 'text', ''],
			['leadspredict_recommendations', 'string', 'textarea', ''],
			['leadspredict_next_actions', 'string', 'textarea', ''],
			['leadspredict_last_scored', 'datetime', 'date', ''],
		]);
	});

	it('have unique values in the id and nowhere else', () => {
		const unique = HUBSPOT_FIELDS.map(hubspotProperty).filter(
			(property) => 'hasUniqueValue' in property,
		);
		expect(unique).toMatchObject([{ name: 'leadspredict_id', hasUniqueValue: true }]);
	});

	it.each(FITS)('are taken for a value that fits as %s', (_, wanted) => {
		expect(() => definitionOf(hubspotProperty(targetFor(wanted)))).not.toThrow();
	});
});

describe.each(SALESFORCE)('fields of a Salesforce %s', (object, crmFields) => {
	it('are those that are written and not there from the start, one to one', () => {
		expect(salesforceList(crmFields, object).map(({ name, label }) => [name, label])).toEqual(
			customOf(crmFields).map(({ name, label }) => [name, label]),
		);
		expect(salesforceList(crmFields, object).map(({ name }) => name)).not.toContain('Rating');
	});

	it('have the types of what is written', () => {
		const types = salesforceList(crmFields, object).map(({ metadata }) => [
			metadata.fullName,
			metadata.type,
			metadata.length ?? [metadata.precision, metadata.scale],
		]);
		expect(types).toEqual([
			['LeadsPredict_Id__c', 'Text', 255],
			['LeadsPredict_Score__c', 'Number', [18, 2]],
			['LeadsPredict_Previous_Score__c', 'Number', [18, 2]],
			['LeadsPredict_Category__c', 'Text', 255],
			['LeadsPredict_Conversion_Probability__c', 'Percent', [5, 2]],
			['LeadsPredict_Predicted_Revenue__c', 'Currency', [18, 2]],
			['LeadsPredict_Churn_Risk__c', 'Text', 255],
			['LeadsPredict_Recommendations__c', 'LongTextArea', 32_768],
			['LeadsPredict_Next_Actions__c', 'LongTextArea', 32_768],
			['LeadsPredict_Last_Scored__c', 'DateTime', [undefined, undefined]],
		]);
	});

	it('find records by the id, which tells cases apart, and by nothing else', () => {
		const external = salesforceList(crmFields, object).filter(
			({ metadata: { externalId, unique } }) => externalId === true || unique === true,
		);
		expect(external.map(({ metadata }) => metadata)).toMatchObject([
			{ fullName: 'LeadsPredict_Id__c', externalId: true, unique: true, caseSensitive: true },
		]);
	});

	it('stay within Salesforce’s lengths', () => {
		for (const { name, label, description } of salesforceList(crmFields, object)) {
			expect(name.replace(/__c$/, '').length).toBeLessThanOrEqual(40);
			expect(label.length).toBeLessThanOrEqual(40);
			expect(description.length).toBeLessThanOrEqual(1000);
		}
	});

	it('come as files, each with where it belongs', () => {
		const [id] = salesforceList(crmFields, object);
		expect(id?.path).toBe(`objects/${object}/fields/LeadsPredict_Id__c.field-meta.xml`);
		expect(id?.file).toBe(
			[
				'<?xml version="1.0" encoding="UTF-8"?>',
				'<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">',
				'    <fullName>LeadsPredict_Id__c</fullName>',
				'    <caseSensitive>true</caseSensitive>',
				'    <description>What LeadsPredict calls this lead; by it a record is found again</description>',
				'    <externalId>true</externalId>',
				'    <label>LeadsPredict ID</label>',
				'    <length>255</length>',
				'    <required>false</required>',
				'    <type>Text</type>',
				'    <unique>true</unique>',
				'</CustomField>',
				'',
			].join('\n'),
		);
	});
});

describe('a field of Salesforce', () => {
	it.each(FITS)('is taken for a value that fits as %s', (_, wanted) => {
		expect(() => definedField(targetFor(wanted, 'X__c'))).not.toThrow();
	});

	it('says nothing of being required where Salesforce’s own files do not: in a long text', () => {
		const long = salesforceField(targetFor({ as: 'lines', maxLength: 32_768 }, 'X__c'));
		expect(long).not.toHaveProperty('required');
		expect(fieldFile(long)).not.toContain('required');
	});

	it('keeps its file well-formed, whatever the label is', () => {
		const field = salesforceField(targetFor({ as: 'date' }, 'X__c'));
		expect(fieldFile({ ...field, label: 'R&D <score>' })).toContain(
			'<label>R&amp;D &lt;score&gt;</label>',
		);
	});
});

describe('every value that is made to fit', () => {
	const plain = (value: string | number): string =>
		typeof value === 'number'
			? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
			: value;

	/** Salesforce keeps 18 digits, which is more than a number can tell apart. */
	const anyNumber = fc.double({ min: -1e15, max: 1e15, noNaN: true });
	const text = fc.string({ maxLength: 400 });
	const VALUES: Readonly<Record<FieldFormat['as'], fc.Arbitrary<unknown>>> = {
		text: fc.oneof(text, anyNumber),
		lines: fc.array(fc.oneof(text, fc.record({ action: text, priority: text, deadline: text }))),
		number: anyNumber,
		fraction: fc.double({ min: 0, max: 1, noNaN: true }),
		percent: fc.double({ min: 0, max: 1, noNaN: true }),
		currency: anyNumber,
		date: fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }),
		timestamp: fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }),
		choice: fc.constantFrom('hot', 'WARM', ' Cold '),
	};

	it.each(FITS)('is taken by HubSpot’s property, as %s', (_, wanted) => {
		const definition = definitionOf(hubspotProperty(targetFor(wanted)));
		fc.assert(
			fc.property(VALUES[wanted.as], (value) => {
				const fitted = formatValue(value, wanted);
				if (fitted.ok !== true) return;
				const properties = {
					find: () => definition,
					groups: () => [],
					addGroup: () => {},
					add: () => {},
					all: () => [],
					clear: () => {},
				};
				expect(checkValues(properties, { x: plain(fitted.value) }).problems).toEqual([]);
			}),
		);
	});

	it.each(FITS)('is taken and kept by Salesforce’s field, as %s', (_, wanted) => {
		const field = definedField(targetFor(wanted, 'X__c'));
		fc.assert(
			fc.property(VALUES[wanted.as], (value) => {
				const fitted = formatValue(value, wanted);
				if (fitted.ok !== true) return;
				const stored = storedValue(field, typedValue(field, fitted.value));
				if (typeof fitted.value === 'number' && typeof stored === 'number') {
					expect(Math.abs(stored - fitted.value)).toBeLessThanOrEqual(
						Math.abs(fitted.value) * 1e-12,
					);
				} else if (wanted.as !== 'timestamp') expect(stored).toBe(fitted.value);
			}),
		);
	});
});

describe.each(SALESFORCE)('a number for a Salesforce %s', (_object, crmFields) => {
	const NUMBERS = ['number', 'fraction', 'percent', 'currency'];
	const numeric = customOf(crmFields).filter((crmField) => NUMBERS.includes(crmField.format.as));
	const aNumber = fc.oneof(
		fc.double({ noNaN: true, noDefaultInfinity: true }),
		fc.double({ min: -1e17, max: 1e17, noNaN: true }),
		fc.double({ min: 0, max: 1, noNaN: true }),
	);

	it.each(numeric.map((crmField) => [crmField.name, crmField] as const))(
		'that %s does not hold is left out, and every other one is taken',
		(_, crmField) => {
			const field = definedField(crmField);
			fc.assert(
				fc.property(aNumber, (value) => {
					const fitted = formatValue(value, crmField.format);
					if (fitted.ok === true) storedValue(field, typedValue(field, fitted.value));
					else
						expect(fitted).toMatchObject({ why: expect.stringMatching(/too large|not between/) });
				}),
				{ numRuns: 1000 },
			);
		},
	);
});

describe('the list for people', () => {
	it('says for HubSpot what to choose for each property', () => {
		expect(
			hubspotList(HUBSPOT_FIELDS).map(({ name, type, settings }) => [name, type, settings]),
		).toEqual([
			['leadspredict_id', 'Single-line text', 'unique values'],
			['leadspredict_score', 'Number', ''],
			['leadspredict_previous_score', 'Number', ''],
			['leadspredict_category', 'Single-line text', ''],
			['leadspredict_conversion_probability', 'Number', 'shown as percentage'],
			['leadspredict_predicted_revenue', 'Number', 'shown as currency'],
			['leadspredict_churn_risk', 'Single-line text', ''],
			['leadspredict_recommendations', 'Multi-line text', ''],
			['leadspredict_next_actions', 'Multi-line text', ''],
			['leadspredict_last_scored', 'Date and time picker', ''],
		]);
	});

	it('tells a day from a time, which HubSpot makes two types', () => {
		const typeOf = (wanted: FieldFormat) => hubspotList([targetFor(wanted)])[0]?.type;
		expect(typeOf({ as: 'date' })).toBe('Date picker');
		expect(typeOf({ as: 'timestamp' })).toBe('Date and time picker');
		expect(typeOf({ as: 'choice', options: ['Hot'] })).toBe('Dropdown select');
	});

	it('says for Salesforce what to enter for each field', () => {
		expect(
			salesforceList(SALESFORCE_LEAD_FIELDS, 'Lead').map(({ type, settings }) => [type, settings]),
		).toEqual([
			['Text', 'length 255, External ID, Unique, case sensitive'],
			['Number', '16 digits, 2 decimals'],
			['Number', '16 digits, 2 decimals'],
			['Text', 'length 255'],
			['Percent', '3 digits, 2 decimals'],
			['Currency', '16 digits, 2 decimals'],
			['Text', 'length 255'],
			['Text Area (Long)', 'length 32768, 5 visible lines'],
			['Text Area (Long)', 'length 32768, 5 visible lines'],
			['Date/Time', ''],
		]);
	});

	it('describes every field in one short line', () => {
		const all = [...hubspotList(HUBSPOT_FIELDS), ...salesforceList(SALESFORCE_LEAD_FIELDS, 'Lead')];
		for (const { description } of all) expect(description).toMatch(/^[A-Z].{10,90}[^.]$/);
	});
});

/** Why the CRM of this value takes no field of this name. */
const wrongName = (crm: string, name: string): string | undefined =>
	CRMS.find(({ value }) => value === crm)?.wrongName(name);

describe('a name', () => {
	it.each([
		['hubspot', 'lead_score'],
		['hubspot', 'a'],
		['hubspot', `a${'_'.repeat(99)}`],
		['salesforceLead', 'Score__c'],
		['salesforceContact', 'My_Score_2__c'],
		['salesforceLead', `${'a'.repeat(40)}__c`],
		['salesforceLead', `${'a_'.repeat(19)}aa__c`],
	])('for %s can be %s', (crm, name) => {
		expect(wrongName(crm, name)).toBeUndefined();
	});

	it.each([
		['hubspot', ''],
		['hubspot', 'Lead_Score'],
		['hubspot', '2nd_score'],
		['hubspot', '_score'],
		['hubspot', 'lead score'],
		['hubspot', 'lead-score'],
		['hubspot', 'scoré'],
		['hubspot', 'a'.repeat(101)],
		['salesforceLead', 'Score'],
		['salesforceLead', 'Score__C'],
		['salesforceLead', '__c'],
		['salesforceLead', '2nd__c'],
		['salesforceLead', 'Lead__Score__c'],
		['salesforceLead', 'Score___c'],
		['salesforceLead', 'Lead Score__c'],
		['salesforceLead', `${'a'.repeat(41)}__c`],
		['salesforceLead', `${'a_'.repeat(20)}a__c`],
	])('for %s cannot be %s, and the sentence names it', (crm, name) => {
		expect(wrongName(crm, name)).toContain(`"${name}"`);
	});

	it('of our own is one that can be', () => {
		expect(HUBSPOT_FIELDS.flatMap(({ name }) => wrongName('hubspot', name) ?? [])).toEqual([]);
		for (const [, crmFields] of SALESFORCE) {
			const wrong = customOf(crmFields).flatMap(
				({ name }) => wrongName('salesforceLead', name) ?? [],
			);
			expect(wrong).toEqual([]);
		}
	});

	it('belongs to one field, whatever case it is in', () => {
		const named = (...names: string[]) => names.map((to) => targetFor({ as: 'date' }, to));
		expect(sameName(named('A__c', 'B__c'))).toBeUndefined();
		expect(sameName(named('A__c', 'B__c', 'a__c'))).toBe('a__c');
		expect(sameName(HUBSPOT_FIELDS)).toBeUndefined();
		expect(sameName(SALESFORCE_LEAD_FIELDS)).toBeUndefined();
	});
});
