import { ActionIcon, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import classes from './copied-value.module.css'

interface Props {
  label: string
  value: string
}

/** A value that goes somewhere else, to copy. */
export const CopiedValue = ({ label, value }: Props) => (
  <div className={classes.row}>
    <div className={classes.label}>{label}</div>
    <code className={classes.value}>{value}</code>
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={copied ? `${label} copied` : `Copy ${label}`}
          onClick={copy}
        >
          {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        </ActionIcon>
      )}
    </CopyButton>
  </div>
)
