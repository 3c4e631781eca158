import type { IDataObject } from 'n8n-workflow';

/**
 * Items that say something of others than the lead, or of things, in the words that leads have. Every
 * value that must not be read has the word "wrong" in it, or is the number 999.
 */

const NO = 'wrong@us.example';
const ANN = 'ann@lead.example';

const lead = { name: 'Ann Lee', email: ANN };
const rep = { name: 'Wrong Rep', email: NO, phone: '+1 212 555 0999 wrong' };

type Items = ReadonlyArray<readonly [what: string, item: IDataObject]>;

/** Whoever sells, owns, serves or writes. */
const STAFF: Items = [
	['an owner beside the lead', { ...lead, owner: rep }],
	['an owner in two columns', { 'Owner Name': 'Wrong Rep', 'Owner E-Mail': NO, Email: '' }],
	['the owner’s address without the word email', { ...lead, email: null, owner: NO }],
	['a creator one level down', { created: { by: rep }, email: '' }],
	['an assignee in a task', { task: { title: 'Wrong call', assignee: rep } }],
	['an assigned agent', { assigned_agent_email: NO, assignedAgent: rep, Name: 'Ann Lee' }],
	['a seller beside a buyer', { seller: rep, buyer: lead }],
	['the host of a meeting', { host_email: NO, topic: 'Wrong demo', host: rep }],
	['the hosts of a meeting, with its guests', { hosts: [rep], guests: [lead] }],
	['an interviewer', { candidate: lead, interviewer: rep, interviewers: [rep] }],
	['a recruiter', { applicant: lead, recruiter: { contact: rep } }],
	['a hiring manager', { candidate: lead, hiring_manager: rep }],
	['who referred the lead', { ...lead, referrer: rep, 'Referred by (email)': NO }],
	['who recommended the lead', { ...lead, email: '', recommendedBy: rep }],
	['an account executive', { account: { name: 'Lee Test' }, account_executive: rep }],
	['a customer success manager', { csm: rep, csm_email: NO, csmName: 'Wrong Rep' }],
	['a sales development representative', { sdr: rep, 'SDR Email': NO }],
	['a closer', { closer: rep, setter: rep, email: '' }],
	['a dispatcher', { dispatcher: rep, technician: rep }],
	['a property’s agent', { listing: { agent: rep }, broker: { name: 'Wrong Homes', email: NO } }],
	['a teacher', { course: { name: 'Wrong course', instructor: rep }, student: lead }],
	['a doctor', { patient: lead, physician: rep, referring_physician: rep }],
	['the approver of a document', { document: { approver: rep, reviewer: rep } }],
	['who signs for us', { countersigner: rep, signatory: lead }],
	['who reported an issue', { issue: { fields: { reporter: rep, creator: rep } } }],
	['who pushed code', { pusher: rep, sender: rep, head_commit: { committer: rep } }],
	['a German owner', { 'E-Mail Betreuer': NO, Betreuer: 'Wrong Rep', 'E-Mail': '' }],
	['a German agent', { Kundenbetreuer: rep, Sachbearbeiter: { E_Mail: NO, Name: 'Wrong Rep' } }],
	['a German seller', { 'E-Mail des Verkäufers': NO, Verkäufer: 'Wrong Rep' }],
	['a German contact of ours', { 'Unser Ansprechpartner': 'Wrong Rep', 'E-Mail': ANN }],
	['a French owner', { 'Email du commercial': NO, commercial: 'Wrong Rep', Courriel: '' }],
	['a French manager', { responsable: rep, 'E-mail du responsable': NO }],
	['a Spanish seller', { 'Correo del vendedor': NO, vendedor: rep, correo: '' }],
	['a Spanish adviser', { 'Email asesor': NO, asesor: rep }],
	['an Italian manager', { 'Email del responsabile': NO, responsabile: rep, commerciale: rep }],
	['a Portuguese owner', { 'E-mail do responsável': NO, responsável: rep, 'E-mail': '' }],
	['a Dutch account manager', { Accountmanager: rep, 'E-mail accountmanager': NO }],
	['a Dutch seller', { 'E-mail verkoper': NO, verkoper: rep, 'E-mail': '' }],
	['a Polish keeper', { opiekun: rep, 'Email opiekuna': NO }],
	['a Swedish seller', { säljare: rep, 'E-post säljare': NO }],
	['a Danish owner', { ejer: rep, 'E-mail sælger': NO, sælger: rep }],
	['a Russian manager', { менеджер: rep, 'Email менеджера': NO }],
	['a Japanese sales contact', { 営業担当: rep, 営業担当メール: NO }],
	['a Chinese owner', { 负责人: rep, 负责人邮箱: NO, 邮箱: '' }],
	['a Korean owner', { 담당영업: rep, '영업 담당 이메일': NO }],
];

