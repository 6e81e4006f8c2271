import type { Claims } from './claims.ts'
import { fieldsOf, flagOf, listOf, nameOf, note, type Place, textOf } from './fields.ts'
import { idOf } from './formats.ts'
import { type RowSurroundings, readRow } from './read-rows.ts'
import type { ReadSchema } from './read-schema.ts'
import type { TemplateInFile } from './types.ts'

const templateKeys = ['title', 'id', 'default', 'markdown', 'properties'] as const

/** Reads the `templates` of a database: pages that new rows are made from, with values like those of rows. */
export function readTemplates(
  place: Place | undefined,
  schema: ReadSchema,
  surroundings: RowSurroundings,
  claims: Claims,
): TemplateInFile[] {
  const defaults: Place[] = []
  const templates = listOf(place, (item) => {
    const fields = fieldsOf(item, templateKeys)
    const isDefault = flagOf(fields.at('default')) ?? false
    if (isDefault) defaults.push(fields.at('default')!)
    const title = nameOf(fields.need('title')) ?? ''
    return {
      id: claims.claim('id', idOf(fields.at('id')), fields.at('id')),
      row: readValues(fields.at('properties'), title, schema, surroundings),
      markdown: textOf(fields.at('markdown')),
      isDefault,
    }
  })
  for (const at of defaults.slice(1)) note(at, 'should be true of one template only')
  return templates
}

function readValues(
  place: Place | undefined,
  title: string,
  schema: ReadSchema,
  surroundings: RowSurroundings,
): TemplateInFile['row'] {
  const titleName = [...schema.types].find(([, type]) => type === 'title')?.[0]
  const values = place ? readRow(place, schema, surroundings) : {}
  if (titleName === undefined) return values
  if (place && Object.hasOwn(values, titleName))
    note(place, `should not have ${titleName}, which is the title of the template`)
  return { ...values, [titleName]: title }
}
