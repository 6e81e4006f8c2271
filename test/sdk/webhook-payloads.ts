import assert from 'node:assert/strict'
import { Ajv, type ValidateFunction } from 'ajv'
import type { Schema } from './schema.ts'
import { definitionsOf } from './schemas.ts'

/** The types of events that the newest SDK types, and what checks a body of each. */
const validators = new Map<string, ValidateFunction>()

function load(): Map<string, ValidateFunction> {
  if (validators.size > 0) return validators
  const definitions = definitionsOf('5.x')
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false })
  ajv.addSchema({ definitions }, 'sdk')
  for (const [name, schema] of Object.entries(definitions)) {
    const type = schema.properties?.type?.const
    if (!name.endsWith('WebhookPayload') || typeof type !== 'string') continue
    const $ref = `sdk#/definitions/${encodeURIComponent(name)}`
    validators.set(type, ajv.compile({ $ref } satisfies Schema))
  }
  return validators
}

/** Every type of event that the SDK types. */
export const webhookTypes = (): string[] => [...load().keys()]

/** Fails where a body is not what the SDK says of its type. */
export function checkPayload(body: Record<string, unknown>): void {
  const validate = load().get(body.type as string)
  assert.ok(validate, `the SDK types no ${body.type}`)
  assert.ok(validate(body), `${body.type}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(body)}`)
}
