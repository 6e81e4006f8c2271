import { Type } from 'typebox'
import { changeWorkspace, viewWorkspace, type WorkspaceView } from '#server/domain/workspaces/administer.ts'
import { foundWorkspace, listOwnWorkspaces, type OwnWorkspace } from '#server/domain/workspaces/found.ts'
import { listOf, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { Name } from '#shared/validation/name.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, StrictObject, Url } from '#shared/validation/schemas.ts'
import { adminRoute } from '../route.ts'
import { Role } from '../users/present.ts'

const fields = {
  object: Type.Literal('workspace'),
  id: Type.String(),
  name: Type.String(),
  icon: Nullable(Type.String()),
  domains: Type.Array(Type.String()),
  created_time: Type.String(),
}

const Workspace = named('Workspace', Type.Object(fields))
const OwnWorkspaceAnswer = named('OwnWorkspace', Type.Object({ ...fields, role: Role }))
const NewWorkspace = named(
  'NewWorkspace',
  Type.Object({ ...fields, role: Role, token: Nullable(Type.String()) }),
)

const presentWorkspace = ({ id, name, icon, domains, createdTime }: WorkspaceView) => ({
  object: 'workspace',
  id,
  name,
  icon,
  domains,
  created_time: new Date(createdTime).toISOString(),
})

const presentOwn = (own: OwnWorkspace) => ({ ...presentWorkspace(own), role: own.role })

/** These two stand outside of a workspace: they concern the account of whoever calls. */
export const serverRoutes = [
  route({
    method: 'GET',
    url: '/admin/v1/workspaces',
    call: 'workspaces.list',
    answer: listOf('workspace', OwnWorkspaceAnswer),
    summary: "The workspaces of this server that the caller's account is in.",
    needs: 'administer',
    reads: true,
    allow: () => null,
    handle: listOwnWorkspaces,
    present: (workspaces) => presentList('workspace', workspaces.map(presentOwn), null),
  }),
  route({
    method: 'POST',
    url: '/admin/v1/workspaces',
    call: 'workspaces.create',
    answer: NewWorkspace,
    summary: 'Makes a further workspace that the caller owns; a program gets a personal access token of it.',
    needs: 'administer',
    body: StrictObject({ name: Name }),
    allow: () => null,
    handle: (context, { body }) => foundWorkspace(context, body.name),
    present: (made) => ({ ...presentOwn(made), token: made.token }),
  }),
]

export const workspaceRoutes = [
  adminRoute({
    method: 'GET',
    url: '',
    call: 'workspaces.retrieve',
    answer: Workspace,
    summary: 'The workspace.',
    by: 'members',
    reads: true,
    allow: () => null,
    handle: ({ db, workspace }) => viewWorkspace(db, workspace.id),
    present: presentWorkspace,
  }),
  adminRoute({
    method: 'PATCH',
    url: '',
    call: 'workspaces.update',
    answer: Workspace,
    summary: 'Changes what the workspace is called and how it looks.',
    by: 'owners',
    body: StrictObject({ name: Type.Optional(Name), icon: Type.Optional(Nullable(Url)) }),
    allow: (_context, administration) => administration,
    handle: (context, { body }, administration) => changeWorkspace(context, administration, body),
    present: presentWorkspace,
  }),
]
