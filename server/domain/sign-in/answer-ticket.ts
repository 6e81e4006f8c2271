import { accountById } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import type { AccountRow } from '#server/store/tables/accounts.ts'
import { Problem } from '#shared/problem.ts'
import type { Installation } from '../accounts/account.ts'
import { addTotp, type OfferedTotp, offerTotp, type TotpAct } from '../accounts/change-totp.ts'
import { FieldProblem } from '../accounts/field-problem.ts'
import type { Source } from '../events/record.ts'
import { countAttempt } from './attempts.ts'
import { askedBy, mayAnswer, takeAsked } from './challenge.ts'
import { type Entered, enter, type SignInMethod } from './enter.ts'
import { type SecondFactor, type SecondFactors, secondFactorsOf, spendCode } from './second-factor.ts'

/** Answers to one ticket; then one proves anew who one is. */
const MOST_ANSWERS = 5

/** Somebody who has proved who they are, but for the second factor. */
export interface TicketHolder {
  account: AccountRow
  method: SignInMethod
  workspaceId: string | undefined
  next: string | undefined
  /** When they proved who they are. */
  provedTime: number | undefined
  /** What they can answer with; with nothing, they are to add an app. */
  factors: SecondFactors
}

export type Answerer = Source & { ipAddress: string }

/** Who holds a ticket that `enter` gave; null when it is unknown, was answered or is over. */
export async function ticketHolder(
  { store, surroundings }: Installation,
  ticket: string,
): Promise<TicketHolder | null> {
  const asked = await askedBy(store.reader, surroundings.now(), 'second_factor', ticket)
  const account = asked?.accountId == null ? undefined : await accountById(store.reader, asked.accountId)
  if (asked === null || account === undefined) return null
  const proved = asked.data as Pick<TicketHolder, 'method' | 'workspaceId' | 'next' | 'provedTime'>
  return { ...proved, account, factors: await secondFactorsOf(store.reader, account.id) }
}

/** Lets the holder of a ticket in by a code of their app, or a recovery code. */
export async function answerTicket(
  installation: Installation,
  ticket: string,
  code: string,
  source: Answerer,
): Promise<Entered> {
  const { store, surroundings, secrets } = installation
  const holder = await holderOrAgain(installation, ticket)
  const { email_key: email, id } = holder.account
  const wasRight = await countAttempt(installation, { email, address: source.ipAddress, kind: 'code' })
  const factor = await store.transaction(async (db) => {
    if (!(await mayAnswer(db, 'second_factor', ticket, MOST_ANSWERS))) return 'none left'
    const spent = await spendCode(db, secrets, surroundings.now(), id, code)
    if (spent !== null) await spendTicket(db, installation, ticket)
    return spent
  })
  if (factor === 'none left') throw signInAgain()
  if (factor === null) throw new FieldProblem({ code: 'This code is wrong, or was used already.' })
  await wasRight()
  return letIn(installation, holder, factor, source)
}

/** The app that the holder of a ticket is to add, who has no second factor yet where one is wanted. */
export async function offerTotpFor(
  installation: Installation,
  ticket: string,
  source: Answerer,
): Promise<OfferedTotp> {
  const { account } = await newcomer(installation, ticket)
  return installation.store.transaction((db) => offerTotp(actIn(db, installation, source), account, ticket))
}

/** Lets the holder of a ticket in who added an app, with recovery codes that are told this once. */
export async function addTotpAndEnter(
  installation: Installation,
  ticket: string,
  code: string,
  source: Answerer,
): Promise<{ entered: Entered; codes: string[] }> {
  const holder = await newcomer(installation, ticket)
  const codes = await installation.store.transaction(async (db) => {
    const added = await addTotp(actIn(db, installation, source), holder.account, ticket, code)
    await spendTicket(db, installation, ticket)
    return added
  })
  return { entered: await letIn(installation, holder, 'totp', source), codes }
}

const letIn = (
  installation: Installation,
  { account, method, workspaceId, next, provedTime }: TicketHolder,
  secondFactor: SecondFactor,
  source: Source,
): Promise<Entered> =>
  enter(installation, {
    email: account.email_key,
    method,
    workspaceId,
    next,
    provedTime,
    secondFactor,
    source,
  })

/** Whoever has a second factor shows it: a password alone must not add another one. */
async function newcomer(installation: Installation, ticket: string): Promise<TicketHolder> {
  const holder = await holderOrAgain(installation, ticket)
  if (holder.factors.totp || holder.factors.passkeys) {
    throw new Problem('conflict', 'This account has a second factor already. Sign in with it.')
  }
  return holder
}

async function holderOrAgain(installation: Installation, ticket: string): Promise<TicketHolder> {
  const holder = await ticketHolder(installation, ticket)
  if (holder === null) throw signInAgain()
  return holder
}

async function spendTicket(db: Db, { surroundings }: Installation, ticket: string): Promise<void> {
  if ((await takeAsked(db, surroundings.now(), 'second_factor', ticket)) === null) throw signInAgain()
}

const actIn = (db: Db, { surroundings, secrets, baseUrl }: Installation, source: Source): TotpAct => ({
  db,
  now: surroundings.now(),
  newId: surroundings.newId,
  secrets,
  baseUrl: baseUrl(),
  source,
})

const signInAgain = (): Problem =>
  new Problem('unauthenticated', 'That took too long, or too many codes were wrong.')
