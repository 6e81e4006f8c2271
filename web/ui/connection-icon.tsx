import { Avatar } from '@mantine/core'

interface Props {
  name: string
  logo_url: string | null
  size?: number
}

/** The logo of a connection, or the first letter of its name. Its name stands beside it. */
export const ConnectionIcon = ({ name, logo_url, size = 32 }: Props) => (
  <Avatar src={logo_url} alt="" aria-hidden radius="md" size={size} color="gray" variant="light">
    {name.slice(0, 1).toUpperCase()}
  </Avatar>
)
