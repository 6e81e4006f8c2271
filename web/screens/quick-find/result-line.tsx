import { Text } from '@mantine/core'
import { Highlighted } from '../../ui/highlighted.tsx'
import { NodeIcon } from '../../ui/node-icon.tsx'
import classes from './quick-find.module.css'

interface Excerpt {
  text: string
  highlights: readonly { start: number; end: number }[]
}

export interface Result {
  key: string
  id: string
  /** Where it opens. */
  blockId: string | null
  type: 'page' | 'database'
  icon: unknown
  title: Excerpt
  /** What of it matches, or where it stands. */
  more?: Excerpt
  place?: string | null
}

/** A page that was found: its title, and below it what matches. */
export const ResultLine = ({ type, icon, title, more, place }: Result) => (
  <>
    <NodeIcon icon={icon} type={type} size={20} />
    <span className={classes.texts}>
      <Text span truncate>
        {title.text === '' ? 'Untitled' : <Highlighted {...title} />}
      </Text>
      {more && (
        <Text span size="xs" c="dimmed" className={classes.more}>
          {place && <>{place}: </>}
          <Highlighted {...more} />
        </Text>
      )}
    </span>
  </>
)
