import type { FastifyReply } from 'fastify'
import type { MayAuthorize } from '#server/domain/oauth/may-authorize.ts'
import type { Standing } from '#server/domain/oauth/standing.ts'
import { type Html, html } from '#server/http/html.ts'
import type { Visit } from './authorize.ts'
import { carried, makerOf, pictureOf, sendScreen } from './page-parts.ts'
import { sentencesOf } from './sentences.ts'

/** The first of two steps: who asks, and for what. */
export function sendConsent(reply: FastifyReply, visit: Visit, standing: Standing): FastifyReply {
  const { authorization, session } = visit
  const { client, capabilities } = authorization
  const { can, cannot } = sentencesOf(capabilities)
  const { isConnected, hasTemplate } = standing
  return sendScreen(reply, visit, {
    title: `Connect ${client.name}`,
    content: html`${head(visit)}
<p class="soft">You are ${session.user.name ?? session.account.name} (${session.account.email}).</p>
${isConnected ? html`<p class="note">It is connected already. Go on to change what it reaches.</p>` : null}
${client.is_self_registered === 1 ? unverified : null}
<h2>It will be able to</h2>
${can.length === 0 ? html`<p>Know that you connected it, and nothing else.</p>` : list('can', can)}
<details class="limits">
<summary>What it will not be able to do</summary>
${list('cannot', cannot)}
</details>
<p class="onward soft">You go on to <strong>${placeOf(authorization.redirectUri)}</strong>.</p>
<form method="post" action="/v1/oauth/authorize">
${carried(visit)}
<div class="actions">
<button type="submit" name="step" value="choose">${hasTemplate ? 'Next' : 'Select pages'}</button>
<button class="plain" type="submit" name="step" value="cancel">Cancel</button>
</div>
</form>
${makerOf(client)}
${client.first_party === 1 ? null : html`<p class="soft">${approvalOf(standing, session.workspace.name)}</p>`}
`,
  })
}

const approvalOf = ({ isApproved, willBeApproved }: Standing, workspace: string): string =>
  isApproved
    ? `An owner of ${workspace} approved it.`
    : willBeApproved
      ? `No owner of ${workspace} approved it yet. When you add it, it is approved for everybody there.`
      : `No owner of ${workspace} has approved it.`

/** Says why the person may not add the connection here, and what they can do about it. */
export function sendRefusal(
  reply: FastifyReply,
  visit: Visit,
  verdict: Exclude<MayAuthorize, 'yes'>,
  { request }: Standing,
): FastifyReply {
  const { client } = visit.authorization
  const { name } = visit.session.workspace
  const mayAsk = verdict === 'only approved' && request?.state !== 'pending'
  const answer = verdict === 'only approved' && request ? answers[request.state](dayOf(request.time)) : null
  return sendScreen(reply, visit, {
    title: `Connect ${client.name}`,
    content: html`${head(visit)}
<p class="alert" role="alert">${refusals[verdict](name)}</p>
${answer && html`<p class="note" role="status">${answer}</p>`}
<form method="post" action="/v1/oauth/authorize">
${carried(visit)}
${
  mayAsk
    ? html`<label for="message">What you need it for <span>(optional)</span></label>
<textarea id="message" name="message" rows="3" maxlength="2000"></textarea>`
    : null
}
<div class="actions">
${mayAsk ? html`<button type="submit" name="step" value="ask">${request ? 'Ask again' : 'Request approval'}</button>` : null}
<button class="plain" type="submit" name="step" value="cancel">Back to ${client.name}</button>
</div>
</form>
${makerOf(client)}`,
  })
}

/** After that: an owner was asked. */
export const sendAsked = (reply: FastifyReply, visit: Visit): FastifyReply =>
  sendScreen(reply, visit, {
    title: 'An owner was asked',
    content: html`<h1>An owner was asked</h1>
<p>The owners of <strong>${visit.session.workspace.name}</strong> see that you would like to add
<strong>${visit.authorization.client.name}</strong>. Come back here once they have approved it.</p>
<form method="post" action="/v1/oauth/authorize">
${carried(visit)}
<button class="plain" type="submit" name="step" value="cancel">Back to ${visit.authorization.client.name}</button>
</form>`,
  })

/** What became of the last request. */
const answers: Record<NonNullable<Standing['request']>['state'], (day: string) => string> = {
  pending: (day) => `You asked the owners on ${day}. None has answered yet.`,
  denied: (day) => `You asked for it, and on ${day} an owner decided not to approve it.`,
  approved: (day) => `An owner approved it on ${day}, and it was taken off the list since.`,
}

const dayOf = (time: number): string =>
  new Date(time).toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' })

const refusals: Record<Exclude<MayAuthorize, 'yes'>, (workspace: string) => Html> = {
  'owners only': (workspace) =>
    html`Only owners of <strong>${workspace}</strong> may add connections. Ask one of them to add this one.`,
  'only approved': (workspace) =>
    html`Members of <strong>${workspace}</strong> may add connections that an owner has approved, and this is not one of them.`,
  'no guests': (workspace) =>
    html`You are a guest of <strong>${workspace}</strong>, and guests may not add connections. Ask an owner to make you a member.`,
  'only elsewhere': (workspace) =>
    html`This connection was made for another workspace, and cannot be added to <strong>${workspace}</strong>.`,
}

const head = ({ authorization, session }: Visit): Html => html`${pictureOf(authorization.client)}
<h1>${authorization.client.name} would like to connect to ${session.workspace.name}</h1>`

const unverified = html`<p class="note"><strong>Unverified app.</strong> It registered itself, and nobody looked at who is behind it.
Go on only if you have just started this yourself.</p>`

const list = (name: 'can' | 'cannot', sentences: readonly string[]): Html =>
  html`<ul class="${name}">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`

/** A person knows a site by its host; a program on their own machine has none. */
const placeOf = (address: string): string => {
  const { host, protocol } = new URL(address)
  return host === '' ? `${protocol} on this device` : host
}
