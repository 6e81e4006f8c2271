import { ActionIcon, Tooltip } from '@mantine/core'
import { IconEdit, IconTablePlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { idInUrl } from '#shared/objects/urls.ts'
import { createDatabase, createPage, privately } from '../../data/pages.ts'
import { useSession } from '../../data/session.ts'
import { tellFailure } from '../../ui/tell.ts'

/** Makes a page and opens it. */
export const useNewPage = () => useNew(createPage)

/** Makes a database and opens it. */
export const useNewDatabase = () => useNew(createDatabase)

function useNew<Parent>(
  create: (parent: Parent) => Promise<{ id: string }>,
): (parent: Parent) => Promise<void> {
  const navigate = useNavigate()
  return async (parent) => {
    try {
      const { id } = await create(parent)
      await navigate({ to: '/$name', params: { name: idInUrl(id) } })
    } catch (error) {
      tellFailure(error)
    }
  }
}

/** A page or a database of one's own, from anywhere. Guests have none. */
export function NewPage() {
  const { user } = useSession()
  const [create, createDatabase] = [useNewPage(), useNewDatabase()]
  if (user.role === 'guest') return null
  return (
    <>
      <Tooltip label="New database">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="New database"
          onClick={() => createDatabase(privately)}
        >
          <IconTablePlus size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="New page (Ctrl Alt N)">
        <ActionIcon variant="subtle" color="gray" aria-label="New page" onClick={() => create(privately)}>
          <IconEdit size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
