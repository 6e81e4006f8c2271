import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, refusal } from './answers.ts'
import { describeClients } from './describe-clients.ts'

/** The SDK types the answer that comes when nothing waits. */
const taskIn = (answer: unknown): string => (answer as { id: string }).id

describeClients('async tasks', ['5.x'], (home) => {
  test('come of markdown that may be written later, and end with what it would have answered', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage({ title: 'Home' })
    const task_id = taskIn(
      await client.pages.updateMarkdown({
        page_id,
        type: 'replace_content',
        replace_content: { new_str: '## Section\nWords' },
        allow_async: true,
      }),
    )
    assert.equal((await client.asyncTasks.retrieve({ task_id })).status, 'queued')
    await home.performDue()
    const task = await client.asyncTasks.retrieve({ task_id })
    assert.ok(task.status === 'succeeded', task.status)
    const { request_id: _, ...read } = (await client.pages.retrieveMarkdown({
      page_id,
    })) as unknown as Record<string, unknown>
    assert.deepEqual(task.result, read)
    assert.equal(task.result.markdown, '## Section\nWords')
    assert.equal((await refusal(home.as('stranger').asyncTasks.retrieve({ task_id }))).status, 404)
  })

  test('make pages from markdown', async () => {
    const client = home.as('editor')
    const task_id = taskIn(
      await client.pages.create({
        parent: { page_id: await home.aPage() },
        markdown: '# Title\nWords',
        allow_async: true,
      }),
    )
    await home.performDue()
    const task = await client.asyncTasks.retrieve({ task_id })
    assert.ok(task.status === 'succeeded', task.status)
    const page_id = task.result.id as string
    assert.equal((await client.pages.retrieveMarkdown({ page_id })).markdown, 'Words')
  })

  test('fail with the error that would have been answered', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    const update = {
      page_id,
      type: 'update_content' as const,
      update_content: { content_updates: [{ old_str: 'nowhere', new_str: 'x' }] },
    }
    const message = await complaint(client.pages.updateMarkdown(update))
    const task_id = taskIn(await client.pages.updateMarkdown({ ...update, allow_async: true }))
    await home.performDue()
    const task = await client.asyncTasks.retrieve({ task_id })
    assert.ok(task.status === 'failed', task.status)
    assert.deepEqual([task.error.code, task.error.message], ['validation_error', message])
  })
})

describeClients('async tasks before data sources', ['4.x'], (home) => {
  test('come of markdown, and end with what it would have answered', async () => {
    const client = home.as('editor')
    const page_id = await home.aPage()
    const task = await client.request<{ id: string }>({
      path: `pages/${page_id}/markdown`,
      method: 'patch',
      body: { type: 'insert_content', insert_content: { content: 'Words' }, allow_async: true },
    })
    await home.performDue()
    const ended = await client.request<{ status: string; result: { markdown: string } }>({
      path: `async_tasks/${task.id}`,
      method: 'get',
    })
    assert.deepEqual([ended.status, ended.result.markdown], ['succeeded', 'Words'])
  })
})
