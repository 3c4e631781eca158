/** Forms of values that both CRMs check alike. */
export const EMAIL = /^[^\s@,;<>()"]+@[^\s@,;<>()"]+\.[^\s@.,;<>()"]{2,}$/;

/** A day that exists: `2026-01-02`. */
export function isDay(text: string): boolean {
	const time = new Date(`${text}T00:00:00Z`);
	return (
		/^\d{4}-\d{2}-\d{2}$/.test(text) &&
		!Number.isNaN(time.getTime()) &&
		time.toISOString().startsWith(text)
	);
}
