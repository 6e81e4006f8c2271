/** Pages and databases as they stand in a page, drawn without React. */
import type { Node as ProseNode } from '@tiptap/pm/model'
import { idInUrl } from '#shared/objects/urls.ts'
import { parsed } from '../model/conversion.ts'
import type { AnyEditor } from './any-editor.ts'
import { placesIn } from './database-places.ts'
import { element, image } from './element.ts'
import { nodeOf } from './names.ts'

/** What leads to a page or a database of the workspace. What it is called is asked when it is not known. */
export function pageLink(id: string, type: 'page' | 'database', title: string | null): HTMLElement {
  const link = document.createElement('a')
  link.className = 'octavo-page-link'
  link.href = `/${idInUrl(id)}`
  const [icon, name] = [element('span', 'octavo-page-icon'), element('span', '', title ?? '…')]
  icon.setAttribute('aria-hidden', 'true')
  link.append(icon, name)
  link.dataset.type = type
  void nodeOf(id, type).then((node) => {
    if (title === null) name.textContent = node.title
    if (node.icon?.emoji) icon.replaceChildren(node.icon.emoji)
    else if (node.icon?.url) icon.replaceChildren(image(node.icon.url))
  })
  return link
}

/** What is kept of a page or database in its block. */
export const titleKept = (api: unknown): string => {
  const { shown } = (parsed(api) ?? {}) as { shown?: { title?: string } }
  return shown?.title || 'Untitled'
}

/**
 * A database on the page of an editor: a link, and a place to show it itself (inline-databases.tsx). What happens there is
 * none of the editor's business, but that blocks can be dropped beside it; and being called otherwise changes nothing of it.
 */
export function databaseView(editor: AnyEditor, id: string, title: string) {
  const link = pageLink(id, 'database', title)
  const host = element('div', 'octavo-database')
  host.contentEditable = 'false'
  // Who presses where nothing is to press is in the database, and not in the text around.
  host.tabIndex = -1
  const holds = ({ target }: { target: unknown }) => host.contains(target as Node)
  return {
    dom: element('div', 'octavo-line', link, host),
    destroy: placesIn(editor).add({ id, link, host }),
    stopEvent: (event: Event) => holds(event) && !/^drop$|^drag(over|enter|leave|end)$/.test(event.type),
    ignoreMutation: holds,
    update({ type, attrs }: ProseNode) {
      if (type.name !== 'kept' || attrs.origin !== id || attrs.apiType !== 'child_database') return false
      link.lastElementChild!.textContent = titleKept(attrs.api)
      return true
    },
  }
}
