import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INode, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Parameters that apply to all items of a run. Each is declared once and read by its declaration. */

/** A parameter and the rules for its value. */
export interface Setting<Value> {
	/** n8n's description of it. The name is part of saved workflows. */
	readonly property: INodeProperties;
	/** The value when it is an option that was not added. */
	readonly whenAbsent: Value;
	/** The error for an invalid value. */
	readonly rule: string;
	/** @returns undefined for an invalid value */
	readonly read: (given: unknown) => Value | undefined;
}

/** Settings by their names, with the types of their values. */
export type Settings<Values> = { readonly [Name in keyof Values]: Setting<Values[Name]> };

/** The values of settings, by their names. */
export type ValuesOf<Declared> = {
	readonly [Name in keyof Declared]: Declared[Name] extends Setting<infer Value> ? Value : never;
};

interface BooleanProperty extends INodeProperties {
	type: 'boolean';
	default: boolean;
}

interface NumberProperty extends INodeProperties {
	type: 'number';
	default: number;
}

interface StringProperty extends INodeProperties {
	type: 'string';
	default: string;
}

interface Option<Value extends string> extends INodePropertyOptions {
	value: Value;
}

interface OptionsProperty<Value extends string> extends Omit<INodeProperties, 'default'> {
	type: 'options';
	options: Array<Option<Value>>;
	default: NoInfer<Value>;
}

interface MultiOptionsProperty<Value extends string> extends Omit<INodeProperties, 'default'> {
	type: 'multiOptions';
	options: Array<Option<Value>>;
	default: Array<NoInfer<Value>>;
}

/**
 * A boolean option. Who adds it wants the other behavior, so its initial value is the opposite of
 * `whenAbsent`.
 */
export const booleanOption = (property: BooleanProperty): Setting<boolean> => ({
	property,
	whenAbsent: !property.default,
	rule: `${property.displayName} must be on or off`,
	read: (given) => (typeof given === 'boolean' ? given : undefined),
});

/** An expression may return a number as text. */
const asNumber = (value: unknown): unknown =>
	typeof value === 'string' && value.trim() !== '' ? Number(value) : value;

function rangeOf({ minValue: least, maxValue: most, numberPrecision }: NumberRange): string {
	const kind = numberPrecision === 0 ? 'a whole number' : 'a number';
	if (least === undefined) return kind;
	const from = least.toLocaleString('en-US');
	return most === undefined
		? `${kind}, ${from} or more`
		: `${kind} from ${from} to ${most.toLocaleString('en-US')}`;
}

type NumberRange = NonNullable<INodeProperties['typeOptions']>;

/** `typeOptions` sets the range; a `numberPrecision` of 0 requires a whole number. */
export function numberSetting(
	property: NumberProperty,
	whenAbsent = property.default,
): Setting<number> {
	const range = property.typeOptions ?? {};
	const { minValue = -Infinity, maxValue = Infinity, numberPrecision } = range;
	return {
		property,
		whenAbsent,
		rule: `${property.displayName} must be ${rangeOf(range)}`,
		read: (given) => {
			const number = asNumber(given);
			if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
			if (numberPrecision === 0 && !Number.isInteger(number)) return undefined;
			return number >= minValue && number <= maxValue ? number : undefined;
		},
	};
}

/** Trims the text. If the property is `required`, an empty text is invalid. */
export const stringSetting = (property: StringProperty): Setting<string> => ({
	property,
	whenAbsent: property.default,
	rule: `${property.displayName} ${property.required === true ? 'is empty' : 'must be a text'}`,
	read: (given) => {
		if (typeof given !== 'string') return undefined;
		const text = given.trim();
		return text === '' && property.required === true ? undefined : text;
	},
});

/** Max options that an error lists. */
const MAX_OPTIONS_IN_SENTENCE = 8;

/**
 * Lists values instead of labels: only an expression can return a wrong one, and it must return a
 * value.
 */
function listOf(options: ReadonlyArray<Option<string>>, conjunction: 'and' | 'or'): string {
	const values = options.map(({ value }) => value);
	const last = values.pop();
	return values.length === 0 ? `${last}` : `${values.join(', ')} ${conjunction} ${last}`;
}

export const optionsSetting = <const Value extends string>(
	property: OptionsProperty<Value>,
	whenAbsent: NoInfer<Value> = property.default,
): Setting<Value> => ({
	property,
	whenAbsent,
	rule:
		property.options.length > MAX_OPTIONS_IN_SENTENCE
			? `${property.displayName} must be one of the options in its list`
			: `${property.displayName} must be ${listOf(property.options, 'or')}`,
	read: (given) => property.options.find(({ value }) => value === given)?.value,
});

