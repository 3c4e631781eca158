// Regenerates examples/leads.csv: node --import tsx scripts/makeLeads.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { asCsv, madeUpLeads } from './leads/madeUp';

writeFileSync(join(__dirname, '..', 'examples', 'leads.csv'), asCsv(madeUpLeads(250)));
