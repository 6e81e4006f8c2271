import type { Atlas, Place, Typed } from './places.ts'
import type { Definitions, Schema } from './schema.ts'
import { type SdkName, sdkNames } from './sdk-types.ts'

/** The types of one SDK, and where things stand in them. */
export interface Types {
  readonly definitions: Definitions
  readonly atlas: Atlas
}

export type TypesOf = (sdk: SdkName) => Types

/** What the newest SDK that has it has at a place. */
export function newestHaving(
  typesOf: TypesOf,
  place: Place,
  find: (types: Types) => Schema | undefined,
): Typed {
  for (const sdk of sdkNames) {
    const schema = find(typesOf(sdk))
    if (schema) return { schema, sdk }
  }
  throw new Error(`No SDK has it at ${place}`)
}
