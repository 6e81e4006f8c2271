import { type Config, readConfig } from '#server/config.ts'
import type { RequestQuery } from '#server/domain/directory/requests.ts'
import { WrongUsage } from '#server/failures.ts'
import { toUuid } from '#shared/ids.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { type Run, readFlags } from '../command.ts'
import { runTask } from '../durable/hand-over.ts'
import { countIn, momentIn, plain, requireStore } from '../log-flags.ts'
import type { ReadScimLog } from './read.ts'

const flags = {
  workspace: { type: 'string' },
  directory: { type: 'string' },
  'scim-token': { type: 'string' },
  resource: { type: 'string' },
  status: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  limit: { type: 'string', default: '100' },
  json: { type: 'boolean', default: false },
  data: { type: 'string' },
} as const

type Flags = ReturnType<typeof readFlags<typeof flags>>['values']

/** `octavo scim-log`: the last requests of directories that fit, in the order they came. */
export const run: Run = async (args) => {
  const { values } = readFlags(args, flags)
  const asked = {
    workspace: values.workspace ?? null,
    query: queryIn(values),
    limit: countIn(values.limit),
  }
  const config: Config = readConfig(values.data === undefined ? {} : { data: values.data })
  requireStore(config)
  const requests = (await runTask(config, 'scim-log', { task: 'read SCIM log', asked })) as ReadScimLog
  const lines = requests.map((one) => (values.json ? `${JSON.stringify(one)}\n` : printRequest(one)))
  process.stdout.write(lines.join(''))
  return 0
}

function queryIn({ directory, 'scim-token': token, resource, status, since, until }: Flags): RequestQuery {
  if (status !== undefined && !/^[2-5]xx$/.test(status)) {
    throw new WrongUsage('--status should be one of 2xx, 3xx, 4xx and 5xx.')
  }
  return {
    directory,
    tokenId: idIn('--scim-token', token),
    resourceId: idIn('--resource', resource),
    statusClass: status === undefined ? undefined : Number(status[0]),
    since: momentIn('--since', since)?.start,
    until: momentIn('--until', until)?.end,
  }
}

function idIn(flag: string, text: string | undefined): string | undefined {
  if (text === undefined || isUuid(text)) return text && toUuid(text)
  throw new WrongUsage(`${flag} should be an id.`)
}

/** On one line: when, which directory, what it asked, how that was answered, and what changed. */
function printRequest(request: ReadScimLog[number]): string {
  const { time, directory, method, path, status, count, dry_run, changes, error } = request
  const parts = [
    time.replace('T', ' ').replace(/\.\d+Z$/, 'Z'),
    directory,
    `${method} ${path}${count > 1 ? ` and ${count - 1} more like it` : ''}`,
    `${status}${dry_run ? ' (dry run)' : ''}`,
    error?.detail ?? '',
    (changes ?? [])
      .map(({ field, before, after }) => `${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`)
      .join(', '),
  ]
  return `${parts
    .filter((part) => part !== '')
    .map(plain)
    .join('  ')}\n`
}
