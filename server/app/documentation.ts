/** The documentation for programs: each page as it is written, and a list of them (llmstxt.org). It is for anybody. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Base } from '#server/http/contexts.ts'
import {
  type DocumentationPage,
  documentation,
  documentationPages,
  followLink,
  markdownAddressOf,
} from '#shared/documentation.ts'

const folder = fileURLToPath(new URL('../../docs', import.meta.url))

export function mountDocumentation(app: FastifyInstance, server: Base): void {
  app.get('/llms.txt', (_request, reply) => sendText(reply, 'text/plain', listPages(server.baseUrl())))
  for (const page of documentationPages) {
    app.get(markdownAddressOf(page), async (_request, reply) =>
      sendText(reply, 'text/markdown', await readPage(page)),
    )
  }
}

const sendText = (reply: FastifyReply, type: string, text: string) =>
  reply.headers({ 'content-type': `${type}; charset=utf-8`, 'x-content-type-options': 'nosniff' }).send(text)

/** Links between pages lead to where the other one is read in the same way. */
async function readPage({ file }: DocumentationPage): Promise<string> {
  const text = await readFile(join(folder, file), 'utf8')
  return text.replaceAll(/\]\(([^)\s]+)\)/g, (whole, href: string) => {
    const followed = followLink(file, href)
    return followed ? `](${markdownAddressOf(followed.page)}${followed.hash})` : whole
  })
}

const listPages = (base: string): string => `# Octavo

> A self-hosted workspace server whose REST API is wire-compatible with Notion's, with access, people, webhooks and administration by API besides.

The API answers at ${base}, to a token in \`Authorization: Bearer …\` and a version in \`Notion-Version\`. Every call of it is described in [OpenAPI](${base}/openapi.json).
${documentation
  .map(
    ({ title, pages }) => `
## ${title}

${pages.map((page) => `- [${page.title}](${base}${markdownAddressOf(page)}): ${page.about}`).join('\n')}
`,
  )
  .join('')}`
