import { isDeepStrictEqual } from 'node:util'
import type { PolicyChange, PolicyEffect, SignInPolicy } from '@hoede/contract'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Reader, Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { isOutside } from './places.ts'
import * as queries from './policy-queries.ts'
import {
  allowedFor,
  isEnough,
  normalised,
  type PolicyFacts,
  type PolicyValues,
  peopleWhoMustRegister,
  provenDays,
  refusalsOf,
  warningsOf,
} from './policy-rules.ts'

/** Under which key each part of the policy is kept. */
const settingKeys = {
  ways: 'sign-in-ways',
  factors: 'sign-in-factors',
  passwordMinLength: 'password-min-length',
  lockoutFreeTries: 'lockout-free-tries',
  lockoutLongestSeconds: 'lockout-longest-seconds',
  sessionIdleMinutes: 'session-idle-minutes',
  sessionHours: 'session-hours',
  shiftHours: 'shift-hours',
  phoneCodesADay: 'phone-codes-a-day',
  phoneCodesADayAll: 'phone-codes-a-day-all',
  addressRanges: 'address-ranges',
} as const satisfies Record<keyof PolicyValues, string>
const parts = Object.keys(settingKeys) as (keyof PolicyValues)[]
const keys = Object.values(settingKeys)

/** Who asks, and from where. */
export interface Asker {
  personId: string
  address: string
}

/** The policy as a whole; its version goes up with each change of any part. */
export const readPolicy = async (reader: Reader): Promise<SignInPolicy> =>
  policyOf(await queries.findSettings(reader, keys))

function policyOf(rows: readonly queries.SettingRow[]): SignInPolicy {
  const byKey = new Map(rows.map((row) => [row.key, row.value]))
  const values = Object.fromEntries(parts.map((part) => [part, byKey.get(settingKeys[part])]))
  // Every part only goes up in version: so does their sum.
  return { ...(values as PolicyValues), version: rows.reduce((sum, row) => sum + row.version, 0) }
}

/** What a change would do, without doing it. */
export async function checkPolicy(reader: Reader, asker: Asker, change: PolicyChange): Promise<PolicyEffect> {
  return (await judge(reader, asker, change)).effect
}

async function judge(reader: Reader, asker: Asker, { version: _, ...change }: PolicyChange) {
  const policy = normalised(change)
  const [roles, groups, managers, ways, peers, inUse] = await Promise.all([
    queries.findRoles(reader),
    queries.findGroups(reader),
    queries.findManagersWhoCameIn(reader, provenDays),
    queries.findWaysOfPeople(reader, asker.personId),
    queries.findPeers(reader),
    queries.findAddressesInUse(reader),
  ])
  const facts: PolicyFacts = { roles, groups, managers, ...ways, ...peers, address: asker.address }
  const outside = inUse.filter((each) => isOutside(policy.addressRanges, each.address))
  const effect: PolicyEffect = {
    refusals: refusalsOf(policy, facts),
    mustRegister: peopleWhoMustRegister(policy, groups),
    sessionsEnding: outside.reduce((sum, each) => sum + each.sessions, 0),
    warnings: warningsOf(policy, facts),
  }
  return { policy, effect, outside: outside.map((each) => each.address) }
}

/** One part that changed, for the log. */
export interface ChangedSetting {
  setting: string
  before: unknown
  after: unknown
}

/**
 * Saves a policy when nothing speaks against it; each setting that changes has its own row in the log. Sessions from addresses that
 * fall out end at once. Throws Problem conflict with the newest policy, or policy-refused with the reasons.
 */
export async function changePolicy(
  tx: Transaction,
  asker: Asker,
  change: PolicyChange,
): Promise<{ policy: SignInPolicy; changed: ChangedSetting[] }> {
  const before = policyOf(await queries.lockSettings(tx, keys))
  if (before.version !== change.version) throw new Problem('conflict', { current: before })
  const { policy, effect, outside } = await judge(tx, asker, change)
  if (effect.refusals.length > 0) {
    const fields = effect.refusals.map((message) => ({ path: 'body', message }))
    throw new Problem('policy-refused', { detail: effect.refusals.join(' '), fields })
  }
  const differing = parts.filter((part) => !isDeepStrictEqual(before[part], policy[part]))
  const changed = differing.map((part) => ({
    setting: settingKeys[part],
    before: before[part],
    after: policy[part],
  }))
  await Promise.all([
    ...changed.map(({ setting, after }) => queries.updateSetting(tx, setting, after)),
    ...changed.map((detail) => logChange(tx, asker, detail)),
  ])
  if (outside.length > 0) await endFrom(tx, outside)
  return { policy: { ...policy, version: before.version + changed.length }, changed }
}

const logChange = (tx: Transaction, asker: Asker, detail: ChangedSetting) =>
  recordAudit(tx, {
    event: 'setting.change',
    action: 'U',
    outcome: 'success',
    part: 'setting',
    address: asker.address,
    detail,
  })

async function endFrom(tx: Transaction, addresses: string[]): Promise<void> {
  const sessions = await queries.endSessionsFrom(tx, addresses)
  await recordAudit(tx, {
    event: 'session.ended',
    action: 'E',
    outcome: 'success',
    part: 'sign-in',
    detail: { because: 'address-not-allowed', sessions },
  })
}

/** What an attempt to sign in is held against. */
export type SignInBounds = Pick<PolicyValues, 'lockoutFreeTries' | 'lockoutLongestSeconds' | 'addressRanges'>

const boundKeys = [settingKeys.lockoutFreeTries, settingKeys.lockoutLongestSeconds, settingKeys.addressRanges]

export const findBounds = async (reader: Reader): Promise<SignInBounds> =>
  policyOf(await queries.findSettings(reader, boundKeys))

/** The customer's networks, by which places are named. */
export async function findNetworks(reader: Reader): Promise<PolicyValues['addressRanges']> {
  return policyOf(await queries.findSettings(reader, [settingKeys.addressRanges])).addressRanges
}

/** The shortest password that may be chosen, in characters. */
export async function shortestPassword(reader: Reader): Promise<number> {
  return policyOf(await queries.findSettings(reader, [settingKeys.passwordMinLength])).passwordMinLength
}

/** Would a person still have a second step, besides the printed sheet, with one more role? */
export async function keepsSecondStep(reader: Reader, personId: string, roleId: string): Promise<boolean> {
  const [rows, roles] = await Promise.all([
    queries.findSettings(reader, [settingKeys.factors]),
    queries.findRolesWith(reader, personId, roleId),
  ])
  return isEnough(allowedFor(policyOf(rows).factors, roles))
}

/** The ways in that are switched on in this environment. */
export async function findWays(reader: Reader): Promise<PolicyValues['ways']> {
  return policyOf(await queries.findSettings(reader, [settingKeys.ways])).ways
}

export const isWayOn = async (reader: Reader, way: PolicyValues['ways'][number]): Promise<boolean> =>
  (await findWays(reader)).includes(way)
