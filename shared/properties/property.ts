import type { TSchema } from 'typebox'
import type { FileRef } from '../files/stored-file.ts'
import type { FormulaScope } from '../formulas/scope.ts'
import type { References, Resolved } from '../references.ts'

/** A property of a data source as it is stored: raw id, configuration with raw ids inside. */
export interface StoredProperty {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly type: string
  readonly config: object
}

/** The properties of a data source by raw id. A schema is never changed in place: a change makes a new one. */
export type StoredSchema = Readonly<Record<string, StoredProperty>>

/** What a page keeps for one property; null or absent is empty. The property's type knows what it looks like. */
export type StoredValue = unknown

/** The stored values of a page by raw property id. Relations are kept elsewhere. */
export type StoredValues = Readonly<Record<string, StoredValue>>

/** The pages a relation property shows, as far as they were read. */
export interface RelatedPages {
  readonly ids: readonly string[]
  readonly has_more: boolean
}

/** What a page knows about itself and computed properties show. */
export interface PageMeta {
  readonly id: string
  readonly created_time: number
  readonly created_by: string
  readonly last_edited_time: number
  readonly last_edited_by: string
  readonly unique_number: number | null
}

/** How a page is looked at. */
export interface View {
  readonly meta: PageMeta
  readonly resolved: Resolved
  /** Milliseconds; a verification expires. */
  readonly now: number
  /** Of a value that stands in a rollup: lists are not cut short. */
  readonly isWhole?: true
}

/** What making or changing a configuration needs. */
export interface ConfigureContext {
  /** A new uuid, for an option or a group. */
  readonly newId: () => string
  /** Where the configuration stands in the request, for messages: `body.properties.Tags.select`. */
  readonly path: string
  /** The container of a data source that a relation may point to. */
  readonly databaseOf: (dataSourceId: string) => string
  /** What formulas and rollups may name: the schema itself as it will be, and those that the caller sees. */
  readonly scope: FormulaScope
}

/** What any write of values needs. */
export interface Writing {
  /** A new uuid, for options that a page write makes. */
  readonly newId: () => string
  /** The user who writes. */
  readonly actor: string
  /** The name of each upload that `uploadsIn` finds and the caller may attach, by its id. */
  readonly uploads: ReadonlyMap<string, string>
  /** The file kept here that a signed address leads to; null when it leads to none. */
  readonly fileAt: (url: string) => FileRef | null
}

/** What storing one value needs, and may change: a select that makes an option replaces `config`. */
export interface Write<Config> extends Writing {
  config: Config
  /** Where the value stands in the request: `body.properties.Tags.multi_select`. */
  readonly path: string
}

/** What reading a value out of plain text needs. A type with options may replace `config`. */
export interface TextWrite<Config> {
  config: Config
  readonly newId: () => string
  /** Whether a name that is no option yet becomes one. */
  readonly addsOptions: boolean
}

/**
 * One property type. Methods get values of this type only; `registry.ts` finds the type by name.
 * Requests have passed `configRequest` and `valueRequest` before they come here.
 */
export interface PropertyType<Config extends object = object, Value = StoredValue> {
  readonly type: string
  /** What stands under the type's key in a request for a schema. */
  readonly configRequest: TSchema
  /** `previous` is the property's configuration, which may be that of another type with options. */
  configure(request: never, previous: object | null, context: ConfigureContext): Config
  /** `scope` is where names of other properties are found. */
  presentConfig(config: Config, scope: FormulaScope): object
  /** What stands under the type's key in a request for a page; null where a page cannot be written. */
  readonly valueRequest: TSchema | null
  storeValue?(request: never, write: Write<Config>): Value | null
  presentValue(value: Value | null, config: Config, view: View): unknown
  /** Types with long values show them also one by one: an entry of what is stored, as an item. */
  presentItem?(entry: never, view: View): unknown
  /** Empty for an empty value. */
  plainText(value: Value | null, config: Config, view: View): string
  /** What is stored for plain text, null when the text says nothing to this type. */
  fromText?(text: string, write: TextWrite<Config>): Value | null
  /** Whether the value looks the same to everybody until it, or its configuration, is written again. */
  isReady(value: Value | null): boolean
  /** What `presentValue` will ask `resolved` for. */
  collectReferences?(value: Value | null, meta: PageMeta, references: References): void
}

/** Takes the types of a property type's parts on trust: the registry pairs them with what they stored. */
export function propertyType<
  Config extends object,
  Value,
  ConfigRequest,
  ValueRequest = never,
  Entry = never,
>(
  definition: Omit<PropertyType<Config, Value>, 'configure' | 'storeValue' | 'presentItem'> & {
    configure(request: ConfigRequest, previous: object | null, context: ConfigureContext): Config
    storeValue?(request: ValueRequest, write: Write<Config>): Value | null
    presentItem?(entry: Entry, view: View): unknown
  },
): PropertyType<Config, Value> {
  return definition as PropertyType<Config, Value>
}
