/** Many operations in one request: RFC 7644 section 3.7. */
import type { Endpoint } from './endpoint.ts'
import { presentProblem, refuse, ScimProblem } from './errors.ts'
import { versionOf } from './meta.ts'
import { isObject } from './read-values.ts'
import { locationOf } from './resource-routes.ts'
import type { Answer, ScimRequest } from './route.ts'

export const MOST_OPERATIONS = 1000

/** In bytes. */
export const MOST_PAYLOAD = 1_048_576

const RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

const bulkMethods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

interface BulkOperation {
  method: (typeof bulkMethods)[number]
  bulkId: string | undefined
  /** `If-Match` of this operation. */
  version: string | undefined
  of: Endpoint
  /** Null where something is made. */
  id: string | null
  data: unknown
}

interface Done {
  method: string
  bulkId?: string
  location?: string
  version?: string
  status: string
  response?: unknown
}

/** Each operation is a transaction of its own; after so many errors as the client allows, no more are done. */
export async function performBulk(
  endpoints: readonly Endpoint[],
  request: ScimRequest,
  isFault: (error: unknown) => void,
): Promise<Answer> {
  if (request.isTrial) {
    throw refuse(
      'invalidValue',
      'dry_run is not possible in bulk: an operation may need what another one made.',
    )
  }
  if (request.bodySize > MOST_PAYLOAD) {
    throw new ScimProblem(413, `The request is larger than maxPayloadSize, ${MOST_PAYLOAD} bytes.`)
  }
  const body = request.body
  if (!isObject(body) || !Array.isArray(body.Operations)) {
    throw refuse('invalidSyntax', 'The body should have a list of Operations.')
  }
  if (body.Operations.length > MOST_OPERATIONS) {
    throw new ScimProblem(413, `There are more operations than maxOperations, ${MOST_OPERATIONS}.`)
  }
  const mostErrors = body.failOnErrors === undefined ? Number.POSITIVE_INFINITY : Number(body.failOnErrors)
  if (!(mostErrors >= 1)) throw refuse('invalidValue', 'failOnErrors should be a number from 1 on.')
  const operations = body.Operations.map((one, index) => readOperation(endpoints, one, index))
  const done = await performAll(operations, request, mostErrors, isFault)
  return { body: { schemas: [RESPONSE], Operations: done } }
}

function readOperation(endpoints: readonly Endpoint[], given: unknown, index: number): BulkOperation {
  const at = `Operations[${index}]`
  if (!isObject(given)) throw refuse('invalidSyntax', `${at} should be a JSON object.`)
  const method = bulkMethods.find((one) => one === String(given.method).toUpperCase())
  if (method === undefined)
    throw refuse('invalidSyntax', `${at}.method should be one of ${bulkMethods.join(', ')}.`)
  const [, path, id] = /^(\/\w+)(?:\/([^/]+))?$/.exec(String(given.path)) ?? []
  const of = endpoints.find(({ type }) => type.endpoint === path)
  if (of === undefined || (id === undefined) !== (method === 'POST')) {
    throw refuse('invalidPath', `${at}.path should be /Users or /Groups, with an id after it but for POST.`)
  }
  const { bulkId, version } = given
  if (bulkId !== undefined && (typeof bulkId !== 'string' || bulkId === '')) {
    throw refuse('invalidValue', `${at}.bulkId should be text.`)
  }
  if (method === 'POST' && bulkId === undefined) throw refuse('invalidValue', `${at}.bulkId is required.`)
  return {
    method,
    bulkId: bulkId as string | undefined,
    version: typeof version === 'string' ? version : undefined,
    of,
    id: id ?? null,
    data: given.data,
  }
}

/** An operation waits for those that make what it refers to. Answers stand in the order of the request. */
async function performAll(
  operations: readonly BulkOperation[],
  request: ScimRequest,
  mostErrors: number,
  isFault: (error: unknown) => void,
): Promise<Done[]> {
  const made = new Map<string, string>()
  const done = new Map<BulkOperation, Done>()
  let errors = 0
  for (let waiting = [...operations]; waiting.length > 0 && errors < mostErrors; ) {
    const ready = waiting.filter((one) => isReady(one, made, waiting))
    // Those that wait for each other: what they refer to is not there, which they are told.
    const next = ready.length > 0 ? ready : waiting
    for (const operation of next) {
      const result = await perform(operation, request, made, isFault)
      done.set(operation, result)
      if (result.response !== undefined && ++errors >= mostErrors) break
    }
    waiting = waiting.filter((one) => !done.has(one))
  }
  return operations.flatMap((operation) => done.get(operation) ?? [])
}

const REFERENCE = /^bulkId:(.+)$/s

function isReady(
  operation: BulkOperation,
  made: ReadonlyMap<string, string>,
  waiting: readonly BulkOperation[],
): boolean {
  const comes = new Set(
    waiting.flatMap((one) => (one !== operation && one.method === 'POST' ? [one.bulkId] : [])),
  )
  let isFree = true
  resolve([operation.id, operation.data], (name) => {
    if (!made.has(name) && comes.has(name)) isFree = false
    return null
  })
  return isFree
}

/** JSON with what `bulkId:…` stands for in its place. */
function resolve(value: unknown, idOf: (name: string) => string | null): unknown {
  if (typeof value === 'string') {
    const name = REFERENCE.exec(value)?.[1]
    return name === undefined ? value : (idOf(name) ?? value)
  }
  if (Array.isArray(value)) return value.map((one) => resolve(one, idOf))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, idOf)]))
}

async function perform(
  operation: BulkOperation,
  request: ScimRequest,
  made: Map<string, string>,
  isFault: (error: unknown) => void,
): Promise<Done> {
  const { method, bulkId, of } = operation
  const head = { method, ...(bulkId !== undefined && { bulkId }) }
  try {
    const idOf = (name: string): string => {
      const id = made.get(name)
      if (id === undefined) throw new ScimProblem(409, `bulkId:${name} was not made by this request.`)
      return id
    }
    const { before, after } = await request.write({
      method,
      of,
      id: operation.id && (resolve(operation.id, idOf) as string),
      body: resolve(operation.data, idOf),
      version: operation.version,
      isWhole: false,
      status: statuses[method],
      operation: sentAs(operation),
    })
    if (bulkId !== undefined && before === null) made.set(bulkId, after!.resource.id as string)
    return {
      ...head,
      location: locationOf((after ?? before)!),
      ...(after !== null && { version: versionOf(after.resource) }),
      status: String(statuses[method]),
    }
  } catch (error) {
    const response = presentProblem(error)
    if (response.status === '500') isFault(error)
    await request.refused(sentAs(operation), error)
    const location =
      operation.id === null ? {} : { location: `${request.baseUrl}/scim/v2${pathOf(operation)}` }
    return { ...head, ...location, status: response.status, response }
  }
}

const statuses = { POST: 201, PUT: 200, PATCH: 200, DELETE: 204 } as const

const sentAs = (operation: BulkOperation) => ({
  method: operation.method,
  path: pathOf(operation),
  isBulk: true,
})

const pathOf = ({ of, id }: BulkOperation): string =>
  id === null ? of.type.endpoint : `${of.type.endpoint}/${id}`
