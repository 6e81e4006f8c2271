import { readConfig } from '#server/config.ts'
import { readGraph } from '#server/domain/directory/graph.ts'
import type { DirectoryGraph } from '#server/domain/directory/graph-parts.ts'
import { readWorkspace } from '#server/domain/workspaces/read.ts'
import { WrongUsage } from '#server/failures.ts'
import type { Base } from '#server/http/contexts.ts'
import { addressIn, askServer } from '../ask-server.ts'
import { chosenWorkspace } from '../chosen-workspace.ts'
import { readFlags } from '../command.ts'
import { runTask } from '../durable/hand-over.ts'
import { requireStore } from '../log-flags.ts'
import { printDot } from './dot.ts'

const flags = {
  format: { type: 'string', default: 'json' },
  workspace: { type: 'string' },
  data: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
} as const

/** `octavo directory graph`: who and what there is in a workspace, and how it hangs together. */
export async function graph(args: readonly string[]): Promise<number> {
  const { values } = readFlags(args, flags)
  const { format, workspace, data } = values
  if (format !== 'json' && format !== 'dot') throw new WrongUsage('--format should be json or dot.')
  const address = addressIn(values)
  const found = address === null ? await readHere(workspace, data) : await readAt(address, workspace)
  const { time, nodes, edges } = found
  process.stdout.write(
    format === 'dot'
      ? printDot(found)
      : `${JSON.stringify({ object: 'directory_graph', time: new Date(time).toISOString(), nodes, edges }, null, 2)}\n`,
  )
  return 0
}

function readHere(workspace: string | undefined, data: string | undefined): Promise<DirectoryGraph> {
  const config = readConfig(data === undefined ? {} : { data })
  requireStore(config)
  return runTask(config, 'directory graph', {
    task: 'read directory graph',
    workspace: workspace ?? null,
  }) as Promise<DirectoryGraph>
}

async function readAt(
  ...where: [Parameters<typeof askServer>[0], string | undefined]
): Promise<DirectoryGraph> {
  const { time, nodes, edges } = await askServer(...where, 'GET', '/directory_graph')
  return { time: Date.parse(time as string), nodes, edges } as DirectoryGraph
}

/** Read as the operator, to whom the store tells no titles. */
export async function graphOf(base: Base, wanted: string | null): Promise<DirectoryGraph> {
  const { reader } = base.store
  const workspace = await readWorkspace(reader, await chosenWorkspace(base, wanted))
  return readGraph(reader, workspace, base.surroundings.now(), '[]')
}
