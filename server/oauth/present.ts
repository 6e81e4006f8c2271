import type { Issued } from '#server/domain/oauth/exchange-code.ts'
import { presentPerson } from '#server/http/present-person.ts'

/** The answer of the token endpoint as Notion gives it ("Create a token"); what RFC 6749 adds only where it says more. */
export const presentTokens = ({ accessToken, refreshToken, expiresIn, scope, bot, templateId }: Issued) => ({
  access_token: accessToken,
  token_type: 'bearer',
  refresh_token: refreshToken,
  ...(expiresIn === null ? {} : { expires_in: expiresIn }),
  ...(scope === null ? {} : { scope }),
  bot_id: bot.user.id,
  workspace_id: bot.workspace.id,
  workspace_name: bot.workspace.name,
  workspace_icon: bot.workspace.icon,
  owner: { type: 'user', user: presentPerson(bot.owner!, bot.capabilities) },
  duplicated_template_id: templateId,
})
