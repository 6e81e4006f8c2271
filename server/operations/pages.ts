import { type Html, html } from '#server/http/html.ts'
import type { ApiDescription, Operation, Parameter } from './openapi.ts'

/** The description of the API, for people. */
export function apiPage({ servers, paths }: ApiDescription): Html {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const sections = [...Map.groupBy(operations, ({ operation }) => operation.tags[0]!)].map(
    ([tag, ofTag]) => html`<h2>${tag}</h2>
${ofTag.map(({ path, method, operation }) => operationHtml(path, method, operation))}`,
  )
  return html`<h1>What the API offers</h1>
<p>It answers at <code>${servers[0]!.url}</code>, to a token in <code>Authorization: Bearer …</code> and a version in
<code>Notion-Version</code>. The same <a href="/openapi.json">as OpenAPI</a>, for tools.</p>
${sections}`
}

function operationHtml(path: string, method: string, operation: Operation): Html {
  const { summary, description, parameters, requestBody } = operation
  const bodies = Object.entries(requestBody?.content ?? {})
  return html`<details>
<summary><strong>${method.toUpperCase()}</strong> <code>${path}</code> ${summary}</summary>
<p>${description}</p>
${parameters.flatMap((parameter) => ('name' in parameter ? [parameterHtml(parameter)] : []))}
${bodies.map(([type, { schema }]) => html`<p>Body, as <code>${type}</code>:</p><pre tabindex="0"><code>${JSON.stringify(schema, null, 2)}</code></pre>`)}
</details>
`
}

const parameterHtml = ({ name, in: place, required, schema }: Parameter): Html =>
  html`<p><code>${name}</code> in the ${place}${required ? null : ', optional'}: <code>${JSON.stringify(schema)}</code></p>
`
