import type { Frame } from '../frame.ts'
import { TEXT } from '../type-rules.ts'
import type { FormulaPage, FormulaPerson } from '../values.ts'
import { type PlainFunction, page, person } from './definition.ts'

const name: PlainFunction = {
  name: 'name',
  signatures: [
    {
      takes: [person],
      gives: TEXT,
      shows: true,
      run: ({ reader }: Frame, { id }: FormulaPerson) => reader.person(id).name,
    },
  ],
}

const email: PlainFunction = {
  name: 'email',
  signatures: [
    {
      takes: [person],
      gives: TEXT,
      shows: true,
      run: ({ reader }: Frame, { id }: FormulaPerson) => reader.person(id).email,
    },
  ],
}

const id: PlainFunction = {
  name: 'id',
  signatures: [
    { takes: [], gives: TEXT, run: (frame: Frame) => bare(frame.page.id) },
    { takes: [page], gives: TEXT, run: (_frame: Frame, value: FormulaPage) => bare(value.id) },
    { takes: [person], gives: TEXT, run: (_frame: Frame, value: FormulaPerson) => bare(value.id) },
  ],
}

export const peopleFunctions: readonly PlainFunction[] = [name, email, id]

/** As formulas of Notion show ids: without dashes. */
const bare = (uuid: string): string => uuid.replaceAll('-', '')
