import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'

interface Props {
  onMore: () => void
  /** Within a page what comes next would move out of reach. */
  isOnlyAsked?: boolean
}

/** More of a list: by itself when somebody scrolls there, or when it is pressed. */
export function ShowMore({ onMore, isOnlyAsked = false }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const more = useRef(onMore)
  more.current = onMore
  useEffect(() => {
    if (isOnlyAsked) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.current())
    if (button.current) observer.observe(button.current)
    return () => observer.disconnect()
  }, [isOnlyAsked])
  return (
    <Button ref={button} size="compact-sm" variant="subtle" color="gray" onClick={onMore}>
      Show more
    </Button>
  )
}
