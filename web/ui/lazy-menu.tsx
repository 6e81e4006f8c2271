import { type ComponentType, createElement, lazy, Suspense, useState } from 'react'
import { MoreButton } from './more-button.tsx'

/**
 * A ••• whose menu is loaded when somebody is about to open it. Menus and dialogs are a quarter of the script of a screen,
 * and most visits open none.
 *
 * @param load gives a part that shows a `MoreMenu` of its label.
 */
export function lazyMenu<P extends { label: string }, Name extends string>(
  load: () => Promise<Record<Name, ComponentType<P>>>,
  name: Name,
): ComponentType<P> {
  const Part: ComponentType<P> = lazy(async () => ({
    default: (await load())[name] as ComponentType<object>,
  }))
  return function LazyMenu(props) {
    const [isWanted, setWanted] = useState(false)
    const button = (
      <MoreButton
        label={props.label}
        aria-haspopup="menu"
        aria-expanded={false}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setWanted(true)}
      />
    )
    return isWanted ? <Suspense fallback={button}>{createElement(Part, props)}</Suspense> : button
  }
}
