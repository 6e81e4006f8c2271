import { Avatar } from '@mantine/core'

interface Props {
  name: string | null
  avatar_url?: string | null
  size?: number
}

/** The photo of a person, or the first letters of their name, which stands beside it. */
export const PersonIcon = ({ name, avatar_url = null, size = 36 }: Props) => (
  <Avatar
    src={avatar_url}
    alt=""
    name={avatar_url ? undefined : (name ?? '?')}
    color="leaf"
    size={size}
    aria-hidden
  />
)
