import type {
  DirectoryGroup,
  DirectoryGroupDetail,
  DirectoryMapping,
  DirectoryOverview,
  FunctionRules,
} from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { listRules } from './role-rules.ts'
import { listTokens } from './tokens.ts'

/** The connection as a whole: its keys, what it brought, and what could not be placed. */
export async function readOverview(reader: Reader): Promise<DirectoryOverview> {
  const [tokens, mapping, counts, unlinked] = await Promise.all([
    listTokens(reader),
    readMapping(reader),
    queries.countDirectory(reader),
    queries.unlinkedDepartments(reader),
  ])
  const used = tokens.flatMap(({ lastUsedAt }) => (lastUsedAt ? [lastUsedAt] : []))
  return { tokens, mapping, ...counts, lastUsedAt: used.sort().at(-1) ?? null, unlinked }
}

async function readMapping(reader: Reader): Promise<DirectoryMapping> {
  const { value, version } = await queries.findMapping(reader)
  const titles = Object.entries(value.titles).map(([title, job]) => ({ title, function: job }))
  return { titles, standard: value.standard, version }
}

/** Changes how titles become functions; it counts from the next time that the directory sends somebody. */
export async function changeMapping(
  tx: Transaction,
  change: { version: number; titles: { title: string; function: string }[]; standard: string },
): Promise<{ before: DirectoryMapping; after: DirectoryMapping }> {
  const before = await readMapping(tx)
  const tidy = (text: string) => text.replace(/\s+/g, ' ').trim()
  const pairs = change.titles.map(({ title, function: job }) => [tidy(title).toLowerCase(), tidy(job)] as const)
  const standard = tidy(change.standard)
  if (
    !standard ||
    pairs.some(([title, job]) => !title || !job) ||
    new Set(pairs.map(([title]) => title)).size < pairs.length
  )
    throw new Problem('invalid-input', {
      fields: [{ path: 'body.titles', message: 'Vul elke titel één keer in, met een functie.' }],
    })
  if (!(await queries.updateMapping(tx, change.version, { titles: Object.fromEntries(pairs), standard })))
    throw new Problem('conflict', { current: before })
  return { before, after: await readMapping(tx) }
}

/** The groups that there are, with what they bring. */
export async function listGroups(reader: Reader): Promise<{ items: DirectoryGroup[] }> {
  const [groups, rules] = await Promise.all([queries.findGroups(reader), listRules(reader)])
  return {
    items: groups.map(({ changedAt, ...group }) => ({
      ...group,
      changedAt: changedAt.toISOString(),
      rules: rules.filter((rule) => rule.group?.id === group.id),
    })),
  }
}

export async function readGroup(reader: Reader, id: string): Promise<DirectoryGroupDetail> {
  const [groups, members] = await Promise.all([listGroups(reader), queries.membersOf(reader, id)])
  const group = groups.items.find((each) => each.id === id)
  if (!group) throw new Problem('not-found')
  return { group, members }
}

/** The functions that people have or rules name, with what they bring. */
export async function listFunctions(reader: Reader): Promise<FunctionRules> {
  const [functions, rules] = await Promise.all([queries.findFunctions(reader), listRules(reader)])
  const same = (a: string, b: string | null) => a.toLowerCase() === b?.toLowerCase()
  const unused = rules
    .flatMap((rule) => rule.function ?? [])
    .filter((job) => !functions.some((each) => same(each.function, job)))
  const all = [...functions, ...[...new Set(unused)].map((job) => ({ function: job, people: 0 }))]
  return {
    items: all.map((each) => ({ ...each, rules: rules.filter((rule) => same(each.function, rule.function)) })),
  }
}
