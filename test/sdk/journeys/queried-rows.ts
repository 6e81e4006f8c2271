import { text } from './answers.ts'

export interface Fixture {
  readonly goals: readonly [string, string]
  readonly member: string
  readonly owner: string
  readonly editor: string
  readonly dataSource?: string
}

/** A property of every type that can be filtered by. */
export const schema = (target: string) => ({
  Name: { title: {} },
  Text: { rich_text: {} },
  Number: { number: {} },
  Select: { select: { options: [{ name: 'One' }, { name: 'Two' }] } },
  Tags: { multi_select: {} },
  State: { status: {} },
  Date: { date: {} },
  Done: { checkbox: {} },
  Link: { url: {} },
  Mail: { email: {} },
  Phone: { phone_number: {} },
  Who: { people: {} },
  Papers: { files: {} },
  Goals: { relation: { data_source_id: target, single_property: {} } },
  ID: { unique_id: {} },
  Made: { created_time: {} },
  Maker: { created_by: {} },
  Edited: { last_edited_time: {} },
  Editor: { last_edited_by: {} },
  Checked: { verification: {} },
})

/** Apple, Banana and Cherry with values in every property, and a row with a title only. */
export const rows = ({ goals, member, owner }: Fixture): object[] => [
  {
    Name: { title: text('Apple') },
    Text: { rich_text: text('Red fruit') },
    Number: { number: 1 },
    Select: { select: { name: 'One' } },
    Tags: { multi_select: [{ name: 'x' }, { name: 'y' }] },
    State: { status: { name: 'Done' } },
    Date: { date: { start: '2024-01-10' } },
    Done: { checkbox: true },
    Link: { url: 'https://apple.test' },
    Mail: { email: 'apple@acme.test' },
    Phone: { phone_number: '+1 1' },
    Who: { people: [{ id: member }] },
    Papers: { files: [{ name: 'a.pdf', external: { url: 'https://acme.test/a.pdf' } }] },
    Goals: { relation: [{ id: goals[0] }] },
    Checked: { verification: { state: 'verified' } },
  },
  {
    Name: { title: text('Banana') },
    Text: { rich_text: text('Yellow fruit') },
    Number: { number: 2 },
    Select: { select: { name: 'Two' } },
    Tags: { multi_select: [{ name: 'y' }] },
    State: { status: { name: 'In progress' } },
    Date: { date: { start: '2024-02-20T10:00:00Z' } },
    Link: { url: 'https://banana.test' },
    Mail: { email: 'banana@acme.test' },
    Phone: { phone_number: '+1 2' },
    Who: { people: [{ id: owner }, { id: member }] },
    Goals: { relation: [{ id: goals[1] }, { id: goals[0] }] },
    Checked: {
      verification: { state: 'verified', date: { start: '2020-01-01', end: '2020-02-01' } },
    },
  },
  {
    Name: { title: text('Cherry') },
    Text: { rich_text: text('Red, too') },
    Number: { number: 3 },
    Select: { select: { name: 'One' } },
    Date: { date: { start: '2024-03-30', end: '2024-04-02' } },
  },
  { Name: { title: text('Empty') } },
]

type Cases = (fixture: Fixture) => [filter: object, names: string[]][]

const [A, B, C, E] = ['Apple', 'Banana', 'Cherry', 'Empty'] as const
const everything = [A, B, C, E]

const on = (property: string, type: string) => (condition: object) => ({ property, [type]: condition })

