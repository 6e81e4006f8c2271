/** Moving in the tree, with its order: an addition of Octavo, for sidebars. */
import { Type } from 'typebox'
import { isCapable } from '#server/domain/access/capabilities.ts'
import { parentFor } from '#server/domain/access/parents.ts'
import { placeFor } from '#server/domain/access/places.ts'
import { withEffects } from '#server/domain/permissions/effects.ts'
import { seesOthers } from '#server/domain/permissions/onlooker.ts'
import { placeInTree } from '#server/domain/tree/place.ts'
import { tryOut } from '#server/domain/try-out.ts'
import { route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { Effects } from '../permissions/answers.ts'
import { presentEffects } from '../permissions/present.ts'
import { presentTreeItem, TreeItemAnswer } from './present.ts'

const PlaceBody = StrictObject({
  page_id: Type.Optional(Uuid),
  database_id: Type.Optional(Uuid),
  parent: Type.Optional(
    Type.Union([
      StrictObject({ page_id: Uuid }),
      StrictObject({ block_id: Uuid }),
      StrictObject({ teamspace_id: Uuid }),
      StrictObject({ private: Type.Literal(true) }),
    ]),
  ),
  after: Type.Optional(Nullable(Uuid)),
  dry_run: Type.Optional(Type.Literal(true)),
})

export const placeInTreeRoute = route({
  method: 'POST',
  url: '/v1/tree/place',
  call: 'tree.place',
  summary:
    'Puts a page or database elsewhere in the tree: into a page, to the top of a teamspace, or to what is the caller’s alone; behind one of those that stand there (`after`; null: before all). The order of what begins the tree is the caller’s own. Tells who gains and who loses access, by name to who may know; with `dry_run` that is all it does.',
  answer: named(
    'TreePlace',
    Type.Object({
      object: Type.Literal('tree_place'),
      item: TreeItemAnswer,
      effects: Effects,
      dry_run: Type.Boolean(),
    }),
  ),
  needs: 'update_content',
  isExtension: true,
  body: PlaceBody,
  allow: async (context, { body: { page_id, database_id, parent } }) => {
    if ((page_id === undefined) === (database_id === undefined)) {
      throw invalid('Either body.page_id or body.database_id should be provided.')
    }
    // Elsewhere than in a page others get at it, or lose it.
    const level = parent === undefined || 'page_id' in parent || 'block_id' in parent ? 'edit' : 'full_access'
    return {
      node: await placeFor(context, page_id ? 'page' : 'database', (page_id ?? database_id)!, level),
      parent:
        parent === undefined
          ? null
          : 'private' in parent
            ? ('private' as const)
            : await parentFor(context, parent),
    }
  },
  handle: async (context, { body }, { node, parent }) => {
    const place = (inside: typeof context) =>
      withEffects(inside, node, () => placeInTree(inside, node, parent, body.after))
    const { result, effects } = await (body.dry_run ? tryOut(context, place) : place(context))
    const maySay =
      isCapable(context.actor.capabilities, 'read_permissions') && (await seesOthers(context, node))
    return {
      context,
      item: result,
      effects: maySay ? effects : { ...effects, first: [] },
      isTrial: body.dry_run ?? false,
    }
  },
  present: ({ context, item, effects, isTrial }, resolved) => ({
    object: 'tree_place',
    item: presentTreeItem(item, resolved),
    effects: presentEffects(effects, context),
    dry_run: isTrial,
  }),
})