/** Others who belong to the lead. */
const OTHERS: Items = [
	['an emergency contact', { ...lead, email: '', emergency_contact: rep }],
	['an emergency address', { Name: 'Ann Lee', 'Emergency Contact Email': NO, Email: '' }],
	['an emergency phone', { ...lead, emergency_phone: '+1 212 555 0999 wrong' }],
	['next of kin', { patient: { name: 'Ann Lee', email: '' }, next_of_kin: rep }],
	['a guardian', { student: { name: 'Ann Lee', email: '' }, guardian: rep, parents: [rep] }],
	['a spouse', { ...lead, email: '', spouse: rep }],
	['a plus one', { attendee: { name: 'Ann Lee', email: '' }, plus_one: rep }],
	['a second attendee', { ...lead, email: '', second_attendee: rep }],
	['an assistant', { ...lead, assistant: rep, 'Assistant Phone': '+1 212 555 0999 wrong' }],
	['a supervisor', { ...lead, supervisor_name: 'Wrong Rep', 'Supervisor Email': NO }],
	['an accountant', { ...lead, email: '', accountant: rep, 'Accounts Payable Email': NO }],
	['a gift’s recipient', { buyer: lead, gift_recipient: rep, recipient: rep }],
	['a reference', { applicant: lead, reference: rep, references: [rep] }],
	['who pays', { payer: rep, payer_email: NO, member: lead }],
	['billing', { ...lead, email: '', billing: rep, billing_email: NO, 'Billing Contact': rep }],
	['shipping', { ...lead, shipping_address: { name: 'Wrong Rep', phone: '0999 wrong' } }],
	['a group’s address', { group: { name: 'Wrong group', email: NO }, members: 12 }],
	['a mailing list', { list: { name: 'Wrong list', reply_to: NO, from_email: NO }, email: '' }],
	['a household', { household: { name: 'Wrong household', email: NO }, Name: 'Ann Lee' }],
	['an emergency contact, German', { ...lead, email: '', Notfallkontakt: rep }],
	['an emergency contact, French', { ...lead, email: '', 'Contact d’urgence': rep }],
	['an emergency contact, Spanish', { Nombre: 'Ann Lee', 'Contacto de emergencia': rep }],
	['a person to notify', { ...lead, email: '', notify: rep, 'Notification Email': NO }],
	['a parent’s address', { 'Student Name': 'Ann Lee', 'Parent Email': NO, 'Mother’s email': NO }],
];

/** Before and after, deleted, and for tests. */
const PAST: Items = [
	['previous values', { ...lead, email: '', previous: { email: NO } }],
	['changes', { changes: { old: rep, new: lead } }],
	['changes, the old alone', { event: 'updated', changes: { old: rep } }],
	['changes of a field', { ...lead, email: '', changes: { email: { from: NO, to: '' } } }],
	['changes as lists', { id: 5, changes: { email: [NO, ANN] } }],
	['before and after', { before: rep, after: lead }],
	['before, and nothing after', { op: 'd', before: rep, after: null }],
	['before, in an envelope', { payload: { op: 'd', before: rep, after: null } }],
	['old and new row', { old_row: rep, new_row: lead }],
	['old value', { field: 'email', old_value: NO, new_value: ANN }],
	['an original', { original: rep, updated: lead }],
	['a deleted record', { type: 'DELETE', old_record: rep, record: null }],
	['a deleted person', { deleted: rep, deleted_contact: rep }],
	['a former employer', { ...lead, previous_company: 'Wrong Ltd', 'Former Employer': 'Wrong' }],
	['employers before', { ...lead, employment_history: [{ company: 'Wrong Ltd', title: 'CEO' }] }],
	['a last company', { ...lead, 'Last Company': 'Wrong Ltd', ex_employer: 'Wrong Ltd' }],
	['experience', { ...lead, experience: [{ company: { name: 'Wrong Ltd' } }] }],
	['a German employer before', { ...lead, 'Früherer Arbeitgeber': 'Wrong GmbH' }],
	['an old address', { ...lead, email: '', old_email: NO, 'Previous Email Address': NO }],
	['an example', { example: rep, sample: rep, email: '' }],
	['an example in a field', { ...lead, email: '', placeholder: { email: NO } }],
	['defaults', { defaults: { email: NO, company: 'Wrong Ltd' }, email: '' }],
	['a snapshot', { snapshot_before: rep, entity: lead }],
	['a merge’s loser', { winner: lead, loser: rep }],
	['merged records', { ...lead, email: '', merged_from: rep, duplicates: [rep] }],
];

