import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { changeDatabase, databaseQuery } from '../../data/databases.ts'
import { mayEdit, type TreeItem } from '../../data/tree.ts'
import { Runs } from '../../ui/runs.tsx'
import { tellFailure } from '../../ui/tell.ts'
import classes from './database.module.css'

/** What a database is for, below its title; written as plain text. */
export function Description({ item }: { item: TreeItem }) {
  const { data: database } = useQuery(databaseQuery(item.id))
  const [written, setWritten] = useState<string | null>(null)
  if (database === undefined) return null
  const kept = database.description.map(({ plain_text }) => plain_text).join('')
  if (!mayEdit(item))
    return kept === '' ? null : (
      <p className={classes.description}>
        <Runs text={database.description} />
      </p>
    )
  const keep = async () => {
    if (written === null || written.trim() === kept) return setWritten(null)
    try {
      await changeDatabase(item.id, { description: written.trim() })
    } catch (error) {
      tellFailure(error)
    }
    setWritten(null)
  }
  return (
    <Textarea
      variant="unstyled"
      autosize
      minRows={1}
      size="sm"
      aria-label="Description"
      placeholder="Add a description"
      classNames={{ input: classes.description }}
      value={written ?? kept}
      onChange={({ currentTarget }) => setWritten(currentTarget.value)}
      onBlur={keep}
    />
  )
}
