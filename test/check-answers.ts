import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { namesIn } from '#client/print-types.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { schemaNamed } from '#shared/validation/named-schemas.ts'

/** Fails a request whose answer is not what its route describes in `/openapi.json`. */
export function checkAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const routes: readonly AnyRoute[] = request.routeOptions.config.routes ?? []
    const schema = reply.statusCode === 200 ? routes[0]?.answer : undefined
    // A long text is told apart by what it is sent from.
    if (schema === undefined || payload instanceof Readable) return
    const { request_id, ...answer } = JSON.parse(String(payload))
    assert.equal(request_id, request.id)
    const mistake = mistakeIn(schema, answer)
    assert.equal(
      mistake,
      null,
      `${request.method} ${request.routeOptions.url} answers what it does not describe`,
    )
  })
}

/** What is wrong with a value, null when nothing is. Members that a schema does not name are mistakes too. */
export function mistakeIn(schema: TSchema, value: unknown): string | null {
  const [first] = Value.Errors(whole(schema), value)
  return first === undefined ? null : `${first.instancePath}: ${first.message} in ${JSON.stringify(value)}`
}

const made = new WeakMap<TSchema, TSchema>()

/** A closed schema with those it refers to, where the references of an OpenAPI document point. */
function whole(schema: TSchema): TSchema {
  let known = made.get(schema)
  if (known === undefined) {
    const schemas: Record<string, TSchema> = {}
    addReferred(schema, schemas)
    known = { ...closed(schema), components: { schemas } } as TSchema
    made.set(schema, known)
  }
  return known
}

function addReferred(schema: TSchema, schemas: Record<string, TSchema>): void {
  for (const name of namesIn(schema)) {
    if (name in schemas) continue
    schemas[name] = closed(schemaNamed(name))
    addReferred(schemaNamed(name), schemas)
  }
}

/** A schema that takes nothing that it does not describe. */
function closed<T>(schema: T): T {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map(closed) as T
  const inside = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)]))
  const isObject = 'properties' in schema && !('additionalProperties' in schema)
  return { ...inside, ...(isObject ? { additionalProperties: false } : {}) } as T
}
