import { Avatar } from '@mantine/core'
import type { IconHome } from '@tabler/icons-react'

/** In place of a photo, what a line is about. */
export const RoundIcon = ({ icon: Icon, size = 36 }: { icon: typeof IconHome; size?: number }) => (
  <Avatar size={size} color="gray" aria-hidden>
    <Icon size={size / 2} stroke={1.5} />
  </Avatar>
)
