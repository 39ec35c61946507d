import { describe, expect, it } from 'vitest'
import * as texts from './texts.ts'

describe('what is written to people', () => {
  const customer = 'Zorggroep De Linde'
  const link = /https?:|www\.|\.nl|\.localhost/
  const [sms, call] = [texts.signInCode(customer, '012345'), texts.spokenSignInCode(customer, '012345')]

  it('names Hoede and the customer in a code, and holds no link', () => {
    for (const text of [sms, call]) {
      expect(text).toMatch(/Hoede.*Zorggroep De Linde/s)
      expect(text).not.toMatch(link)
    }
  })

  it('fits in one text message, code first', () => {
    expect(sms).toMatch(/^012345 /)
    expect(sms.length).toBeLessThanOrEqual(160)
  })

  it('is spoken digit by digit, twice', () => {
    expect(call.match(/nul\. één\. twee\. drie\. vier\. vijf\./g)).toHaveLength(2)
  })

  it('says in mail what changed, whom to call, and holds no link', () => {
    const mails = [
      texts.factorAdded(customer, 'phone', 'Mijn mobiel'),
      texts.factorRemoved(customer, 'passkey', 'Laptop'),
      texts.recoveryCodesRenewed(customer),
      texts.passwordChanged(customer),
      texts.identityLinked(customer, 'Entra'),
      texts.identityEnded(customer, 'Entra'),
      texts.resetRequested(customer, 'Karin Bos'),
      texts.resetDone(customer),
    ]
    for (const { subject, body } of mails) {
      expect(subject.length).toBeGreaterThan(10)
      expect(body).toMatch(/Hoede.*Bel dan meteen de applicatiebeheerder van Zorggroep De Linde/s)
      expect(subject + body).not.toMatch(link)
    }
    expect(mails[0]?.body).toContain('een telefoonnummer toegevoegd: Mijn mobiel')
  })
})
