import type { Reader } from '../../platform/db/transaction.ts'

export async function findWays(reader: Reader): Promise<string[]> {
  const [row] = await reader.rows<{ value: string[] }>(`select value from setting where key = 'sign-in-ways'`)
  return row?.value ?? []
}
