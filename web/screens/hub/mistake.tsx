import { Text } from '@mantine/core'

/** Why something that was asked for was not done. */
export const Mistake = ({ children }: { children: string | null }) =>
  children && (
    <Text role="alert" c="red.6" size="sm">
      {children}
    </Text>
  )
