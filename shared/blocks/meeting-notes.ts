import { blockType } from './block-type.ts'

/** Notes of a meeting. Their parts are blocks that the payload names. */
export const meetingNotes = blockType({
  type: 'meeting_notes',
  holds: () => 'none',
  texts: { title: 'runs' },
})
