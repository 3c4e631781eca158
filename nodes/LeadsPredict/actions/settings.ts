import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INode, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Parameters that hold for all items of a run: each is declared once, and read by its property. */

/** A parameter, and what its property says of its value. */
export interface Setting<Value> {
	/** As n8n shows it. Its name is part of saved workflows. */
	readonly property: INodeProperties;
	/** What holds while it is an option that was not added. */
	readonly whenAbsent: Value;
	/** What is said of a value that it cannot have. */
	readonly rule: string;
	/** @returns undefined for a value that it cannot have */
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

/** An option: whoever adds it wants to change what happens without it, so it arrives changed. */
export const booleanOption = (property: BooleanProperty): Setting<boolean> => ({
	property,
	whenAbsent: !property.default,
	rule: `${property.displayName} must be on or off`,
	read: (given) => (typeof given === 'boolean' ? given : undefined),
});

/** A number that an expression handed over as text is a number. */
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

/** The range is that of `typeOptions`; with a `numberPrecision` of 0 the number is a whole one. */
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

/** Without blanks around it; one that is `required` is not empty. */
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

/** A longer list is one to look into, not to read in a sentence. */
const MAX_OPTIONS_IN_SENTENCE = 8;

/** Values and not names: only an expression can give a wrong one, and it must give a value. */
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

/** One value is a list of one; one that is `required` holds at least one. */
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

/** @param place under which label the user corrects it */
export const refusal = (node: INode, rule: string, place: string): NodeOperationError =>
	new NodeOperationError(node, rule, {
		description: `Correct it under ${place}. Nothing was sent`,
	});

/**
 * Reads one value. Nothing is replaced silently by a default.
 * @throws NodeOperationError when the setting cannot have the value
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

/** The collection that holds settings which the user adds one by one. */
export const OPTIONS = { displayName: 'Options', name: 'options', default: {} };

/**
 * Reads the values of a collection. One that was not added has its `whenAbsent`, unless it is required.
 * @param place the label of the collection
 * @throws NodeOperationError when one of them has a value that it cannot have
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
	// Each has been set by now.
	return values as Values;
}

/**
 * Reads a field of the first item of a node by its name: the same whichever item asks. Asking for
 * each of 10,000 items took 5 seconds in n8n's default expression engine.
 */
const SAME_FOR_ALL = /^=\{\{ *\$\('[^'\\]+'\)\.first\(\)\.json(?:\.[A-Za-z_]\w*)+ *\}\}$/;

const holdsExpression = (raw: unknown): boolean =>
	!(typeof raw === 'string' && SAME_FOR_ALL.test(raw)) &&
	(JSON.stringify(raw)?.includes('"=') ?? false);

/**
 * Reads a parameter that shapes whole requests, once. With an expression in it the items could
 * disagree; then they are asked one by one, so that no item silently gets another's setting.
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
 * Reads what holds for all items of a run.
 * @throws NodeOperationError when items disagree, or when the setting cannot have the value
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
 * @throws NodeOperationError when items disagree, or when one cannot have its value
 */
export function readOptions<Values>(
	node: IExecuteFunctions,
	settings: Settings<Values>,
	items: number,
): Values {
	return optionValues(node.getNode(), settings, readForAll(node, OPTIONS, items));
}
