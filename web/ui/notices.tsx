import { CloseButton } from '@mantine/core'
import classes from './notices.module.css'
import { dismiss, useNotices } from './tell.ts'

/** What `tell` says, read out by screen readers as it comes. */
export const Notices = () => (
  <div className={classes.notices} role="status" aria-live="polite">
    {useNotices().map(({ id, message, link, isFailure }) => (
      <div key={id} className={classes.notice} data-failure={isFailure || undefined}>
        <span>
          {message}
          {link && (
            <>
              {' '}
              <a href={link.href}>{link.text}</a>
            </>
          )}
        </span>
        <CloseButton size="sm" aria-label="Close" onClick={() => dismiss(id)} />
      </div>
    ))}
  </div>
)
