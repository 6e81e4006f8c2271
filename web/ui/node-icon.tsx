import { IconFileText, IconTable } from '@tabler/icons-react'
import { imageOf, type ShownIcon } from '../data/icon.ts'
import classes from './node-icon.module.css'

interface Props {
  icon: unknown
  type: 'page' | 'database'
  /** In pixels. */
  size?: number
}

/** The icon of a page or database, or what stands for one that has none. It says nothing that the title does not. */
export function NodeIcon({ icon, type, size = 18 }: Props) {
  const shown = icon as ShownIcon | null
  const address = imageOf(shown)
  const box = { width: size, height: size, fontSize: size * 0.88 }
  if (shown?.emoji) {
    return (
      <span aria-hidden className={classes.icon} style={box}>
        {shown.emoji}
      </span>
    )
  }
  if (address) return <img alt="" src={address} className={classes.icon} style={box} />
  const Standard = type === 'page' ? IconFileText : IconTable
  return <Standard aria-hidden size={size} stroke={1.5} className={classes.standard} />
}
