/**
 * Prints the types of every answer and every webhook in one SDK as JSON Schema definitions: `node generate-definitions.ts 4.x`.
 * A program of its own, because it loads a TypeScript compiler, which nobody needs once its output is kept.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createGenerator } from 'ts-json-schema-generator'
import { answerTypes } from './endpoints.ts'
import { declarationsOf, type SdkName } from './sdk-types.ts'

const path = fileURLToPath(declarationsOf(process.argv[2] as SdkName))

const generator = createGenerator({
  path,
  // Without one of its own, every `@types` package of the project would be parsed for each SDK.
  tsconfig: fileURLToPath(new URL('generate-definitions.tsconfig.json', import.meta.url)),
  expose: 'all',
  additionalProperties: false,
  jsDoc: 'none',
  sortProps: false,
  skipTypeCheck: true,
})

const declared = declaredTypes(path)
const definitions: Record<string, unknown> = {}
const webhookTypes = [...declared].filter((type) => /.WebhookPayload$/.test(type) && !type.startsWith('Base'))
for (const name of [...answerTypes.filter((type) => declared.has(type)), ...webhookTypes]) {
  Object.assign(definitions, generator.createSchema(name).definitions)
}
process.stdout.write(JSON.stringify(definitions))

/** Asking the generator for a name that is not there makes it search every file of the program, so it is not asked. */
function declaredTypes(entry: string): Set<string> {
  const folder = dirname(entry)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /api-.*\.d\.ts$/.test(file),
  )
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
  return new Set([...text.matchAll(/\b(?:type|interface) (\w+)\b/g)].map((match) => match[1] as string))
}
