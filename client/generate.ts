/** `npm run generate`: writes `generated.ts` from the description of the API. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { adminRoutes, apiRoutes } from '#server/app.ts'
import {
  type ApiDescription,
  describeApi,
  type Operation,
  type Parameter,
} from '#server/operations/openapi.ts'
import { namesIn, printComment, printType, type Schema } from './print-types.ts'

const FILE = fileURLToPath(new URL('generated.ts', import.meta.url))

/** The text of `generated.ts`: types, methods, and what a client must know to call them. */
export function generate(): string {
  const routes = [...apiRoutes, ...adminRoutes].filter(({ call }) => call !== undefined)
  const description = describeApi(routes, '', [''])
  const calls = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => toCall(path, method, operation)),
  )
  const text = [
    '/** Made from the description of the API by `npm run generate`: not to be edited. */',
    "import type { Answered, Followed, Operation } from './operation.ts'",
    ...namedTypes(description, calls),
    printMethods(calls),
    printTable(calls),
  ].join('\n\n')
  // Long lists of arguments are settled only the second time.
  return format(format(text))
}

interface Call {
  name: string
  method: string
  path: string
  summary: string
  parameters: Parameter[]
  body: Schema | null
  answer: Schema
  /** What is answered comes one by one, without an end. */
  isStream: boolean
}

const EVENTS = 'text/event-stream'

function toCall(path: string, method: string, operation: Operation): Call {
  const { operationId, summary, parameters, requestBody, responses } = operation
  const ok = responses['200'] as { content: Record<string, { schema: Schema }> }
  return {
    name: operationId,
    method: method.toUpperCase(),
    path,
    summary,
    parameters: parameters.filter((one): one is Parameter => !('$ref' in one)),
    body: (requestBody?.content['application/json']?.schema as Schema | undefined) ?? null,
    answer: (ok.content['application/json'] ?? ok.content[EVENTS])!.schema,
    isStream: EVENTS in ok.content,
  }
}

/** The named schemas that calls use, and those that they use. */
function namedTypes({ components }: ApiDescription, calls: readonly Call[]): string[] {
  const schemas = components.schemas as Record<string, Schema>
  const wanted = new Set<string>()
  const want = (schema: unknown) => {
    for (const name of namesIn(schema)) {
      if (wanted.has(name)) continue
      wanted.add(name)
      want(schemas[name])
    }
  }
  want(calls)
  return [...wanted].sort().map((name) => `export type ${name} = ${printType(schemas[name]!)}`)
}

type Tree = Map<string, Tree | Call>

function printMethods(calls: readonly Call[]): string {
  const tree: Tree = new Map()
  for (const call of calls) {
    const path = call.name.split('.')
    let node = tree
    for (const part of path.slice(0, -1)) {
      if (!node.has(part)) node.set(part, new Map())
      node = node.get(part) as Tree
    }
    node.set(path.at(-1)!, call)
  }
  return `export interface Methods ${printTree(tree)}`
}

const printTree = (tree: Tree): string =>
  `{ ${[...tree].map(([name, node]) => (node instanceof Map ? `${name}: ${printTree(node)}` : printMethod(name, node))).join('\n')} }`

function printMethod(name: string, { summary, parameters, body, answer, isStream }: Call): string {
  const fields = Object.fromEntries(parameters.map((one) => [one.name, one.schema as Schema]))
  const required = parameters.filter((one) => one.required).map((one) => one.name)
  const given = [
    ...(parameters.length > 0 ? [printType({ type: 'object', properties: fields, required })] : []),
    ...(body ? [`(${printType(body)})`] : []),
  ]
  const answered = isStream
    ? `AsyncIterable<${printType(answer)} & Followed>`
    : `Promise<${printType(answer)} & Answered>`
  return `/** ${summary} */\n${name}(args: ${given.join(' & ') || 'Record<never, never>'}): ${answered}`
}

function printTable(calls: readonly Call[]): string {
  const rows = calls.map(({ name, method, path, parameters, isStream }) => {
    const query = parameters.filter((one) => one.in === 'query').map((one) => one.name)
    return `${JSON.stringify(name)}: ${JSON.stringify({ method, path, query, ...(isStream && { isStream }) })}`
  })
  return `${printComment('By the name of the method.')}\nexport const operations: Readonly<Record<string, Operation>> = { ${rows.join(',')} }`
}

function format(text: string): string {
  const biome = fileURLToPath(new URL('../node_modules/.bin/biome', import.meta.url))
  const { stdout, stderr, status } = spawnSync(biome, ['format', '--stdin-file-path=client/generated.ts'], {
    input: text,
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

if (import.meta.main) writeFileSync(FILE, generate())
