import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { compileFormula } from './compile.ts'
import type { FormulaReader } from './reader.ts'
import type { FormulaScope } from './scope.ts'
import type { FormulaType } from './types.ts'
import type { FormulaDate, FormulaPage, FormulaPerson, FormulaValue } from './values.ts'

// Two data sources, a page in one and two in the other: what the tests of this folder write formulas about.

export const tasks = '00000000-0000-4000-8000-00000000a000'
export const projects = '00000000-0000-4000-8000-00000000b000'

/** Wednesday, 1 July 2026, 12:34:56.789 UTC. */
export const now = Date.UTC(2026, 6, 1, 12, 34, 56, 789)

const property = (id: string, name: string, type: string, config: object = {}): StoredProperty => ({
  id,
  name,
  description: null,
  type,
  config,
})

const schemaOf = (properties: readonly StoredProperty[]): StoredSchema =>
  Object.fromEntries(properties.map((each) => [each.id, each]))

export const taskSchema = schemaOf([
  property('title', 'Name', 'title'),
  property('txt1', 'Note', 'rich_text'),
  property('txt2', 'No text', 'rich_text'),
  property('n:}1', 'Price', 'number', { format: 'euro' }),
  property('num2', 'No number', 'number', { format: 'number' }),
  property('chk1', 'Done', 'checkbox'),
  property('dat1', 'Due', 'date'),
  property('dat2', 'No date', 'date'),
  property('ppl1', 'People', 'people'),
  property('crby', 'Made by', 'created_by'),
  property('tag1', 'Tags', 'multi_select', { options: [] }),
  property('rel1', 'Project', 'relation', { data_source_id: projects, type: 'single_property' }),
  property('frm1', 'Sum', 'formula', { expression: '' }),
  property('any1', 'Anything', 'rollup', {}),
  property('loc1', 'Where', 'location'),
])

export const projectSchema = schemaOf([
  property('title', 'Project name', 'title'),
  property('cost', 'Cost', 'number', { format: 'number' }),
  property('lead', 'Lead', 'people'),
  property('back', 'Tasks', 'relation', { data_source_id: tasks, type: 'single_property' }),
])

export const scope: FormulaScope = {
  dataSourceId: tasks,
  schemaOf: (id) => (id === tasks ? taskSchema : id === projects ? projectSchema : null),
  computedType: (_dataSourceId, { id }): FormulaType => ({ kind: id === 'frm1' ? 'number' : 'any' }),
}

export const pageOf = (id: string, dataSourceId: string): FormulaPage => ({ kind: 'page', id, dataSourceId })

/** Ids of pages and people, with dashes as everywhere. */
export const task = pageOf('00000000-0000-4000-8000-00000000a001', tasks)
export const apollo = pageOf('00000000-0000-4000-8000-00000000b001', projects)
export const gemini = pageOf('00000000-0000-4000-8000-00000000b002', projects)
export const ada: FormulaPerson = { kind: 'person', id: '00000000-0000-4000-8000-00000000c001' }
export const nobody: FormulaPerson = { kind: 'person', id: '00000000-0000-4000-8000-00000000c002' }

export const day = (text: string, end: string | null = null): FormulaDate => ({
  kind: 'date',
  start: Date.parse(text),
  end: end === null ? null : Date.parse(end),
  hasTime: text.includes('T'),
})

const values: Readonly<Record<string, Readonly<Record<string, FormulaValue>>>> = {
  [task.id]: {
    title: 'Fly to the moon',
    txt1: 'äöü 😀',
    'n:}1': 12.5,
    chk1: true,
    dat1: day('2026-06-15', '2026-06-20'),
    ppl1: [ada, nobody],
    crby: ada,
    tag1: ['red', 'blue'],
    rel1: [apollo, gemini],
    frm1: 7,
    any1: 'x',
  },
  [apollo.id]: { title: 'Apollo', cost: 100, lead: [ada], back: [task] },
  [gemini.id]: { title: 'Gemini', cost: 20, lead: [], back: [task] },
}

/** A reader with as many steps as it likes to have. */
export const readerWith = (more: Partial<FormulaReader> = {}): FormulaReader => ({
  now,
  timeZone: 'UTC',
  property: (page, id) => values[page.id]?.[id] ?? null,
  person: (id) => (id === ada.id ? { name: 'Ada', email: 'ada@example.com' } : { name: null, email: null }),
  title: (page) => values[page.id]!.title as string,
  spend: () => {},
  ...more,
})

/** What a formula gives for the task. */
export const evaluate = (expression: string, more: Partial<FormulaReader> = {}): FormulaValue =>
  compileFormula(expression, scope).evaluate(task, readerWith(more))

/** A reader whose budget ends. */
export function budget(steps: number): Pick<FormulaReader, 'spend'> {
  let left = steps
  return {
    spend(cost) {
      left -= cost
      if (left < 0) throw new OutOfSteps()
    },
  }
}

export class OutOfSteps extends Error {}
