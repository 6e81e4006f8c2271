/**
 * Where the sign-in library keeps what it keeps: our tables, through our builder. Loaded with the
 * library, when somebody signs in for the first time.
 */
import { type AdapterFactoryCustomizeAdapterCreator, createAdapterFactory } from 'better-auth/adapters'
import { type ExpressionBuilder, type ExpressionWrapper, type Kysely, type SqlBool, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Tables by name: the library says which, with columns as its configuration names them. */
type AnyTables = Record<string, Record<string, unknown>>
type Row = Record<string, unknown>

type Adapter = ReturnType<AdapterFactoryCustomizeAdapterCreator>
type Condition = Parameters<Adapter['delete']>[0]['where'][number]

/** The library's adapter over a builder; times become milliseconds and flags 0 or 1, as everywhere here. */
export function signInAdapter(builder: Kysely<Tables>): ReturnType<typeof createAdapterFactory> {
  const db = builder as unknown as Kysely<AnyTables>
  return createAdapterFactory({
    config: {
      adapterId: 'octavo',
      supportsBooleans: false,
      supportsJSON: false,
      supportsNumericIds: false,
      customTransformInput: ({ data }) => (data instanceof Date ? data.getTime() : data),
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && typeof data === 'number' ? new Date(data) : data,
    },
    adapter: ({ getFieldName }) => ({
      create: async ({ model, data }) =>
        (await db.insertInto(model).values(data).returningAll().executeTakeFirstOrThrow()) as never,
      findOne: async ({ model, where }) =>
        ((await db.selectFrom(model).selectAll().where(all(where)).limit(1).executeTakeFirst()) ??
          null) as never,
      findMany: async ({ model, where, limit, offset, sortBy }) =>
        (await db
          .selectFrom(model)
          .selectAll()
          .where(all(where))
          .$if(sortBy !== undefined, (query) =>
            query.orderBy(getFieldName({ model, field: sortBy!.field }), sortBy!.direction),
          )
          .limit(limit)
          .offset(offset ?? 0)
          .execute()) as never,
      update: async ({ model, where, update }) =>
        ((await db
          .updateTable(model)
          .set(update as Row)
          .where(all(where))
          .returningAll()
          .executeTakeFirst()) ?? null) as never,
      updateMany: async ({ model, where, update }) => {
        const { numUpdatedRows } = await db
          .updateTable(model)
          .set(update)
          .where(all(where))
          .executeTakeFirst()
        return Number(numUpdatedRows)
      },
      delete: async ({ model, where }) => {
        await db.deleteFrom(model).where(all(where)).execute()
      },
      deleteMany: async ({ model, where }) => {
        const { numDeletedRows } = await db.deleteFrom(model).where(all(where)).executeTakeFirst()
        return Number(numDeletedRows)
      },
      count: async ({ model, where }) => {
        const counted = db.selectFrom(model).select((eb) => eb.fn.countAll<number>().as('count'))
        return Number((await counted.where(all(where)).executeTakeFirstOrThrow()).count)
      },
      consumeOne: async ({ model, where }) =>
        ((await db
          .deleteFrom(model)
          .where('id', 'in', db.selectFrom(model).select('id').where(all(where)).limit(1))
          .where(all(where))
          .returningAll()
          .executeTakeFirst()) ?? null) as never,
      incrementOne: async ({ model, where, increment, set }) => {
        const sums = Object.entries(increment).map(([column, by]) => [
          column,
          sql`${sql.ref(column)} + ${by}`,
        ])
        return ((await db
          .updateTable(model)
          .set({ ...set, ...Object.fromEntries(sums) } as Row)
          .where('id', 'in', db.selectFrom(model).select('id').where(all(where)).limit(1))
          .where(all(where))
          .returningAll()
          .executeTakeFirst()) ?? null) as never
      },
    }),
  })
}

type Builder = ExpressionBuilder<AnyTables, string>
type Test = ExpressionWrapper<AnyTables, string, SqlBool>

/** Every condition joined by AND, and one of those joined by OR if there are any. */
function all(where: readonly Condition[] | undefined) {
  return (eb: Builder): Test => {
    const those = (connector: Condition['connector']) =>
      (where ?? []).filter((one) => one.connector === connector).map((one) => test(eb, one))
    const either = those('OR')
    return eb.and(either.length > 0 ? [...those('AND'), eb.or(either)] : those('AND'))
  }
}

function test(eb: Builder, { field, operator, value, mode }: Condition): Test {
  const folds = mode === 'insensitive'
  const left = folds ? sql`lower(${sql.ref(field)})` : sql.ref(field)
  const right = folds ? fold(value) : value
  const list = Array.isArray(right) ? right : [right]
  switch (operator) {
    case 'eq':
      return right === null ? eb(left, 'is', null) : eb(left, '=', right)
    case 'ne':
      return right === null ? eb(left, 'is not', null) : eb(left, '!=', right)
    case 'in':
      return list.length === 0 ? eb.or([]) : eb(left, 'in', list)
    case 'not_in':
      return list.length === 0 ? eb.and([]) : eb(left, 'not in', list)
    case 'lt':
      return eb(left, '<', right)
    case 'lte':
      return eb(left, '<=', right)
    case 'gt':
      return eb(left, '>', right)
    case 'gte':
      return eb(left, '>=', right)
    case 'contains':
      return like(eb, left, `%${escapeLike(right)}%`)
    case 'starts_with':
      return like(eb, left, `${escapeLike(right)}%`)
    case 'ends_with':
      return like(eb, left, `%${escapeLike(right)}`)
    default:
      throw new Error(`the sign-in library asks for the unknown operator ${operator}`)
  }
}

function fold(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fold)
  return typeof value === 'string' ? value.toLowerCase() : value
}

const like = (eb: Builder, left: ReturnType<typeof sql>, pattern: string): Test =>
  eb(sql<boolean>`${left} like ${pattern} escape '\\'`, '=', eb.lit(true))

const escapeLike = (value: unknown): string => String(value).replace(/[\\%_]/g, '\\$&')
