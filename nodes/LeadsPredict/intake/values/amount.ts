import { ABSENT, type Converted } from './value';

export type Ranges = 'leaveOut' | 'lowerBound' | 'midpoint';
export interface HowAmount {
	readonly ranges: Ranges;
	readonly scale?: number;
}

export const readRevenue = (_value: unknown, _how: HowAmount): Converted => ABSENT;
export const readEmployees = (_value: unknown, _how: HowAmount): Converted => ABSENT;
export const readScore = (_value: unknown): Converted => ABSENT;
