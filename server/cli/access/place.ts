import { type createClient, OctavoError } from '#client/client.ts'

export type AccessClient = ReturnType<typeof createClient>

type Permissions = AccessClient['pages']['permissions']
type Arguments<M extends keyof Permissions> = Omit<Parameters<Permissions[M]>[0], 'page_id'>

/** The permissions of one page or database. */
export interface Place {
  list(args: Arguments<'list'>): ReturnType<Permissions['list']>
  effective(args: Arguments<'effective'>): ReturnType<Permissions['effective']>
  change(args: Arguments<'change'>): ReturnType<Permissions['change']>
}

/** Calls the permissions of a page or, where the id turns out to be that of a database, of the database. */
export async function atPlace<T>(
  { pages, databases }: AccessClient,
  id: string,
  call: (place: Place) => Promise<T>,
): Promise<T> {
  try {
    return await call({
      list: (args) => pages.permissions.list({ page_id: id, ...args }),
      effective: (args) => pages.permissions.effective({ page_id: id, ...args }),
      change: (args) => pages.permissions.change({ page_id: id, ...args }),
    })
  } catch (error) {
    if (!(error instanceof OctavoError) || !/is a database, not a page/.test(error.message)) throw error
    return call({
      list: (args) => databases.permissions.list({ database_id: id, ...args }),
      effective: (args) => databases.permissions.effective({ database_id: id, ...args }),
      change: (args) => databases.permissions.change({ database_id: id, ...args }),
    })
  }
}
