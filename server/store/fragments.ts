import {
  type AliasableExpression,
  type AliasedExpression,
  ExpressionWrapper,
  type OperationNode,
  RawNode,
  ValueNode,
} from 'kysely'

/**
 * A part of a statement, put together as text. Kysely's own `sql` builds a tree for each part and walks it once
 * more: for statements with many parts that differ from one to the next, as queries of rows do, that takes
 * longer than SQLite needs to find the rows.
 *
 * Kysely's builder takes a fragment wherever it takes an expression; a fragment takes nothing of Kysely's.
 */
export class Fragment<T = unknown> implements AliasableExpression<T> {
  /** One more than there are values, which stand between them. */
  readonly texts: readonly string[]
  readonly values: readonly unknown[]

  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.texts = texts
    this.values = values
  }

  get expressionType(): T | undefined {
    return undefined
  }

  toOperationNode(): OperationNode {
    return RawNode.create(
      this.texts,
      this.values.map((value) => ValueNode.create(value)),
    )
  }

  as<A extends string>(alias: A): AliasedExpression<T, A> {
    return new ExpressionWrapper<never, never, T>(this.toOperationNode()).as(alias)
  }

  /** @param placeholder what stands for the nth value, from 1. */
  text(placeholder: (number: number) => string): string {
    return this.texts.reduce((text, next, number) => text + placeholder(number) + next)
  }
}

/** Fragments are spliced in; whatever else is put in is a value of the statement. */
export function sql<T = unknown>(strings: readonly string[], ...parts: readonly unknown[]): Fragment<T> {
  const texts = [strings[0]!]
  const values: unknown[] = []
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]
    if (part instanceof Fragment) append(texts, values, part)
    else if (isForeign(part)) throw new Error('a fragment takes no expression of the builder')
    else {
      values.push(part)
      texts.push('')
    }
    texts[texts.length - 1] += strings[index + 1]!
  }
  return new Fragment(texts, values)
}

function append(texts: string[], values: unknown[], { texts: others, values: more }: Fragment): void {
  texts[texts.length - 1] += others[0]!
  for (let index = 0; index < more.length; index++) {
    values.push(more[index])
    texts.push(others[index + 1]!)
  }
}

const isForeign = (part: unknown): boolean =>
  typeof part === 'object' && part !== null && 'toOperationNode' in part

/** Text as it stands: never what a caller sent. */
sql.raw = <T = unknown>(text: string): Fragment<T> => new Fragment([text], [])

/** A value within the text. */
sql.lit = <T = unknown>(value: string | number): Fragment<T> =>
  sql.raw(typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`)

/** A column, `b.id` for one; or a table. */
sql.ref = <T = unknown>(name: string): Fragment<T> =>
  sql.raw(`"${name.replaceAll('"', '""').replace('.', '"."')}"`)

/** Several, with something between them. Values may be among them. */
sql.join = (parts: readonly unknown[], separator: Fragment = comma): Fragment => {
  const texts = ['']
  const values: unknown[] = []
  for (const [index, part] of parts.entries()) {
    if (index > 0) append(texts, values, separator)
    append(texts, values, part instanceof Fragment ? part : sql`${part}`)
  }
  return new Fragment(texts, values)
}

const comma = sql.raw(', ')