/** Things have names, and money. */
const THINGS: Items = [
	['an order’s total', { ...lead, order_id: 5, total: 999, revenue: 999 }],
	['an order’s total in its object', { ...lead, order: { revenue: 999, name: 'Wrong order' } }],
	['a deal’s amount', { ...lead, deal: { name: 'Wrong deal', amount: 999, revenue: 999 } }],
	[
		'a deal’s title',
		{ name: 'Wrong deal', amount: 999, stage: 'won', currency: 'EUR', email: ANN },
	],
	['a deal’s title by its keys', { name: 'Wrong deal', deal_stage: 'won', email: ANN }],
	['a deal’s title in words', { title: 'Wrong deal', deal_name: 'Wrong deal', email: ANN }],
	['a deal with a person', { name: 'Wrong deal', deal_value: 999, person: { email: ANN } }],
	[
		'a deal with contact details',
		{ name: 'Wrong', amount: 9, stage: 'x', contact_info: { email: ANN } },
	],
	['a weighted amount', { ...lead, weighted_revenue: 999, 'Expected Revenue': 999 }],
	['a pipeline’s revenue', { ...lead, pipeline_revenue: 999, 'Forecast Revenue': 999 }],
	['a lifetime value', { ...lead, lifetime_revenue: 999, 'Customer Revenue': 999 }],
	['a recurring revenue', { ...lead, mrr: 999, monthly_revenue: 999, 'Recurring Revenue': 999 }],
	['the revenue of a campaign', { ...lead, campaign: { name: 'Wrong', revenue: 999 } }],
	['a product', { ...lead, name: '', product: { name: 'Wrong shirt', revenue: 999 } }],
	['a product’s name', { email: ANN, product_name: 'Wrong shirt', 'Product Name': 'Wrong shirt' }],
	['a subscription', { email: ANN, subscription: { name: 'Wrong plan', company: 'Wrong Ltd' } }],
	['a plan', { email: ANN, plan: { name: 'Wrong plan' }, plan_name: 'Wrong plan' }],
	['a form', { form: { name: 'Wrong form', company: 'Wrong Ltd' }, fields: { email: ANN } }],
	['a form’s title', { form_name: 'Wrong form', title: 'Wrong form', email: ANN }],
	['a list', { email: ANN, list: { name: 'Wrong list', company: 'Wrong Ltd' } }],
	['a list’s name', { email: ANN, list_name: 'Wrong list', 'List Name': 'Wrong list' }],
	['a page', { email: ANN, page: { name: 'Wrong page', title: 'Wrong page' }, page_name: 'Wrong' }],
	['an event', { email: ANN, event: { name: 'Wrong webinar', company: 'Wrong Ltd' } }],
	['a webinar', { webinar_name: 'Wrong webinar', 'Event Name': 'Wrong webinar', Email: ANN }],
	['a ticket', { email: ANN, ticket: { subject: 'Wrong help', name: 'Wrong help' } }],
	['a ticket’s subject', { Subject: 'Wrong help', 'Ticket Name': 'Wrong', Email: ANN }],
	['a user agent', { email: ANN, user_agent: 'Wrong/5.0', agent: { name: 'Wrong browser' } }],
	['a device', { email: ANN, device: { name: 'Wrong phone', phone: 'wrong 555 0999' } }],
	['a browser', { email: ANN, browser: { name: 'Wrong' }, os: { name: 'Wrong' } }],
	['a file', { email: ANN, attachment: { name: 'wrong.pdf' }, file_name: 'wrong.pdf' }],
	['a stage', { email: ANN, stage: { name: 'Wrong stage' }, status: { name: 'Wrong' } }],
	['a tag', { email: ANN, tags: [{ name: 'Wrong tag' }], tag: { name: 'Wrong tag' } }],
	[
		'a source',
		{ email: ANN, source: { name: 'Wrong fair', company: 'Wrong' }, utm_source: 'wrong' },
	],
	['a login', { email: ANN, username: 'wrong', 'User Name': 'wrong', login: { name: 'wrong' } }],
	['a city', { email: ANN, city: { name: 'Wrong city' }, country: { name: 'Wrong' } }],
	['a project', { email: ANN, project: { name: 'Wrong project', company: 'Wrong Ltd' } }],
	[
		'a calendar',
		{ email: ANN, calendar: { name: 'Wrong calendar' }, event_type: { name: 'Wrong' } },
	],
	['a job', { email: ANN, job: { name: 'Wrong job', company: 'Wrong Ltd', employees: 999 } }],
	['a job’s company', { candidate: lead, job: { company: { name: 'Wrong Ltd', size: 999 } } }],
	['a German order', { 'E-Mail': ANN, Bestellung: { Name: 'Wrong', Umsatz: 999 } }],
	['a German invoice', { Rechnungsnummer: 5, 'E-Mail': ANN, Umsatz: 999, Artikelname: 'Wrong' }],
	['a French order', { commande: { nom: 'Wrong' }, 'Nom du produit': 'Wrong', Courriel: ANN }],
	['a Spanish product', { 'Nombre del producto': 'Wrong', correo: ANN, pedido: { ingresos: 999 } }],
	['an Italian product', { 'Nome prodotto': 'Wrong', ordine: { nome: 'Wrong' }, email: ANN }],
];

