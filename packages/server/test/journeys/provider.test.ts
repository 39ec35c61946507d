import { describe, expect, it } from 'vitest'
import { codeOf } from '../support/employees.ts'
import { startTestHoede } from '../support/hoede.ts'
import { singleSignOn } from '../support/single-sign-on.ts'
import { hasNoBarriers, openBrowser, type Window } from './browser.ts'
import { withCredentials } from './people.ts'
import { picture } from './pictures.ts'

describe('signing in at one’s own organisation', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const world = await singleSignOn(hoede)
  const { idp, id } = await world.running()
  const truus = await world.linked(id, 'truus')

  const inside = ({ page }: Window) => page.getByRole('button', { name: /^Account van/ }).waitFor()

  it('lets somebody in whom the provider proved with two factors, at the address where it began', async () => {
    idp.accountId = 'truus'
    idp.claims = (claims) => ({ ...claims, amr: ['pwd', 'otp'] })
    const window = await browser.open('/account?begin=here')
    const { page, address } = window
    await page.getByRole('button', { name: 'Verder met De Linde' }).waitFor()
    await hasNoBarriers(window, 'sign-in with a provider')
    await page.getByRole('button', { name: 'Verder met De Linde' }).click()
    await inside(window)
    expect(page.url()).toBe(`${address}/account?begin=here`)
    await page.getByText('De Linde', { exact: true }).waitFor()
    await hasNoBarriers(window, 'account with a provider')
  })

  it('asks a second step of its own when the provider proved one, and says why', async () => {
    idp.accountId = 'truus'
    idp.claims = (claims) => ({ ...claims, amr: ['pwd'] })
    await world.forgetStep(truus)
    const window = await browser.open()
    const { page } = window
    await page.getByRole('button', { name: 'Verder met De Linde' }).click()
    await page.getByText(/niet laten weten dat er twee stappen waren/).waitFor()
    await hasNoBarriers(window, 'second step after a provider')
    await page.getByLabel('Code van 6 cijfers').fill(codeOf(truus.key))
    await page.getByRole('button', { name: 'Verder', exact: true }).click()
    await inside(window)
  })

  it('proves anew at the provider that it is she, who has no factor at Hoede', async () => {
    const riet = await world.employee({ password: null })
    await world.karin.post(`/api/people/${riet.id}/identities`, { providerId: id, subject: 'riet' })
    idp.accountId = 'riet'
    idp.claims = (claims) => ({ ...claims, amr: ['mfa'], auth_time: Math.floor(Date.now() / 1000) - 20 * 60 })
    const window = await browser.open('/account')
    const { page } = window
    await page.getByRole('button', { name: 'Verder met De Linde' }).click()
    await inside(window)
    const addApp = async () => {
      await page.getByRole('button', { name: 'Voeg toe' }).click()
      const adding = page.getByRole('dialog', { name: 'Een tweede stap toevoegen' })
      await adding.getByRole('button', { name: /^Code van een app/ }).click()
    }
    await addApp()
    const question = page.getByRole('dialog', { name: 'Ben jij het?' })
    await question.getByRole('button', { name: 'Opnieuw aanmelden bij De Linde' }).waitFor()
    await hasNoBarriers(window, 'proof at a provider')
    await picture(window, 'proof-at-provider')
    await question.getByRole('button', { name: 'Opnieuw aanmelden bij De Linde' }).click()
    await page.getByText(/Hiermee is niet opnieuw bewezen/).waitFor()
    await picture(window, 'proof-refused')
    idp.claims = (claims) => ({ ...claims, amr: ['mfa'] })
    await page.goto(`${window.address}/account`)
    await addApp()
    await question.getByRole('button', { name: 'Opnieuw aanmelden bij De Linde' }).click()
    await page.getByText('Je hebt laten zien dat jij het bent. Doe je wijziging nu opnieuw.').waitFor()
    await addApp()
    await page.getByLabel('Code van 6 cijfers').waitFor()

    // From another network and browser: without a factor here, she signs in anew.
    await world.database.query(
      `update session set address = '198.51.100.7', user_agent = 'another' where person_id = $1`,
      [riet.id],
    )
    await page.goto(`${window.address}/account`)
    await page.getByRole('button', { name: 'Verder met De Linde' }).click()
    await inside(window)
  })

  it('turns away an account that nobody linked, with the way on', async () => {
    idp.accountId = 'somebody-new'
    const window = await browser.open()
    const { page } = window
    await page.getByRole('button', { name: 'Verder met De Linde' }).click()
    await page.getByText(/nog niet aan Hoede gekoppeld/).waitFor()
    await hasNoBarriers(window, 'not linked')
    await page.getByRole('link', { name: 'Terug, en probeer het opnieuw' }).click()
    await page.getByLabel('Gebruikersnaam').waitFor()
  })

  it('links an account of the person’s own, signs in with it, and unlinks it', async () => {
    const sanne = await withCredentials(hoede, 'sanne')
    idp.accountId = 'sanne-at-the-provider'
    idp.claims = (claims) => ({ ...claims, amr: ['pwd', 'otp'] })
    const window = await browser.open('/account')
    const { page } = window
    await browser.signIn(window, sanne)
    await page.getByText('Nog niet gekoppeld aan jouw account').waitFor()
    await page.getByRole('button', { name: 'Koppel De Linde' }).click()
    await page.getByText('Je account is gekoppeld. Je kunt je er voortaan mee aanmelden.').waitFor()
    await page.getByRole('button', { name: 'Ontkoppel De Linde' }).waitFor()

    const other = await browser.open('/account')
    await other.page.getByRole('button', { name: 'Verder met De Linde' }).click()
    await inside(other)
    await other.page.getByRole('button', { name: 'Ontkoppel De Linde' }).click()
    await other.page.getByRole('dialog').getByRole('button', { name: 'Ontkoppel' }).click()
    await other.page.getByText('De Linde is ontkoppeld.').waitFor()
  })
})
