/** Exported files put `zcrm_` before the ID that the API has. */
export const zohoKey = (id: string): string => id.trim().replace(/^zcrm_/, '');
