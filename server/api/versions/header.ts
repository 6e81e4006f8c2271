import { Problem } from '#shared/problem.ts'
import { printValue } from '#shared/validation/print-value.ts'
import { type ApiVersion, apiVersions } from './change.ts'

/** The version that a `Notion-Version` header asks for. */
export function versionOf(header: string | string[] | undefined): ApiVersion {
  const asked = Array.isArray(header) ? header[0] : header
  if (apiVersions.includes(asked as ApiVersion)) return asked as ApiVersion
  if (asked === undefined) {
    throw new Problem(
      'missing_version',
      'Notion-Version header failed validation: Notion-Version header should be defined, instead was `undefined`.',
    )
  }
  const accepted = apiVersions.map((version) => `\`"${version}"\``)
  throw new Problem(
    'invalid',
    `Notion-Version header failed validation: Notion-Version header should be ${accepted.slice(0, -1).join(', ')}, or ${accepted.at(-1)}, instead was \`${printValue(asked)}\`.`,
  )
}