/** Companies that are not the lead's, and addresses of companies. */
const COMPANIES: Items = [
	['the seller’s company', { ...lead, seller_company: 'Wrong Ltd', 'Seller Company': 'Wrong Ltd' }],
	['our company', { ...lead, our_company: 'Wrong Ltd', 'Our Company': 'Wrong Ltd' }],
	['the owner’s company', { ...lead, owner: { company: 'Wrong Ltd' }, owner_company: 'Wrong Ltd' }],
	[
		'a vendor',
		{ ...lead, vendor: { company: 'Wrong Ltd', name: 'Wrong Ltd' }, vendor_name: 'Wrong' },
	],
	['a partner', { ...lead, partner: { name: 'Wrong Ltd' }, partner_company: 'Wrong Ltd' }],
	['an invoice’s issuer', { customer: lead, issuer: { company: 'Wrong Ltd', email: NO } }],
	['an invoice’s sender', { bill_to: lead, bill_from: rep, from: { company: 'Wrong Ltd' } }],
	['a supplier', { supplier: { name: 'Wrong Ltd', email: NO }, Lieferant: rep, email: '' }],
	['a merchant', { merchant: { name: 'Wrong shop', email: NO }, customer: lead }],
	['a shop', { shop: { name: 'Wrong shop', email: NO, phone: '0999 wrong' }, customer: lead }],
	['a company record', { type: 'company', name: 'Wrong Ltd', domain: 'us.example' }],
	['a company’s own address', { company: { name: 'Lee Test', email: NO, phone: '0999 wrong' } }],
	['an account’s own address', { account: { name: 'Lee Test', email: NO } }],
	['a parent company', { ...lead, parent_company: 'Wrong Ltd', parentCompany: { name: 'Wrong' } }],
	['a competitor', { ...lead, competitor: { name: 'Wrong Ltd' }, 'Competitor Company': 'Wrong' }],
	['a site', { site: { name: 'Wrong', email: NO }, website: { company: 'Wrong Ltd' }, email: '' }],
	['a workspace', { workspace: { name: 'Wrong', email: NO, company: 'Wrong Ltd' }, lead }],
	['a tenant', { tenant: { company: 'Wrong Ltd', name: 'Wrong' }, data: lead }],
	['an office', { office: { name: 'Wrong', email: NO }, branch: rep, email: '' }],
	['a recruiting agency', { candidate: lead, agency: { name: 'Wrong Agency', email: NO } }],
	['an insurer', { policyholder: lead, insurer: { name: 'Wrong', email: NO } }],
	['a bank', { account_holder: lead, bank: { name: 'Wrong', email: NO } }],
	['the sender of a webhook', { app: rep, webhook: { company: 'Wrong Ltd' }, data: lead }],
	['the subscriber of a webhook', { account: { company: 'Wrong Ltd', email: NO }, lead }],
	[
		'a company of ours in German',
		{ ...lead, 'Unsere Firma': 'Wrong', Mandant: { Firma: 'Wrong' } },
	],
];

