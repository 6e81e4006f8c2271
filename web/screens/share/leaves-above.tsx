import { Text } from '@mantine/core'
import type { TreeItem } from '../../data/tree.ts'

/** What it takes to change here what was given above. */
export const LeavesAbove = ({ item }: { item: TreeItem }) => (
  <Text size="sm" mb="xs">
    This comes from above. The {item.type} stops taking over access from there, and keeps everybody else who
    has it now as its own.
  </Text>
)