/** A single value becomes a list of one. If the property is `required`, an empty list is invalid. */
export const multiOptionsSetting = <const Value extends string>(
	property: MultiOptionsProperty<Value>,
): Setting<readonly Value[]> => ({
	property,
	whenAbsent: property.default,
	rule:
		property.options.length > MAX_OPTIONS_IN_SENTENCE
			? `${property.displayName} can hold the options in its list and nothing else`
			: `${property.displayName} can hold ${listOf(property.options, 'and')} and nothing else`,
	read: (given) => {
		const all: unknown[] = [given].flat();
		const known = all.flatMap(
			(each) => property.options.find(({ value }) => value === each)?.value ?? [],
		);
		return known.length === all.length ? known : undefined;
	},
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param place label of the parameter that the user corrects */
export const refusal = (node: INode, rule: string, place: string): NodeOperationError =>
	new NodeOperationError(node, rule, {
		description: `Correct it under ${place}. Nothing was sent`,
	});

/**
 * Reads one value. An invalid value is never replaced by a default.
 * @throws NodeOperationError when the value is invalid
 */
export function settingValue<Value>(
	node: INode,
	{ property, rule, read }: Setting<Value>,
	given: unknown,
	place = property.displayName,
): Value {
	const value = read(given);
	if (value === undefined) throw refusal(node, rule, place);
	return value;
}

/** The collection of options that the user adds one by one. */
export const OPTIONS = { displayName: 'Options', name: 'options', default: {} };

/**
 * Reads the values of a collection. An option that was not added has its `whenAbsent`, unless it is
 * required.
 * @param place the label of the collection
 * @throws NodeOperationError when a value is invalid
 */
export function optionValues<Values>(
	node: INode,
	settings: Settings<Values>,
	given: unknown,
	place = OPTIONS.displayName,
): Values {
	if (!isRecord(given)) throw refusal(node, `${place} has a value that it cannot have`, place);
	const values: Partial<Values> = {};
	for (const name in settings) {
		const setting = settings[name];
		const value = given[name];
		const isAbsent = value === undefined && setting.property.required !== true;
		values[name] = isAbsent ? setting.whenAbsent : settingValue(node, setting, value, place);
	}
	// Every option is set at this point.
	return values as Values;
}

/**
 * Matches an expression that reads a field of a named node's first item, which is the same for every
 * item. Evaluating it for 10,000 items took 5 seconds in n8n's default expression engine.
 */
const SAME_FOR_ALL = /^=\{\{ *\$\('[^'\\]+'\)\.first\(\)\.json(?:\.[A-Za-z_]\w*)+ *\}\}$/;

const holdsExpression = (raw: unknown): boolean =>
	!(typeof raw === 'string' && SAME_FOR_ALL.test(raw)) &&
	(JSON.stringify(raw)?.includes('"=') ?? false);

/**
 * Reads a parameter that applies to whole requests, once. If it contains an expression, it is read for
 * every item, so that no item silently gets another item's setting.
 * @throws NodeOperationError naming the first item that differs
 */
export function readForAll(
	node: IExecuteFunctions,
	{
		name,
		displayName,
		default: fallback,
	}: Pick<INodeProperties, 'name' | 'displayName' | 'default'>,
	items: number,
): unknown {
	const value: unknown = node.getNodeParameter(name, 0, fallback);
	const raw: unknown = node.getNodeParameter(name, 0, fallback, { rawExpressions: true });
	if (!holdsExpression(raw)) return value;
	const first = JSON.stringify(value);
	for (let item = 1; item < items; item += 1) {
		const other: unknown = node.getNodeParameter(name, item, fallback);
		if (JSON.stringify(other) === first) continue;
		throw new NodeOperationError(node.getNode(), `${displayName} differs between items`, {
			itemIndex: item,
			description: `Many items share one request, so ${displayName} must be the same for all of them. Use a fixed value, or split the items with an If or Switch node first`,
		});
	}
	return value;
}

/**
 * Reads a setting that applies to all items of a run.
 * @throws NodeOperationError when items disagree or the value is invalid
 */
export function readSetting<Value>(
	node: IExecuteFunctions,
	setting: Setting<Value>,
	items: number,
): Value {
	return settingValue(node.getNode(), setting, readForAll(node, setting.property, items));
}

/**
 * The same for the settings in Options.
 * @throws NodeOperationError when items disagree or a value is invalid
 */
export function readOptions<Values>(
	node: IExecuteFunctions,
	settings: Settings<Values>,
	items: number,
): Values {
	return optionValues(node.getNode(), settings, readForAll(node, OPTIONS, items));
}
