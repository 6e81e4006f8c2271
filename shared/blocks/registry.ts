import { audio } from './audio.ts'
import type { BlockType } from './block-type.ts'
import { bookmark } from './bookmark.ts'
import { breadcrumb } from './breadcrumb.ts'
import { bulletedListItem } from './bulleted-list-item.ts'
import { callout } from './callout.ts'
import { childDatabase } from './child-database.ts'
import { childPage } from './child-page.ts'
import { code } from './code.ts'
import { column } from './column.ts'
import { columnList } from './column-list.ts'
import { divider } from './divider.ts'
import { embed } from './embed.ts'
import { equation } from './equation.ts'
import { file } from './file.ts'
import { heading1, heading2, heading3, heading4 } from './heading.ts'
import { image } from './image.ts'
import { linkPreview } from './link-preview.ts'
import { linkToPage } from './link-to-page.ts'
import { meetingNotes } from './meeting-notes.ts'
import { numberedListItem } from './numbered-list-item.ts'
import { paragraph } from './paragraph.ts'
import { pdf } from './pdf.ts'
import { quote } from './quote.ts'
import { syncedBlock } from './synced-block.ts'
import { tab } from './tab.ts'
import { table } from './table.ts'
import { tableOfContents } from './table-of-contents.ts'
import { tableRow } from './table-row.ts'
import { template } from './template.ts'
import { toDo } from './to-do.ts'
import { toggle } from './toggle.ts'
import { unsupported } from './unsupported.ts'
import { video } from './video.ts'

/** Every type of block. Those that requests can make come first, in the order in which Notion names them. */
export const blockTypes: ReadonlyMap<string, BlockType> = new Map(
  [
    embed,
    bookmark,
    image,
    video,
    pdf,
    file,
    audio,
    code,
    equation,
    divider,
    breadcrumb,
    tab,
    tableOfContents,
    linkToPage,
    tableRow,
    table,
    columnList,
    column,
    heading1,
    heading2,
    heading3,
    heading4,
    paragraph,
    bulletedListItem,
    numberedListItem,
    quote,
    toDo,
    toggle,
    template,
    callout,
    syncedBlock,
    linkPreview,
    childPage,
    childDatabase,
    meetingNotes,
    unsupported,
  ].map((one) => [one.type, one]),
)

/** The type of a stored block. A name that no type has means a broken store, not a caller's mistake. */
export function typeNamed(name: string): BlockType {
  const type = blockTypes.get(name)
  if (!type) throw new Error(`No block type is called ${name}`)
  return type
}
