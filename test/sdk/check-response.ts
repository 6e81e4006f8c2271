import { AssertionError } from 'node:assert'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { ApiVersion } from '#server/api/versions/change.ts'
import type { Shows } from './apply-differences.ts'
import { type Endpoint, endpointOf } from './endpoints.ts'
import { errorSchema, oauthErrorSchema } from './error-schemas.ts'
import type { Schema } from './schema.ts'
import { rootName, schemasOf } from './schemas.ts'
import { releaseOf, type SdkName, sdkOfVersion, sdkPackages } from './sdk-types.ts'

export interface CheckOptions {
  /** By whose types; those of the newest SDK that speaks the version when left out. */
  sdk?: SdkName
  /** `partial` where a caller who may write but not read must get `{object, id}` and no more. */
  shows?: Shows
}

/**
 * Fails unless a successful answer is exactly as the SDK types it, but for the table of differences: no field missing,
 * none too many, each of its type, objects in full.
 *
 * @param endpoint `GET /v1/pages/:page_id`, a real path such as `GET /v1/pages/59833787-…?x=y`, or `pages.retrieve`
 */
export function checkResponse(
  version: ApiVersion,
  endpoint: string,
  body: unknown,
  options: CheckOptions = {},
): void {
  const { sdk = sdkOfVersion[version], shows = 'full' } = options
  const found = endpointOf(version, endpoint)
  if (!found) fail(`No SDK types an answer of ${endpoint} at ${version}`, body)
  const validate = validatorOf(sdk, version, found, shows)
  if (validate(body)) return
  const types = `${sdkPackages[sdk]} ${releaseOf(sdk)}`
  fail(`${found.address} at ${version} does not answer as ${types} types it:`, body, validate.errors)
}

/** Fails unless the body is an error as the API sends them, with a code that the SDKs know. */
export function checkError(endpoint: string, status: number, body: unknown): void {
  const isOauth = / \/v1\/oauth\//.test(endpoint)
  const validate = isOauth ? oauthErrors() : errors()
  if (!validate(body)) fail(`${endpoint} answers ${status} with no error of the API:`, body, validate.errors)
  const told = (body as { status?: number }).status
  if (told !== undefined && told !== status) fail(`${endpoint} answers ${status} but says ${told}`, body)
}

// Checking our own schemas against the meta-schema would take longer than all the rest.
const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, validateSchema: false })

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const errors = once(() => ajv.compile(errorSchema))
const oauthErrors = once(() => ajv.compile(oauthErrorSchema))

const validators = new Map<string, ValidateFunction>()

function validatorOf(sdk: SdkName, version: ApiVersion, endpoint: Endpoint, shows: Shows): ValidateFunction {
  const schemas = `${sdk}@${version}`
  const name = `${schemas} ${rootName(endpoint, shows)}`
  const before = validators.get(name)
  if (before) return before
  if (!ajv.getSchema(schemas)) {
    const { $defs, roots } = schemasOf(sdk, version)
    ajv.addSchema({ $defs: { ...$defs, ...roots } }, schemas)
  }
  const reference = `${schemas}#/$defs/${encodeURIComponent(rootName(endpoint, shows))}`
  const validate = ajv.compile({ $ref: reference } satisfies Schema)
  validators.set(name, validate)
  return validate
}

function fail(message: string, body: unknown, errors: readonly ErrorObject[] | null = []): never {
  const lines = [...new Set((errors ?? []).flatMap(describe))]
  throw new AssertionError({
    message: [message, ...lines].join('\n  '),
    actual: body,
    operator: 'checkResponse',
    stackStartFn: checkResponse,
  })
}

/** What is wrong, where and with which value. Which branch of a union was tried is no error of its own. */
function describe({ keyword, instancePath, params, data, schema }: ErrorObject): string[] {
  const path = `body${readable(instancePath)}`
  switch (keyword) {
    case 'if':
      return []
    case 'required':
      return [`${path}.${params.missingProperty} is missing`]
    case 'additionalProperties': {
      const field = params.additionalProperty as string
      return [`${path}.${field} = ${shown((data as Record<string, unknown>)[field])} is not in the type`]
    }
    case 'type':
      return [`${path} = ${shown(data)} should be ${[schema].flat().join(' or ')}`]
    case 'const':
      return [`${path} = ${shown(data)} should be ${shown(schema)}`]
    case 'enum':
      return [`${path} = ${shown(data)} should be one of ${(schema as unknown[]).map(shown).join(', ')}`]
    case 'anyOf':
      return [`${path} = ${shown(data)} is none of what it may be`]
    default:
      return [`${path} = ${shown(data)}: ${keyword}`]
  }
}

/** `/properties/Due ~1 date/results/0` as `.properties["Due / date"].results[0]`. */
const readable = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) =>
      /^\d+$/.test(part) ? `[${part}]` : /^\w+$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`,
    )
    .join('')

const longestShown = 120

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
}
