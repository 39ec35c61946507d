import type { Reader } from '../../platform/db/transaction.ts'

/** The names of these employees, for whoever may see employees. */
export async function namesOf(reader: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await reader.rows<{ id: string; name: string }>(
    "select id, concat_ws(' ', given_name, prefix, family_name) as name from person where id = any ($1::uuid[])",
    [ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
