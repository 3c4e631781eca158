/**
 * What Salesforce tells about its objects. Documented: the names of the properties; those of a
 * describe that nobody here reads are left out.
 */
import type { FieldDefinition, SObjectDefinition } from './fields';

const describedField = (field: FieldDefinition) => ({
	name: field.name,
	label: field.label,
	type: field.type,
	length: field.length,
	precision: field.type === 'int' || field.length > 0 ? 0 : field.precision,
	digits: field.type === 'int' ? field.precision : 0,
	scale: field.scale,
	custom: field.custom,
	createable: field.createable,
	updateable: field.updateable,
	nillable: !field.required,
	defaultedOnCreate: field.defaultValue !== undefined || field.name === 'OwnerId',
	externalId: field.externalId,
	idLookup: field.type === 'id' || field.externalId,
	unique: field.unique,
	caseSensitive: field.caseSensitive,
	filterable: field.filterable,
	sortable: field.filterable,
	restrictedPicklist: field.type === 'picklist' && field.restrictedPicklist,
	picklistValues: field.options.map((value) => ({
		active: true,
		defaultValue: value === field.defaultValue,
		label: value,
		value,
	})),
	referenceTo: field.relationship ? [field.relationship.to] : [],
	relationshipName: field.relationship?.name ?? null,
});

export const summary = (object: SObjectDefinition, base: string) => ({
	name: object.name,
	label: object.label,
	labelPlural: `${object.label}s`,
	keyPrefix: object.keyPrefix,
	custom: object.custom,
	createable: object.createable,
	updateable: object.createable,
	deletable: object.createable,
	queryable: true,
	urls: {
		sobject: `${base}/sobjects/${object.name}`,
		describe: `${base}/sobjects/${object.name}/describe`,
		rowTemplate: `${base}/sobjects/${object.name}/{ID}`,
	},
});

export const describe = (object: SObjectDefinition, base: string) => ({
	...summary(object, base),
	fields: [...object.fields.values()].map(describedField),
	recordTypeInfos: [],
	childRelationships: [],
});
