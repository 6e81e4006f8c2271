import type { Static, TSchema } from 'typebox'
import { invalid } from '../problem.ts'
import { compile } from './check.ts'
import { describeFailures, type Section } from './failure.ts'
import { readParameters } from './parameters.ts'

/** Whether Notion's walls for the size of a request count. */
export type Sizes = 'notion' | 'none'

/**
 * Checks a part of a request against its schema and refuses it in Notion's words.
 *
 * @returns the value; of a path or a query, whose parts are all text, with numbers, truth values and lists
 *   read as the schema has them, and ids as everything inside knows them.
 */
export function validate<S extends TSchema>(
  schema: S,
  value: unknown,
  section: Section,
  { sizes = 'notion' }: { sizes?: Sizes } = {},
): Static<S> {
  const read = section === 'body' ? value : readParameters(schema, value)
  const failures = compile(schema)(read, { sizes, depth: 0 })
  if (failures) throw invalid(describeFailures(failures, section))
  return read as Static<S>
}
