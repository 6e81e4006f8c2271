import { contentProblem } from '../content-problem.ts'
import { type Known, putNamed, refuseNoImage } from '../files/named.ts'
import type { FileRef, NamedUpload } from '../files/stored-file.ts'
import { isKeptHere, presentShown } from '../objects/shown-file.ts'
import { invalid } from '../problem.ts'
import type { References, Resolved } from '../references.ts'
import { plainText } from '../rich-text/plain-text.ts'
import { presentRichText } from '../rich-text/present.ts'
import { collectRichTextReferences, hasReferences } from '../rich-text/references.ts'
import type { StoredRichText } from '../rich-text/stored.ts'
import type { Content, Holds, Typed } from './block-type.ts'
import { blockTypes, typeNamed } from './registry.ts'
import type { BlockChangeRequest } from './request.ts'

/** The payload of a block as this viewer sees it. */
export function presentContent(type: string, content: Content, resolved: Resolved): Content {
  if (!blockHasReferences(type, content)) return content
  const { present } = typeNamed(type)
  const shown = { ...content }
  for (const [key, kind] of textKeys(type)) {
    const value = content[key]
    if (!Array.isArray(value)) continue
    shown[key] =
      kind === 'runs'
        ? presentRichText(value, resolved)
        : value.map((cell) => presentRichText(cell, resolved))
  }
  if (isKeptHere(content)) shown.file = resolved.file(content.file)
  if (isKeptHere(content.icon)) shown.icon = presentShown(content.icon, resolved)
  return present ? present(shown) : shown
}

/** Whether showing a block depends on who looks. */
export const blockHasReferences = (type: string, content: Content): boolean =>
  showsKeptFile(content) || textsOf(type, content).some(hasReferences)

/** Whether a block shows a file that is kept here. */
export const showsKeptFile = (content: Content): boolean => isKeptHere(content) || isKeptHere(content.icon)

/** Adds what a block mentions. */
export function collectBlockReferences(type: string, content: Content, references: References): void {
  for (const text of textsOf(type, content)) collectRichTextReferences(text, references)
}

/** What a reader sees of a block without its looks and without what is below it. */
export function blockPlainText(
  type: string,
  content: Content,
  resolved?: Pick<Resolved, 'user' | 'title'>,
): string {
  const texts = textsOf(type, content).map((text) => plainText(text, resolved))
  return [...texts, typeNamed(type).plainText?.(content) ?? ''].filter((text) => text !== '').join(' ')
}

/** Which children a block may have. */
export const childrenOf = ({ type, content }: Typed): Holds => typeNamed(type).holds(content)

/** What a change asks of a block of the stored type: new content, the trash, or both. */
export function readChange(
  request: BlockChangeRequest,
  stored: string,
): { content?: { type: string; payload: Content }; in_trash?: boolean } {
  const type = Object.keys(request).find((key) => blockTypes.has(key))
  if (type !== undefined && type !== stored) throw invalid(`Expected block type ${stored} in request body`)
  return {
    ...(type === undefined ? {} : { content: { type, payload: request[type] as Content } }),
    ...(request.in_trash === undefined ? {} : { in_trash: request.in_trash }),
  }
}

/**
 * The content of a block after a change that has passed `BlockChangeRequest`. Given keys replace what is there, the
 * others stay.
 *
 * @param parent what the block stands in, where it is at hand: a row must fit its table.
 */
export function updateContent(type: string, before: Content, payload: Content, parent?: Typed): Content {
  const { change, refuse } = typeNamed(type)
  if (!change) throw invalid(`Blocks of type ${type} cannot be changed.`)
  const content = change(before, payload as never)
  const wrong = parent && refuse?.(content, parent)
  if (wrong) throw contentProblem(wrong)
  return content
}

/** Puts what a block names by id in its place: an upload, custom emojis. A problem says what does not fit. */
export function settleContent(type: string, content: Content, known: Known): Content {
  const settled = putNamed(content, known)
  const icon = (content.icon as Partial<NamedUpload> | null | undefined)?.file_upload
  if (icon) refuseNoImage(known.uploads.get(icon.id)!, 'an icon')
  const { file_upload } = content as Partial<NamedUpload>
  if (!file_upload) return settled
  return typeNamed(type).attach!(settled, known.uploads.get(file_upload.id)!)
}

/** A block that shows something elsewhere, showing a file that is kept here instead. */
export const withKeptFile = (content: Content, file: FileRef): Content =>
  Object.fromEntries(
    Object.entries(content).map(([key, member]) =>
      key === 'type' ? [key, 'file'] : key === 'external' ? ['file', file] : [key, member],
    ),
  )

const textKeys = (type: string) => Object.entries(typeNamed(type).texts ?? {})

function textsOf(type: string, content: Content): StoredRichText[][] {
  return textKeys(type).flatMap(([key, kind]) => {
    const value = content[key]
    if (!Array.isArray(value)) return []
    return kind === 'runs' ? [value] : value
  })
}
