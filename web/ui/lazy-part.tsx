import { type ComponentType, createElement, lazy, Suspense } from 'react'

/** A part of a screen that is loaded when it is first shown, such as a dialog; nothing stands there until it came. */
export function lazyPart<P extends object, Name extends string>(
  load: () => Promise<Record<Name, ComponentType<P>>>,
  name: Name,
): ComponentType<P> {
  const Part: ComponentType<P> = lazy(async () => ({
    default: (await load())[name] as ComponentType<object>,
  }))
  return (props) => <Suspense>{createElement(Part, props)}</Suspense>
}
