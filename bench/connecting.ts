import { call, createPage, ROOT } from './octavo-client.ts'
import { type Octavo, startOctavo } from './processes.ts'

const FEW = 100
const MANY = 10_000
const AT_ONCE = 16

/** Adding a connection to a page that has shared its parent's access so far: every page below gets a list of its own. */
export async function connecting(): Promise<string[]> {
  const octavo = await startOctavo()
  const few = await millisecondsToAdd(octavo, FEW)
  const many = await millisecondsToAdd(octavo, MANY)
  await octavo.stop()
  return [
    `add a connection to a page with ${MANY.toLocaleString('en')} pages below, against ${FEW}`,
    `${many.toFixed(0)} ms`,
    `${few.toFixed(1)} ms`,
    `${(many / few).toFixed(0)} times`,
    '',
    '',
    '',
  ]
}

async function millisecondsToAdd(octavo: Octavo, below: number): Promise<number> {
  const page = await createPage(octavo, ROOT)
  await fill(octavo, page, below)
  const me = (await (await fetchMe(octavo)).json()) as { bot: { workspace_id: string } }
  const connections = `/admin/v1/spaces/${me.bot.workspace_id}/connections`
  const { id } = await call(octavo, 'POST', connections, { name: `With ${below}` })
  const begun = performance.now()
  await call(octavo, 'POST', `/v1/pages/${page}/connections`, { connection_id: id })
  return performance.now() - begun
}

/** Pages in two levels, the upper of a hundred at most. */
async function fill(octavo: Octavo, page: string, count: number): Promise<void> {
  const upper: string[] = []
  for (let index = 0; index < Math.min(count, 100); index++) upper.push(await createPage(octavo, page))
  let left = count - upper.length
  const work = async () => {
    while (left > 0) await createPage(octavo, upper[left-- % upper.length]!)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

const fetchMe = ({ port, token }: Octavo): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}/v1/users/me`, {
    headers: { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' },
  })
