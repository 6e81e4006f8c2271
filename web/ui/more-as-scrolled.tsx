import { Button, Center } from '@mantine/core'
import { useEffect, useRef } from 'react'

interface Props {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}

/** At the end of a list whose pages come as one scrolls; a button for who does not. */
export function MoreAsScrolled({ query: { hasNextPage, isFetchingNextPage, fetchNextPage } }: Props) {
  const end = useRef<HTMLDivElement>(null)
  const isWanted = hasNextPage && !isFetchingNextPage
  useEffect(() => {
    const place = end.current
    if (place === null || !isWanted) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && fetchNextPage(), {
      rootMargin: '400px',
    })
    observer.observe(place)
    return () => observer.disconnect()
  }, [isWanted, fetchNextPage])
  if (!hasNextPage) return null
  return (
    <Center ref={end} py="md">
      <Button variant="subtle" color="gray" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
        Load more
      </Button>
    </Center>
  )
}
