import { describe, expect, it } from 'vitest'
import { employees } from '../../../test/support/employees.ts'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { phones } from '../../../test/support/phones.ts'
import { directory } from '../../../test/support/scim.ts'

/** ASVS 5.0 6.3.7: who can be reached elsewhere hears so where they could be reached until now. */
describe('another mail address or telephone number of an employee', async () => {
  const hoede = await startTestHoede()
  const { database, employee } = await employees(hoede)
  const { messagesTo } = await phones(hoede)
  const karin = await hoede.as('karin')

  async function reachable() {
    const person = await employee()
    await database.query(`update person set email = 'truus@linde.example', phone = '06 1234 5678' where id = $1`, [
      person.id,
    ])
    return person
  }
  const change = async (personId: string, content: object) => {
    const { version } = (await karin.get(`/api/people/${personId}`)).body
    const answer = await karin.post(`/api/people/${personId}`, { version, ...content })
    expect(answer.status).toBe(200)
  }

  it('is told by mail to the address of before, without the new one', async () => {
    const truus = await reachable()
    await change(truus.id, { email: 'anders@elders.example', phone: '06 8765 4321' })
    await change(truus.id, { email: null })
    const mails = await messagesTo(truus.id)
    expect(mails.map(({ kind, purpose, recipient, subject }) => [kind, purpose, recipient, subject])).toEqual([
      ['mail', 'contact-changed', 'truus@linde.example', 'Je mailadres is gewijzigd'],
      ['mail', 'contact-changed', 'anders@elders.example', 'Je mailadres is weggehaald'],
    ])
    expect(mails[0]!.body).toContain('Het telefoonnummer bij je account in Hoede is gewijzigd.')
    expect(mails[0]!.body).toContain('Bel dan meteen de applicatiebeheerder')
    expect(mails[0]!.body).not.toMatch(/elders|8765/)
    expect(mails[1]!.body).not.toContain('telefoonnummer')
  })

  it('is told of the number alone too', async () => {
    const truus = await reachable()
    await change(truus.id, { phone: '' })
    expect((await messagesTo(truus.id)).map(({ recipient, subject }) => [recipient, subject])).toEqual([
      ['truus@linde.example', 'Je telefoonnummer is aangepast'],
    ])
  })

  it('is not told when it is the same, when there was none, and when the change was refused', async () => {
    const truus = await reachable()
    await change(truus.id, { function: 'teamleider', email: ' Truus@Linde.example', phone: '06-12345678' })
    const stale = await karin.post(`/api/people/${truus.id}`, { version: 1, email: 'dief@elders.example' })
    expect(stale.status).toBe(409)
    const nobody = await employee()
    await change(nobody.id, { email: 'eerste@linde.example', phone: '06 1234 5678' })
    expect([...(await messagesTo(truus.id)), ...(await messagesTo(nobody.id))]).toEqual([])
  })

  it('is told when a directory or a file brings it', async () => {
    const entra = await directory(hoede)
    const sent = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'noor.de.groot@linde.example',
      active: true,
      name: { givenName: 'Noor', familyName: 'de Groot' },
      emails: [{ primary: true, type: 'work', value: 'noor@linde.example' }],
    }
    const made = await entra.post('/Users', sent)
    expect([made.status, made.text]).toEqual([201, expect.any(String)])
    const { id } = made.body
    const emails = [{ primary: true, type: 'work', value: 'noor@elders.example' }]
    expect((await entra.put(`/Users/${id}`, { ...sent, title: 'Kok' })).status).toBe(200)
    expect(await messagesTo(id)).toEqual([])
    expect((await entra.put(`/Users/${id}`, { ...sent, emails })).status).toBe(200)
    expect((await messagesTo(id)).map(({ recipient }) => recipient)).toEqual(['noor@linde.example'])
    const csv =
      'user_name;given_name;prefix;family_name;function;email\nnoor.de.groot;Noor;de;Groot;Kok;noor@nog.example\n'
    expect((await karin.post('/api/directory/sync', { csv, endMissing: false })).status).toBe(200)
    expect((await messagesTo(id)).map(({ recipient }) => recipient).at(-1)).toBe('noor@elders.example')
  })
})
