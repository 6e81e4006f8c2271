import type { Static } from 'typebox'
import type { NewDatabase } from '#server/domain/databases/create.ts'
import type { DatabaseChange } from '#server/domain/databases/update.ts'
import { storeCover } from '#shared/objects/cover.ts'
import { storeIcon } from '#shared/objects/icon.ts'
import { storeRichText } from '#shared/rich-text/store.ts'
import type { CreateDatabaseBody, UpdateDatabaseBody } from './schema.ts'

type Fields = Pick<
  Static<typeof CreateDatabaseBody>,
  'title' | 'description' | 'icon' | 'cover' | 'is_inline'
>

/** What a request says of a new container, in stored shapes. */
export const newContainer = ({
  title,
  description,
  icon,
  cover,
  is_inline,
}: Fields): Omit<NewDatabase, 'properties'> => ({
  title: storeRichText(title ?? []),
  description: storeRichText(description ?? []),
  icon: icon ? storeIcon(icon) : null,
  cover: cover ? storeCover(cover) : null,
  isInline: is_inline ?? false,
})

/** What a request changes of what a container and its data source both have. */
export const sharedChange = ({
  title,
  description,
  icon,
}: Pick<Fields, 'title' | 'description' | 'icon'>) => ({
  ...(title ? { title: storeRichText(title) } : {}),
  ...(description ? { description: storeRichText(description) } : {}),
  ...(icon === undefined ? {} : { icon: icon && storeIcon(icon) }),
})

/** What a request changes of a container. */
export const containerChange = (
  body: Omit<Static<typeof UpdateDatabaseBody>, 'parent' | 'permissions' | 'users' | 'share'>,
): DatabaseChange => ({
  ...sharedChange(body),
  ...(body.cover === undefined ? {} : { cover: body.cover && storeCover(body.cover) }),
  ...(body.is_inline === undefined ? {} : { is_inline: body.is_inline }),
  ...(body.is_locked === undefined ? {} : { is_locked: body.is_locked }),
  ...(body.in_trash === undefined ? {} : { in_trash: body.in_trash }),
})
