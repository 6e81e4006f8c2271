/** Each program of the documentation runs as it is written, against one sandbox, and answers what stands below it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { documentationPages } from '#shared/documentation.ts'
import { checkPrinted } from './printed.ts'
import { runSnippet, snippetsOf } from './run-snippet.ts'
import { openPage, startSandbox } from './sandbox.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '../../docs', file), 'utf8')

test('the programs of the documentation run as they are written', { concurrency: 4 }, async (t) => {
  const sandbox = await startSandbox(t)
  const pages = documentationPages.map(({ file, slug }) => {
    const snippets = snippetsOf(read(file))
    if (snippets.length === 0) return undefined
    return t.test(file, async () => {
      // What listens is told of all that the other pages do meanwhile.
      const isListening = snippets.some(({ more }) => more.includes('until='))
      const page = await openPage(isListening ? await startSandbox(t) : sandbox, slug)
      let printed: string | null = null
      for (const snippet of snippets) {
        const place = `docs/${file}:${snippet.line}`
        if (printed !== null && /^(json|text)$/.test(snippet.language) && snippet.more === '') {
          checkPrinted(snippet, printed, place)
          printed = null
        } else printed = await runSnippet(page, snippet, place)
      }
    })
  })
  await Promise.all(pages)
})
