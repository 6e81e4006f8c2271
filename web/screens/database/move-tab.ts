import { changeView, type View } from '../../data/views.ts'
import { tellFailure } from '../../ui/tell.ts'

/**
 * Puts a view at some place among the tabs of its database.
 *
 * @returns whether it is another one, and one that there is
 */
export function moveTab(views: readonly View[], view: View, place: number): boolean {
  if (place === views.indexOf(view) || place < 0 || place >= views.length) return false
  const behind = views.filter((one) => one !== view)[place - 1]
  changeView(view, {
    position: behind === undefined ? { type: 'start' } : { type: 'after_view', view_id: behind.id },
  }).catch(tellFailure)
  return true
}
