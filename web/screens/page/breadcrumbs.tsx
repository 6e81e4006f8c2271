import { Link } from '@tanstack/react-router'
import { idInUrl } from '#shared/objects/urls.ts'
import type { TreeItem } from '../../data/tree.ts'
import { NodeIcon } from '../../ui/node-icon.tsx'
import classes from './breadcrumbs.module.css'

/** The way from the top to what is shown. */
export const Breadcrumbs = ({ path }: { path: readonly TreeItem[] }) => (
  <nav aria-label="Where this stands">
    <ol className={classes.path}>
      {path.map(({ id, type, title, icon }, index) => (
        <li key={id} className={classes.step}>
          <Link
            to="/$name"
            params={{ name: idInUrl(id) }}
            className={classes.link}
            aria-current={index === path.length - 1 ? 'page' : undefined}
          >
            <NodeIcon icon={icon} type={type} size={16} />
            <span>{title || 'Untitled'}</span>
          </Link>
        </li>
      ))}
    </ol>
  </nav>
)
