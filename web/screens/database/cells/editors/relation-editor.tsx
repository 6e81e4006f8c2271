import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { idInUrl } from '#shared/objects/urls.ts'
import { pageTitleQuery } from '../../../../data/page-titles.ts'
import { titledRowsQuery } from '../../../../data/rows.ts'
import classes from '../cell.module.css'
import { contentOf, type EditorProps } from '../property.ts'
import { useSaving } from '../use-saving.ts'
import { type Choice, Picker } from './picker.tsx'

/** Milliseconds after the last key until it asks. */
const PAUSE = 120

interface RelatedPage {
  id: string
  title: string
}

/** Pages of the data source that the relation points to. */
export function RelationEditor({ property, value, onChange, onClose }: EditorProps) {
  const { data_source_id } = property.relation as { data_source_id: string }
  const [chosen, setChosen] = useState(() => contentOf<{ id: string }[]>(value) ?? [])
  const [text, setText] = useState('')
  const [query] = useDebouncedValue(text.trim(), PAUSE)
  const { save, error, isSaving } = useSaving({ onChange })
  const titles = useQueries({ queries: chosen.map(({ id }) => pageTitleQuery(id)) })
  const found = useQuery({ ...titledRowsQuery(data_source_id, query), placeholderData: keepPreviousData })
  const keep = async (next: { id: string }[]) => {
    const before = chosen
    setChosen(next)
    setText('')
    if (!(await save({ relation: next.map(({ id }) => ({ id })) }))) setChosen(before)
  }
  return (
    <Picker
      label={property.name}
      placeholder="Find a page…"
      chosen={chosen.map(({ id }, index) => toLink({ id, title: titles[index]?.data?.title ?? '' }))}
      groups={[{ name: null, choices: (found.data ?? []).map(toChoice) }]}
      text={text}
      onText={setText}
      onPick={(id) => keep([...chosen, { id }])}
      onTakeOut={(id) => keep(chosen.filter((page) => page.id !== id))}
      empty={query === '' ? 'There are no pages to relate yet.' : 'No page there is called so.'}
      isLoading={found.isFetching || isSaving}
      error={error}
      failure={found.error}
      onClose={onClose}
    />
  )
}

const toChoice = ({ id, title }: RelatedPage): Choice => ({
  id,
  name: title || 'Untitled',
  shown: <span>{title || 'Untitled'}</span>,
})

/** What is related already leads to its page. */
const toLink = ({ id, title }: RelatedPage): Choice => ({
  ...toChoice({ id, title }),
  shown: (
    <Link to="/$name" params={{ name: idInUrl(id) }} className={classes.page}>
      {title || 'Untitled'}
    </Link>
  ),
})
