import type { LogQuestion, NewLogQuestion } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

/** Row security shows one's own and those that are shared. */
export const findQuestions = (reader: Reader, id?: string): Promise<LogQuestion[]> =>
  reader.rows<LogQuestion>(
    `select q.id, q.name, q.shared, q.person_id = access.person() as own, concat_ws(' ', p.given_name, p.prefix, p.family_name) as by, q.query, q.days,
       q.first_day::text as "from", q.last_day::text as until, q.version
     from log_question q join person p on p.id = q.person_id where $1::uuid is null or q.id = $1
     order by own desc, lower(q.name), q.id`,
    [id],
  )

/** False when this id or this name is there already. */
export const insertQuestion = async (
  tx: Transaction,
  id: string,
  { name, shared, query, days, from, until }: NewLogQuestion,
): Promise<boolean> =>
  (
    await tx.rows(
      `insert into log_question (id, person_id, name, shared, query, days, first_day, last_day)
       values ($1, access.person(), $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
      [id, name, shared, query, days, from, until],
    )
  ).length > 0

export const updateQuestion = async (
  tx: Transaction,
  id: string,
  version: number,
  { name, shared }: Pick<LogQuestion, 'name' | 'shared'>,
): Promise<boolean> =>
  (
    await tx.rows(
      'update log_question set name = $3, shared = $4, version = version + 1 where id = $1 and version = $2 returning id',
      [id, version, name, shared],
    )
  ).length > 0

export const deleteQuestion = async (tx: Transaction, id: string): Promise<boolean> =>
  (await tx.rows('delete from log_question where id = $1 returning id', [id])).length > 0
