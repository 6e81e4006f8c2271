import type { Installation } from '../accounts/account.ts'
import { viewWorkspace } from '../workspaces/administer.ts'
import { personIn } from './attributes.ts'
import { noSaml } from './begin.ts'
import type { Arrival } from './receive.ts'
import { readSaml, serviceProviderOf } from './settings.ts'

/** Whom an arrival would sign in where, as far as it says. */
export async function describeArrival(
  { store }: Installation,
  workspaceId: string,
  { assertion }: Arrival,
): Promise<{ workspace: string; name: string | null; email: string }> {
  const settings = await readSaml(store.reader, workspaceId)
  if (settings === null) throw noSaml()
  const { name, email } = personIn(assertion, settings.attributeMap)
  const { name: workspace } = await viewWorkspace(store.reader, workspaceId)
  return { workspace, name, email: email ?? assertion.nameId }
}

/** The metadata of the workspace as a service provider, which is there before any other is. */
export async function printMetadata({ baseUrl }: Installation, workspaceId: string): Promise<string> {
  const { generateServiceProviderMetadata } = await import('@node-saml/node-saml')
  const { entityId, acsUrl } = serviceProviderOf(baseUrl(), workspaceId)
  return generateServiceProviderMetadata({
    issuer: entityId,
    callbackUrl: acsUrl,
    identifierFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    wantAssertionsSigned: true,
    generateUniqueId: () => `_${workspaceId}`,
  })
}
