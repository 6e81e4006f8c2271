/** The pages of the developers' documentation in their order, and where each is written (`docs/`). */

export interface DocumentationPage {
  /** Its address below `/my-integrations/docs/`; empty for the first. */
  slug: string
  /** Below `docs/`. */
  file: string
  title: string
  /** One sentence, for lists. */
  about: string
}

export interface DocumentationSection {
  title: string
  pages: readonly DocumentationPage[]
}

export const DOCUMENTATION = '/my-integrations/docs'

const page = (slug: string, file: string, title: string, about: string): DocumentationPage => ({
  slug,
  file,
  title,
  about,
})

export const documentation: readonly DocumentationSection[] = [
  {
    title: 'Start',
    pages: [
      page('', 'overview.md', 'Overview', 'What can be built, with which credential, and where to begin.'),
      page('first-call', 'guides/first-call.md', 'A first call', 'A token, a request, an answer.'),
    ],
  },
  {
    title: 'Guides',
    pages: [
      page(
        'connections',
        'guides/connections.md',
        'Add & manage connections',
        'Add a connection to a page, govern what is installed, install from a partner.',
      ),
      page(
        'page-access',
        'guides/page-access.md',
        'Give a person access to a page',
        'One request, by e-mail address, with curl, JavaScript and PHP.',
      ),
      page(
        'users-and-provisioning',
        'guides/users-and-provisioning.md',
        'Users and provisioning',
        'List people, follow who joins and leaves, and let a directory manage them.',
      ),
    ],
  },
  {
    title: 'Building',
    pages: [
      page('oauth', 'guides/oauth.md', 'OAuth', 'People authorise a public connection.'),
      page('webhooks', 'guides/webhooks.md', 'Webhooks and changes', 'Be told what happens, or ask.'),
      page('errors', 'guides/errors.md', 'Errors', 'Every error code, what it means and what to do.'),
      page('versions', 'guides/versions.md', 'Versions', 'What each version of the API changed.'),
      page('limits', 'guides/limits.md', 'Limits', 'How often, how large, how many.'),
      page('pagination', 'guides/pagination.md', 'Pagination', 'Lists come in pages; read them all.'),
      page('app-manifest', 'app-manifest.md', 'Manifest of a connection', 'A connection as a file.'),
      page('workspace-file', 'workspace-file.md', 'Workspace file', 'A workspace for tests as a file.'),
    ],
  },
  {
    title: 'Identity',
    pages: [
      page('scim', 'guides/scim.md', 'SCIM', 'What `/scim/v2` answers.'),
      page('saml', 'identity/saml.md', 'SAML', 'Signing in with the company.'),
      page('okta', 'identity/okta.md', 'Okta', 'Step by step.'),
      page('entra-id', 'identity/entra-id.md', 'Microsoft Entra ID', 'Step by step.'),
      page('google-workspace', 'identity/google-workspace.md', 'Google Workspace', 'Step by step.'),
      page('onelogin', 'identity/onelogin.md', 'OneLogin', 'Step by step.'),
      page(
        'directory-sync',
        'directory-sync.md',
        'Following the directory',
        'A file, an LDAP directory or a server that keeps up with a workspace.',
      ),
    ],
  },
]

export const documentationPages: readonly DocumentationPage[] = documentation.flatMap(({ pages }) => pages)

/** Where a person reads a page. */
export const addressOf = ({ slug }: DocumentationPage): string =>
  slug === '' ? DOCUMENTATION : `${DOCUMENTATION}/${slug}`

/** Where a program reads it as it is written. */
export const markdownAddressOf = ({ slug }: DocumentationPage): string =>
  `${DOCUMENTATION}/${slug || 'overview'}.md`

/**
 * The page that a link in `file` leads to, and the rest of the address (`#…`).
 *
 * @returns null when it leads out of the documentation.
 */
export function followLink(file: string, href: string): { page: DocumentationPage; hash: string } | null {
  if (/^[a-z]+:|^\/|^#/i.test(href)) return null
  const { pathname, hash } = new URL(href, `http://docs/${file}`)
  const page = documentationPages.find((one) => `/${one.file}` === pathname)
  return page ? { page, hash } : null
}
