import { Center, Loader } from '@mantine/core'

/** While the first of a screen comes. */
export const Loading = () => (
  <Center mih="60vh" role="status" aria-label="Loading">
    <Loader type="dots" />
  </Center>
)
