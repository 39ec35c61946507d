import { newId } from '../../src/platform/crypto/ids.ts'
import { unseal } from '../../src/platform/crypto/seal.ts'
import { keysOf, type TestHoede } from './hoede.ts'

const digits = ['nul', 'één', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen']

export interface SentMessage {
  kind: 'sms' | 'voice' | 'mail'
  purpose: string
  recipient: string
  subject?: string
  body: string
}

/** What lies in the outbox of the first customer, as the phones and mailboxes of its people would show it. */
export async function phones(hoede: TestHoede) {
  const database = await hoede.database()
  const keys = await keysOf(hoede.environment())
  // Only something that says it can send: nothing leaves a test.
  await database.query(
    `insert into gateway (id, kind, name, channels, position, sender) values ($1, 'demo', 'Proef', '{sms,voice,mail}', 1, 'Hoede')`,
    [newId()],
  )

  async function messagesTo(personId: string): Promise<SentMessage[]> {
    const { rows } = await database.query(
      'select id, kind, purpose, recipient_sealed, body_sealed from message where person_id = $1 order by created_at, id',
      [personId],
    )
    return rows.map((row) => ({
      kind: row.kind,
      purpose: row.purpose,
      recipient: unseal(keys.seal, row.recipient_sealed, row.id),
      ...(JSON.parse(unseal(keys.seal, row.body_sealed, row.id)) as { subject?: string; body: string }),
    }))
  }

  return {
    messagesTo,
    /** The code of the last text message or call to somebody; a call says each digit as a word. */
    async lastCode(personId: string): Promise<string> {
      const last = (await messagesTo(personId)).filter((message) => message.kind !== 'mail').at(-1)
      if (!last) throw new Error('no code was sent')
      if (last.kind === 'sms') return /\b\d{6}\b/.exec(last.body)?.[0] ?? ''
      const words = last.body.split(/[^\p{L}]+/u).filter((word) => digits.includes(word))
      return words
        .slice(0, 6)
        .map((word) => digits.indexOf(word))
        .join('')
    },
    /** As if this much time had gone by since the codes of a person were sent. */
    async later(personId: string, seconds: number): Promise<void> {
      await database.query(
        `update phone_code c set created_at = c.created_at - make_interval(secs => $2), expires_at = c.expires_at - make_interval(secs => $2),
           used_at = c.used_at - make_interval(secs => $2)
         from factor f where f.id = c.factor_id and f.person_id = $1`,
        [personId, seconds],
      )
    },
  }
}
