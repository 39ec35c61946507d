import type { LogQuestion, LogQuestionChange, NewLogQuestion } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'

/** More is no longer a list that somebody looks through. */
const mostOwn = 50

export const listQuestions = async (reader: Reader): Promise<{ items: LogQuestion[] }> => ({
  items: await queries.findQuestions(reader),
})

const wrong = (path: string, message: string) =>
  new Problem('invalid-input', { fields: [{ path: `body.${path}`, message }] })

function nameOf(text: string): string {
  if (text.trim()) return text.trim()
  throw wrong('name', 'Vul een naam in.')
}

/** Keeps a question. The same one sent twice is one. Throws Problem invalid-input. */
export async function keepQuestion(tx: Transaction, request: NewLogQuestion): Promise<LogQuestion> {
  const id = request.id ?? newId()
  const { days, from, until } = request
  if ((days === undefined) !== (from !== undefined && until !== undefined) || (days !== undefined && (from || until)))
    throw wrong('days', 'Kies de laatste dagen, of een eerste en een laatste dag.')
  if (from && until && until < from) throw wrong('until', 'Deze dag ligt voor de eerste.')
  const own = (await queries.findQuestions(tx)).filter((each) => each.own && each.id !== id)
  if (own.length >= mostOwn) throw wrong('name', `Je kunt hoogstens ${mostOwn} vragen bewaren. Verwijder er eerst een.`)
  const name = nameOf(request.name)
  if (own.some((each) => each.name === name)) throw wrong('name', 'Je hebt al een vraag met deze naam.')
  await queries.insertQuestion(tx, id, { ...request, name })
  const [kept] = await queries.findQuestions(tx, id)
  if (!kept?.own) throw new Problem('already-exists')
  return kept
}

/** Gives a question of one's own another name, or shares it or no longer. Throws Problem not-found, invalid-input, conflict. */
export async function changeQuestion(tx: Transaction, id: string, change: LogQuestionChange) {
  const all = await queries.findQuestions(tx)
  const before = all.find((each) => each.id === id && each.own)
  if (!before) throw new Problem('not-found')
  const name = change.name === undefined ? before.name : nameOf(change.name)
  if (all.some((each) => each.own && each.id !== id && each.name === name))
    throw wrong('name', 'Je hebt al een vraag met deze naam.')
  const changed = await queries.updateQuestion(tx, id, change.version, { name, shared: change.shared ?? before.shared })
  const [after] = await queries.findQuestions(tx, id)
  if (!changed || !after) throw new Problem('conflict', { current: after })
  return { before, after }
}

/** Removes a question of one's own; answers what it was. Throws Problem not-found. */
export async function removeQuestion(tx: Transaction, id: string): Promise<LogQuestion> {
  const [before] = await queries.findQuestions(tx, id)
  if (!before?.own || !(await queries.deleteQuestion(tx, id))) throw new Problem('not-found')
  return before
}

/** What the log keeps of a question: its name, whether it is shared, and what it asks. */
export const questionForLog = ({ name, shared, query, days, from, until }: LogQuestion) => ({
  name,
  shared,
  query,
  ...(days === null ? { from, until } : { days }),
})
