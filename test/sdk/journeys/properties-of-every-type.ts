import { text, written } from './answers.ts'

/** A property of one type as it is sent and read, option ids aside. */
export interface PropertyExample {
  readonly type: string
  readonly config: object
  /** `config` when left out. */
  readonly configured?: object
  /** What a page without a value shows. */
  readonly empty?: unknown
  /** A value as it is sent and as it is read; a type without is written by the server alone. */
  readonly sent?: unknown
  readonly read?: unknown
  /** Later than the SDKs before 5.x, or never typed there. */
  readonly isNew?: true
}

const red = { name: 'Red', color: 'red', description: 'Like fire' }
const option = ({ name, color }: { name: string; color: string }) => ({ name, color })
const external = { name: 'plan.pdf', type: 'external', external: { url: 'https://acme.test/plan.pdf' } }
const place = {
  lat: 52.5,
  lon: 13.4,
  name: 'Office',
  address: null,
  aws_place_id: null,
  google_place_id: null,
}
const moment = { start: '2026-06-15T14:30:00.000-04:00', end: null, time_zone: null }

/** Every type of property but relations, which need another data source, and those that name people. */
export const examples: readonly PropertyExample[] = [
  { type: 'rich_text', config: {}, empty: [], sent: text('Some text'), read: written('Some text') },
  { type: 'number', config: { format: 'dollar' }, empty: null, sent: 12.5, read: 12.5 },
  {
    type: 'select',
    config: { options: [red, { name: 'Blue' }] },
    configured: { options: [red, { name: 'Blue', color: 'default', description: null }] },
    empty: null,
    sent: { name: 'Red' },
    read: option(red),
  },
  {
    type: 'multi_select',
    config: { options: [red, { name: 'Blue', color: 'blue' }] },
    configured: { options: [red, { name: 'Blue', color: 'blue', description: null }] },
    empty: [],
    sent: [{ name: 'Blue' }, { name: 'Red' }],
    read: [{ name: 'Blue', color: 'blue' }, option(red)],
  },
  { type: 'date', config: {}, empty: null, sent: { start: '2026-06-15T14:30:00-04:00' }, read: moment },
  { type: 'files', config: {}, empty: [], sent: [external], read: [external] },
  { type: 'checkbox', config: {}, empty: false, sent: true, read: true },
  { type: 'url', config: {}, empty: null, sent: 'https://acme.test', read: 'https://acme.test' },
  { type: 'email', config: {}, empty: null, sent: 'a@acme.test', read: 'a@acme.test' },
  { type: 'phone_number', config: {}, empty: null, sent: '+49 30 1', read: '+49 30 1' },
  { type: 'created_time', config: {} },
  { type: 'created_by', config: {} },
  { type: 'last_edited_time', config: {} },
  { type: 'last_edited_by', config: {} },
  { type: 'unique_id', config: { prefix: 'ACME' }, isNew: true },
  { type: 'button', config: {}, empty: {}, isNew: true },
  { type: 'place', config: {}, empty: null, sent: place, read: place, isNew: true },
  { type: 'location', config: {}, empty: null, isNew: true },
  { type: 'last_visited_time', config: {}, empty: null, isNew: true },
  {
    type: 'verification',
    config: {},
    empty: { state: 'unverified', verified_by: null, date: null },
    isNew: true,
  },
]

/** What `status: {}` makes. */
export const usualStatus = {
  options: [
    { name: 'Not started', color: 'default', description: null },
    { name: 'In progress', color: 'blue', description: null },
    { name: 'Done', color: 'green', description: null },
  ],
  groups: [
    { name: 'To-do', color: 'gray' },
    { name: 'In progress', color: 'blue' },
    { name: 'Complete', color: 'green' },
  ],
}
