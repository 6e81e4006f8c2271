import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'

/** More of a list: by itself when somebody scrolls there, or when it is pressed. */
export function ShowMore({ onMore }: { onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  const more = useRef(onMore)
  more.current = onMore
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.current())
    if (button.current) observer.observe(button.current)
    return () => observer.disconnect()
  }, [])
  return (
    <Button ref={button} size="compact-sm" variant="subtle" color="gray" onClick={onMore}>
      Show more
    </Button>
  )
}
