import { databaseFor } from '#server/domain/access/nodes.ts'
import { parentFor } from '#server/domain/access/parents.ts'
import { createDatabase } from '#server/domain/databases/create.ts'
import { updateDatabase } from '#server/domain/databases/update.ts'
import { readDatabase, viewDatabase } from '#server/domain/databases/view.ts'
import { route } from '#server/http/route.ts'
import { containerChange, newContainer } from './container.ts'
import { collectDatabaseReferences, presentDatabase } from './present.ts'
import { CreateDatabaseBody, DatabaseParams, UpdateDatabaseBody } from './schema.ts'

export const databaseRoutes = [
  route({
    method: 'POST',
    url: '/v1/databases',
    summary: 'Makes a database with one data source.',
    needs: 'insert_content',
    since: '2025-09-03',
    body: CreateDatabaseBody,
    allow: (context, { body }) => parentFor(context, body.parent),
    handle: async (context, { body }, parent) => {
      const { id } = await createDatabase(context, parent, {
        ...newContainer(body),
        properties: body.initial_data_source?.properties,
      })
      return readDatabase(context, id)
    },
    refers: collectDatabaseReferences,
    present: presentDatabase,
  }),
  route({
    method: 'GET',
    url: '/v1/databases/:database_id',
    summary: 'A database with the names of its data sources.',
    needs: 'read_content',
    reads: true,
    since: '2025-09-03',
    params: DatabaseParams,
    allow: (context, { params }) => databaseFor(context, params.database_id, 'read'),
    handle: (context, _request, database) => viewDatabase(context, database),
    refers: collectDatabaseReferences,
    present: presentDatabase,
  }),
  route({
    method: 'PATCH',
    url: '/v1/databases/:database_id',
    summary: 'Changes the container: title, description, icon, cover, lock, trash, or where it stands.',
    needs: 'update_content',
    since: '2025-09-03',
    params: DatabaseParams,
    body: UpdateDatabaseBody,
    allow: async (context, { params, body }) => ({
      database: await databaseFor(context, params.database_id, 'edit'),
      parent: body.parent ? await parentFor(context, body.parent) : null,
    }),
    handle: async (context, { body }, { database, parent }) => {
      await updateDatabase(context, database, containerChange(body), parent)
      return readDatabase(context, database.id)
    },
    refers: collectDatabaseReferences,
    present: presentDatabase,
  }),
]
