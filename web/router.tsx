/** Every address of the web app, and the screen that it shows. Screens are loaded when they are opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { queryClient } from './data/query-client.ts'
import { sessionQuery } from './data/session.ts'
import { Failed } from './ui/failed.tsx'
import { Loading } from './ui/loading.tsx'
import { NotHere } from './ui/not-here.tsx'

const root = createRootRoute({
  beforeLoad: () => queryClient.ensureQueryData(sessionQuery),
  errorComponent: Failed,
  notFoundComponent: NotHere,
  pendingComponent: Loading,
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyRouteComponent(() => import('./screens/shell/shell.tsx'), 'Shell'),
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/home/home.tsx'), 'Home'),
})

const page = createRoute({
  getParentRoute: () => shell,
  path: '/$name',
  // The view of a database that is shown, and the discussion.
  validateSearch: ({ v, d }): { v?: string; d?: string } => ({
    ...(typeof v === 'string' && { v }),
    ...(typeof d === 'string' && { d }),
  }),
  component: lazyRouteComponent(() => import('./screens/page/page-screen.tsx'), 'PageScreen'),
})

const trash = createRoute({
  getParentRoute: () => shell,
  path: '/trash',
  component: lazyRouteComponent(() => import('./screens/trash/trash.tsx'), 'Trash'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./screens/settings/settings.tsx'), 'Settings'),
})

const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/account' })
  },
})

const account = createRoute({
  getParentRoute: () => settings,
  path: 'account',
  component: lazyRouteComponent(() => import('./screens/settings/account/account.tsx'), 'Account'),
})

const myConnections = createRoute({
  getParentRoute: () => settings,
  path: 'my-connections',
  component: lazyRouteComponent(
    () => import('./screens/settings/connections/my-connections.tsx'),
    'MyConnections',
  ),
})

const connections = createRoute({
  getParentRoute: () => settings,
  path: 'connections',
  component: lazyRouteComponent(
    () => import('./screens/settings/connections/connections.tsx'),
    'Connections',
  ),
})

const members = createRoute({
  getParentRoute: () => settings,
  path: 'members',
  component: lazyRouteComponent(() => import('./screens/settings/people/members.tsx'), 'Members'),
})

const groups = createRoute({
  getParentRoute: () => settings,
  path: 'groups',
  component: lazyRouteComponent(() => import('./screens/settings/people/groups.tsx'), 'Groups'),
})

const general = createRoute({
  getParentRoute: () => settings,
  path: 'workspace',
  component: lazyRouteComponent(() => import('./screens/settings/workspace/workspace.tsx'), 'Workspace'),
})

const identity = createRoute({
  getParentRoute: () => settings,
  path: 'identity',
  component: lazyRouteComponent(() => import('./screens/settings/identity/identity.tsx'), 'Identity'),
})

const tokens = createRoute({
  getParentRoute: () => settings,
  path: 'tokens',
  component: lazyRouteComponent(() => import('./screens/settings/tokens/tokens.tsx'), 'Tokens'),
})

/** The search is what is looked for. */
const audit = createRoute({
  getParentRoute: () => settings,
  path: 'audit',
  validateSearch: (search: Record<string, unknown>) => search,
  component: lazyRouteComponent(() => import('./screens/settings/audit/audit.tsx'), 'Audit'),
})

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: 'webhooks',
  component: lazyRouteComponent(() => import('./screens/settings/webhooks/webhooks.tsx'), 'Webhooks'),
})

const documentation = createRoute({
  getParentRoute: () => root,
  path: '/my-integrations/docs',
  component: lazyRouteComponent(() => import('./screens/docs/docs.tsx'), 'Docs'),
})

const documentationPages = ['/', '$'].map((path) =>
  createRoute({
    getParentRoute: () => documentation,
    path,
    component: lazyRouteComponent(() => import('./screens/docs/docs-page.tsx'), 'DocsPage'),
  }),
)

const hub = createRoute({
  getParentRoute: () => root,
  path: '/my-integrations',
  component: lazyRouteComponent(() => import('./screens/hub/hub.tsx'), 'Hub'),
})

const hubList = createRoute({
  getParentRoute: () => hub,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/hub/connection-list.tsx'), 'ConnectionList'),
})

const hubNew = createRoute({
  getParentRoute: () => hub,
  path: 'new',
  component: lazyRouteComponent(() => import('./screens/hub/new-connection.tsx'), 'NewConnection'),
})

/** `tab` is one of those of the screen, its first when the address names none. */
const hubConnection = createRoute({
  getParentRoute: () => hub,
  path: '$connection/{-$tab}',
  component: lazyRouteComponent(() => import('./screens/hub/connection-screen.tsx'), 'ConnectionScreen'),
})

const teamspaces = createRoute({
  getParentRoute: () => settings,
  path: 'teamspaces',
  component: lazyRouteComponent(() => import('./screens/settings/teamspaces/teamspaces.tsx'), 'Teamspaces'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([home, trash, page]),
    settings.addChildren([
      settingsStart,
      account,
      myConnections,
      tokens,
      general,
      connections,
      members,
      groups,
      teamspaces,
      identity,
      audit,
      webhooks,
    ]),
    documentation.addChildren(documentationPages),

    hub.addChildren([hubList, hubNew, hubConnection]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: Failed,
  defaultPendingComponent: Loading,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
