import { ActionIcon, type ActionIconProps, type ElementProps } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'

interface Props extends ActionIconProps, ElementProps<'button', keyof ActionIconProps> {
  /** What more there is about: `More about Design`. */
  label: string
}

/** The ••• of something. */
export const MoreButton = ({ label, ...props }: Props) => (
  <ActionIcon variant="subtle" color="gray" aria-label={label} {...props}>
    <IconDots size={18} />
  </ActionIcon>
)
