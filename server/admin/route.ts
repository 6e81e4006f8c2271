import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'
import {
  type Administration,
  type Administrator,
  administrationOf,
} from '#server/domain/access/administration.ts'
import type { Context } from '#server/domain/context.ts'
import { type AnyRoute, type Parts, type Route, route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'

const uuid = Type.String({ format: 'uuid' })

interface AdminRoute<
  A extends Administrator,
  P extends TProperties,
  Q extends TSchema,
  B extends TSchema,
  Allowed,
  Result,
  Asked,
> extends Omit<
    Route<TObject<P & { workspace_id: typeof uuid }>, Q, B, Allowed, Result, Asked>,
    'url' | 'needs' | 'params' | 'allow'
  > {
  /** What stands behind `/admin/v1/spaces/:workspace_id`. */
  url: '' | `/${string}`
  /** Who may call it; a connection that was granted `administer` may whatever an owner may. */
  by: A
  /** Of what the address names beside the workspace. */
  params?: P
  /** Finds what the request names, for who administers; what it returns is what `handle` gets. */
  allow: (
    context: Context,
    administration: Administration<A>,
    request: Parts<Static<TObject<P & { workspace_id: typeof uuid }>>, Static<Q>, Static<B>>,
  ) => Promise<Allowed> | Allowed
}

/** An operation of the administration API, on the workspace that its address names. */
export function adminRoute<
  A extends Administrator,
  Q extends TSchema,
  B extends TSchema,
  Allowed,
  Result,
  P extends TProperties = Record<never, never>,
  Asked = undefined,
>({ url, by, params, allow, ...rest }: AdminRoute<A, P, Q, B, Allowed, Result, Asked>): AnyRoute {
  return route({
    ...(rest as object as Omit<
      Route<TSchema, TSchema, TSchema, unknown, unknown>,
      'url' | 'needs' | 'allow'
    >),
    url: `/admin/v1/spaces/:workspace_id${url}`,
    needs: 'administer',
    params: Type.Object({ workspace_id: uuid, ...params }),
    allow: (context, parts) => {
      const { workspace_id } = parts.params as { workspace_id: string }
      const administration = administrationOf(context, toUuid(workspace_id), by)
      return allow(context, administration, parts as never)
    },
  })
}
