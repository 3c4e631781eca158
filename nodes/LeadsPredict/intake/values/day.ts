import { ABSENT, type Converted } from './value';

export type DateOrder = 'leaveOut' | 'dayFirst' | 'monthFirst';

export const readDay = (_value: unknown, _how: { readonly dates: DateOrder }): Converted => ABSENT;
