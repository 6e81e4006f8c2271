import { endExpiredAccess } from './end-expired-access.ts'
import { expireUploads, sweepUploads } from './expire-uploads.ts'
import { fillFromTemplates } from './fill-from-templates.ts'
import { forgetEvents } from './forget-events.ts'
import { forgetSpentCodes, removeUnusedClients } from './forget-oauth.ts'
import { importFiles } from './import-files.ts'
import { followTexts } from './index-texts.ts'
import { lookAtDomains } from './look-at-domains.ts'
import { refreshSaml } from './refresh-saml.ts'
import type { Job } from './runner.ts'
import { forgetOldMails, sendMails } from './send-mails.ts'

/** Every kind of work that a server does by itself. */
export const jobs: readonly Job[] = [
  importFiles,
  expireUploads,
  sweepUploads,
  endExpiredAccess,
  fillFromTemplates,
  followTexts,
  sendMails,
  forgetOldMails,
  forgetSpentCodes,
  removeUnusedClients,
  forgetEvents,
  refreshSaml,
  lookAtDomains,
]
