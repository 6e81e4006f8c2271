/** Every address of the web app, and the screen that it shows. Screens are loaded when they are opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
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

export const pageRoute = createRoute({
  getParentRoute: () => shell,
  path: '/$name',
  component: lazyRouteComponent(() => import('./screens/page/page-screen.tsx'), 'PageScreen'),
})

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([home, pageRoute])]),
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
