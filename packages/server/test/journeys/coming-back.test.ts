import { describe, expect, it } from 'vitest'
import { newId } from '../../src/platform/crypto/ids.ts'
import { codeOf, employees } from '../support/employees.ts'
import { startTestHoede } from '../support/hoede.ts'
import { units } from '../support/organisation.ts'
import { hasNoBarriers, openBrowser, type Window } from './browser.ts'
import { withCredentials } from './people.ts'

describe('coming back', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const { database, employee, signedIn } = await employees(hoede)

  const inside = ({ page }: Window) => page.getByRole('button', { name: /^Account van/ })
  async function signOut(window: Window) {
    await inside(window).click()
    await window.page.getByRole('menuitem', { name: 'Meld af' }).click()
  }

  /** Two managers, one after the other, and what stands in the letter. */
  async function letterFor(personId: string) {
    const karin = await hoede.as('karin')
    const second = await employee()
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
       select $1, $2, id, 'organisation', now() - interval '1 hour', 'operator' from role where key = 'applicatiebeheerder'`,
      [newId(), second.id],
    )
    const asked = await karin.post(`/api/people/${personId}/reset`, { reason: 'Telefoon kwijt' })
    expect([asked.status, asked.body.code]).toEqual([201, undefined])
    const { status, body } = await (await signedIn(second)).post(`/api/resets/${asked.body.id}/approve`)
    expect([status, body.detail]).toEqual([200, undefined])
    return body as { userName: string; code: string }
  }

  it('goes by a letter for who lost everything: a new password and a new second step', async () => {
    const truus = await employee()
    const letter = await letterFor(truus.id)
    const window = await browser.open('/', { width: 360 })
    const { page } = window
    await page.getByText('Lukt het niet?').click()
    await page.getByRole('link', { name: 'Ik heb een brief met een herstelcode' }).click()
    await hasNoBarriers(window, 'reset letter')
    await page.getByLabel('Gebruikersnaam').fill(letter.userName)
    await page.getByLabel('Herstelcode').fill('AAAA-BBBB-CCCC-DDDD')
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.getByText(/De gebruikersnaam of de code uit de brief klopt niet/).waitFor()
    await page.getByLabel('Herstelcode').fill(letter.code.toLowerCase().replaceAll('-', ' '))
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.getByLabel('Nieuw wachtwoord').fill('zolder sleutel regen koffie')
    await hasNoBarriers(window, 'new password after a reset')
    await page.getByRole('button', { name: 'Kies dit wachtwoord' }).click()
    await page.getByRole('button', { name: /^Code van een app/ }).click()
    await page.getByText('Typ deze sleutel over').click()
    const key = (await page.locator('details code').textContent())?.replaceAll(' ', '') ?? ''
    await page.getByLabel('Code van 6 cijfers').fill(codeOf(key))
    await page.getByRole('button', { name: 'Koppel' }).click()
    await page.getByLabel('Ik heb ze bewaard').check()
    await page.getByRole('button', { name: 'Verder' }).click()
    await inside(window).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
  })

  it('goes by name and short code on a shared computer, for who signed in there completely in this shift', async () => {
    const [karin, sanne] = [await withCredentials(hoede, 'karin'), await withCredentials(hoede, 'sanne')]
    const window = await browser.open('/')
    const { page } = window
    await browser.signIn(window, karin)
    await inside(window).waitFor()
    const marked = await page.evaluate(async (unitId) => {
      const body = JSON.stringify({ name: 'Zusterpost Berkenhof 2', unitId })
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/api/devices', { method: 'POST', headers, body })).status
    }, units.berkenhof2)
    expect(marked).toBe(201)
    await signOut(window)

    await browser.signIn(window, sanne)
    await inside(window).waitFor()
    await page.goto(`${window.address}/account`)
    await page.getByText(/Dit is de gedeelde computer ‘Zusterpost Berkenhof 2’/).waitFor()
    await hasNoBarriers(window, 'account on a shared computer')
    await page.getByLabel('Korte code', { exact: true }).fill('123456')
    await page.getByRole('button', { name: 'Kies deze korte code' }).click()
    await page.getByText('Deze korte code is te makkelijk te raden.').waitFor()
    await page.getByLabel('Korte code', { exact: true }).fill('739154')
    await page.getByRole('button', { name: 'Kies deze korte code' }).click()
    await page.getByText(/Je korte code werkt tot/).waitFor()
    await signOut(window)

    await page.getByRole('heading', { name: 'Dag Sanne de Wit' }).waitFor()
    await hasNoBarriers(window, 'short code on a shared computer')
    await page.getByLabel('Je korte code').fill('111111')
    await page.getByRole('button', { name: 'Meld aan' }).click()
    await page.getByText('Je korte code klopt niet.').waitFor()
    await page.getByLabel('Je korte code').fill('739154')
    await page.getByRole('button', { name: 'Meld aan' }).click()
    await inside(window).waitFor()

    await page.goto(`${window.address}/account`)
    await page.getByRole('button', { name: 'Beëindig korte code' }).click()
    await page.getByText('Je korte code werkt niet meer.').waitFor()
    await signOut(window)
    await page.getByLabel('Gebruikersnaam').waitFor()
  })
})
