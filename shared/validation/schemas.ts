import { type Static, type TLiteralValue, type TProperties, type TSchema, Type } from 'typebox'

/** An id in a request: with dashes or without, in any case. `toUuid` makes it one of ours. */
export const Uuid = Type.String({ format: 'uuid' })

/** An object that may have these keys and no others. */
export const StrictObject = <P extends TProperties>(properties: P, options: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options })

export const EmptyObject = StrictObject({})

export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** One of these words. */
export const OneOf = <const Words extends readonly string[]>(words: Words) =>
  Type.Unsafe<Words[number]>({ enum: words })

/** In an address: some of these words, with commas between them or given several times. `wordsIn` takes them apart. */
export const WordList = (words: readonly string[]) =>
  Type.Array(
    Type.String({
      'x-check': (text: string) => {
        const unknown = text.split(',').find((word) => !words.includes(word))
        return unknown === undefined
          ? null
          : { at: [], expected: words.map((word) => `\`"${word}"\``).join(' or '), value: unknown }
      },
    }),
  )

export const wordsIn = (list: readonly string[]): string[] => [
  ...new Set(list.flatMap((text) => text.split(','))),
]

/** A key that says what an object is and that may be left out, since another key says it too. */
export const OptionalTag = <V extends TLiteralValue>(value: V) => Type.Optional(Type.Literal(value))

/** An object with keys that nobody can list before. */
export const MapOf = <S extends TSchema>(values: S) =>
  Type.Unsafe<Record<string, Static<S>>>({ type: 'object', additionalProperties: values })

/** Nothing may stand here. `expected` completes "should be". */
export const Refused = (expected: string) => Type.Unsafe<never>({ not: {}, 'x-expected': expected })

/** Text of at most so many UTF-16 units that says something. */
export const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

/** Text in an address that is looked for; of bodies it is known that a store can keep it. */
export const SoughtText = Type.String({
  'x-check': (text: string) =>
    text.isWellFormed() && !text.includes('\u0000')
      ? null
      : { at: [], expected: 'valid Unicode text without U+0000', value: text },
})

/** Notion's wall for any address. */
export const Url = Text(2000)
