/** A column of every type, with few enough values that rows have some of them in common. */
import type { Name } from '#test/workspace.ts'
import { aNamedPage, type Home, type Names } from '../home.ts'
import { checkboxColumn } from './checkboxes.ts'
import type { Column } from './column.ts'
import { dateColumn, datesWritten, timeColumns } from './dates.ts'
import { filesColumn } from './files.ts'
import { numberColumn, uniqueIdColumn } from './numbers.ts'
import { multiSelectColumn, optionNames, selectColumn, statusColumn } from './options.ts'
import { authorColumn, peopleColumn } from './people.ts'
import { relationColumn } from './relations.ts'
import { mentionsOf, oneTextColumn, type Part, richTextColumn } from './texts.ts'
import { verificationColumn } from './verifications.ts'

const few = optionNames.slice(0, 5)

/** Mentions, plain texts that differ in little, and none. */
const someTexts = (mentions: readonly Part[][]): readonly unknown[] => [
  undefined,
  [],
  ['Apple'],
  ['APPLE pie'],
  ['ap', 'ple'],
  ['Straße'],
  ['STRASSE'],
  ['100%'],
  ['a_b'],
  ...mentions,
]

/** What the values of the columns refer to. */
export interface Surroundings {
  /** The data source of the related pages. */
  readonly target: string
  readonly pages: readonly string[]
  readonly users: readonly string[]
}

export async function someSurroundings(home: Home): Promise<Surroundings> {
  const { dataSource: target } = await home.acme.aDataSource()
  const pages: string[] = []
  for (const title of ['First', 'second', '']) {
    pages.push(await aNamedPage(home, { data_source_id: target }, title))
  }
  const people: readonly Name[] = ['owner', 'member', 'editor', 'reader']
  return { target, pages, users: people.map((name) => home.acme.as(name).userId) }
}

/**
 * The columns as one caller has them.
 *
 * @param names of the people and pages that the caller sees
 * @param me who "me" is to the caller; null when it is nobody
 */
export function everyColumn({ target, pages, users }: Surroundings, names: Names, me?: string): Column[] {
  const [owner, member] = users as [string, string]
  const asked = { operands: users, names, me: me ?? null }
  const mentions = mentionsOf(users.slice(0, 2), pages)

  const title = richTextColumn('Name', 'title', names)
  const words = richTextColumn('Words', 'rich_text', names)
  return [
    { ...title, values: someTexts(mentions) },
    { ...words, values: someTexts(mentions) },
    { ...oneTextColumn('Link', 'url', 2000), values: [undefined, 'https://a.test/?x=%41', 'HTTPS://A.TEST'] },
    { ...oneTextColumn('Mail', 'email', 200), values: [null, 'ada@acme.test', 'bob_@acme.test'] },
    { ...oneTextColumn('Phone', 'phone_number', 200), values: ['+1 1', undefined] },
    { ...numberColumn('Number'), values: [undefined, 0, 1, -1, 0.1, 2 ** 53] },
    checkboxColumn('Done'),
    selectColumn('Select', few),
    statusColumn('State', few),
    multiSelectColumn('Tags', few),
    dateColumn('Due', [undefined, ...datesWritten.slice(0, 12)]),
    peopleColumn('Who', [undefined, [owner], [member, owner], [owner, member], [member]], asked),
    filesColumn('Papers'),
    relationColumn('Related', [undefined, [pages[0]!], [pages[1]!, pages[0]!], [pages[2]!]], {
      target,
      operands: pages,
      titleOf: (id) => names.get(id),
    }),
    uniqueIdColumn('ID'),
    ...timeColumns('Made', 'Edited', ['2026-03-31', '2026-03-31T15:45', '2026-03-31T15:50Z', '2026-03-30']),
    authorColumn('Maker', 'created_by', asked),
    authorColumn('Editor', 'last_edited_by', asked),
    verificationColumn('Checked'),
  ]
}