/** Mails and messages. */
const MAILS: Items = [
	['a reply address', { reply_to: NO, 'Reply-To': NO, replyTo: rep, email: '' }],
	['who it was sent to', { sent_to: NO, delivered_to: NO, to_email: NO, to: [rep] }],
	['copies', { cc: NO, cc_email: NO, bcc: [rep], 'CC Email': NO }],
	['a mail', { from: { name: 'Wrong', address: NO }, to: { value: [rep] }, subject: 'Wrong' }],
	['a forwarded mail', { forwarded_by: rep, forwarder_email: NO }],
	['a support address', { support_email: NO, support: rep, contact_us: NO, help_email: NO }],
	['a conversation', { conversation: { assignee: rep, team: rep, author: rep } }],
	['a message', { message: { from: rep, sender_email: NO, user: { email: NO } } }],
	['a mailbox', { mailbox: { email: NO, name: 'Wrong' }, inbox_email: NO }],
	['a bounce', { bounce: { recipient: NO, reporter: rep }, notification: rep }],
	['a campaign’s sender', { campaign: { from_name: 'Wrong', reply_to: NO, email: NO } }],
	['settings', { settings: { email: NO }, config: { admin_email: NO }, smtp: rep }],
	['an SMTP login', { smtp_user: NO, auth: { email: NO }, credentials: { email: NO } }],
	['a session', { session: { user: rep }, current_user: rep, me: rep }],
	['an actor', { actor: rep, action: 'created', target: { name: 'Wrong thing' } }],
	['the admin', { admin_email: NO, administrator: rep, root: { admin: rep } }],
	['a tester', { tester_email: NO, test_recipient: NO, email: '' }],
	['an unsubscribed address', { unsubscribed_by: NO, 'Opt-out Email': NO, email: '' }],
	['a template', { template: { name: 'Wrong', from: NO, email: NO }, email: '' }],
	['a German reply address', { Antwortadresse: NO, 'Absender E-Mail': NO, Empfänger: rep }],
	['a French sender', { 'Email de l’expéditeur': NO, expéditeur: rep, destinataire: rep }],
	['a Spanish sender', { remitente: rep, 'Correo del remitente': NO, destinatario: rep }],
];

/** Lists of named values that name somebody else. */
const named = (...entries: ReadonlyArray<readonly [string, string]>) =>
	entries.map(([label, value]) => ({ label, value }));

const ANSWERS: Items = [
	['an owner’s answers', { fields: named(['Owner email', NO], ['Owner name', 'Wrong Rep']) }],
	['a friend’s address', { answers: named(['Email of a friend', NO], ['Name', 'Ann Lee']) }],
	['a boss', { answers: named(['Your boss’s email', NO], ['Your boss', 'Wrong Rep']) }],
	['a referrer', { answers: named(['Who referred you? (email)', NO]) }],
	['a billing address', { answers: named(['Billing email', NO], ['Invoice e-mail', NO]) }],
	['headers of a mail', { headers: named(['From', NO], ['To', NO], ['Reply-To', NO]) }],
	[
		'a competitor',
		{ email: ANN, answers: named(['Which company did you use before?', 'Wrong Ltd']) },
	],
	['an emergency contact', { answers: named(['Emergency contact email', NO]) }],
	['a German boss', { answers: named(['E-Mail Ihres Vorgesetzten', NO]) }],
	['a French boss', { answers: named(['Email de votre responsable', NO]) }],
	['an accountant', { answers: named(['E-mail address of your accountant', NO]) }],
	['a guest', { answers: named(['Guest email', NO], ['Guest name', 'Wrong Guest']) }],
	['a product’s options', { email: ANN, options: named(['Name', 'Wrong engraving']) }],
	['a note', { email: ANN, notes: named(['Note', 'wrong'], ['Name', 'Wrong note']) }],
	['tracked values', { email: ANN, utm: named(['source', 'wrong'], ['campaign name', 'Wrong']) }],
];

export const HOSTILE: Readonly<Record<string, Items>> = {
	'who works with the lead': STAFF,
	'who belongs to the lead': OTHERS,
	'what was, and what is an example': PAST,
	'a thing': THINGS,
	'a company': COMPANIES,
	'a mail': MAILS,
	'an answer': ANSWERS,
};
