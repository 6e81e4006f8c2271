import { blocksByIds, updateBlock as updateRow } from '#server/store/blocks.ts'
import { nameUpload } from '#shared/files/stored-file.ts'
import { invalid } from '#shared/problem.ts'
import { storeRichText } from '#shared/rich-text/store.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import type { FileUpload } from '../files/upload.ts'
import { refuseInTrash } from './archived.ts'
import type { Block } from './block.ts'
import { contentChanged, insertTrees } from './insert.ts'
import { readyBlock } from './ready.ts'

/** What can be recorded of a meeting. */
const recordings = new Set(['audio', 'video', 'file'])

/**
 * Makes the notes of a meeting out of its recording, right after it. Nothing is transcribed here: the notes say so,
 * and their parts are empty blocks for others to fill.
 *
 * @returns the id of the new block.
 */
export async function createMeetingNotes(
  context: Context,
  source: Granted<Block, 'edit'>,
  title: string | undefined,
): Promise<string> {
  refuseInTrash(source)
  if (!recordings.has(source.type)) {
    throw invalid(
      `Meeting notes are made from an audio, video or file block. Block ${source.id} is a ${source.type} block.`,
    )
  }
  const parts = [part, part, part]
  const [notes] = await insertTrees(
    context,
    {
      id: source.parent.id!,
      type: source.parent.type as 'page_id' | 'block_id',
      containerId: source.containerId,
    },
    [{ type: 'meeting_notes', content: {}, children: parts }],
    { type: 'after_block', id: source.id },
  )
  const [summary, ownNotes, transcript] = notes!.children
  await setContent(context, notes!.id, {
    title: title ? storeRichText([{ text: { content: title } }]) : [],
    status: 'transcription_not_started',
    children: {
      summary_block_id: summary!.id,
      notes_block_id: ownNotes!.id,
      transcript_block_id: transcript!.id,
    },
  })
  await contentChanged(context, source.containerId, [notes!])
  return notes!.id
}

/**
 * Puts an uploaded recording at the end of a page.
 *
 * @returns the id of the block that shows it.
 */
export async function addRecording(
  context: Context,
  page: Granted<Block, 'edit'>,
  { id, contentType }: Granted<FileUpload, 'edit'>,
): Promise<string> {
  refuseInTrash(page)
  const [kind = ''] = (contentType ?? '').split('/')
  const type = kind === 'audio' || kind === 'video' ? kind : 'file'
  const content = { caption: [], ...nameUpload({ id }) }
  const [recording] = await insertTrees(
    context,
    { id: page.id, type: 'page_id', containerId: page.containerId },
    [{ type, content, children: [] }],
    { type: 'end' },
  )
  return recording!.id
}

/** A part is an empty paragraph, which can hold anything. */
const part = { type: 'paragraph', content: { rich_text: [], icon: null, color: 'default' }, children: [] }

/** The notes name their parts, whose ids are known once all are there. */
async function setContent(
  { db, workspace }: Context,
  id: string,
  content: Record<string, unknown>,
): Promise<void> {
  const [row] = await blocksByIds(db, workspace.id, [id])
  await updateRow(db, workspace.id, id, {
    content: JSON.stringify(content),
    ready: readyBlock(row!, content),
  })
}
