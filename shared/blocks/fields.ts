import { type TSchema, Type } from 'typebox'
import { isWebAddress } from '../addresses.ts'
import { Color } from '../colors.ts'
import { contentProblem } from '../content-problem.ts'
import { IconRequest, type StoredIcon, storeIcon } from '../objects/icon.ts'
import { type RichTextItemRequest, RichTextRequest } from '../rich-text/request.ts'
import { storeRichText } from '../rich-text/store.ts'
import { Nullable, StrictObject, Url } from '../validation/schemas.ts'
import { type BlockType, blockType, type Content, type Nest } from './block-type.ts'

/** One key of a payload. */
export interface Field {
  readonly request: TSchema
  readonly isRequired?: true
  /** Stays as it was made. */
  readonly isFixed?: true
  /** What is stored when nothing is given; without it the key is left out. */
  readonly initial?: unknown
  readonly text?: 'runs' | 'cells'
  store(request: never): unknown
}

type Fields = Readonly<Record<string, Field>>

/** A type whose payload is its fields, in the order in which it is answered. */
export function blockOfFields(
  definition: Pick<BlockType, 'type' | 'holds'> &
    Partial<Pick<BlockType, 'refuse' | 'standsIn' | 'plainText'>> & {
      fields: Fields
      /** The key `children` of a new block, by where it stands; null where it cannot stand. */
      children?: (nest: Nest) => TSchema | null
      isFixed?: true
    },
): BlockType {
  const { fields, children, isFixed, ...rest } = definition
  const all = Object.entries(fields)
  return blockType<Content>({
    ...rest,
    texts: Object.fromEntries(all.flatMap(([key, { text }]) => (text ? [[key, text]] : []))),
    createRequest(nest) {
      if (!children) return payload(all)
      const below = children(nest)
      return below && payload(all, { children: below })
    },
    ...(!isFixed && { changeRequest: changePayload(all, children !== undefined) }),
    store: (request) => storeFields(all, request, {}),
    change: (content, change) => storeFields(all, change, content),
  })
}

/** Children that cannot be here. An empty list says nothing and is let pass. */
export const noChildren = Type.Optional(
  Type.Array(Type.Unsafe<never>({ not: {} }), { 'x-expected': 'not present' }),
)

/** The children of a block that may have any. */
export const anyChildren = (nest: Nest): TSchema => nest.children

function payload(
  fields: readonly [string, { request: TSchema; isRequired?: boolean }][],
  more: Record<string, TSchema> = {},
): TSchema {
  const properties = fields.map(([key, { request, isRequired }]) => [
    key,
    isRequired ? request : Type.Optional(request),
  ])
  return StrictObject({ ...Object.fromEntries(properties), ...more })
}

function changePayload(fields: readonly [string, Field][], hasChildren: boolean): TSchema {
  const changeable = fields.filter(([, field]) => !field.isFixed)
  return payload(
    changeable.map(([key, { request }]) => [key, { request }]),
    hasChildren ? { children: noChildren } : {},
  )
}

function storeFields(fields: readonly [string, Field][], given: Content, before: Content): Content {
  const content: Content = {}
  for (const [key, field] of fields) {
    const value = given[key]
    const stored = value === undefined ? kept(field, before, key) : field.store(value as never)
    if (stored !== undefined) content[key] = stored
  }
  return content
}

const kept = ({ initial }: Field, before: Content, key: string): unknown =>
  Object.hasOwn(before, key) ? before[key] : initial

const asGiven = (value: unknown): unknown => value

export const richText: Field = {
  request: RichTextRequest,
  isRequired: true,
  text: 'runs',
  store: storeRichText,
}

export const caption: Field = { request: RichTextRequest, initial: [], text: 'runs', store: storeRichText }

/** The rich text of each cell of a row. */
export const cells: Field = {
  request: Type.Array(RichTextRequest, { maxItems: 100 }),
  isRequired: true,
  text: 'cells',
  store: (rows: RichTextItemRequest[][]) => rows.map(storeRichText),
}

export const color = (initial: Color): Field => ({ request: Color, initial, store: asGiven })

export const flag: Field = { request: Type.Boolean(), initial: false, store: asGiven }

export const icon = (initial: StoredIcon | null): Field => ({
  request: Nullable(IconRequest),
  initial,
  store: (request: IconRequest | null) => request && storeIcon(request),
})

/** A key that is stored as it is given. */
export const plain = (
  request: TSchema,
  more: Partial<Pick<Field, 'isRequired' | 'isFixed'>> = {},
): Field => ({
  request,
  ...more,
  store: asGiven,
})

/** The address of something on the web. */
export const webAddress = (what: string): Field => ({
  request: Url,
  isRequired: true,
  store(url: string) {
    if (!isWebAddress(url)) throw contentProblem(`Invalid ${what} url.`)
    return url
  },
})
