import { line, loadOn } from './measure.ts'
import { call, createPage, getRequest, ROOT } from './octavo-client.ts'
import { type Octavo, startOctavo } from './processes.ts'

const DEEP = 50

/** A page fifty levels deep, each level with grants of its own, against one at the top. */
export async function depthOfAccess(): Promise<string[]> {
  const octavo = await startOctavo()
  const bot = await otherBot(octavo)
  const shallow = await createPage(octavo, ROOT)
  let deep = ROOT
  for (let level = 0; level < DEEP; level++) {
    deep = await createPage(octavo, deep)
    await grant(octavo, deep, bot, 'edit')
  }
  const top = await loadOn(octavo.port, getRequest(octavo, `/v1/pages/${shallow}`))
  const bottom = await loadOn(octavo.port, getRequest(octavo, `/v1/pages/${deep}`))
  await octavo.stop()
  return line('the same fifty levels deep, each with grants of its own', bottom, top.requestsPerSecond, 0.9)
}

/** The first grant at a page points everything below it at a list of its own; later ones change that list. */
export async function addConnection(descendants: number): Promise<string[]> {
  const octavo = await startOctavo()
  const bot = await otherBot(octavo)
  const first = { large: await timeToAdd(octavo, bot, descendants), small: await timeToAdd(octavo, bot, 10) }
  await octavo.stop()
  return [
    `add a connection to a page with ${descendants.toLocaleString('en')} below it`,
    `${first.large.toFixed(1)} ms`,
    `${first.small.toFixed(1)} ms with 10`,
    '',
    '',
    '',
    '',
  ]
}

/** Milliseconds of the request, in a tree of ten pages at each level. */
async function timeToAdd(octavo: Octavo, bot: string, descendants: number): Promise<number> {
  const page = await createPage(octavo, ROOT)
  const parents = [page]
  let made = 0
  const work = async () => {
    while (made < descendants) {
      const parent = parents[Math.floor(made++ / 10)] ?? page
      parents.push(await createPage(octavo, parent))
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
  // Something to warm up with that does the same.
  const other = await createPage(octavo, ROOT)
  await grant(octavo, other, bot, 'view')
  const begun = performance.now()
  await grant(octavo, page, bot, 'edit')
  return performance.now() - begun
}

const grant = (octavo: Octavo, page: string, bot: string, level: string) =>
  call(octavo, 'POST', `/v1/pages/${page}/permissions`, { bot_id: bot, level })

/** The bot of the workspace file that reaches nothing yet. */
async function otherBot({ port, token }: Octavo): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/users`, {
    headers: { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' },
  })
  const { results } = (await response.json()) as { results: { id: string; name: string }[] }
  return results.find(({ name }) => name === 'Added')!.id
}
