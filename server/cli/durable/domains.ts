import { nobody } from '#server/domain/access/actor.ts'
import { administrationOf } from '#server/domain/access/administration.ts'
import type { Context } from '#server/domain/context.ts'
import { addDomain, trustDomain } from '#server/domain/domains/add.ts'
import { listDomains } from '#server/domain/domains/list.ts'
import { readDomain } from '#server/domain/domains/read-domain.ts'
import { removeDomain } from '#server/domain/domains/remove.ts'
import { askForProof, verifyDomain } from '#server/domain/domains/verify.ts'
import { commandLine } from '#server/domain/events/record.ts'
import { readWorkspace } from '#server/domain/workspaces/read.ts'
import { Failure } from '#server/failures.ts'
import { type Base, inWorkspace, readingContext } from '#server/http/contexts.ts'
import { presentDomain } from '#server/http/present-domain.ts'
import { chosenWorkspace } from '../chosen-workspace.ts'

/** What `octavo domain` asks. */
export type DomainAct =
  | { word: 'add'; domain: string; isTrusted: boolean }
  | { word: 'list' }
  | { word: 'verify' | 'remove'; domain: string }

const EVERY = Number.MAX_SAFE_INTEGER

/** Does it for the operator, whose word is enough for a domain, and tells of domains as the administration API does. */
export async function actOnDomains(base: Base, workspace: string | null, act: DomainAct): Promise<object[]> {
  const workspaceId = await chosenWorkspace(base, workspace)
  const known = async (context: Context) =>
    listDomains(context, administrationOf(context, workspaceId, 'owners'), null, EVERY)
  const idOf = async (context: Context, asked: string): Promise<string> => {
    const domain = await readDomain('The domain', asked)
    const found = (await known(context)).find((one) => one.domain === domain)
    if (found === undefined) throw new Failure(`The workspace has no domain ${domain}.`)
    return found.id
  }
  const caller = { actor: nobody, workspace: await readWorkspace(base.store.reader, workspaceId) }
  const reading = readingContext(base, caller, base.surroundings.now())
  const owners = administrationOf(reading, workspaceId, 'owners')
  const perform = <T>(work: (context: Context) => Promise<T>) =>
    inWorkspace(base, workspaceId, work, commandLine)
  switch (act.word) {
    case 'list':
      return (await known(reading)).map(presentDomain)
    case 'add': {
      const added = await perform(async (context) => {
        if (act.isTrusted) await trustDomain(context, await readDomain('The domain', act.domain))
        return addDomain(context, owners, { domain: act.domain, isTrusted: false })
      })
      return [presentDomain(added)]
    }
    case 'verify': {
      const id = await idOf(reading, act.domain)
      const found = await askForProof(reading, owners, id)
      return [presentDomain(await perform((context) => verifyDomain(context, owners, id, found)))]
    }
    case 'remove': {
      const id = await idOf(reading, act.domain)
      return [presentDomain(await perform((context) => removeDomain(context, owners, id)))]
    }
  }
}
