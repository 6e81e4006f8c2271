/** The plain pages of a server: what it is, and what its API offers. */
import type { ApiDescription, Operation } from './openapi.ts'

export function apiPage({ servers, paths }: ApiDescription): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const sections = [...Map.groupBy(operations, ({ operation }) => operation.tags[0]!)].map(
    ([tag, ofTag]) =>
      `<h2>${escapeHtml(tag)}</h2>\n${ofTag.map(({ path, method, operation }) => operationHtml(path, method, operation)).join('\n')}`,
  )
  return page(
    'The API of Octavo',
    `<h1>The API of Octavo</h1>
<p>At <code>${escapeHtml(servers[0]!.url)}</code>, with a token as <code>Authorization: Bearer …</code> and the header
<code>Notion-Version</code>. The same <a href="/openapi.json">as OpenAPI</a>, for tools.</p>
${sections.join('\n')}`,
  )
}

function operationHtml(
  path: string,
  method: string,
  { summary, description, parameters, requestBody }: Operation,
) {
  const rows = parameters
    .filter(({ name }) => name !== undefined)
    .map(
      ({ name, in: place, required, schema }) =>
        `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}${required ? '' : ', optional'}</td><td><code>${escapeHtml(JSON.stringify(schema))}</code></td></tr>`,
    )
  const body = requestBody?.content['application/json'].schema
  return `<details>
<summary><b>${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> ${escapeHtml(summary)}</summary>
<p>${escapeHtml(description ?? '')}</p>
${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}
${body ? `<p>Body:</p><pre>${escapeHtml(JSON.stringify(body, null, 2))}</pre>` : ''}
</details>`
}

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font: 14px/1.4 ui-monospace, monospace; }
pre { overflow: auto; max-height: 30rem; background: #f5f5f5; padding: 1rem; color: #111; }
summary { cursor: pointer; padding: .25rem 0; }
td { padding: 0 1rem .25rem 0; vertical-align: top; }
:root { color-scheme: light dark; }
</style>
<main>
${content}
</main>
</html>
`

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
