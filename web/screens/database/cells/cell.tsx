import {
  IconPaperclip,
  IconRosetteDiscountCheck,
  IconSquare,
  IconSquareCheckFilled,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { isLink } from '#shared/addresses.ts'
import { idInUrl } from '#shared/objects/urls.ts'
import { pageTitleQuery } from '../../../data/page-titles.ts'
import type { Option, Property, PropertyValue } from '../../../data/properties.ts'
import { PersonIcon } from '../../../ui/person-icon.tsx'
import { Runs } from '../../../ui/runs.tsx'
import { Tag } from '../../../ui/tag.tsx'
import classes from './cell.module.css'
import { showDate, showNumber, showRolledUp } from './formats.ts'
import {
  type CellProps,
  contentOf,
  type DateValue,
  type FileValue,
  type Looks,
  type User,
} from './property.ts'

interface Props extends Omit<CellProps, 'row'> {
  /** Whether it stands in something that is pressed as a whole, where no link can be. */
  isPressed?: boolean
}

/** A value, to read. Nothing is shown of an empty one. */
export const Cell = ({ property, value, looks = {}, isPressed = false }: Props) =>
  value === undefined ? null : <Value property={property} value={value} looks={looks} isPressed={isPressed} />

interface ValueProps {
  property: Property | null
  value: PropertyValue
  looks: Looks
  isPressed: boolean
}

function Value({ property, value, looks, isPressed }: ValueProps): ReactNode {
  const content = contentOf<never>(value)
  if (content === null) return null
  switch (value.type) {
    case 'title':
    case 'rich_text':
      return (
        <span className={classes.text}>
          <Runs text={isPressed ? withoutLinks(content) : content} />
        </span>
      )
    case 'number':
      return <span className={classes.number}>{showNumber(content, formatOf(property))}</span>
    case 'select':
    case 'status':
      return <Tag {...(content as Option)} />
    case 'multi_select':
      return (
        <Several>
          {(content as Option[]).map((option) => (
            <Tag key={option.id} {...option} />
          ))}
        </Several>
      )
    case 'date':
      return showDate(content, looks)
    case 'created_time':
    case 'last_edited_time':
      return showDate({ start: content, end: null }, looks)
    case 'people':
      return (
        <Several>
          {(content as User[]).map((user) => (
            <Person key={user.id} user={user} />
          ))}
        </Several>
      )
    case 'created_by':
    case 'last_edited_by':
      return <Person user={content} />
    case 'files':
      return (
        <Several>
          {(content as FileValue[]).map((file) => (
            <ShownFile key={addressOf(file)} file={file} isPressed={isPressed} />
          ))}
        </Several>
      )
    case 'checkbox':
      return <Check isChecked={content} />
    case 'url':
      return <Outward text={content} href={content} isPressed={isPressed} />
    case 'email':
      return <Outward text={content} href={`mailto:${content}`} isPressed={isPressed} />
    case 'phone_number':
      return <Outward text={content} href={`tel:${content}`} isPressed={isPressed} />
    case 'relation':
      return (
        <Several>
          {(content as { id: string }[]).map(({ id }) => (
            <RelatedPage key={id} id={id} isPressed={isPressed} />
          ))}
          {value.has_more === true && <span className={classes.more}>and more</span>}
        </Several>
      )
    case 'formula':
      return <Computed content={content} looks={looks} />
    case 'rollup':
      return <RolledUp content={content} looks={looks} isPressed={isPressed} />
    case 'unique_id':
      return uniqueIdText(content)
    case 'verification':
      return <Verification content={content} looks={looks} />
    case 'place': {
      const { name, address, lat, lon } = content as Place
      return name || address || `${lat}, ${lon}`
    }
    default:
      return null
  }
}

/** It is no field: what it stands in is pressed. */
function Check({ isChecked }: { isChecked: boolean }) {
  const Icon = isChecked ? IconSquareCheckFilled : IconSquare
  return (
    <span
      role="img"
      aria-label={isChecked ? 'Yes' : 'No'}
      className={classes.check}
      data-checked={isChecked || undefined}
    >
      <Icon size={18} stroke={1.5} aria-hidden />
    </span>
  )
}

interface Place {
  name: string | null
  address: string | null
  lat: number
  lon: number
}

const Several = ({ children }: { children: ReactNode }) => <span className={classes.several}>{children}</span>

export const formatOf = (property: Property | null): string =>
  (property?.number as { format?: string } | undefined)?.format ?? 'number'

const withoutLinks = <T extends object>(runs: readonly T[]): (T & { href: null })[] =>
  runs.map((run) => ({ ...run, href: null }))

export const Person = ({ user: { name = null, avatar_url = null } }: { user: User }) => (
  <span className={classes.person}>
    <PersonIcon name={name} avatar_url={avatar_url} size={20} />
    <span>{name ?? 'Somebody'}</span>
  </span>
)

export const addressOf = ({ external, file, file_upload }: FileValue): string =>
  external?.url ?? file?.url ?? file_upload?.id ?? ''

export const nameOfFile = ({ name }: FileValue): string => name || 'File'

const ShownFile = ({ file, isPressed }: { file: FileValue; isPressed: boolean }) => (
  <span className={classes.file}>
    <IconPaperclip size={14} aria-hidden />
    <Outward text={nameOfFile(file)} href={addressOf(file)} isPressed={isPressed} />
  </span>
)

/** What leads out of the workspace. Addresses that run something lead nowhere. */
const Outward = ({ text, href, isPressed }: { text: string; href: string; isPressed: boolean }) =>
  isPressed || !isLink(href) ? (
    text
  ) : (
    <a href={href} target="_blank" rel="noreferrer" className={classes.link}>
      {text}
    </a>
  )

function RelatedPage({ id, isPressed }: { id: string; isPressed: boolean }) {
  const { data, isPending } = useQuery(pageTitleQuery(id))
  const title = isPending ? '…' : data === null ? 'No access' : data?.title || 'Untitled'
  if (isPressed || !data) return <span className={classes.page}>{title}</span>
  return (
    <Link to="/$name" params={{ name: idInUrl(id) }} className={classes.page}>
      {title}
    </Link>
  )
}

function Computed({ content, looks }: { content: { type: string; [type: string]: unknown }; looks: Looks }) {
  const result = content[content.type]
  if (content.type === 'unsupported') return 'Cannot be computed'
  if (result === null || result === undefined) return null
  switch (content.type) {
    case 'number':
      return <span className={classes.number}>{showNumber(result as number)}</span>
    case 'boolean':
      return <Check isChecked={result === true} />
    case 'date':
      return showDate(result as DateValue, looks)
    default:
      return <span className={classes.text}>{String(result)}</span>
  }
}

interface RollupContent {
  type: string
  function: string
  number?: number | null
  date?: DateValue | null
  array?: Omit<PropertyValue, 'id'>[]
}

function RolledUp({
  content,
  looks,
  isPressed,
}: {
  content: RollupContent
  looks: Looks
  isPressed: boolean
}) {
  switch (content.type) {
    case 'number':
      return content.number == null ? null : (
        <span className={classes.number}>{showRolledUp(content.number, content.function)}</span>
      )
    case 'date':
      return content.date ? showDate(content.date, looks) : null
    case 'array':
      return (
        <Several>
          {content.array?.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what is rolled up has no names and keeps no state
            <span key={index} className={classes.rolledUp}>
              <Value
                property={null}
                value={{ id: '', ...item } as PropertyValue}
                looks={looks}
                isPressed={isPressed}
              />
            </span>
          ))}
        </Several>
      )
    default:
      return 'Cannot be computed'
  }
}

function uniqueIdText({ prefix, number }: { prefix: string | null; number: number | null }): string | null {
  if (number === null) return null
  return prefix === null ? String(number) : `${prefix}-${number}`
}

interface VerificationContent {
  state: 'verified' | 'expired' | 'unverified'
  date: DateValue | null
}

function Verification({ content: { state, date }, looks }: { content: VerificationContent; looks: Looks }) {
  if (state === 'unverified') return null
  const until = date?.end ? ` until ${showDate({ start: date.end, end: null }, looks)}` : ''
  return (
    <span className={classes.verification} data-state={state}>
      <IconRosetteDiscountCheck size={16} aria-hidden />
      {state === 'verified' ? `Verified${until}` : 'Verification expired'}
    </span>
  )
}