/** What filters of each kind find. */
export const cases: Readonly<Record<string, Cases>> = {
  title: () => {
    const name = on('Name', 'title')
    return [
      [name({ equals: 'apple' }), [A]],
      [name({ does_not_equal: 'Apple' }), [B, C, E]],
      [name({ contains: 'AN' }), [B]],
      [name({ starts_with: 'ch' }), [C]],
      [name({ is_not_empty: true }), everything],
    ]
  },
  rich_text: () => {
    const words = on('Text', 'rich_text')
    return [
      [words({ contains: 'fruit' }), [A, B]],
      [words({ does_not_contain: 'fruit' }), [C, E]],
      [words({ starts_with: 'red' }), [A, C]],
      [words({ ends_with: 'too' }), [C]],
      [words({ is_empty: true }), [E]],
    ]
  },
  'url, email and phone_number': () => [
    [on('Link', 'url')({ contains: 'apple' }), [A]],
    [on('Link', 'rich_text')({ is_empty: true }), [C, E]],
    [on('Mail', 'email')({ equals: 'banana@acme.test' }), [B]],
    [on('Phone', 'phone_number')({ starts_with: '+1' }), [A, B]],
  ],
  number: () => {
    const number = on('Number', 'number')
    return [
      [number({ equals: 2 }), [B]],
      [number({ does_not_equal: 1 }), [B, C, E]],
      [number({ greater_than: 1 }), [B, C]],
      [number({ less_than: 2 }), [A]],
      [number({ greater_than_or_equal_to: 2 }), [B, C]],
      [number({ less_than_or_equal_to: 2 }), [A, B]],
      [number({ is_empty: true }), [E]],
      [number({ is_not_empty: true }), [A, B, C]],
    ]
  },
  unique_id: () => [
    [on('ID', 'unique_id')({ equals: 1 }), [A]],
    [on('ID', 'unique_id')({ greater_than: 2 }), [C, E]],
  ],
  checkbox: () => [
    [on('Done', 'checkbox')({ equals: true }), [A]],
    [on('Done', 'checkbox')({ does_not_equal: true }), [B, C, E]],
  ],
  select: () => {
    const select = on('Select', 'select')
    return [
      [select({ equals: 'One' }), [A, C]],
      [select({ equals: ['One', 'Two'] }), [A, B, C]],
      [select({ does_not_equal: 'One' }), [B, E]],
      [select({ is_empty: true }), [E]],
    ]
  },
  status: () => [
    [on('State', 'status')({ equals: 'Done' }), [A]],
    [on('State', 'status')({ does_not_equal: 'Not started' }), [A, B]],
  ],
  multi_select: () => {
    const tags = on('Tags', 'multi_select')
    return [
      [tags({ contains: 'y' }), [A, B]],
      [tags({ does_not_contain: 'x' }), [B, C, E]],
      [tags({ is_not_empty: true }), [A, B]],
    ]
  },
  date: () => {
    const date = on('Date', 'date')
    return [
      [date({ equals: '2024-02-20' }), [B]],
      [date({ before: '2024-02-20' }), [A]],
      [date({ after: '2024-02-20' }), [C]],
      [date({ on_or_after: '2024-02-20' }), [B, C]],
      [date({ on_or_before: '2024-01-10' }), [A]],
      [date({ is_empty: true }), [E]],
      [date({ past_week: {} }), []],
      [date({ before: 'today' }), [A, B, C]],
    ]
  },
  'times of the page': () => [
    [on('Made', 'created_time')({ past_week: {} }), everything],
    [on('Edited', 'last_edited_time')({ before: '2020-01-01' }), []],
    [{ timestamp: 'created_time', created_time: { on_or_after: '2020-01-01' } }, everything],
    [{ timestamp: 'last_edited_time', last_edited_time: { this_week: {} } }, everything],
  ],
  people: ({ member, owner, editor }) => {
    const who = on('Who', 'people')
    return [
      [who({ contains: member }), [A, B]],
      [who({ does_not_contain: owner }), [A, C, E]],
      [who({ contains: 'me' }), []],
      [who({ is_empty: true }), [C, E]],
      [on('Maker', 'created_by')({ contains: editor }), everything],
      [on('Editor', 'last_edited_by')({ contains: member }), []],
    ]
  },
  files: () => [
    [on('Papers', 'files')({ is_not_empty: true }), [A]],
    [on('Papers', 'files')({ is_empty: true }), [B, C, E]],
  ],
  relation: ({ goals }) => {
    const link = on('Goals', 'relation')
    return [
      [link({ contains: goals[0] }), [A, B]],
      [link({ does_not_contain: goals[1] }), [A, C, E]],
      [link({ is_empty: true }), [C, E]],
    ]
  },
  verification: () => [
    [on('Checked', 'verification')({ status: 'verified' }), [A]],
    [on('Checked', 'verification')({ status: 'expired' }), [B]],
    [on('Checked', 'verification')({ status: 'none' }), [C, E]],
  ],
  'several conditions': () => {
    const red = on('Text', 'rich_text')({ contains: 'red' })
    const one = on('Number', 'number')({ equals: 1 })
    const empty = on('Number', 'number')({ is_empty: true })
    return [
      [{ and: [red, one] }, [A]],
      [{ or: [red, empty] }, [A, C, E]],
      [{ and: [{ or: [red, empty] }, on('Done', 'checkbox')({ equals: false })] }, [C, E]],
      [{ or: [{ and: [red, one] }, empty] }, [A, E]],
    ]
  },
}
