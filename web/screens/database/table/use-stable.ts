import { useMemo, useRef } from 'react'

/** Functions that are the same at each rendering and do what the latest ones do, so that rows which stay as they are stay. */
export function useStable<T extends object>(latest: T): T {
  const current = useRef(latest)
  current.current = latest
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names stay the same
  return useMemo(
    () =>
      Object.fromEntries(
        Object.keys(latest).map((key) => [
          key,
          (...args: never[]) => (current.current[key as keyof T] as (...args: never[]) => unknown)(...args),
        ]),
      ) as T,
    [],
  )
}
