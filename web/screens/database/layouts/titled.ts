import type { DataSource } from '../../../data/databases.ts'
import type { ValueRequest } from '../../../data/properties.ts'

/** The title of a new row. */
export function titled(
  { properties }: Pick<DataSource, 'properties'>,
  name: string,
): Record<string, ValueRequest> {
  const title = Object.values(properties).find(({ type }) => type === 'title')
  return title ? { [title.name]: { title: [{ text: { content: name.trim() } }] } } : {}
}
