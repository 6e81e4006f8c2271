import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

const text = (content: string) => [{ text: { content } }]

const stages = [
  { name: 'Idea', color: 'gray' },
  { name: 'Doing', color: 'blue' },
  { name: 'Done', color: 'green' },
]

/** A database that people work in, and one that is large. */
async function furnish({ acme }: ShownWebApp) {
  const owner = acme.as('owner')
  const good = async (answer: ReturnType<typeof owner.post>) => {
    const { status, body } = await answer
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const { body: teamspace } = await owner.post(`/admin/v1/spaces/${acme.id}/teamspaces`, {
    name: 'Product',
    is_default: true,
    levels: { members: 'edit' },
  })
  const page = await good(
    owner.post('/v1/pages', {
      parent: { teamspace_id: teamspace.id },
      properties: { title: { title: text('Plans') } },
    }),
  )
  const database = await good(
    owner.post('/v1/databases', {
      parent: { type: 'page_id', page_id: page.id },
      title: text('Projects'),
      icon: { emoji: '🚀' },
      initial_data_source: {
        properties: {
          Name: { title: {} },
          Stage: { select: { options: stages } },
          Points: { number: { format: 'number' } },
          Due: { date: {} },
          Urgent: { checkbox: {} },
          Notes: { rich_text: {} },
        },
      },
    }),
  )
  const source = database.data_sources[0].id as string
  const names = ['Spring clean', 'Write the guide', 'Ship the web app', 'Plan the offsite', 'Fix the lift']
  for (const [index, name] of names.entries()) {
    await good(
      owner.post('/v1/pages', {
        parent: { data_source_id: source },
        properties: {
          Name: { title: text(name) },
          Stage: { select: { name: stages[index % 3]!.name } },
          Points: { number: index * 3 + 1 },
          Due: { date: { start: `2026-12-0${index + 1}` } },
          Urgent: { checkbox: index === 2 },
        },
      }),
    )
  }
  return { database: database.id as string, source }
}

test('a database', async (t) => {
  const app = await showWebApp(t)
  const { database } = await furnish(app)
  const address = `/${database.replaceAll('-', '')}`

  await t.test('shows its rows as a table', async () => {
    const page = await app.open('member', address)
    await page.getByRole('gridcell', { name: /Fix the lift/ }).waitFor()
    await app.look(page, 'database-table')
    await page.context().close()
  })
})
