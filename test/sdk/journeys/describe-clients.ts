/** The official SDKs against a server that listens: one workspace for all the tests of a file, on each store. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { ApiVersion } from '#server/api/versions/change.ts'
import { putCustomEmoji } from '#server/domain/custom-emojis/put.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type Name, type TestWorkspace, workspace } from '#test/workspace.ts'
import type { Shows } from '../apply-differences.ts'
import { sdkClients } from '../clients.ts'
import type { SdkName } from '../sdk-types.ts'

export type ClientOf<Sdk extends SdkName> = ReturnType<(typeof sdkClients)[Sdk]['create']>

/** What the tests of one SDK at one version work with. */
export interface Home<Client> {
  readonly version: ApiVersion
  /** A client that acts as somebody; every answer it gets is held against the types of its SDK. */
  as(name: Name, shows?: Shows): Client
  /** A client with some other token. */
  with(token: string): Client
  userId(name: Name): string
  aPage: TestWorkspace['aPage']
  aDataSource: TestWorkspace['aDataSource']
  performDue: TestWorkspace['performDue']
  /** The id of a custom emoji of the workspace, made when it is missing. */
  aCustomEmoji(emoji: { name: string; url: string }): Promise<string>
  /** Gives a database another data source, as the newest version can. */
  aSecondSource(database: string): Promise<void>
}

/** Declares the same tests for several SDKs, at each of their versions, on both stores. */
export function describeClients<Sdk extends SdkName>(
  name: string,
  sdks: readonly Sdk[],
  tests: (home: Home<ClientOf<Sdk>>) => void,
): void {
  describeStores(name, (store) => {
    const opened = openOnce(store)
    for (const sdk of sdks) {
      for (const version of sdkClients[sdk].versions as readonly ApiVersion[]) {
        describe(`by ${sdk} at ${version}`, () => tests(homeOf(opened, sdk, version)))
      }
    }
  })
}

interface Opened {
  workspace: TestWorkspace
  baseUrl: string
}

function openOnce(store: TestStore): () => Opened {
  const closing: (() => Promise<void>)[] = []
  let opened: Opened | undefined
  before(async () => {
    const ws = await workspace({ after: (work) => closing.push(work) }, store)
    opened = { workspace: ws, baseUrl: await ws.listen() }
  })
  after(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => {
    assert.ok(opened, 'only tests have a workspace')
    return opened
  }
}

function homeOf<Sdk extends SdkName>(
  opened: () => Opened,
  sdk: Sdk,
  version: ApiVersion,
): Home<ClientOf<Sdk>> {
  const connect = (auth: string, shows: Shows = 'full') => {
    const settings = { auth, baseUrl: opened().baseUrl, notionVersion: version, shows }
    const client = sdkClients[sdk].create(settings)
    return client as ClientOf<Sdk>
  }
  return {
    version,
    as: (name, shows) => connect(opened().workspace.as(name).token, shows),
    with: (token) => connect(token),
    userId: (name) => opened().workspace.as(name).userId,
    aPage: (fields) => opened().workspace.aPage(fields),
    aDataSource: (properties) => opened().workspace.aDataSource(properties),
    performDue: () => opened().workspace.performDue(),
    aCustomEmoji: (emoji) =>
      opened().workspace.do(async (context) => (await putCustomEmoji(context, emoji)).id),
    aSecondSource: async (database) => {
      const source = { parent: { database_id: database }, properties: { Name: { title: {} } } }
      const answer = await opened().workspace.as('editor').post('/v1/data_sources', source)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
    },
  }
}
