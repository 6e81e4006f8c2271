import type { DBAdapter } from 'better-auth'

/**
 * Keeps the tokens of sessions by their hash only: the sign-in library would keep them as they are. It
 * still sees the token it asked with in what it gets back.
 */
export function hashedTokens(adapter: DBAdapter, hashOf: (token: string) => string): DBAdapter {
  const hashed = (where: Where): Where =>
    where.map((one) =>
      one.field === 'token' && typeof one.value === 'string' ? { ...one, value: hashOf(one.value) } : one,
    )
  const tokenIn = (where: Where) => where.find((one) => one.field === 'token')?.value

  return {
    ...adapter,
    async create(request) {
      const token: unknown = request.data.token
      if (request.model !== 'session' || typeof token !== 'string') return adapter.create(request)
      const made = await adapter.create({ ...request, data: { ...request.data, token: hashOf(token) } })
      return { ...made, token } as never
    },
    async findOne(request) {
      if (request.model !== 'session') return adapter.findOne(request)
      const found = await adapter.findOne<object>({ ...request, where: hashed(request.where) })
      return withToken(found, tokenIn(request.where)) as never
    },
    async update(request) {
      if (request.model !== 'session') return adapter.update(request)
      const updated = await adapter.update<object>({ ...request, where: hashed(request.where) })
      return withToken(updated, tokenIn(request.where)) as never
    },
    findMany: (request) =>
      adapter.findMany(
        request.model === 'session' && request.where ? { ...request, where: hashed(request.where) } : request,
      ),
    delete: (request) =>
      adapter.delete(request.model === 'session' ? { ...request, where: hashed(request.where) } : request),
    deleteMany: (request) =>
      adapter.deleteMany(
        request.model === 'session' ? { ...request, where: hashed(request.where) } : request,
      ),
  }
}

type Where = Parameters<DBAdapter['delete']>[0]['where']

const withToken = (row: object | null, token: unknown): object | null =>
  row === null || token === undefined ? row : { ...row, token }
