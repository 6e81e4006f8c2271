import assert from 'node:assert/strict'
import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { AnyRoute } from '#server/http/route.ts'
import { namedSchemas } from '#shared/validation/named-schemas.ts'

/** Fails a request whose answer is not what its route describes in `/openapi.json`. */
export function checkAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const routes: readonly AnyRoute[] = request.routeOptions.config.routes ?? []
    const schema = reply.statusCode === 200 ? routes[0]?.answer : undefined
    if (schema === undefined) return
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
  // Where the references of an OpenAPI document point.
  const components = { schemas: closed(Object.fromEntries(namedSchemas)) }
  const [first] = Value.Errors({ ...closed(schema), components } as TSchema, value)
  return first === undefined ? null : `${first.instancePath}: ${first.message} in ${JSON.stringify(value)}`
}

/** A schema that takes nothing that it does not describe. */
function closed<T>(schema: T): T {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map(closed) as T
  const inside = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)]))
  const isObject = 'properties' in schema && !('additionalProperties' in schema)
  return { ...inside, ...(isObject ? { additionalProperties: false } : {}) } as T
}
