import type { Context } from '#server/domain/context.ts'
import { verifiedDomainsOf } from '#server/domain/domains/of-workspace.ts'
import { offerTest } from '#server/domain/saml/begin.ts'
import { foreseeEnforcement } from '#server/domain/saml/enforcement.ts'
import { refreshSaml } from '#server/domain/saml/refresh.ts'
import { changeSaml, removeSaml, showSaml } from '#server/domain/saml/set-up.ts'
import type { SamlSettings } from '#server/domain/saml/settings.ts'
import { warningsOf } from '#server/domain/saml/warnings.ts'
import { adminRoute } from '../route.ts'
import { presentEnforcement, presentSaml } from './present.ts'
import { Saml, SamlBody, SamlEnforcement, SamlTest, toChange } from './schema.ts'

/** The settings with what is told beside them. */
const told = async (context: Context, settings: SamlSettings) => ({
  settings,
  baseUrl: context.baseUrl,
  domains: await verifiedDomainsOf(context.db, context.workspace.id),
  warnings: await warningsOf(context, settings),
})

export const samlRoutes = [
  adminRoute({
    method: 'GET',
    url: '/saml',
    call: 'saml.retrieve',
    answer: Saml,
    summary:
      'How people sign in with the company: its identity provider, what this workspace is called there, and the last test.',
    by: 'owners',
    reads: true,
    isExtension: true,
    allow: (_context, administration) => administration,
    handle: async (context, _request, administration) =>
      told(context, await showSaml(context, administration)),
    present: presentSaml,
  }),
  adminRoute({
    method: 'PUT',
    url: '/saml',
    call: 'saml.update',
    answer: Saml,
    summary:
      'Sets up the identity provider by its metadata, or where that is found, and what it may do; what is not given stays. Enforcing needs a test that went well, and an owner who may sign in without it.',
    by: 'owners',
    isExtension: true,
    body: SamlBody,
    allow: (_context, administration) => administration,
    handle: async (context, { body }, administration) =>
      told(context, await changeSaml(context, administration, toChange(body))),
    present: presentSaml,
  }),
  adminRoute({
    method: 'DELETE',
    url: '/saml',
    call: 'saml.delete',
    answer: Saml,
    summary: 'Takes the identity provider away. People sign in in every other way again.',
    by: 'owners',
    isExtension: true,
    allow: (_context, administration) => administration,
    handle: async (context, _request, administration) =>
      told(context, await removeSaml(context, administration)),
    present: presentSaml,
  }),
  adminRoute({
    method: 'GET',
    url: '/saml/enforcement',
    call: 'saml.foreseeEnforcement',
    answer: SamlEnforcement,
    summary:
      'Whom enforcing reaches, or would: who could sign in with the company alone, who of them never did, and who may come in by any way.',
    by: 'owners',
    reads: true,
    isExtension: true,
    allow: (_context, administration) => administration,
    handle: (context, _request, administration) => foreseeEnforcement(context, administration),
    present: presentEnforcement,
  }),
  adminRoute({
    method: 'POST',
    url: '/saml/refresh',
    call: 'saml.refresh',
    answer: Saml,
    summary: 'Fetches the metadata from its address at once, which is else done once a day.',
    by: 'owners',
    isExtension: true,
    allow: (_context, administration) => administration,
    handle: async (context, _request, administration) =>
      told(context, await refreshSaml(context, administration)),
    present: presentSaml,
  }),
  adminRoute({
    method: 'POST',
    url: '/saml/test',
    call: 'saml.test',
    answer: SamlTest,
    summary:
      'Makes a link under which a sign-in is tried without anybody being signed in. What came of it is shown there, and is `last_test` then.',
    by: 'owners',
    isExtension: true,
    allow: (_context, administration) => administration,
    handle: (context, _request, administration) => offerTest(context, administration),
    present: ({ loginUrl, expiresTime }) => ({
      object: 'saml_test',
      login_url: loginUrl,
      expiration_time: new Date(expiresTime).toISOString(),
    }),
  }),
]
